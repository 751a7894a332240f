from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import RuleId
from scoring.cut_scores import (
    AtLeastPercentage,
    AtLeastPoints,
    CutScore,
    CutScoreAboveMaximum,
    CutScoreNotValid,
    MoreThanPercentage,
    cut_score_from_document,
    cut_score_to_document,
)
from scoring.documents import DocumentNotUnderstood
from scoring.marks import Marks, MarksNotExact

_HUNDREDTHS = st.integers(min_value=1, max_value=9999).map(lambda number: Fraction(number, 100))
_PERCENTAGE_CUTS = st.one_of(
    st.builds(lambda value: AtLeastPercentage(percentage=value), _HUNDREDTHS),
    st.builds(lambda value: MoreThanPercentage(percentage=value), _HUNDREDTHS),
)
_CUT_SCORES = st.one_of(
    _PERCENTAGE_CUTS,
    st.builds(lambda value: AtLeastPoints(points=value), st.integers(min_value=1, max_value=9)),
)
_MAXIMA = st.integers(min_value=9, max_value=200)


class TestIsReached:
    @pytest.mark.parametrize(
        ("cut_score", "points", "out_of", "reached"),
        [
            pytest.param(AtLeastPercentage(percentage=80), 8, 10, True, id="exactly 80 %"),
            pytest.param(AtLeastPercentage(percentage=80), 8, 11, False, id="8 of 11"),
            pytest.param(AtLeastPercentage(percentage=80), 9, 11, True, id="9 of 11"),
            pytest.param(
                AtLeastPercentage(percentage=80), 7999, 10000, False, id="79.99 % is not 80 %"
            ),
            pytest.param(AtLeastPercentage(percentage=100), 11, 11, True, id="all"),
            pytest.param(MoreThanPercentage(percentage=50), 15, 30, False, id="exactly half"),
            pytest.param(MoreThanPercentage(percentage=50), 16, 30, True, id="over half"),
            pytest.param(
                MoreThanPercentage(percentage=50), Fraction(31, 2), 30, True, id="half a mark over"
            ),
            pytest.param(MoreThanPercentage(percentage=0), 0, 30, False, id="nothing"),
            pytest.param(AtLeastPoints(points=9), 9, 11, True, id="as many points"),
            pytest.param(AtLeastPoints(points=9), Fraction(17, 2), 11, False, id="half less"),
        ],
    )
    def test_compares_exactly(
        self, cut_score: CutScore, points: Marks, out_of: Marks, reached: bool
    ) -> None:
        assert cut_score.is_reached(points, out_of) is reached

    def test_refuses_more_points_than_the_part_has(self) -> None:
        with pytest.raises(CutScoreAboveMaximum):
            AtLeastPoints(points=12).is_reached(11, 11)

    @given(_CUT_SCORES, _MAXIMA, st.data())
    def test_is_never_undone_by_more_points(
        self, cut_score: CutScore, out_of: int, data: st.DataObject
    ) -> None:
        points = data.draw(st.integers(min_value=0, max_value=out_of - 1))

        assert cut_score.is_reached(points, out_of) <= cut_score.is_reached(points + 1, out_of)


class TestPointsNeeded:
    @pytest.mark.parametrize(
        ("cut_score", "out_of", "needed"),
        [
            pytest.param(AtLeastPercentage(percentage=80), 11, 9, id="the newspaper, 2023"),
            pytest.param(AtLeastPercentage(percentage=50), 11, 6, id="the newspaper, before"),
            pytest.param(MoreThanPercentage(percentage=50), 30, 16, id="the newspaper, practical"),
            pytest.param(AtLeastPercentage(percentage=80), 30, 24, id="exemption, practical"),
            pytest.param(MoreThanPercentage(percentage=50), 11, 6, id="over half of an odd number"),
            pytest.param(AtLeastPoints(points=Fraction(17, 2)), 11, 9, id="whole points"),
            pytest.param(
                AtLeastPercentage(percentage=50), Fraction(1, 2), Fraction(1, 2), id="half a mark"
            ),
        ],
    )
    def test_gives_the_fewest_whole_points(
        self, cut_score: CutScore, out_of: Marks, needed: Marks
    ) -> None:
        assert cut_score.points_needed(out_of) == needed

    @given(_CUT_SCORES, _MAXIMA, st.data())
    def test_is_where_the_cut_score_is_reached(
        self, cut_score: CutScore, out_of: int, data: st.DataObject
    ) -> None:
        points = data.draw(st.integers(min_value=0, max_value=out_of))

        needed = cut_score.points_needed(out_of)

        assert cut_score.is_reached(points, out_of) == (points >= needed)

    @given(_PERCENTAGE_CUTS, st.fractions(min_value=Fraction(1, 9), max_value=20))
    def test_is_always_within_reach(self, cut_score: CutScore, out_of: Fraction) -> None:
        needed = cut_score.points_needed(out_of)

        assert needed <= out_of
        assert cut_score.is_reached(needed, out_of)


_A_PERCENTAGE = "a percentage is at most 100 and has at most two decimals"


class TestCutScore:
    @pytest.mark.parametrize(
        ("percentage", "reason"),
        [
            pytest.param(0, "at least 0 % is no cut score", id="nothing"),
            pytest.param(101, _A_PERCENTAGE, id="more than everything"),
            pytest.param(Fraction(200, 3), _A_PERCENTAGE, id="two thirds"),
        ],
    )
    def test_of_at_least_a_percentage_refuses(self, percentage: Marks, reason: str) -> None:
        with pytest.raises(CutScoreNotValid, match=f"^{reason}$"):
            AtLeastPercentage(percentage=percentage)

    @pytest.mark.parametrize(
        ("percentage", "reason"),
        [
            pytest.param(100, "nobody can have more than 100 %", id="everything"),
            pytest.param(101, _A_PERCENTAGE, id="more than everything"),
            pytest.param(Fraction(1, 1000), _A_PERCENTAGE, id="three decimals"),
        ],
    )
    def test_of_more_than_a_percentage_refuses(self, percentage: Marks, reason: str) -> None:
        with pytest.raises(CutScoreNotValid, match=f"^{reason}$"):
            MoreThanPercentage(percentage=percentage)

    def test_takes_the_percentages_at_the_ends(self) -> None:
        least = Fraction(1, 100)

        assert AtLeastPercentage(percentage=least).points_needed(1) == 1
        assert AtLeastPercentage(percentage=100).points_needed(11) == 11
        assert MoreThanPercentage(percentage=0).points_needed(11) == 1
        assert MoreThanPercentage(percentage=Fraction(9999, 100)).points_needed(11) == 11

    def test_of_points_refuses_zero(self) -> None:
        with pytest.raises(CutScoreNotValid, match=r"^at least 0 points is no cut score$"):
            AtLeastPoints(points=0)

    @pytest.mark.parametrize(
        ("cut_score", "rule"),
        [
            (AtLeastPercentage(percentage=80), RuleId.AT_LEAST_PERCENTAGE),
            (MoreThanPercentage(percentage=50), RuleId.MORE_THAN_PERCENTAGE),
            (AtLeastPoints(points=9), RuleId.AT_LEAST_POINTS),
        ],
    )
    def test_carries_the_number_of_its_rule(self, cut_score: CutScore, rule: RuleId) -> None:
        assert cut_score.rule is rule

    def test_refuses_a_float(self) -> None:
        with pytest.raises(MarksNotExact):
            AtLeastPercentage(percentage=62.5)  # type: ignore[arg-type]  # that is the point


class TestCutScoreDocument:
    @given(_CUT_SCORES)
    def test_is_read_as_it_was_written(self, cut_score: CutScore) -> None:
        assert cut_score_from_document(cut_score_to_document(cut_score)) == cut_score

    def test_writes_fractions_exactly(self) -> None:
        cut_score = AtLeastPercentage(percentage=Fraction(125, 2))

        assert cut_score_to_document(cut_score) == {
            "kind": "at_least_percentage",
            "percentage": "125/2",
        }

    @pytest.mark.parametrize(
        "document",
        [
            {"kind": "at_least_points", "percentage": 80},
            {"kind": "about", "percentage": 80},
            {"kind": "at_least_percentage"},
            {"kind": "at_least_percentage", "percentage": 62.5},
        ],
    )
    def test_is_refused_when_odd(self, document: object) -> None:
        with pytest.raises(DocumentNotUnderstood):
            cut_score_from_document(document)
