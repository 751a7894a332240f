from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cefr import rank_of
from scoring.codes import MomentCode, PartCode, ProgrammeCode
from scoring.cut_scores import AtLeastPoints, MoreThanPercentage
from scoring.documents import DocumentNotUnderstood
from scoring.levels import (
    Level,
    LevelSetNotValid,
    LevelSetsOverlap,
    NoLevelSetInForce,
    PointsScale,
    RatingScale,
    level_set_from_document,
    level_set_in_force,
)
from scoring.marks import Marks
from tests.builders.levels import (
    a_level_set,
    a_level_set_document,
    a_limit,
    a_points_scale,
    a_rating_scale,
)

_CT, _MOMENT = ProgrammeCode("ct"), MomentCode("ct_a1_a2")


class TestLevelOf:
    @pytest.mark.parametrize(
        ("reached", "level"),
        [
            pytest.param(0, None, id="nothing"),
            pytest.param(Fraction(799, 100), None, id="just below the lowest"),
            pytest.param(8, Level.A1, id="exactly the lowest"),
            pytest.param(Fraction(15998, 1000), Level.A1, id="79.99 %"),
            pytest.param(16, Level.A2, id="80 %"),
            pytest.param(20, Level.A2, id="everything"),
        ],
    )
    def test_is_the_highest_whose_cut_score_is_reached(
        self, reached: Marks, level: Level | None
    ) -> None:
        assert a_points_scale().level_of(reached, 20) is level

    @given(st.integers(0, 19))
    def test_never_falls_with_more_points(self, reached: int) -> None:
        scale = a_points_scale()

        assert rank_of(scale.level_of(reached + 1, 20)) >= rank_of(scale.level_of(reached, 20))

    def test_has_a_cut_score_for_each_level(self) -> None:
        scale = a_points_scale()

        assert [scale.limit_of(level).points_needed(20) for level in scale.levels] == [8, 16]


class TestLevel:
    def test_has_a_rank_above_none(self) -> None:
        assert [rank_of(level) for level in (None, *Level)] == [0, 1, 2, 3, 4]


class TestLevelSet:
    @pytest.mark.parametrize(
        ("scales", "reason"),
        [
            pytest.param(
                [a_points_scale(), a_points_scale()],
                "it needs one scale for each of its different skills",
                id="a skill twice",
            ),
            pytest.param(
                [a_points_scale(a_limit(Level.A2, 40), a_limit(Level.A1, 80))],
                "the levels of reading must be different ones, lowest first",
                id="levels in the wrong order",
            ),
            pytest.param(
                [a_points_scale(a_limit(Level.A2, 40), a_limit(Level.A2, 80))],
                "the levels of reading must be different ones, lowest first",
                id="a level twice",
            ),
            pytest.param(
                [a_rating_scale(Level.A2, Level.A1)],
                "the levels of speaking must be different ones, lowest first",
                id="rated levels in the wrong order",
            ),
            pytest.param(
                [a_rating_scale(limits=[a_limit(Level.A1, 40)])],
                "each level of speaking needs a limit, or none does",
                id="a rated level without a limit",
            ),
            pytest.param(
                [a_rating_scale(limits=[a_limit(Level.A1, 70), a_limit(Level.A2, 40)])],
                "a higher level of speaking must ask more points than a lower one",
                id="limits of rated levels in the wrong order",
            ),
            pytest.param(
                [a_rating_scale(Level.A1, limits=[a_limit(Level.A1, AtLeastPoints(points=101))])],
                "speaking: the cut score asks 101 points of a part of 100",
                id="a limit above all marks of a rated part",
            ),
            pytest.param(
                [a_points_scale(a_limit(Level.A1, 80), a_limit(Level.A2, 80))],
                "a higher level of reading must ask more points than a lower one",
                id="equal thresholds",
            ),
            pytest.param(
                [
                    a_points_scale(
                        a_limit(Level.A1, 60), a_limit(Level.A2, AtLeastPoints(points=11))
                    )
                ],
                "a higher level of reading must ask more points than a lower one",
                id="contradictory thresholds of two kinds",
            ),
            pytest.param(
                [a_points_scale(a_limit(Level.A1, AtLeastPoints(points=21)))],
                "reading: the cut score asks 21 points of a part of 20",
                id="more points than there are",
            ),
        ],
    )
    def test_refuses_what_contradicts_itself(
        self, scales: Sequence[PointsScale | RatingScale], reason: str
    ) -> None:
        with pytest.raises(LevelSetNotValid) as refusal:
            a_level_set(*scales)

        assert str(refusal.value) == f"level set ct-a1-a2: {reason}"

    def test_may_mix_kinds_of_cut_scores(self) -> None:
        scale = a_points_scale(
            a_limit(Level.A1, AtLeastPoints(points=11)),
            a_limit(Level.A2, MoreThanPercentage(percentage=60)),
        )

        assert a_level_set(scale).find_scale(PartCode("reading")) == scale

    def test_knows_no_scale_of_another_part(self) -> None:
        assert a_level_set().find_scale(PartCode("singing")) is None


class TestLevelSetInForce:
    @pytest.mark.parametrize(
        ("on", "code"),
        [
            pytest.param(date(2023, 2, 28), "old", id="the last day of the old set"),
            pytest.param(date(2023, 3, 1), "new", id="the first day of the new set"),
        ],
    )
    def test_is_the_one_that_started_last(self, on: date, code: str) -> None:
        sets = [
            a_level_set(code="new", effective_from=date(2023, 3, 1)),
            a_level_set(code="old", effective_from=date(2022, 1, 1)),
            a_level_set(code="other", moment="ct_b1_b2", effective_from=date(2023, 3, 1)),
        ]

        found = level_set_in_force(sets, programme=_CT, moment=_MOMENT, on=on)

        assert found.code == code

    def test_is_none_before_the_first(self) -> None:
        with pytest.raises(NoLevelSetInForce, match="for ct ct_a1_a2 on 2023-12-31"):
            level_set_in_force(
                [a_level_set()], programme=_CT, moment=_MOMENT, on=date(2023, 12, 31)
            )

    def test_refuses_two_that_start_together(self) -> None:
        sets = [a_level_set(code="a"), a_level_set(code="b")]

        with pytest.raises(LevelSetsOverlap, match="a and b both start on 2024-01-01"):
            level_set_in_force(sets, programme=_CT, moment=_MOMENT, on=date(2025, 1, 1))


class TestDocument:
    def test_becomes_a_level_set(self) -> None:
        assert level_set_from_document(a_level_set_document()) == a_level_set()

    def test_need_not_record_support(self) -> None:
        skill: list[Any] = [{"part": "writing", "raters": 2, "levels": ["B1"]}]

        levels = level_set_from_document(a_level_set_document(skill=skill))

        assert levels.scales[0] == RatingScale(
            part=PartCode("writing"), raters=2, levels=(Level.B1,), support_at=()
        )

    def test_may_let_one_person_rate(self) -> None:
        skill: list[Any] = [{"part": "writing", "raters": 1, "levels": ["B1"]}]

        scale = level_set_from_document(a_level_set_document(skill=skill)).scales[0]

        assert isinstance(scale, RatingScale)
        assert scale.raters == 1

    def test_may_have_limits_for_the_marks_of_assessors(self) -> None:
        limit = {"level": "B1", "cut_score": {"kind": "at_least_percentage", "percentage": 50}}
        skill: list[Any] = [
            {"part": "writing", "raters": 2, "levels": ["B1"], "limits": [limit]},
        ]

        scale = level_set_from_document(a_level_set_document(skill=skill)).scales[0]

        assert isinstance(scale, RatingScale)
        assert scale.limits == (a_limit(Level.B1, 50),)

    def test_is_read_strictly_and_tells_every_place(self) -> None:
        odd = {"level": "A1", "cut_score": {"kind": "at_least_points", "points": 0}}
        skill = [
            {"part": "reading", "out_of": 20, "levels": [odd]},
            {"part": "speaking", "raters": 0, "levels": ["C3"]},
        ]

        with pytest.raises(DocumentNotUnderstood) as refusal:
            level_set_from_document(a_level_set_document(skill=skill))

        assert "cut_score: at least 0 points is no cut score" in str(refusal.value)
        assert [problem.field for problem in refusal.value.problems] == [
            "set.skill[0].levels[0].cut_score",
            "set.skill[1].raters",
            "set.skill[1].levels",
        ]
