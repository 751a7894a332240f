from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import Tally
from scoring.codes import ChoiceId, RuleId
from scoring.errors import ScoringError
from scoring.marks import Marks, Value
from scoring.rules import ChoiceResponse, MappedChoices
from tests.builders.scoring import a_response

_CHOICES = [ChoiceId(letter) for letter in "abcdef"]
_SETS = st.frozensets(st.sampled_from(_CHOICES))
_VALUES = st.fractions(min_value=-3, max_value=3, max_denominator=4)


def a_rule(
    values: Mapping[str, Value] | None = None,
    *,
    is_single: bool = False,
    lower: Marks = 0,
    upper: Marks | None = None,
) -> MappedChoices:
    usual = {"a": 2, "b": 1, "c": Fraction(-1, 2), "d": -4}
    return MappedChoices(
        values={ChoiceId(choice): value for choice, value in (values or usual).items()},
        is_single=is_single,
        lower=lower,
        upper=upper,
    )


@st.composite
def _rules(draw: st.DrawFn, *, is_single: bool | None = None) -> MappedChoices:
    """Rules with a value above 0 and an upper bound that can be reached."""
    values = draw(st.dictionaries(st.sampled_from(_CHOICES), _VALUES, max_size=5))
    values[ChoiceId("a")] = draw(st.fractions(Fraction(1, 4), 3, max_denominator=4))
    single = draw(st.booleans()) if is_single is None else is_single
    best = MappedChoices(values=values, is_single=single).out_of
    share = draw(st.fractions(Fraction(1, 4), 1, max_denominator=4))
    return MappedChoices(values=values, is_single=single, upper=best * share)


class TestMappedChoices:
    @pytest.mark.parametrize(
        ("chosen", "marks"),
        [
            pytest.param("ab", 3, id="the sum of the values"),
            pytest.param("abc", Fraction(5, 2), id="a negative value"),
            pytest.param("ae", 2, id="a choice without a value"),
            pytest.param("ad", 0, id="never below zero"),
            pytest.param("", 0, id="no choice"),
        ],
    )
    def test_sums_the_values(self, chosen: str, marks: Marks) -> None:
        award = a_rule().award(a_response(chosen))

        assert (award.marks, award.out_of) == (marks, 3)

    @pytest.mark.parametrize(
        ("chosen", "marks"),
        [
            pytest.param("ab", 2, id="never above the upper bound"),
            pytest.param("b", 1, id="between the bounds"),
            pytest.param("d", Fraction(1, 2), id="never below the lower bound"),
            pytest.param("", 0, id="no choice, whatever the lower bound"),
        ],
    )
    def test_keeps_within_bounds(self, chosen: str, marks: Marks) -> None:
        award = a_rule(lower=Fraction(1, 2), upper=2).award(a_response(chosen))

        assert (award.marks, award.out_of) == (marks, 2)

    @pytest.mark.parametrize(
        ("chosen", "marks", "reason"),
        [
            pytest.param("a", 2, Tally(hits=1, slips=0, missed=0), id="the best choice"),
            pytest.param("b", 1, Tally(hits=1, slips=0, missed=1), id="a good one"),
            pytest.param("c", 0, Tally(hits=0, slips=1, missed=1), id="a bad one"),
            pytest.param("ab", 0, Tally(hits=2, slips=0, missed=0), id="two where one can be"),
        ],
    )
    def test_takes_one_choice_where_one_can_be_made(
        self, chosen: str, marks: Marks, reason: Tally
    ) -> None:
        award = a_rule(is_single=True).award(a_response(chosen))

        assert (award.marks, award.out_of, award.reason) == (marks, 2, reason)

    def test_misses_nothing_when_another_choice_is_as_good(self) -> None:
        award = a_rule({"a": 1, "b": 1}, is_single=True).award(a_response("b"))

        assert award.reason == Tally(hits=1, slips=0, missed=0)

    def test_knows_the_best_choice_wherever_it_stands(self) -> None:
        award = a_rule({"a": 1, "b": 2}, is_single=True).award(a_response("a"))

        assert (award.marks, award.out_of) == (1, 2)
        assert award.reason == Tally(hits=1, slips=0, missed=1)

    def test_misses_nothing_in_a_choice_that_is_worth_nothing(self) -> None:
        award = a_rule({"a": 1, "b": 0}).award(a_response("a"))

        assert award.reason == Tally(hits=1, slips=0, missed=0)

    def test_accounts_for_several_choices(self) -> None:
        assert a_rule().award(a_response("bce")).reason == Tally(hits=1, slips=2, missed=1)

    @pytest.mark.parametrize(
        ("values", "lower", "upper", "reason"),
        [
            pytest.param(
                {"a": 0, "b": -1},
                0,
                None,
                "^rule 1.4 cannot work with a key of 0$",
                id="no value above 0",
            ),
            pytest.param(
                {"a": 2},
                2,
                None,
                "marks from 2 to 2 do not lie within 0 and 2",
                id="no room between the bounds",
            ),
            pytest.param(
                {"a": 2},
                0,
                3,
                "marks from 0 to 3 do not lie within 0 and 2",
                id="a maximum that nobody reaches",
            ),
            pytest.param(
                {"a": 2},
                -1,
                None,
                "marks from -1 to 2 do not lie within 0 and 2",
                id="a lower bound below 0",
            ),
            pytest.param(
                {"a": 10**9}, 0, None, "not 'a larger number'", id="marks of no human size"
            ),
        ],
    )
    def test_refuses(
        self, values: dict[str, Value], lower: Marks, upper: Marks | None, reason: str
    ) -> None:
        with pytest.raises(ScoringError, match=reason):
            a_rule(values, lower=lower, upper=upper)

    @given(_rules(), _SETS)
    def test_awards_from_nothing_to_the_maximum(
        self, rule: MappedChoices, chosen: frozenset[ChoiceId]
    ) -> None:
        award = rule.award(ChoiceResponse(chosen=chosen))

        assert 0 <= award.marks <= award.out_of

    @given(_rules())
    def test_awards_the_maximum_for_the_best_and_nothing_for_nothing(
        self, rule: MappedChoices
    ) -> None:
        best = rule.award(ChoiceResponse(chosen=rule.best))

        assert (best.marks, rule.award(a_response()).marks) == (best.out_of, 0)

    @given(_rules(is_single=False), _SETS, st.sampled_from(_CHOICES))
    def test_awards_as_much_more_as_a_choice_is_worth_at_most(
        self, rule: MappedChoices, chosen: frozenset[ChoiceId], more: ChoiceId
    ) -> None:
        before = rule.award(ChoiceResponse(chosen=chosen - {more})).marks
        after = rule.award(ChoiceResponse(chosen=chosen | {more})).marks
        value = rule.values.get(more, 0)

        assert min(0, value) <= after - before <= max(0, value)

    def test_carries_its_number_and_version(self) -> None:
        award = a_rule().award(a_response("a"))

        assert (award.rule, award.rule_version) == (RuleId.MAPPED_CHOICES, 1)
