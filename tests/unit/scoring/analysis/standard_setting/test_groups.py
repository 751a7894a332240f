from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.analysis.standard_setting import (
    BeukJudgement,
    Method,
    ProposedCutScore,
    StandardNotSet,
    borderline_group,
    compromise,
    contrast_groups,
    square_root,
)

_points = st.lists(st.integers(0, 10), min_size=1, max_size=15)


def wants(points: int, percent: int) -> BeukJudgement:
    return BeukJudgement(points=Fraction(points), pass_share=Fraction(percent, 100))


class TestContrastGroups:
    @pytest.mark.parametrize(
        ("masters", "others", "cut"),
        [
            pytest.param([8, 9, 10], [2, 3, 4], 5, id="a gap: the lowest that divides"),
            pytest.param([6, 8, 9, 10], [2, 3, 7, 4], 5, id="one of the others is too good"),
            pytest.param([5, 8, 9, 9], [4, 5, 6, 7], 8, id="one master is too weak"),
            pytest.param([10], [9], 10, id="the highest there is"),
            pytest.param([1], [1], 1, id="no difference: the doubt is the candidate's"),
        ],
    )
    def test_puts_the_fewest_on_the_wrong_side(
        self, masters: Sequence[int], others: Sequence[int], cut: int
    ) -> None:
        proposal = contrast_groups(masters, others, out_of=10)

        assert (proposal.standard, proposal.method) == (cut, Method.CONTRASTING_GROUPS)
        assert proposal.cut_score.points == cut

    @given(_points, _points, st.integers(1, 10))
    def test_is_never_worse_than_another_cut_score(
        self, masters: list[int], others: list[int], other_cut: int
    ) -> None:
        cut = contrast_groups(masters, others, out_of=10).cut_score.points

        def wrong(limit: object) -> int:
            assert isinstance(limit, int)
            return sum(one < limit for one in masters) + sum(one >= limit for one in others)

        assert wrong(cut) <= wrong(other_cut)

    @pytest.mark.parametrize(
        ("masters", "others"),
        [
            pytest.param([], [1], id="no masters"),
            pytest.param([1], [], id="no others"),
            pytest.param([11], [1], id="more than the maximum"),
            pytest.param([1], [-1], id="less than nothing"),
        ],
    )
    def test_refuses_what_is_no_group(self, masters: Sequence[int], others: Sequence[int]) -> None:
        with pytest.raises(StandardNotSet, match=r"^a group has people with 0 to 10 points$"):
            contrast_groups(masters, others, out_of=10)


class TestBorderlineGroup:
    @pytest.mark.parametrize(
        ("points", "standard", "needed"),
        [
            pytest.param([7, 5, 6], Fraction(6), 6, id="the middle one"),
            pytest.param([8, 5, 6, 7], Fraction(13, 2), 7, id="between the middle two"),
            pytest.param([9, 1, 3, 2, 9], Fraction(3), 3, id="the middle one of five"),
            pytest.param([10], Fraction(10), 10, id="a single one"),
        ],
    )
    def test_is_the_median(self, points: Sequence[int], standard: Fraction, needed: int) -> None:
        proposal = borderline_group(points, out_of=10)

        assert proposal == ProposedCutScore(
            method=Method.BORDERLINE_GROUP, standard=standard, out_of=10, error_squared=None
        )
        assert proposal.cut_score.points == needed

    @pytest.mark.parametrize("points", [[], [11], [0, 0]])
    def test_refuses_what_gives_no_cut_score(self, points: Sequence[int]) -> None:
        with pytest.raises(StandardNotSet):
            borderline_group(points, out_of=10)


class TestCompromise:
    # Ten people with 1 to 10 points: a cut score of 7 lets 40 % pass, of 6 lets 50 %.
    _RESULTS = tuple(range(1, 11))

    @pytest.mark.parametrize(
        ("judgements", "cut"),
        [
            # Means 6 points and 60 %; both differ alike (2 points, .2), so the slope is .1. It is
            # .5 at 5, where 60 % pass, and .6 at 6, where 50 % pass.
            pytest.param([wants(5, 50), wants(7, 70)], 6, id="between 5 and 6"),
            # The slope is 1/20: at 6 points the line is .4, below the 50 %; at 7 it is .45.
            pytest.param([wants(4, 30), wants(8, 50)], 7, id="a flat line"),
            pytest.param([wants(8, 40), wants(8, 90)], 8, id="it agrees on the points"),
            pytest.param([wants(3, 30), wants(9, 30)], 8, id="it agrees on the share"),
        ],
    )
    def test_is_where_the_line_meets_the_pass_rate(
        self, judgements: Sequence[BeukJudgement], cut: int
    ) -> None:
        proposal = compromise(judgements, self._RESULTS, out_of=10)

        assert (proposal.standard, proposal.method) == (cut, Method.BEUK)

    @pytest.mark.parametrize(
        ("panel", "results", "cut"),
        [
            # Flat lines: everybody should pass, and nobody should.
            pytest.param([(1, 100), (3, 100)], (1, 5, 10), 1, id="the lowest there is"),
            pytest.param([(8, 0), (10, 0)], (0, 5, 9), 10, id="the highest there is"),
        ],
    )
    def test_may_let_everybody_or_nobody_pass(
        self, panel: list[tuple[int, int]], results: Sequence[int], cut: int
    ) -> None:
        judgements = [wants(points, percent) for points, percent in panel]

        assert compromise(judgements, results, out_of=10).standard == cut

    def test_has_the_standard_error_of_the_points_that_were_wanted(self) -> None:
        proposal = compromise([wants(5, 50), wants(7, 70)], self._RESULTS, out_of=10)

        assert proposal.error_squared == 1

    @given(
        st.lists(st.tuples(st.integers(1, 9), st.integers(10, 80)), min_size=2, max_size=6),
        st.integers(1, 20),
    )
    def test_never_rises_when_the_whole_panel_wants_more_to_pass(
        self, panel: list[tuple[int, int]], more: int
    ) -> None:
        assume(len({points for points, _ in panel}) > 1)

        before = compromise([wants(*one) for one in panel], self._RESULTS, out_of=10)
        milder = [wants(points, percent + more) for points, percent in panel]
        after = compromise(milder, self._RESULTS, out_of=10)

        assert after.standard <= before.standard

    @pytest.mark.parametrize(
        ("judgements", "results", "reason"),
        [
            pytest.param(
                [wants(5, 50)], (5,), "a panel has at least two panellists", id="a single panellist"
            ),
            pytest.param(
                [wants(5, 50), wants(5, 50)],
                (5,),
                "a panel that agrees on everything needs no compromise",
                id="nothing to settle",
            ),
            pytest.param(
                [wants(5, 101), wants(6, 50)],
                (5,),
                "a share of candidates is from 0 to 1",
                id="more than everybody",
            ),
            pytest.param(
                [wants(5, 50), wants(7, 70)],
                (),
                "the results are of people with 0 to 10 points",
                id="nobody sat the test",
            ),
            pytest.param(
                [wants(5, 50), wants(7, 70)],
                (11,),
                "the results are of people with 0 to 10 points",
                id="more than the maximum",
            ),
            pytest.param(
                [wants(20, 50), wants(20, 70)],
                (5,),
                "the panel wants more than the test can ask",
                id="more than the test has",
            ),
        ],
    )
    def test_refuses_what_leads_to_no_standard(
        self, judgements: Sequence[BeukJudgement], results: Sequence[int], reason: str
    ) -> None:
        with pytest.raises(StandardNotSet, match=f"^{reason}$"):
            compromise(judgements, results, out_of=10)


class TestSquareRoot:
    @pytest.mark.parametrize(
        ("value", "root"),
        [
            pytest.param(Fraction(0), Fraction(0), id="nothing"),
            pytest.param(Fraction(4), Fraction(2), id="a square"),
            pytest.param(Fraction(2), Fraction(141, 100), id="1.41421"),
            pytest.param(Fraction(3), Fraction(173, 100), id="1.73205"),
            pytest.param(Fraction(5), Fraction(224, 100), id="2.23606 goes up"),
            pytest.param(Fraction(1, 40_000), Fraction(1, 100), id="a half goes up"),
        ],
    )
    def test_is_rounded_half_up(self, value: Fraction, root: Fraction) -> None:
        assert square_root(value, 2) == root

    @given(st.fractions(0, 1000, max_denominator=1000))
    def test_is_within_half_a_decimal(self, value: Fraction) -> None:
        root, half = square_root(value, 3), Fraction(1, 2000)

        assert max(Fraction(0), root - half) ** 2 <= value < (root + half) ** 2
