"""Rule 1.10: gaps, a mark for each."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import GapId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.gaps import AnswerKey, GapResponse, count_gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class EachGap:
    """One mark for each gap that is filled rightly; a wrong one costs nothing (rule 1.10)."""

    key: Mapping[GapId, AnswerKey]

    def __post_init__(self) -> None:
        if not self.key:
            raise RuleHasNoKey(RuleId.EACH_GAP, 0)

    def award(self, response: GapResponse) -> Award:
        """Award the response by rule 1.10."""
        reason = count_gaps(self.key, response)
        return Award(
            marks=reason.hits,
            out_of=len(self.key),
            reason=reason,
            rule=RuleId.EACH_GAP,
            rule_version=RuleId.EACH_GAP.version,
        )
