"""Bookmark: panellists mark, in a booklet from easy to hard, the last item to be mastered."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    mean,
    variance,
)

MASTERY = Fraction(2, 3)
"""The chance with which somebody who just suffices answers the marked item right (rule 9.5)."""


def odds_against(share: Fraction) -> Fraction:
    """The difficulty of an item of which candidates got this share of the marks (rule 9.5).

    Raises:
        StandardNotSet: when nobody or everybody had it right: its odds are endless or nil.
    """
    if not 0 < share < 1:
        raise StandardNotSet(reason=f"an item has a share between 0 and 1, not {share}")
    return (1 - share) / share


def place_bookmarks(
    difficulties: Sequence[Fraction], bookmarks: Sequence[int], *, mastery: Fraction = MASTERY
) -> ProposedCutScore:
    """Give the points that somebody expects who masters the marked item (rule 9.5).

    `difficulties` are odds against a right answer, easiest first: an item that half of the
    candidates know has 1, one that a quarter knows has 3. A bookmark is the place, from 1, of the
    last item that somebody who just suffices answers right with the chance `mastery`.
    Under the model of Rasch that fixes the chance of every other item.

    Raises:
        StandardNotSet: when the booklet is not in order, or a bookmark is not in it.
    """
    _check_booklet(difficulties, mastery)
    if len(bookmarks) < 2 or any(not 1 <= place <= len(difficulties) for place in bookmarks):
        raise StandardNotSet(reason="a panel has at least two bookmarks, all in the booklet")
    standards = [_expect(difficulties, place, mastery) for place in bookmarks]
    return ProposedCutScore(
        method=Method.BOOKMARK,
        standard=mean(standards),
        out_of=len(difficulties),
        error_squared=variance(standards) / len(standards),
    )


def _expect(difficulties: Sequence[Fraction], place: int, mastery: Fraction) -> Fraction:
    ability = mastery / (1 - mastery) * difficulties[place - 1]
    return sum((ability / (ability + one) for one in difficulties), Fraction(0))


def _check_booklet(difficulties: Sequence[Fraction], mastery: Fraction) -> None:
    if list(difficulties) != sorted(difficulties) or any(one <= 0 for one in difficulties):
        raise StandardNotSet(reason="a booklet goes from easy to hard, with odds above 0")
    if not 0 < mastery < 1:
        raise StandardNotSet(reason=f"mastery is a chance between 0 and 1, not {mastery}")
