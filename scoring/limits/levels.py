"""The limits of levels: from which cut score on each level of each skill is reached."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from scoring.cut_scores import CutScore
from scoring.levels import LevelLimit, LevelSet, PointsScale, RatingScale
from scoring.limits.values import Limit, LimitFault, LimitFaultKind, LimitKey, Limits, is_above
from scoring.marks import Marks

PERCENTS = 100  # how many marks assessors give is a matter of the form


def list_level_limits(levels: LevelSet) -> tuple[Limit, ...]:
    """List the limit of each level of each skill; where assessors give levels there are none."""
    return tuple(
        Limit(
            key=_key(scale, limit),
            group=scale.part,
            name=limit.level.value,
            measure=scale.part,
            cut_score=limit.cut_score,
            out_of=scale.out_of if isinstance(scale, PointsScale) else None,
        )
        for scale in levels.scales
        for limit in scale.limits
    )


def find_level_faults(levels: LevelSet, limits: Limits) -> Iterator[LimitFault]:
    """Find levels that nobody reaches, and those that ask no more than the one below."""
    for scale in levels.scales:
        out_of = scale.out_of if isinstance(scale, PointsScale) else PERCENTS
        above = {one for one in scale.limits if is_above(limits[_key(scale, one)], out_of)}
        for limit in scale.limits:
            if limit in above:
                yield LimitFault(kind=LimitFaultKind.ABOVE_MAXIMUM, key=_key(scale, limit))
        for lower, higher in pairwise(one for one in scale.limits if one not in above):
            if _limit(limits, scale, lower, out_of) >= _limit(limits, scale, higher, out_of):
                yield LimitFault(kind=LimitFaultKind.NOT_HIGHER, key=_key(scale, higher))


def replace_level_limits(levels: LevelSet, limits: Limits) -> LevelSet:
    """Make the set with other limits."""
    return replace(levels, scales=tuple(_replace(scale, limits) for scale in levels.scales))


def _replace(scale: PointsScale | RatingScale, limits: Limits) -> PointsScale | RatingScale:
    changed = tuple(replace(limit, cut_score=limits[_key(scale, limit)]) for limit in scale.limits)
    return replace(scale, limits=changed)


def _limit(
    limits: Limits, scale: PointsScale | RatingScale, one: LevelLimit, out_of: Marks
) -> Marks:
    cut_score: CutScore = limits[_key(scale, one)]
    return cut_score.limit(out_of)


def _key(scale: PointsScale | RatingScale, limit: LevelLimit) -> LimitKey:
    return LimitKey(f"{scale.part}-{limit.level.value}")
