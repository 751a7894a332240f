"""Assessment models (beoordelingsmodellen): criteria with bands, and how far ratings may differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.codes import CriterionCode, RubricCode
from scoring.errors import ScoringError
from scoring.marks import Marks

# Criterion → the points of the band that an assessor chose.
Scores = Mapping[CriterionCode, int]


class RubricNotValid(ScoringError):
    """An assessment model contradicts itself."""

    def __init__(self, code: RubricCode, *, reason: str) -> None:
        super().__init__(f"assessment model {code}: {reason}")
        self.code = code
        self.reason = reason


class ScoresDoNotFit(ScoringError):
    """A rating misses criteria, has unknown ones, or points that no band gives (rule 11.1)."""

    def __init__(
        self,
        *,
        missing: tuple[CriterionCode, ...],
        unknown: tuple[CriterionCode, ...],
        without_band: tuple[CriterionCode, ...],
    ) -> None:
        super().__init__(
            f"criteria without points: {missing}; unknown: {unknown}; no such band: {without_band}"
        )
        self.missing = missing
        self.unknown = unknown
        self.without_band = without_band


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a response is like that gets so many points."""

    points: int
    descriptor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is looked at; its bands with the fewest points first."""

    code: CriterionCode
    title: str
    bands: tuple[Band, ...]

    @property
    def most_points(self) -> int:
        """The points of the best band."""
        return self.bands[-1].points

    def has_band(self, points: int) -> bool:
        """Tell whether a band gives exactly these points."""
        return any(band.points == points for band in self.bands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """One version of an assessment model; `assumed` without a public source.

    Two ratings agree when they are at most `criterion_tolerance` points apart on every criterion
    and at most `total_tolerance` in all.
    """

    code: RubricCode
    version: int
    title: str
    assumed: bool
    criterion_tolerance: int
    total_tolerance: int
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        reason = _find_fault(self.criteria)
        if reason is not None:
            raise RubricNotValid(self.code, reason=reason)

    @property
    def most_points(self) -> int:
        """The points of the best bands together."""
        return sum(criterion.most_points for criterion in self.criteria)

    def total(self, scores: Scores) -> int:
        """Add up one rating (rule 11.1).

        Raises:
            ScoresDoNotFit: when it is not one band for each criterion.
        """
        self.check(scores)
        return sum(scores.values())

    def marks_of(self, scores: Scores, *, out_of: Marks) -> Fraction:
        """Give the exact marks of one rating for an item of so many marks (rule 11.1).

        Raises:
            ScoresDoNotFit: when it is not one band for each criterion.
        """
        return Fraction(out_of) * self.total(scores) / self.most_points

    def check(self, scores: Scores) -> None:
        """Refuse what is not exactly one band for each criterion (rule 11.1).

        Raises:
            ScoresDoNotFit: with everything that is wrong.
        """
        known = {criterion.code: criterion for criterion in self.criteria}
        missing = tuple(code for code in known if code not in scores)
        unknown = tuple(code for code in scores if code not in known)
        without_band = tuple(
            code
            for code, points in scores.items()
            if code in known and not known[code].has_band(points)
        )
        if missing or unknown or without_band:
            raise ScoresDoNotFit(missing=missing, unknown=unknown, without_band=without_band)


def _find_fault(criteria: tuple[Criterion, ...]) -> str | None:
    codes = [criterion.code for criterion in criteria]
    if not codes or len(set(codes)) != len(codes):
        return "it needs criteria, each once"
    faults = (_find_fault_of_bands(criterion) for criterion in criteria)
    return next((fault for fault in faults if fault is not None), None)


def _find_fault_of_bands(criterion: Criterion) -> str | None:
    points = [band.points for band in criterion.bands]
    if len(points) < 2 or points != sorted(set(points)):
        return f"{criterion.code} needs two bands or more, the fewest points first"
    return f"{criterion.code} must begin at 0 points" if points[0] != 0 else None
