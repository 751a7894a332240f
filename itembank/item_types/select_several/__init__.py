"""Select several: three or more choices, of which more than one is right but not all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from itembank.item_types.choices import ChoiceBody
from scoring.codes import RuleId
from scoring.documents import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectSeveralBody(ChoiceBody):
    """Choices of which several are right (rules 1.2, 1.3 and 1.4).

    How many to choose is the prompt's to say: any number can be chosen.
    """

    rules: ClassVar[tuple[RuleId, ...]] = (
        RuleId.SELECT_EXACTLY,
        RuleId.SELECT_ALL_THAT_APPLY,
        RuleId.MAPPED_CHOICES,
    )

    def list_type_problems(self) -> Iterator[Problem]:
        """List what makes it no sound "select several"."""
        if len(self.choices) < 3:
            yield Problem(field="choices", message="must be three or more")
        if not 2 <= len(self.key) < len(self.choices):
            yield Problem(field=self.key_name, message="must be two or more choices, but not all")
