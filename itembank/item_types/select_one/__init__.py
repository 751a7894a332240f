"""Select one: three to six choices in text or image, one of them right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from itembank.item_types.choices import ChoiceBody
from scoring.codes import RuleId
from scoring.documents import Problem

FEWEST, MOST = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOneBody(ChoiceBody):
    """Choices of which one is right (rule 1.1), or one is worth most (rule 1.4)."""

    rules: ClassVar[tuple[RuleId, ...]] = (RuleId.SELECT_ONE, RuleId.MAPPED_CHOICES)

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound "select one"."""
        if not FEWEST <= len(self.choices) <= MOST:
            yield Problem(field="choices", message=f"must be {FEWEST} to {MOST}")
        if len({choice.image is None for choice in self.choices}) > 1:
            yield Problem(field="choices", message="must all have an image or none")
        if len(self.key) > 1:
            yield Problem(field="key", message="must be one choice")
