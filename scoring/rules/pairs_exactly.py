"""Rule 1.7: every element has its partner, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.pairs import PairsResponse, count_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsExactly:
    """One mark for exactly the right pairs, none for any other response (rule 1.7)."""

    correct: Mapping[ChoiceId, ChoiceId]

    def __post_init__(self) -> None:
        if not self.correct:
            raise RuleHasNoKey(RuleId.PAIRS_EXACTLY, 0)

    def award(self, response: PairsResponse) -> Award:
        """Award the response by rule 1.7."""
        return Award(
            marks=int(response.pairs == self.correct),
            out_of=1,
            reason=count_pairs(response.pairs, self.correct),
            rule=RuleId.PAIRS_EXACTLY,
            rule_version=RuleId.PAIRS_EXACTLY.version,
        )
