"""True, false or unknown: a statement about a text that may say nothing of it."""

from dataclasses import dataclass
from typing import ClassVar

from itembank.item_types.true_false import TrueFalseBody


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseUnknownBody(TrueFalseBody):
    """A statement that is true, false, or neither by what was read (rule 1.1)."""

    ids: ClassVar[tuple[str, ...]] = ("true", "false", "unknown")
