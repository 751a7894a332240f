"""Dated sets of scales: how points or ratings of one skill become a level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scoring.cefr import Level
from scoring.codes import LevelSetCode, MomentCode, PartCode, ProgrammeCode
from scoring.cut_scores import CutScore, CutScoreAboveMaximum
from scoring.dates import find_in_force, find_same_start
from scoring.errors import ScoringError
from scoring.marks import Marks


class LevelSetNotValid(ScoringError):
    """The scales contradict each other or themselves."""

    def __init__(self, code: LevelSetCode, *, reason: str) -> None:
        super().__init__(f"level set {code}: {reason}")
        self.code = code
        self.reason = reason


class LevelSetsOverlap(ScoringError):
    """Two sets want to start on the same day for the same test."""

    def __init__(self, first: LevelSetCode, second: LevelSetCode, day: date) -> None:
        super().__init__(f"level sets {first} and {second} both start on {day.isoformat()}")
        self.first = first
        self.second = second
        self.day = day


class NoLevelSetInForce(ScoringError):
    """No set was in force for that test on that day."""

    def __init__(self, programme: ProgrammeCode, moment: MomentCode, on: date) -> None:
        super().__init__(f"no levels were in force for {programme} {moment} on {on.isoformat()}")
        self.programme = programme
        self.moment = moment
        self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLimit:
    """The cut score from which on a level is reached."""

    level: Level
    cut_score: CutScore


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsScale:
    """The levels of a skill that is marked in points, lowest first."""

    part: PartCode
    out_of: Marks
    limits: tuple[LevelLimit, ...]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that this scale can give, lowest first."""
        return tuple(limit.level for limit in self.limits)

    def level_of(self, points: Marks, out_of: Marks) -> Level | None:
        """Give the highest level whose cut score is reached; None below all (rule 7.3).

        `out_of` is that of the scale, unless an item was left out (rule 8.3).
        """
        reached = [one.level for one in self.limits if one.cut_score.is_reached(points, out_of)]
        return reached[-1] if reached else None

    def limit_of(self, level: Level) -> CutScore:
        """Give the cut score of a level of this scale."""
        return next(limit.cut_score for limit in self.limits if limit.level is level)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingScale:
    """The levels of a skill that assessors rate, lowest first.

    `raters` is how many must have rated; at the levels of `support_at` a rating records how much
    the interlocutor helped. Where assessors give marks, `limits` are those of the levels.
    """

    part: PartCode
    raters: int
    levels: tuple[Level, ...]
    support_at: tuple[Level, ...]
    limits: tuple[LevelLimit, ...] = ()

    def level_of(self, points: Marks, out_of: Marks) -> Level | None:
        """Give the highest level whose limit the marks reach; None below all (rule 7.4)."""
        reached = [one.level for one in self.limits if one.cut_score.is_reached(points, out_of)]
        return reached[-1] if reached else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSet:
    """The scales of one test from one day on; `assumed` without a public source."""

    code: LevelSetCode
    version: int
    programme: ProgrammeCode
    moment: MomentCode
    effective_from: date
    assumed: bool
    scales: tuple[PointsScale | RatingScale, ...]

    def __post_init__(self) -> None:
        reason = _find_fault(self)
        if reason is not None:
            raise LevelSetNotValid(self.code, reason=reason)

    def find_scale(self, part: PartCode) -> PointsScale | RatingScale | None:
        """Find the scale of a skill."""
        return next((scale for scale in self.scales if scale.part == part), None)


def level_set_in_force(
    sets: Iterable[LevelSet], *, programme: ProgrammeCode, moment: MomentCode, on: date
) -> LevelSet:
    """Choose the set that started last, on or before the day of the sitting (rule 7.1).

    Raises:
        NoLevelSetInForce: when none had started yet.
        LevelSetsOverlap: when two sets of this test start on one day, whatever that day.
    """
    own = [one for one in sets if (one.programme, one.moment) == (programme, moment)]
    if (same := find_same_start(own)) is not None:
        raise LevelSetsOverlap(same[0].code, same[1].code, same[0].effective_from)
    found = find_in_force(own, on)
    if found is None:
        raise NoLevelSetInForce(programme, moment, on)
    return found


def _find_fault(levels: LevelSet) -> str | None:
    parts = [scale.part for scale in levels.scales]
    if not parts or len(set(parts)) != len(parts):
        return "it needs one scale for each of its different skills"
    faults = (_find_fault_of_scale(scale) for scale in levels.scales)
    return next((fault for fault in faults if fault is not None), None)


def _find_fault_of_scale(scale: PointsScale | RatingScale) -> str | None:
    ranks = [level.rank for level in scale.levels]
    if not ranks or ranks != sorted(set(ranks)):
        return f"the levels of {scale.part} must be different ones, lowest first"
    if isinstance(scale, RatingScale) and tuple(one.level for one in scale.limits) not in (
        (),
        scale.levels,
    ):
        return f"each level of {scale.part} needs a limit, or none does"
    # How many marks assessors give is a matter of the form: their limits are compared in percents.
    out_of = 100 if isinstance(scale, RatingScale) else scale.out_of
    try:
        limits = [limit.cut_score.limit(out_of) for limit in scale.limits]
    except CutScoreAboveMaximum as error:
        return f"{scale.part}: {error}"
    if any(lower >= higher for lower, higher in pairwise(limits)):
        return f"a higher level of {scale.part} must ask more points than a lower one"
    return None
