from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.standard_setting import (
    AngoffRound,
    ExpectedMarksRound,
    Method,
    ProposedCutScore,
    StandardNotSet,
    judge_expected_marks,
    judge_round,
)
from scoring.analysis.standard_setting.angoff import ItemCode, PanellistId

_A, _B, _C = ItemCode("a"), ItemCode("b"), ItemCode("c")
# Item a is worth 1 mark, b 2 and c 4. Anna expects .8 + 1.5 + 3 = 5.3, Bert .6 + 1 + 2.4 = 4: the
# mean is 4.65, the variance 1.3² / 2 = .845 and the squared error half of that.
_MARKS = (1, 2, 4)
_PANEL = {"anna": (8, 15, 30), "bert": (6, 10, 24)}


def a_round(
    panel: dict[str, Sequence[int]] | None = None, marks: Sequence[int] = _MARKS
) -> ExpectedMarksRound:
    """A round of expected marks in tenths, for the items a, b and c."""
    return ExpectedMarksRound(
        number=2,
        marks=dict(zip((_A, _B, _C), marks, strict=False)),
        expected={
            PanellistId(panellist): {
                item: Fraction(tenths, 10)
                for item, tenths in zip((_A, _B, _C), expected, strict=False)
            }
            for panellist, expected in (_PANEL if panel is None else panel).items()
        },
    )


class TestJudgeExpectedMarks:
    def test_adds_up_marks_and_takes_the_mean(self) -> None:
        result = judge_expected_marks(a_round())

        assert result.number == 2
        assert result.standards == (("anna", Fraction(53, 10)), ("bert", Fraction(4)))
        assert result.proposal == ProposedCutScore(
            method=Method.ANGOFF,
            standard=Fraction(465, 100),
            out_of=7,
            error_squared=Fraction(845, 2000),
        )
        assert result.proposal.cut_score.points == 5

    def test_measures_agreement_and_spreads_on_shares(self) -> None:
        # Shares: anna .8 .75 .75, bert .6 .5 .6. Both order a first; c differs less than b.
        result = judge_expected_marks(a_round())

        assert result.spreads == ((_B, Fraction(1, 4)), (_A, Fraction(1, 5)), (_C, Fraction(3, 20)))
        assert result.agreement == judge_round(a_round().to_shares()).agreement

    @given(st.lists(st.tuples(st.integers(1, 10), st.integers(0, 10)), min_size=2, max_size=4))
    def test_is_plain_angoff_where_every_item_is_one_mark(
        self, judgements: list[tuple[int, int]]
    ) -> None:
        panel: dict[str, Sequence[int]] = {f"p{at}": one for at, one in enumerate(judgements)}
        judged = a_round(panel, marks=(1, 1))

        plain = judge_round(AngoffRound(number=2, chances=judged.expected))

        assert judge_expected_marks(judged) == plain

    @pytest.mark.parametrize(
        ("panel", "marks", "reason"),
        [
            pytest.param({"anna": (5,)}, (1,), "at least two panellists", id="a single panellist"),
            pytest.param(
                {"anna": (5,), "bert": (11,)},
                (1,),
                "bert gave no chance from 0 to 1",
                id="more than the item is worth",
            ),
            pytest.param(
                {"anna": (5,), "bert": (-1,)},
                (1,),
                "bert gave no chance from 0 to 1",
                id="less than nothing",
            ),
            pytest.param(
                {"anna": (5,), "bert": (5,)},
                (1, 2),
                "anna did not judge the same items",
                id="an item that nobody judged",
            ),
            pytest.param(
                {"anna": (5, 5), "bert": (5,)},
                (1, 2),
                "bert did not judge the same items",
                id="an item that one judged",
            ),
            pytest.param(
                {"anna": (0,), "bert": (0,)},
                (0,),
                "^an item is worth at least one mark$",
                id="an item that is worth nothing",
            ),
            pytest.param(
                {"anna": (0,), "bert": (0,)},
                (2,),
                "0 of 1 points is no cut score",
                id="nothing at all is expected",
            ),
            pytest.param(
                {"anna": (), "bert": ()}, (), "anna did not judge the same items", id="no items"
            ),
        ],
    )
    def test_refuses_what_is_no_round(
        self, panel: dict[str, Sequence[int]], marks: Sequence[int], reason: str
    ) -> None:
        with pytest.raises(StandardNotSet, match=reason):
            judge_expected_marks(a_round(panel, marks))
