from fractions import Fraction

import pytest

from scoring.analysis.chances import ChanceNotDefined
from scoring.analysis.luck import LuckAtCutScore, luck_sentences, weigh_luck
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreAboveMaximum,
    MoreThanPercentage,
)

_TENTH = Fraction(1, 10)
_EIGHTY = AtLeastPercentage(percentage=80)


class TestWeighLuck:
    @pytest.mark.parametrize(
        ("items", "passes", "fails"),
        [
            pytest.param(11, "0.313", "0.090", id="the sokkelvragen"),
            pytest.param(30, "0.160", "0.026", id="the praktische vragen of an exemption"),
            pytest.param(40, "0.111", "0.015", id="40 items"),
        ],
    )
    def test_agrees_with_the_known_figures(self, items: int, passes: str, fails: str) -> None:
        luck = weigh_luck(_EIGHTY, items, margin=_TENTH)

        assert f"{float(luck.passes_below):.3f}" == passes
        assert f"{float(luck.fails_above):.3f}" == fails

    @pytest.mark.parametrize(
        ("cut_score", "needed", "below", "above"),
        [
            pytest.param(_EIGHTY, 9, Fraction(7, 10), Fraction(9, 10), id="a percentage"),
            pytest.param(
                AtLeastPoints(points=9), 9, Fraction(79, 110), Fraction(101, 110), id="points"
            ),
            pytest.param(
                MoreThanPercentage(percentage=50), 6, Fraction(4, 10), Fraction(6, 10), id="more"
            ),
            pytest.param(AtLeastPercentage(percentage=5), 1, 0, Fraction(15, 100), id="near 0"),
            pytest.param(AtLeastPercentage(percentage=95), 11, Fraction(85, 100), 1, id="near 1"),
        ],
    )
    def test_looks_a_margin_below_and_above(
        self, cut_score: CutScore, needed: int, below: Fraction, above: Fraction
    ) -> None:
        luck = weigh_luck(cut_score, 11, margin=_TENTH)

        assert (luck.needed, luck.below, luck.above) == (needed, below, above)

    def test_knows_whether_luck_decides_too_often(self) -> None:
        luck = LuckAtCutScore(
            needed=1,
            items=2,
            below=Fraction(0),
            passes_below=Fraction(1, 20),
            above=Fraction(1),
            fails_above=Fraction(1, 10),
        )

        assert luck.is_larger_than(Fraction(9, 100))
        assert not luck.is_larger_than(Fraction(1, 10))

    @pytest.mark.parametrize(
        ("items", "margin"),
        [pytest.param(0, _TENTH, id="no items"), pytest.param(11, -_TENTH, id="negative")],
    )
    def test_refuses_what_is_no_question(self, items: int, margin: Fraction) -> None:
        reason = "luck needs items and a margin that is not negative"

        with pytest.raises(ChanceNotDefined, match=f"^{reason}$"):
            weigh_luck(_EIGHTY, items, margin=margin)

    def test_weighs_a_single_item_at_the_cut_score_itself(self) -> None:
        luck = weigh_luck(_EIGHTY, 1, margin=Fraction(0))

        assert (luck.passes_below, luck.fails_above) == (Fraction(4, 5), Fraction(1, 5))

    def test_refuses_more_points_than_items(self) -> None:
        with pytest.raises(CutScoreAboveMaximum):
            weigh_luck(AtLeastPoints(points=12), 11, margin=_TENTH)


class TestSentences:
    def test_say_both_chances(self) -> None:
        assert luck_sentences(weigh_luck(_EIGHTY, 11, margin=_TENTH)) == (
            "9 op 11: wie 70 % beheerst, slaagt door geluk in 31,3 %",
            "9 op 11: wie 90 % beheerst, faalt door pech in 9,0 %",
        )

    def test_say_nothing_for_a_chance_of_nothing(self) -> None:
        luck = weigh_luck(AtLeastPoints(points=1), 1, margin=Fraction(0))

        assert luck_sentences(luck)[1] == "1 op 1: wie 100 % beheerst, faalt door pech in 0 %"
