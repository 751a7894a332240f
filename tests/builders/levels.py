"""Level sets, purposes and results of a certifying language test, with sound defaults."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from scoring.codes import LevelSetCode, MomentCode, PartCode, ProgrammeCode, PurposeCode
from scoring.cut_scores import AtLeastPercentage, CutScore
from scoring.levels import (
    Level,
    LevelLimit,
    LevelSet,
    PointsScale,
    Purpose,
    RatingScale,
    Requirement,
)
from scoring.marks import Marks
from scoring.programmes.ct_steps import RatedLevel, Support

READING = PartCode("reading")
SPEAKING = PartCode("speaking")


def a_limit(level: Level, limit: Marks | CutScore) -> LevelLimit:
    """A level from a percentage on, or from another cut score on."""
    is_percentage = isinstance(limit, int)
    return LevelLimit(
        level=level, cut_score=AtLeastPercentage(percentage=limit) if is_percentage else limit
    )


def a_points_scale(
    *limits: LevelLimit, part: PartCode = READING, out_of: Marks = 20
) -> PointsScale:
    usual = (a_limit(Level.A1, 40), a_limit(Level.A2, 80))
    return PointsScale(part=part, out_of=out_of, limits=limits or usual)


def a_rating_scale(
    *levels: Level,
    raters: int = 2,
    support_at: Iterable[Level] = (Level.A1, Level.A2),
    limits: Sequence[LevelLimit] = (),
) -> RatingScale:
    return RatingScale(
        part=SPEAKING,
        raters=raters,
        levels=levels or (Level.A1, Level.A2),
        support_at=tuple(support_at),
        limits=tuple(limits),
    )


def a_level_set(
    *scales: PointsScale | RatingScale,
    code: str = "ct-a1-a2",
    programme: str = "ct",
    moment: str = "ct_a1_a2",
    effective_from: date = date(2024, 1, 1),
) -> LevelSet:
    return LevelSet(
        code=LevelSetCode(code),
        version=1,
        programme=ProgrammeCode(programme),
        moment=MomentCode(moment),
        effective_from=effective_from,
        assumed=True,
        scales=scales or (a_points_scale(), a_rating_scale()),
    )


def a_purpose(
    requires: Mapping[PartCode, Level] | None = None,
    *,
    code: str = "integration",
    programme: str = "ct",
    effective_from: date = date(2024, 1, 1),
    validity_months: int = 24,
) -> Purpose:
    usual = {READING: Level.A2, SPEAKING: Level.A1}
    return Purpose(
        code=PurposeCode(code),
        version=1,
        programme=ProgrammeCode(programme),
        title=code,
        effective_from=effective_from,
        assumed=True,
        requires=tuple(
            Requirement(part=part, level=level)
            for part, level in (usual if requires is None else requires).items()
        ),
        validity_months=validity_months,
    )


def a_rating(
    level: Level | None = Level.A1, *, raters: int = 2, support: Support | None = Support.SOME
) -> RatedLevel:
    return RatedLevel(level=level, raters=raters, support=support)


def a_level_set_document(**changes: object) -> dict[str, Any]:
    percent = "at_least_percentage"
    return {
        "code": "ct-a1-a2",
        "version": 1,
        "programme": "ct",
        "moment": "ct_a1_a2",
        "effective_from": "2024-01-01",
        "assumed": True,
        "skill": [
            {
                "part": "reading",
                "out_of": 20,
                "levels": [
                    {"level": "A1", "cut_score": {"kind": percent, "percentage": 40}},
                    {"level": "A2", "cut_score": {"kind": percent, "percentage": 80}},
                ],
            },
            {
                "part": "speaking",
                "raters": 2,
                "levels": ["A1", "A2"],
                "support_at": ["A1", "A2"],
            },
        ],
    } | changes


def a_purpose_document(**changes: object) -> dict[str, Any]:
    return {
        "code": "integration",
        "version": 1,
        "programme": "ct",
        "title": "integration",
        "effective_from": "2024-01-01",
        "assumed": True,
        "validity_months": 24,
        "requires": [{"part": "reading", "level": "A2"}, {"part": "speaking", "level": "A1"}],
    } | changes
