"""The three kinds of cut score: at least a percentage, more than one, at least some points."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from scoring.codes import RuleId
from scoring.documents import DocumentNotUnderstood, DocumentReader
from scoring.errors import ScoringError
from scoring.marks import Marks, check_marks, marks_to_json


class CutScoreKind(StrEnum):
    """How a cut score is expressed."""

    AT_LEAST_PERCENTAGE = "at_least_percentage"
    MORE_THAN_PERCENTAGE = "more_than_percentage"
    AT_LEAST_POINTS = "at_least_points"


class CutScoreNotValid(ScoringError):
    """A cut score that everybody or nobody could reach, or that cannot be shown exactly."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CutScoreAboveMaximum(ScoringError):
    """More points are asked than the part has: nobody could pass."""

    def __init__(self, points: Marks, out_of: Marks) -> None:
        super().__init__(f"the cut score asks {points} points of a part of {out_of}")
        self.points = points
        self.out_of = out_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeastPercentage:
    """Reached with the percentage or more, compared exactly (rule 2.1)."""

    percentage: Marks

    def __post_init__(self) -> None:
        _check_percentage(self.percentage)
        if self.percentage == 0:
            raise CutScoreNotValid(reason="at least 0 % is no cut score")

    @property
    def rule(self) -> RuleId:
        """The number of this rule."""
        return RuleId.AT_LEAST_PERCENTAGE

    def is_reached(self, points: Marks, out_of: Marks) -> bool:
        """Compare by rule 2.1, without rounding."""
        return points * 100 >= self.percentage * out_of

    def points_needed(self, out_of: Marks) -> Marks:
        """Give the fewest whole points that reach it; the maximum where no whole number does."""
        return min(ceil(Fraction(self.percentage) * out_of / 100), out_of)

    def limit(self, out_of: Marks) -> Marks:
        """Give the exact number of points on the cut score."""
        return Fraction(self.percentage) * out_of / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreThanPercentage:
    """Reached with more than the percentage, compared exactly (rule 2.2)."""

    percentage: Marks

    def __post_init__(self) -> None:
        _check_percentage(self.percentage)
        if self.percentage == 100:
            raise CutScoreNotValid(reason="nobody can have more than 100 %")

    @property
    def rule(self) -> RuleId:
        """The number of this rule."""
        return RuleId.MORE_THAN_PERCENTAGE

    def is_reached(self, points: Marks, out_of: Marks) -> bool:
        """Compare by rule 2.2, without rounding."""
        return points * 100 > self.percentage * out_of

    def points_needed(self, out_of: Marks) -> Marks:
        """Give the fewest whole points that reach it; the maximum where no whole number does."""
        return min(floor(Fraction(self.percentage) * out_of / 100) + 1, out_of)

    def limit(self, out_of: Marks) -> Marks:
        """Give the exact number of points that must be exceeded."""
        return Fraction(self.percentage) * out_of / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeastPoints:
    """Reached with the number of points or more (rule 2.3)."""

    points: Marks

    def __post_init__(self) -> None:
        if check_marks(self.points) == 0:
            raise CutScoreNotValid(reason="at least 0 points is no cut score")

    @property
    def rule(self) -> RuleId:
        """The number of this rule."""
        return RuleId.AT_LEAST_POINTS

    def is_reached(self, points: Marks, out_of: Marks) -> bool:
        """Compare by rule 2.3.

        Raises:
            CutScoreAboveMaximum: when the part has fewer points than are asked.
        """
        return points >= self.limit(out_of)

    def points_needed(self, out_of: Marks) -> Marks:
        """Give the fewest whole points that reach it; the maximum where no whole number does."""
        return min(ceil(self.limit(out_of)), out_of)

    def limit(self, out_of: Marks) -> Marks:
        """Give the exact number of points on the cut score."""
        if self.points > out_of:
            raise CutScoreAboveMaximum(self.points, out_of)
        return self.points


CutScore = AtLeastPercentage | MoreThanPercentage | AtLeastPoints


def cut_score_to_document(cut_score: CutScore) -> dict[str, object]:
    """Write a cut score for storage."""
    match cut_score:
        case AtLeastPercentage(percentage=percentage):
            return _document(CutScoreKind.AT_LEAST_PERCENTAGE, "percentage", percentage)
        case MoreThanPercentage(percentage=percentage):
            return _document(CutScoreKind.MORE_THAN_PERCENTAGE, "percentage", percentage)
        case AtLeastPoints(points=points):
            return _document(CutScoreKind.AT_LEAST_POINTS, "points", points)
        case _:  # pragma: no cover
            assert_never(cut_score)


def cut_score_from_document(document: object) -> CutScore:
    """Read what `cut_score_to_document` wrote.

    Raises:
        DocumentNotUnderstood: when the document is not a cut score.
        CutScoreNotValid: when its value cannot be one.
    """
    reader = DocumentReader(document)
    kind = reader.member("kind", CutScoreKind)
    value = reader.marks("points" if kind is CutScoreKind.AT_LEAST_POINTS else "percentage")
    reader.finish()
    match kind:
        case CutScoreKind.AT_LEAST_PERCENTAGE:
            return AtLeastPercentage(percentage=value)
        case CutScoreKind.MORE_THAN_PERCENTAGE:
            return MoreThanPercentage(percentage=value)
        case CutScoreKind.AT_LEAST_POINTS:
            return AtLeastPoints(points=value)
        case _:  # pragma: no cover
            assert_never(kind)


def read_cut_score(reader: DocumentReader, name: str) -> CutScore:
    """Read the cut score in one field of a document; a problem is left with the reader."""
    try:
        return cut_score_from_document(reader.table(name))
    except (DocumentNotUnderstood, CutScoreNotValid) as error:
        reader.report(name, str(error))
        return AtLeastPoints(points=1)


def _document(kind: CutScoreKind, name: str, value: Marks) -> dict[str, object]:
    return {"kind": kind.value, name: marks_to_json(value)}


def _check_percentage(percentage: Marks) -> None:
    # A sentence shows the cut score itself and must never round it, hence two decimals at most.
    hundredths = check_marks(percentage) * 100
    if percentage > 100 or hundredths != int(hundredths):
        raise CutScoreNotValid(reason="a percentage is at most 100 and has at most two decimals")
