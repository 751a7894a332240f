from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.standard_setting import (
    VERDICTS,
    JudgedAttempt,
    Method,
    ProposedCutScore,
    StandardNotSet,
    Verdict,
    judge_attempts,
    pick_spread,
)
from scoring.analysis.standard_setting.angoff import PanellistId

ANNA, BERT, CEM = PanellistId("anna"), PanellistId("bert"), PanellistId("cem")
_SAID = {
    "+": Verdict.SUFFICES,
    "-": Verdict.FALLS_SHORT,
    "<": Verdict.BELOW,
    "=": Verdict.BORDERLINE,
    ">": Verdict.ABOVE,
}


def judged(said: str) -> list[JudgedAttempt]:
    """Attempts with 1 point, 2 points and so on, and what somebody said of each."""
    return [
        JudgedAttempt(points=points, verdict=_SAID[sign])
        for points, sign in enumerate(said, start=1)
    ]


class TestPickSpread:
    @pytest.mark.parametrize(
        ("points", "number", "picked"),
        [
            pytest.param([3, 3, 3, 1, 2], 3, (0, 3, 4), id="one of each"),
            pytest.param([3, 3, 3, 1, 2], 4, (0, 1, 3, 4), id="then of whom there are more"),
            pytest.param([5, 4, 3, 2, 1], 1, (2,), id="one of five: the middle"),
            pytest.param([5, 4, 3, 2, 1], 2, (1, 3), id="two of five: at equal distances"),
            pytest.param([1, 1, 2, 2, 3, 3], 4, (0, 2, 3, 4), id="what is left over: the middle"),
            pytest.param([7, 7], 2, (0, 1), id="everybody"),
            pytest.param([7, 7], 0, (), id="nobody"),
            pytest.param([], 0, (), id="of nobody"),
        ],
    )
    def test_takes_each_number_of_points_in_turn(
        self, points: Sequence[int], number: int, picked: tuple[int, ...]
    ) -> None:
        assert pick_spread(points, number) == picked

    @given(st.lists(st.integers(0, 6), max_size=40), st.data())
    def test_leaves_nobody_out_for_the_third_of_a_kind(
        self, points: list[int], data: st.DataObject
    ) -> None:
        number = data.draw(st.integers(0, len(points)))

        picked = pick_spread(points, number)

        assert len(set(picked)) == number
        had, left = Counter(points[place] for place in picked), Counter(points)
        most = max(had.values(), default=0)
        assert all(had[one] >= min(left[one], most - 1) for one in left)

    @pytest.mark.parametrize("number", [-1, 3])
    def test_refuses_more_than_there_are(self, number: int) -> None:
        with pytest.raises(ValueError, match=f"there are 2 attempts, not {number}"):
            pick_spread([1, 2], number)


class TestJudgeAttempts:
    def test_takes_the_mean_of_the_cut_scores_of_each(self) -> None:
        # Anna's groups lead to 3 and Bert's to 6: the mean is 4.5, the squared error 4.5 / 2.
        result = judge_attempts(
            {BERT: judged("-----+"), ANNA: judged("--++++")},
            method=Method.CONTRASTING_GROUPS,
            out_of=10,
            number=2,
        )

        assert (result.number, result.agreement, result.spreads) == (2, None, ())
        assert result.standards == ((ANNA, Fraction(3)), (BERT, Fraction(6)))
        assert result.proposal == ProposedCutScore(
            method=Method.CONTRASTING_GROUPS,
            standard=Fraction(9, 2),
            out_of=10,
            error_squared=Fraction(9, 4),
        )

    def test_takes_the_mean_of_the_medians_of_each(self) -> None:
        result = judge_attempts(
            {ANNA: judged("<=>>>>"), BERT: judged("<<==>>")},
            method=Method.BORDERLINE_GROUP,
            out_of=6,
            number=1,
        )

        assert result.standards == ((ANNA, Fraction(2)), (BERT, Fraction(7, 2)))
        assert (result.proposal.standard, result.proposal.out_of) == (Fraction(11, 4), 6)
        assert result.proposal.method is Method.BORDERLINE_GROUP

    @pytest.mark.parametrize(
        ("method", "said"),
        [
            pytest.param(Method.CONTRASTING_GROUPS, ("++++", "--++", "-+++"), id="nobody fails"),
            pytest.param(Method.CONTRASTING_GROUPS, ("----", "--++", "-+++"), id="nobody passes"),
            pytest.param(Method.BORDERLINE_GROUP, ("<<>>", "<=>>", "<<=>"), id="no border"),
        ],
    )
    def test_leaves_out_whose_group_is_empty(
        self, method: Method, said: tuple[str, str, str]
    ) -> None:
        panel = dict(zip((ANNA, BERT, CEM), map(judged, said), strict=True))

        result = judge_attempts(panel, method=method, out_of=4, number=1)

        assert [who for who, _standard in result.standards] == [BERT, CEM]

    @pytest.mark.parametrize(
        ("method", "said"),
        [
            pytest.param(Method.CONTRASTING_GROUPS, ("-+", "++"), id="one with two groups"),
            pytest.param(Method.BORDERLINE_GROUP, ("<>", "<="), id="one with a border"),
            pytest.param(Method.BEUK, ("-+", "-+"), id="a method without attempts"),
        ],
    )
    def test_refuses_what_leads_to_no_standard(self, method: Method, said: tuple[str, str]) -> None:
        panel = dict(zip((ANNA, BERT), map(judged, said), strict=True))

        reason = "a panel has at least two panellists whose groups have people"

        with pytest.raises(StandardNotSet, match=f"^{reason}$"):
            judge_attempts(panel, method=method, out_of=4, number=1)


class TestVerdicts:
    def test_are_those_of_the_two_methods_from_weak_to_strong(self) -> None:
        assert VERDICTS == {
            Method.CONTRASTING_GROUPS: (Verdict.FALLS_SHORT, Verdict.SUFFICES),
            Method.BORDERLINE_GROUP: (Verdict.BELOW, Verdict.BORDERLINE, Verdict.ABOVE),
        }
