from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.chances import (
    ChanceNotDefined,
    chance_of_reaching,
    true_share_interval,
)

_PERCENT_95 = Fraction(95, 100)


@st.composite
def right_items(draw: st.DrawFn) -> tuple[int, int]:
    items = draw(st.integers(1, 40))
    return draw(st.integers(0, items)), items


class TestChanceOfReaching:
    @pytest.mark.parametrize(
        ("needed", "items", "percent", "chance"),
        [
            pytest.param(9, 11, 70, "0.313", id="9 of 11, who knows 70 %"),
            pytest.param(24, 30, 70, "0.160", id="24 of 30"),
            pytest.param(32, 40, 70, "0.111", id="32 of 40"),
            pytest.param(36, 45, 70, "0.093", id="36 of 45"),
            pytest.param(48, 60, 70, "0.057", id="48 of 60"),
            pytest.param(9, 11, 90, "0.910", id="9 of 11, who knows 90 %"),
            pytest.param(24, 30, 90, "0.974", id="24 of 30, who knows 90 %"),
            pytest.param(32, 40, 90, "0.985", id="32 of 40, who knows 90 %"),
        ],
    )
    def test_agrees_with_the_known_figures(
        self, needed: int, items: int, percent: int, chance: str
    ) -> None:
        exact = chance_of_reaching(needed, items, Fraction(percent, 100))

        assert f"{float(exact):.3f}" == chance

    @pytest.mark.parametrize(
        ("needed", "items", "share", "chance"),
        [
            pytest.param(1, 1, Fraction(1, 3), Fraction(1, 3), id="one item"),
            pytest.param(2, 2, Fraction(1, 2), Fraction(1, 4), id="two coins"),
            pytest.param(1, 2, Fraction(1, 2), Fraction(3, 4), id="one of two coins"),
            pytest.param(0, 5, Fraction(0), Fraction(1), id="nothing is needed"),
            pytest.param(1, 5, Fraction(0), Fraction(0), id="nothing is known"),
            pytest.param(5, 5, Fraction(1), Fraction(1), id="everything is known"),
        ],
    )
    def test_is_exact(self, needed: int, items: int, share: Fraction, chance: Fraction) -> None:
        assert chance_of_reaching(needed, items, share) == chance

    @given(right_items(), st.fractions(0, 1, max_denominator=50))
    def test_and_its_opposite_are_certain(self, test: tuple[int, int], share: Fraction) -> None:
        right, items = test

        reached = chance_of_reaching(right, items, share)
        missed = chance_of_reaching(items - right + 1, items, 1 - share) if right else 0

        assert reached + missed == 1

    @given(right_items(), st.integers(0, 99))
    def test_never_falls_for_who_knows_more(self, test: tuple[int, int], percent: int) -> None:
        less = chance_of_reaching(*test, Fraction(percent, 100))

        assert chance_of_reaching(*test, Fraction(percent + 1, 100)) >= less

    def test_takes_tests_of_many_items(self) -> None:
        assert chance_of_reaching(500, 500, Fraction(1)) == 1

    @pytest.mark.parametrize(
        ("needed", "items", "share", "reason"),
        [
            pytest.param(1, 0, Fraction(1, 2), "a test has 1 to 500 items, not 0", id="no items"),
            pytest.param(
                1, 501, Fraction(1, 2), "a test has 1 to 500 items, not 501", id="too many items"
            ),
            pytest.param(
                3, 2, Fraction(1, 2), "3 is not a number of right items out of 2", id="too many"
            ),
            pytest.param(
                -1, 2, Fraction(1, 2), "-1 is not a number of right items out of 2", id="negative"
            ),
            pytest.param(1, 2, Fraction(3, 2), "a share is from 0 to 1, not 3/2", id="above 1"),
            pytest.param(1, 2, Fraction(-1, 2), "a share is from 0 to 1, not -1/2", id="below 0"),
        ],
    )
    def test_refuses_what_is_no_test(
        self, needed: int, items: int, share: Fraction, reason: str
    ) -> None:
        with pytest.raises(ChanceNotDefined) as refusal:
            chance_of_reaching(needed, items, share)

        assert (str(refusal.value), refusal.value.reason) == (reason, reason)


class TestTrueShareInterval:
    @pytest.mark.parametrize(
        ("right", "items", "low", "high"),
        [
            # The limits of Clopper and Pearson to more places are .27196 and .72804, .30850, .69150
            # .02500, each rounded to the thousandth outside.
            pytest.param(10, 20, 271, 729, id="half of 20"),
            pytest.param(0, 10, 0, 309, id="none of 10"),
            pytest.param(10, 10, 691, 1000, id="all of 10"),
            pytest.param(1, 1, 25, 1000, id="a single item"),
        ],
    )
    def test_has_the_limits_of_clopper_and_pearson(
        self, right: int, items: int, low: int, high: int
    ) -> None:
        limits = true_share_interval(right, items, _PERCENT_95)

        assert limits == (Fraction(low, 1000), Fraction(high, 1000))

    @given(right_items())
    def test_holds_the_observed_share(self, test: tuple[int, int]) -> None:
        low, high = true_share_interval(*test, _PERCENT_95)

        assert low <= Fraction(*test) <= high

    @given(right_items())
    def test_is_wider_for_more_confidence(self, test: tuple[int, int]) -> None:
        narrow, wide = (
            true_share_interval(*test, Fraction(1, 2)),
            true_share_interval(*test, _PERCENT_95),
        )

        assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]

    @given(right_items())
    def test_is_the_mirror_of_what_was_missed(self, test: tuple[int, int]) -> None:
        right, items = test
        low, high = true_share_interval(right, items, _PERCENT_95)

        assert true_share_interval(items - right, items, _PERCENT_95) == (1 - high, 1 - low)

    @pytest.mark.parametrize("confidence", [Fraction(0), Fraction(1), Fraction(3, 2)])
    def test_refuses_a_confidence_that_is_none(self, confidence: Fraction) -> None:
        with pytest.raises(ChanceNotDefined) as refusal:
            true_share_interval(1, 2, confidence)

        assert str(refusal.value) == f"a confidence is between 0 and 1, not {confidence}"
