"""Rule 1.3: several choices are right, a mark for each."""

from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey, count_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectAllThatApply:
    """One mark per right choice, minus one per wrong choice, never below zero (rule 1.3)."""

    correct: frozenset[ChoiceId]

    def __post_init__(self) -> None:
        if not self.correct:
            raise RuleHasNoKey(RuleId.SELECT_ALL_THAT_APPLY, 0)

    def award(self, response: ChoiceResponse) -> Award:
        """Award the response by rule 1.3."""
        reason = count_choices(response.chosen, self.correct)
        return Award(
            marks=max(0, reason.hits - reason.slips),
            out_of=len(self.correct),
            reason=reason,
            rule=RuleId.SELECT_ALL_THAT_APPLY,
            rule_version=RuleId.SELECT_ALL_THAT_APPLY.version,
        )
