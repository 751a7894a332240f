"""Rule 1.2: several choices are right, all or nothing."""

from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey, count_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectExactly:
    """One mark for exactly the right choices, none for any other response (rule 1.2)."""

    correct: frozenset[ChoiceId]

    def __post_init__(self) -> None:
        if not self.correct:
            raise RuleHasNoKey(RuleId.SELECT_EXACTLY, 0)

    def award(self, response: ChoiceResponse) -> Award:
        """Award the response by rule 1.2."""
        return Award(
            marks=int(response.chosen == self.correct),
            out_of=1,
            reason=count_choices(response.chosen, self.correct),
            rule=RuleId.SELECT_EXACTLY,
            rule_version=RuleId.SELECT_EXACTLY.version,
        )
