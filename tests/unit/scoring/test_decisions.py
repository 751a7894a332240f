from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cefr import Level
from scoring.codes import FormCode
from scoring.cut_scores import AtLeastPoints, Joining, PartCutScore
from scoring.decisions import (
    Outcome,
    PartResult,
    build_decision,
    compare_levels,
    compare_part,
    decision_to_document,
    join_parts,
)
from tests.builders.scoring import (
    SOKKEL,
    a_cut_score_set,
    a_part_cut_score,
    a_part_result,
    points,
)

TWO_LEVELS: tuple[PartCutScore, ...] = (
    a_part_cut_score(cut_score=AtLeastPoints(points=6), level=Level.A2),
    a_part_cut_score(cut_score=AtLeastPoints(points=9), level=Level.B1),
)


class TestComparePart:
    def test_puts_points_beside_the_cut_score(self) -> None:
        cut_score = a_part_cut_score(cut_score=AtLeastPoints(points=9), assumed=True)

        assert compare_part(points(8, 11), cut_score) == PartResult(
            part=SOKKEL,
            points=8,
            out_of=11,
            cut_score=AtLeastPoints(points=9),
            assumed=True,
            points_needed=9,
            reached=False,
        )


class TestCompareLevels:
    @pytest.mark.parametrize(
        ("reached", "levels", "is_reached"),
        [
            pytest.param(5, (), False, id="below every level"),
            pytest.param(6, (Level.A2,), True, id="the lowest"),
            pytest.param(9, (Level.A2, Level.B1), True, id="both"),
        ],
    )
    def test_lists_the_levels_and_the_lowest_decides(
        self, reached: int, levels: tuple[Level, ...], is_reached: bool
    ) -> None:
        result = compare_levels(points(reached, 11), TWO_LEVELS)

        assert (result.levels, result.reached, result.points_needed) == (levels, is_reached, 6)

    def test_tells_of_no_level_where_there_is_none(self) -> None:
        assert compare_levels(points(9, 11), (a_part_cut_score(),)).levels is None

    @given(st.integers(min_value=0, max_value=10))
    def test_are_never_lower_for_more_points(self, reached: int) -> None:
        before = compare_levels(points(reached, 11), TWO_LEVELS)
        after = compare_levels(points(reached + 1, 11), TWO_LEVELS)

        assert set(before.levels or ()) <= set(after.levels or ())
        assert before.reached <= after.reached


class TestSteps:
    def test_tell_the_form_and_the_level(self) -> None:
        own = tuple(
            a_part_cut_score(cut_score=one.cut_score, level=one.level, form="b")
            for one in TWO_LEVELS
        )
        decision = build_decision(
            (compare_levels(points(7, 11), own),), a_cut_score_set(), sat_on=date(2024, 5, 6)
        )

        steps = decision_to_document(decision)["steps"]

        assert isinstance(steps, list)
        assert steps[1] == {
            "kind": "form_cut_score_taken",
            "rule": "2.5",
            "rule_version": 1,
            "part": "sokkel",
            "form": FormCode("b"),
        }
        assert steps[3] == {
            "kind": "level_reached",
            "rule": "2.6",
            "rule_version": 1,
            "part": "sokkel",
            "level": "A2",
        }

    def test_tell_that_no_level_is_reached(self) -> None:
        decision = build_decision(
            (compare_levels(points(1, 11), TWO_LEVELS),), a_cut_score_set(), sat_on=date(2024, 5, 6)
        )

        assert decision.steps[2].details() == {"part": "sokkel", "level": None}


class TestJoinParts:
    @pytest.mark.parametrize(
        ("joining", "first", "second", "outcome"),
        [
            pytest.param(Joining.ALL_PARTS, 9, 9, Outcome.PASSED, id="all: both"),
            pytest.param(Joining.ALL_PARTS, 9, 8, Outcome.FAILED, id="all: one"),
            pytest.param(Joining.ALL_PARTS, 8, 8, Outcome.FAILED, id="all: none"),
            pytest.param(Joining.ANY_PART, 9, 9, Outcome.PASSED, id="any: both"),
            pytest.param(Joining.ANY_PART, 8, 9, Outcome.PASSED, id="any: one"),
            pytest.param(Joining.ANY_PART, 8, 8, Outcome.FAILED, id="any: none"),
        ],
    )
    def test_follows_the_rule(
        self, joining: Joining, first: int, second: int, outcome: Outcome
    ) -> None:
        results = (a_part_result(first, 11), a_part_result(second, 11, part="praktisch"))

        assert join_parts(results, joining) is outcome


class TestDecisionDocument:
    def test_holds_outcome_parts_steps_and_versions(self) -> None:
        results = (a_part_result(8, 11), a_part_result(30, 30, part="praktisch"))
        decision = build_decision(results, a_cut_score_set(), sat_on=date(2024, 5, 6))

        document = decision_to_document(decision)

        sokkel, praktisch = _part("sokkel", 8, 11, 9, False), _part("praktisch", 30, 30, 24, True)
        assert document == {
            "outcome": "failed",
            "parts": [sokkel, praktisch],
            "steps": [
                {
                    "kind": "cut_scores_chosen",
                    "rule": "2.4",
                    "rule_version": 1,
                    "code": "mo-after-course-2023-03-01",
                    "version": 1,
                    "moment": "after_course",
                    "effective_from": "2023-03-01",
                    "sat_on": "2024-05-06",
                },
                {"kind": "part_compared", "rule": "2.1", "rule_version": 1, "part": sokkel},
                {"kind": "part_compared", "rule": "2.1", "rule_version": 1, "part": praktisch},
                {
                    "kind": "parts_joined",
                    "rule": "3.1",
                    "rule_version": 1,
                    "joining": "all_parts",
                    "reached": ["praktisch"],
                    "missed": ["sokkel"],
                },
                {"kind": "outcome_reached", "rule": "3.1", "rule_version": 1, "outcome": "failed"},
            ],
            "versions": {
                "programme": {"code": "mo"},
                "cut_scores": {"code": "mo-after-course-2023-03-01", "version": 1},
                "rules": {"2.1": 1, "2.4": 1, "3.1": 1},
            },
        }


def _part(code: str, points: int, out_of: int, needed: int, reached: bool) -> dict[str, object]:
    return {
        "code": code,
        "points": points,
        "out_of": out_of,
        "cut_score": {
            "kind": "at_least_percentage",
            "percentage": 80,
            "points_needed": needed,
            "assumed": False,
        },
        "reached": reached,
    }
