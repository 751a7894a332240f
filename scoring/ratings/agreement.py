"""How often two assessors chose the same band, or the one beside it (rule 11.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.ratings.rubrics import Criterion, Rubric, Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAgreement:
    """One criterion over many responses: `adjacent` are those one band apart."""

    criterion: Criterion
    pairs: int
    exact: int
    adjacent: int

    @property
    def further(self) -> int:
        """How often there was more between them."""
        return self.pairs - self.exact - self.adjacent


def measure_agreement(
    rubric: Rubric, pairs: Iterable[tuple[Scores, Scores]]
) -> tuple[CriterionAgreement, ...]:
    """Count agreement for each criterion over the first two ratings of responses (rule 11.5).

    Raises:
        ScoresDoNotFit: when a rating is not one band for each criterion.
    """
    known = tuple(pairs)
    for first, second in known:
        rubric.check(first)
        rubric.check(second)
    return tuple(_measure(criterion, known) for criterion in rubric.criteria)


def _measure(criterion: Criterion, pairs: tuple[tuple[Scores, Scores], ...]) -> CriterionAgreement:
    places = {band.points: place for place, band in enumerate(criterion.bands)}
    apart = [
        abs(places[first[criterion.code]] - places[second[criterion.code]])
        for first, second in pairs
    ]
    return CriterionAgreement(
        criterion=criterion, pairs=len(apart), exact=apart.count(0), adjacent=apart.count(1)
    )
