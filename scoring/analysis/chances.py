"""Exact binomial chances: who passes by luck, and what a few items can tell."""

from fractions import Fraction
from math import comb

from scoring.errors import ScoringError

# Limits of an interval are shown in percent with one decimal, so thousandths lose nothing.
_GRID = 1000
_MOST_ITEMS = 500


class ChanceNotDefined(ScoringError):
    """The numbers do not describe a test of right and wrong items."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def chance_of_reaching(needed: int, items: int, share: Fraction) -> Fraction:
    """Give the chance of at least `needed` right items for a true share of right ones (rule 9.1).

    Every item counts for one, is answered on its own, and is right with the same chance.

    Raises:
        ChanceNotDefined: when there are no such items, or the share is not from 0 to 1.
    """
    _check_items(needed, items)
    if not 0 <= share <= 1:
        raise ChanceNotDefined(reason=f"a share is from 0 to 1, not {share}")
    # Whole numbers over one common denominator: the same sum in fractions is far slower.
    right, whole = share.numerator, share.denominator
    wrong = whole - right
    ways = sum(
        comb(items, number) * right**number * wrong ** (items - number)
        for number in range(needed, items + 1)
    )
    return Fraction(ways, whole**items)


def true_share_interval(right: int, items: int, confidence: Fraction) -> tuple[Fraction, Fraction]:
    """Give the exact interval of Clopper and Pearson (1934) for the true share (rule 9.2).

    Its limits are rounded outward to thousandths, so that it never claims too much.

    Raises:
        ChanceNotDefined: when there are no such items, or the confidence is not between 0 and 1.
    """
    _check_items(right, items)
    if not 0 < confidence < 1:
        raise ChanceNotDefined(reason=f"a confidence is between 0 and 1, not {confidence}")
    tail = (1 - confidence) / 2
    low = _lower_limit(right, items, tail)
    high = _GRID - _lower_limit(items - right, items, tail)
    return Fraction(low, _GRID), Fraction(high, _GRID)


def _lower_limit(right: int, items: int, tail: Fraction) -> int:
    """Find the largest share of the grid with which `right` items or more are too lucky."""
    low, high = 0, _GRID
    while high - low > 1:
        middle = (low + high) // 2
        if chance_of_reaching(right, items, Fraction(middle, _GRID)) <= tail:
            low = middle
        else:
            high = middle
    return low


def _check_items(count: int, items: int) -> None:
    if not 1 <= items <= _MOST_ITEMS:
        raise ChanceNotDefined(reason=f"a test has 1 to {_MOST_ITEMS} items, not {items}")
    if not 0 <= count <= items:
        raise ChanceNotDefined(reason=f"{count} is not a number of right items out of {items}")
