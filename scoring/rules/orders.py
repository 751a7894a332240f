"""What the rules of order share: a response that puts choices one after another."""

from dataclasses import dataclass

from scoring.codes import ChoiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResponse:
    """The choices in the order of a candidate; none at all where nobody put them in one."""

    order: tuple[ChoiceId, ...]
