"""What every method ends in: an exact standard, its uncertainty, and the cut score it proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, isqrt

from scoring.errors import ScoringError
from scoring.thresholds import AtLeastPoints


class Method(StrEnum):
    """The methods of setting a standard."""

    ANGOFF = "angoff"
    BOOKMARK = "bookmark"
    CONTRASTING_GROUPS = "contrasting_groups"
    BORDERLINE_GROUP = "borderline_group"
    BEUK = "beuk"


class StandardNotSet(ScoringError):
    """The judgements or results do not lead to a standard."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCutScore:
    """A standard in points; somebody proposes it and somebody else approves.

    `error_squared` is the square of the standard error over panellists, exact; None where the
    method gives none.
    """

    method: Method
    standard: Fraction
    out_of: int
    error_squared: Fraction | None

    def __post_init__(self) -> None:
        if not 0 < self.standard <= self.out_of:
            raise StandardNotSet(reason=f"{self.standard} of {self.out_of} points is no cut score")

    @property
    def cut_score(self) -> AtLeastPoints:
        """The fewest whole points that reach the standard (rule 9.9)."""
        return AtLeastPoints(points=ceil(self.standard))


def mean(values: Sequence[Fraction]) -> Fraction:
    """Give the exact mean."""
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """Give the exact variance of a sample: squared deviations over one less than their number."""
    middle = mean(values)
    return sum(((value - middle) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def median(values: Sequence[Fraction]) -> Fraction:
    """Give the exact median; of an even number the mean of the middle two."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[-half - 1]) / 2


def square_root(value: Fraction, decimals: int) -> Fraction:
    """Give a square root rounded half up to decimals, without any float on the way."""
    scale = 10**decimals
    # Twice the root to one more bit tells on which side of a half it falls.
    doubled = isqrt(value.numerator * (2 * scale) ** 2 // value.denominator)
    return Fraction((doubled + 1) // 2, scale)
