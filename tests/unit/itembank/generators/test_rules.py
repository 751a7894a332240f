import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.generators.rule_documents import read_rule, rule_to_document
from itembank.generators.rules import (
    Addition,
    Alternation,
    Constant,
    Distribution,
    Movement,
    Operation,
    Overlay,
    Progression,
    Removal,
    Rotation,
    Rule,
    combine,
    explains,
    extend,
    move_places,
)
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem

THREE = Distribution(values=frozenset({1, 4, 6}))
UNION, BOTH, ONE = (Overlay(operation=operation) for operation in Operation)

places = st.integers(min_value=0, max_value=255)
steps = st.integers(min_value=-7, max_value=7).filter(bool)
rules: st.SearchStrategy[Rule] = st.one_of(
    st.just(Constant()),
    st.builds(Rotation, step=steps, period=st.sampled_from((2, 4, 8))),
    st.builds(Progression, step=steps),
    st.builds(Movement, step=steps),
    st.builds(Addition, stride=steps),
    st.builds(Removal, stride=steps),
    st.builds(Alternation, period=st.sampled_from((2, 3))),
    st.builds(Overlay, operation=st.sampled_from(Operation)),
    st.builds(Distribution, values=st.frozensets(places, min_size=3, max_size=3)),
)


class TestPredict:
    @pytest.mark.parametrize(
        ("rule", "before", "value"),
        [
            pytest.param(Constant(), [5], 5, id="what was, stays"),
            pytest.param(Rotation(step=3), [6], 1, id="a turn goes past the top"),
            pytest.param(Rotation(step=-1), [0], 7, id="against the clock"),
            pytest.param(Rotation(step=1, period=4), [3], 0, id="a bar after a half turn"),
            pytest.param(Progression(step=1), [1], 2, id="one larger"),
            pytest.param(Progression(step=1), [2], None, id="none is larger than the third"),
            pytest.param(Progression(step=-1), [0], None, id="none is smaller than the first"),
            pytest.param(Movement(step=1), [0b10000001], 0b00000011, id="around the ring"),
            pytest.param(Addition(stride=2), [0b1, 0b101], 0b10101, id="one more"),
            pytest.param(Addition(stride=7), [0b10, 0b11], 0b10000011, id="one more, backwards"),
            pytest.param(Addition(stride=1), [0b10, 0b11], None, id="the place is taken"),
            pytest.param(Addition(stride=1), [0b1, 0b111], None, id="two were added"),
            pytest.param(Addition(stride=1), [0b1, 0b10], None, id="one was lost"),
            pytest.param(Addition(stride=1), [0b1], None, id="nothing was added yet"),
            pytest.param(Removal(stride=1), [0b111, 0b110], 0b100, id="one less"),
            pytest.param(Removal(stride=3), [0b111, 0b110], None, id="the place is free"),
            pytest.param(Removal(stride=1), [0b11, 0b10], None, id="nothing would be left"),
            pytest.param(Removal(stride=1), [0b1, 0b11], None, id="one was added"),
            pytest.param(Alternation(period=2), [4, 7], 4, id="A B, then A"),
            pytest.param(Alternation(period=3), [4, 7, 1, 4], 7, id="A B C A, then B"),
            pytest.param(UNION, [0b011, 0b110], 0b111, id="what either has"),
            pytest.param(BOTH, [0b011, 0b110], 0b010, id="what both have"),
            pytest.param(ONE, [0b011, 0b110], 0b101, id="what only one has"),
            pytest.param(BOTH, [0b001, 0b110], None, id="a cell is never empty"),
            pytest.param(THREE, [6, 1], 4, id="the one that is missing"),
            pytest.param(THREE, [6], None, id="two are missing"),
            pytest.param(THREE, [6, 2], None, id="one does not belong"),
        ],
    )
    def test_gives_what_comes_next(self, rule: Rule, before: list[int], value: int | None) -> None:
        assert rule.predict(before) == value

    @given(rules)
    def test_says_nothing_before_it_has_seen_what_it_needs(self, rule: Rule) -> None:
        assert all(rule.predict([1] * number) is None for number in range(rule.needs))


class TestExtend:
    def test_continues_up_to_the_length(self) -> None:
        assert extend(Alternation(period=2), (3, 1), length=5) == (3, 1, 3, 1, 3)

    def test_ends_where_the_rule_ends(self) -> None:
        assert extend(Progression(step=1), (0,), length=6) == (0, 1, 2)

    @given(rules, st.lists(places, min_size=3, max_size=3))
    def test_gives_a_line_that_the_rule_explains(self, rule: Rule, start: list[int]) -> None:
        assert explains(rule, extend(rule, start[: rule.needs], length=8))


class TestExplains:
    def test_does_not_accept_one_value_that_is_off(self) -> None:
        assert not explains(Rotation(step=1), (0, 1, 2, 4))


class TestMovePlaces:
    @given(places, steps)
    def test_comes_back_the_other_way(self, here: int, step: int) -> None:
        assert move_places(move_places(here, step), -step) == here

    @given(places, steps)
    def test_keeps_the_number_of_places(self, here: int, step: int) -> None:
        assert move_places(here, step).bit_count() == here.bit_count()


class TestCombine:
    @given(places, places)
    def test_has_what_one_has_and_what_both_have_in_the_union(
        self, first: int, second: int
    ) -> None:
        one = combine(Operation.SYMMETRIC_DIFFERENCE, first, second)
        both = combine(Operation.INTERSECTION, first, second)

        assert one & both == 0
        assert one | both == combine(Operation.UNION, first, second)


class TestRuleDocument:
    @given(rules)
    def test_gives_the_rule_back(self, rule: Rule) -> None:
        reader = DocumentReader(json.loads(json.dumps(rule_to_document(rule))))

        read = read_rule(reader)

        reader.finish()
        assert read == rule

    @pytest.mark.parametrize(
        ("document", "problem"),
        [
            pytest.param(
                {"rule": "movement", "step": 0},
                Problem(field="step", message="must be from -7 to 7, and not 0"),
                id="no step",
            ),
            pytest.param(
                {"rule": "addition", "stride": 8},
                Problem(field="stride", message="must be from -7 to 7, and not 0"),
                id="once around the ring",
            ),
            pytest.param(
                {"rule": "alternation", "period": 4},
                Problem(field="period", message="must be one of 2, 3"),
                id="a period that no rule has",
            ),
            pytest.param(
                {"rule": "distribution", "values": [1, 2, 2]},
                Problem(field="values", message="must be three different numbers"),
                id="two values",
            ),
        ],
    )
    def test_refuses_numbers_that_are_no_rule(
        self, document: dict[str, object], problem: Problem
    ) -> None:
        reader = DocumentReader(document)

        read_rule(reader)

        with pytest.raises(DocumentNotUnderstood) as refused:
            reader.finish()
        assert refused.value.problems == (problem,)
