"""Rule 1.8: every element has its partner, a mark for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import ChoiceId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.pairs import PairsResponse, count_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class EachPair:
    """One mark for each right pair; a wrong one takes nothing away (rule 1.8)."""

    correct: Mapping[ChoiceId, ChoiceId]

    def __post_init__(self) -> None:
        if not self.correct:
            raise RuleHasNoKey(RuleId.EACH_PAIR, 0)

    def award(self, response: PairsResponse) -> Award:
        """Award the response by rule 1.8."""
        reason = count_pairs(response.pairs, self.correct)
        return Award(
            marks=reason.hits,
            out_of=len(self.correct),
            reason=reason,
            rule=RuleId.EACH_PAIR,
            rule_version=RuleId.EACH_PAIR.version,
        )
