"""True or false: one statement, and the choices "true" and "false" in that order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from itembank.item_types.choices import ChoiceBody
from scoring.documents import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseBody(ChoiceBody):
    """A statement that is true or false (rule 1.1)."""

    ids: ClassVar[tuple[str, ...]] = ("true", "false")
    is_shuffled: ClassVar[bool] = False

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound statement."""
        if tuple(choice.id for choice in self.choices) != self.ids:
            message = f"must be {', '.join(self.ids)}, in that order"
            yield Problem(field="choices", message=message)
        if len(self.key) > 1:
            yield Problem(field="key", message="must be one choice")
