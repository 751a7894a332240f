"""Rule 1.1: one choice is right."""

from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import ChoiceResponse, RuleHasNoKey, count_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOne:
    """One mark for the one right choice and nothing else, otherwise none (rule 1.1)."""

    correct: frozenset[ChoiceId]

    def __post_init__(self) -> None:
        if len(self.correct) != 1:
            raise RuleHasNoKey(RuleId.SELECT_ONE, len(self.correct))

    def award(self, response: ChoiceResponse) -> Award:
        """Award the response by rule 1.1."""
        return Award(
            marks=int(response.chosen == self.correct),
            out_of=1,
            reason=count_choices(response.chosen, self.correct),
            rule=RuleId.SELECT_ONE,
            rule_version=RuleId.SELECT_ONE.version,
        )
