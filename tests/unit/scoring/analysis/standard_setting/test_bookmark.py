from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.standard_setting import (
    Method,
    StandardNotSet,
    odds_against,
    place_bookmarks,
)

_BOOKLET = (Fraction(1, 2), Fraction(1), Fraction(2))
_TWO_THIRDS = Fraction(2, 3)
_ORDER = "a booklet goes from easy to hard, with odds above 0"
_PANEL = "a panel has at least two bookmarks, all in the booklet"
_MASTERY = "mastery is a chance between 0 and 1, not"


class TestOddsAgainst:
    @pytest.mark.parametrize(
        ("share", "odds"), [("1/4", "3"), ("1/2", "1"), ("2/3", "1/2")], ids=str
    )
    def test_are_those_of_a_wrong_answer(self, share: str, odds: str) -> None:
        assert odds_against(Fraction(share)) == Fraction(odds)

    @pytest.mark.parametrize("share", [0, 1])
    def test_are_none_where_nobody_or_everybody_is_right(self, share: int) -> None:
        with pytest.raises(StandardNotSet, match="between 0 and 1"):
            odds_against(Fraction(share))


class TestPlaceBookmarks:
    def test_takes_two_thirds_for_mastery(self) -> None:
        said = place_bookmarks(_BOOKLET, [2, 3])

        assert said == place_bookmarks(_BOOKLET, [2, 3], mastery=_TWO_THIRDS)

    def test_expects_the_points_of_who_masters_the_marked_item(self) -> None:
        # The second item has odds 1: mastered for two thirds is an ability of 2, and the items are
        # right with 2/2.5, 2/3 and 2/4, which is 59/30 together. Both panellists agree.
        proposal = place_bookmarks(_BOOKLET, [2, 2], mastery=_TWO_THIRDS)

        assert proposal.standard == Fraction(4, 5) + Fraction(2, 3) + Fraction(1, 2)
        assert (proposal.error_squared, proposal.method) == (0, Method.BOOKMARK)
        assert proposal.cut_score.points == 2

    def test_takes_the_mean_and_its_error_over_panellists(self) -> None:
        # The first item: ability 1, so 2/3 + 1/2 + 1/3 = 3/2. The third: ability 4, so
        # 8/9 + 4/5 + 2/3 = 106/45. The mean is 347/180, half their distance squared the error.
        proposal = place_bookmarks(_BOOKLET, [1, 3], mastery=_TWO_THIRDS)

        assert proposal.standard == Fraction(347, 180)
        assert proposal.error_squared == (Fraction(106, 45) - Fraction(3, 2)) ** 2 / 4

    @given(st.integers(1, 2), st.integers(1, 3))
    def test_never_falls_for_a_later_bookmark(self, place: int, other: int) -> None:
        earlier = place_bookmarks(_BOOKLET, [place, other], mastery=_TWO_THIRDS)
        later = place_bookmarks(_BOOKLET, [place + 1, other], mastery=_TWO_THIRDS)

        assert later.standard > earlier.standard

    @pytest.mark.parametrize(
        ("booklet", "bookmarks", "mastery", "reason"),
        [
            pytest.param(
                (Fraction(2), Fraction(1)), [1, 1], _TWO_THIRDS, _ORDER, id="hard before easy"
            ),
            pytest.param(
                (Fraction(0), Fraction(1)), [1, 1], _TWO_THIRDS, _ORDER, id="odds of nothing"
            ),
            pytest.param(_BOOKLET, [1], _TWO_THIRDS, _PANEL, id="a single panellist"),
            pytest.param(_BOOKLET, [0, 1], _TWO_THIRDS, _PANEL, id="before the booklet"),
            pytest.param(_BOOKLET, [1, 4], _TWO_THIRDS, _PANEL, id="after the booklet"),
            pytest.param(_BOOKLET, [1, 1], Fraction(1), f"{_MASTERY} 1", id="certain mastery"),
            pytest.param(_BOOKLET, [1, 1], Fraction(0), f"{_MASTERY} 0", id="no mastery"),
        ],
    )
    def test_refuses_what_is_no_booklet(
        self, booklet: Sequence[Fraction], bookmarks: Sequence[int], mastery: Fraction, reason: str
    ) -> None:
        with pytest.raises(StandardNotSet, match=f"^{reason}$"):
            place_bookmarks(booklet, bookmarks, mastery=mastery)
