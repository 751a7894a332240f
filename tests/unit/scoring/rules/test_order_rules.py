import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Tally
from scoring.codes import ChoiceId, RuleId
from scoring.rules import (
    ORDER_RULES,
    OrderExactly,
    OrderNeighbours,
    OrderResponse,
    OrderRule,
    RuleHasNoKey,
)
from tests.builders.scoring import an_order, an_order_response

_ORDERS = st.permutations(an_order("abcde")).map(tuple)


@st.composite
def _rules(draw: st.DrawFn) -> OrderRule:
    return ORDER_RULES[draw(st.sampled_from(list(ORDER_RULES)))](correct=draw(_ORDERS))


class TestOrderExactly:
    @pytest.mark.parametrize(
        ("order", "marks", "reason"),
        [
            pytest.param("abcd", 1, Tally(hits=4, slips=0, missed=0), id="the right order"),
            pytest.param("abdc", 0, Tally(hits=2, slips=2, missed=0), id="two swapped"),
            pytest.param("dabc", 0, Tally(hits=0, slips=4, missed=0), id="all one place on"),
            pytest.param("", 0, Tally(hits=0, slips=0, missed=4), id="no order"),
        ],
    )
    def test_awards_all_or_nothing(self, order: str, marks: int, reason: Tally) -> None:
        award = OrderExactly(correct=an_order("abcd")).award(an_order_response(order))

        assert (award.marks, award.out_of, award.reason) == (marks, 1, reason)


class TestOrderNeighbours:
    @pytest.mark.parametrize(
        ("order", "marks", "reason"),
        [
            pytest.param("abcd", 3, Tally(hits=3, slips=0, missed=0), id="the right order"),
            pytest.param("bcda", 2, Tally(hits=2, slips=1, missed=0), id="all one place back"),
            pytest.param("acbd", 0, Tally(hits=0, slips=3, missed=0), id="the middle swapped"),
            pytest.param("dcba", 0, Tally(hits=0, slips=3, missed=0), id="turned round"),
            pytest.param("", 0, Tally(hits=0, slips=0, missed=3), id="no order"),
        ],
    )
    def test_counts_right_neighbours(self, order: str, marks: int, reason: Tally) -> None:
        award = OrderNeighbours(correct=an_order("abcd")).award(an_order_response(order))

        assert (award.marks, award.out_of, award.reason) == (marks, 3, reason)

    @given(_ORDERS, st.integers(min_value=1, max_value=4))
    def test_takes_one_mark_for_one_cut(self, correct: tuple[ChoiceId, ...], cut: int) -> None:
        turned = OrderResponse(order=correct[cut:] + correct[:cut])

        award = OrderNeighbours(correct=correct).award(turned)

        assert award.marks == award.out_of - 1


class TestEveryOrderRule:
    @given(_rules(), _ORDERS)
    def test_awards_the_maximum_for_nothing_but_the_key(
        self, rule: OrderRule, order: tuple[ChoiceId, ...]
    ) -> None:
        award = rule.award(OrderResponse(order=order))

        assert 0 <= award.marks <= award.out_of
        assert (award.marks == award.out_of) == (order == rule.correct)

    @given(_rules())
    def test_awards_the_maximum_for_the_key_and_nothing_for_nothing(self, rule: OrderRule) -> None:
        best = rule.award(OrderResponse(order=rule.correct))

        assert (best.marks, rule.award(an_order_response()).marks) == (best.out_of, 0)

    @given(_rules(), _ORDERS)
    def test_accounts_for_every_place(self, rule: OrderRule, order: tuple[ChoiceId, ...]) -> None:
        some = rule.award(OrderResponse(order=order)).reason
        none = rule.award(an_order_response()).reason

        assert some.hits + some.slips + some.missed == none.missed

    @pytest.mark.parametrize("number", list(ORDER_RULES))
    def test_carries_its_number_and_version(self, number: RuleId) -> None:
        award = ORDER_RULES[number](correct=an_order("ab")).award(an_order_response())

        assert (award.rule, award.rule_version) == (number, number.version)

    @pytest.mark.parametrize("number", list(ORDER_RULES))
    def test_refuses_a_key_of_one(self, number: RuleId) -> None:
        with pytest.raises(RuleHasNoKey) as refusal:
            ORDER_RULES[number](correct=an_order("a"))

        assert (refusal.value.rule, refusal.value.correct) == (number, 1)
