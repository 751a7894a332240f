"""Rule 1.13: several questions about one stimulus, the sum of their marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.awards import Award, Tally, sum_awards
from scoring.codes import RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfQuestions:
    """The marks of all questions of a group together, each by its own rule (rule 1.13)."""

    def award(self, awards: Sequence[Award]) -> Award:
        """Award the sum by rule 1.13.

        Raises:
            NothingToSum: when there are no awards.
        """
        points = sum_awards(awards)
        tallies = [award.reason for award in awards if isinstance(award.reason, Tally)]
        return Award(
            marks=points.points,
            out_of=points.out_of,
            reason=Tally(
                hits=sum(tally.hits for tally in tallies),
                slips=sum(tally.slips for tally in tallies),
                missed=sum(tally.missed for tally in tallies),
            ),
            rule=RuleId.SUM_OF_QUESTIONS,
            rule_version=RuleId.SUM_OF_QUESTIONS.version,
        )
