"""Rule 1.9: gaps, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.awards import Award
from scoring.codes import GapId, RuleId
from scoring.rules.choices import RuleHasNoKey
from scoring.rules.gaps import AnswerKey, GapResponse, count_gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class AllGaps:
    """One mark when every gap is filled rightly, otherwise none (rule 1.9)."""

    key: Mapping[GapId, AnswerKey]

    def __post_init__(self) -> None:
        if not self.key:
            raise RuleHasNoKey(RuleId.ALL_GAPS, 0)

    def award(self, response: GapResponse) -> Award:
        """Award the response by rule 1.9."""
        reason = count_gaps(self.key, response)
        return Award(
            marks=int(reason.hits == len(self.key)),
            out_of=1,
            reason=reason,
            rule=RuleId.ALL_GAPS,
            rule_version=RuleId.ALL_GAPS.version,
        )
