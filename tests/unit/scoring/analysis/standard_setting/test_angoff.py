from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.analysis.standard_setting import (
    AngoffRound,
    Method,
    StandardNotSet,
    change_between,
    judge_round,
    square_root,
)
from scoring.analysis.standard_setting.angoff import ItemCode, PanellistId

# Worked by hand. Standards: anna 2.1, bert 1.8, cem 2.4, so the mean is 2.1, the variance over two
# is (0 + .09 + .09) / 2 = .09, and the standard error the root of .09 / 3 = .03, which is .1732.
_ANNA, _BERT, _CEM = (Fraction(tenths, 10) for tenths in (21, 18, 24))
_PANEL = {"anna": (9, 7, 5), "bert": (8, 6, 4), "cem": (9, 8, 7)}
_chances = st.integers(0, 10)
_OTHERS = "did not judge the same items"
_NO_CHANCE = "panellist anna gave no chance from 0 to 1"


def a_round(panel: dict[str, Sequence[int]] | None = None, *, number: int = 1) -> AngoffRound:
    """A round of chances in tenths, for the items a, b, c and so on."""
    return AngoffRound(
        number=number,
        chances={
            PanellistId(panellist): {
                ItemCode("abcdefghij"[place]): Fraction(tenths, 10)
                for place, tenths in enumerate(chances)
            }
            for panellist, chances in (_PANEL if panel is None else panel).items()
        },
    )


class TestJudgeRound:
    def test_takes_the_mean_of_the_panel(self) -> None:
        result = judge_round(a_round())

        assert result.standards == (("anna", _ANNA), ("bert", _BERT), ("cem", _CEM))
        assert result.proposal.standard == Fraction(21, 10)
        assert (result.proposal.method, result.proposal.out_of) == (Method.ANGOFF, 3)

    def test_has_the_standard_error_over_panellists(self) -> None:
        error_squared = judge_round(a_round()).proposal.error_squared

        assert error_squared == Fraction(3, 100)
        assert error_squared is not None
        assert square_root(error_squared, 4) == Fraction(1732, 10_000)

    def test_proposes_the_fewest_whole_points(self) -> None:
        assert judge_round(a_round()).proposal.cut_score.points == 3

    def test_measures_how_alike_the_panel_orders_the_items(self) -> None:
        # Variances of anna .04, bert .04 and cem .01; of the sums 2.6, 2.1, 1.6 it is .25. So alpha
        # is 3/2 * (1 - .09 / .25) = .96.
        assert judge_round(a_round()).agreement == Fraction(96, 100)

    def test_measures_it_from_two_items_on(self) -> None:
        # Variances of anna .08 and bert .02; of the sums 1.6 and 1.0 it is .18.
        panel = {"anna": (9, 5), "bert": (7, 5)}

        assert judge_round(a_round(panel)).agreement == 2 * (1 - Fraction(10, 18))

    @pytest.mark.parametrize(
        "panel",
        [
            pytest.param({"anna": (5, 5), "bert": (6, 6)}, id="nobody told items apart"),
            pytest.param({"anna": (5,), "bert": (6,)}, id="a single item"),
        ],
    )
    def test_has_no_agreement_where_items_are_not_told_apart(
        self, panel: dict[str, Sequence[int]]
    ) -> None:
        assert judge_round(a_round(panel)).agreement is None

    def test_lists_what_to_discuss_first(self) -> None:
        spreads = judge_round(a_round()).spreads

        assert spreads == (("c", Fraction(3, 10)), ("b", Fraction(2, 10)), ("a", Fraction(1, 10)))

    def test_lists_what_is_as_far_apart_by_item(self) -> None:
        spreads = judge_round(a_round({"anna": (5, 5, 5), "bert": (6, 7, 6)})).spreads

        assert [item for item, _ in spreads] == ["b", "a", "c"]

    @given(st.permutations(sorted(_PANEL)))
    def test_does_not_depend_on_the_order_of_the_panel(self, order: list[str]) -> None:
        panel = {panellist: _PANEL[panellist] for panellist in order}

        assert judge_round(a_round(panel)) == judge_round(a_round())

    @given(st.lists(st.tuples(_chances, _chances), min_size=2, max_size=5))
    def test_stays_among_the_standards_of_the_panel(
        self, judgements: list[tuple[int, int]]
    ) -> None:
        panel = {f"p{place}": (10, *chances) for place, chances in enumerate(judgements)}

        result = judge_round(a_round(panel))

        totals = [standard for _, standard in result.standards]
        assert min(totals) <= result.proposal.standard <= max(totals)

    @pytest.mark.parametrize(
        ("panel", "reason"),
        [
            pytest.param(
                {"anna": (5, 5)}, "a panel has at least two panellists", id="a single panellist"
            ),
            pytest.param({"anna": (5, 5), "bert": (5,)}, f"panellist bert {_OTHERS}", id="others"),
            pytest.param({"anna": (), "bert": ()}, f"panellist anna {_OTHERS}", id="no items"),
            pytest.param({"anna": (5, 11), "bert": (5, 5)}, _NO_CHANCE, id="more than certain"),
            pytest.param({"anna": (5, -1), "bert": (5, 5)}, _NO_CHANCE, id="less than impossible"),
        ],
    )
    def test_refuses_what_is_no_round(self, panel: dict[str, Sequence[int]], reason: str) -> None:
        with pytest.raises(StandardNotSet, match=f"^{reason}$"):
            a_round(panel)

    def test_refuses_a_standard_of_nothing(self) -> None:
        with pytest.raises(StandardNotSet, match="0 of 2 points is no cut score"):
            judge_round(a_round({"anna": (0, 0), "bert": (0, 0)}))


class TestChangeBetween:
    def test_tells_who_moved_after_the_discussion(self) -> None:
        first = judge_round(a_round())
        second = judge_round(
            a_round({"anna": (9, 7, 5), "bert": (9, 6, 5), "dana": (9, 9, 9)}, number=2)
        )

        assert change_between(first, second) == (("anna", 0), ("bert", Fraction(2, 10)))
