"""Panels that judge what people answered, blind to their points: which attempts, what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from scoring.analysis.standard_setting.angoff import PanellistId, RoundResult
from scoring.analysis.standard_setting.groups import borderline_group, contrast_groups
from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    mean,
    variance,
)


class Verdict(StrEnum):
    """What a panellist says of an attempt."""

    SUFFICES = "suffices"
    FALLS_SHORT = "falls_short"
    BELOW = "below"
    BORDERLINE = "borderline"
    ABOVE = "above"


VERDICTS: Mapping[Method, tuple[Verdict, ...]] = MappingProxyType(
    {
        Method.CONTRASTING_GROUPS: (Verdict.FALLS_SHORT, Verdict.SUFFICES),
        Method.BORDERLINE_GROUP: (Verdict.BELOW, Verdict.BORDERLINE, Verdict.ABOVE),
    }
)
"""The methods that judge attempts, each with what can be said, from weak to strong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAttempt:
    """The points of an attempt, which the panellist did not see, and what they said of it."""

    points: int
    verdict: Verdict


def pick_spread(points: Sequence[int], number: int) -> tuple[int, ...]:
    """Give the places of so many attempts, spread over the points (rule 9.11).

    `points` are of attempts in an order by chance. Of each number of points one is taken in turn,
    so that few are left out where many had the same; when fewer are wanted than there are different
    points, these are taken at equal distances.

    Raises:
        ValueError: when there are fewer attempts.
    """
    if not 0 <= number <= len(points):
        message = f"there are {len(points)} attempts, not {number}"
        raise ValueError(message)
    waiting: dict[int, list[int]] = {}
    for place, one in sorted(enumerate(points), key=lambda numbered: numbered[1]):
        waiting.setdefault(one, []).append(place)
    picked: list[int] = []
    while len(picked) < number:
        levels = [places for places in waiting.values() if places]
        turn = _pick_evenly(levels, min(number - len(picked), len(levels)))
        picked += [places.pop(0) for places in turn]
    return tuple(sorted(picked))


def judge_attempts(
    judged: Mapping[PanellistId, Sequence[JudgedAttempt]],
    *,
    method: Method,
    out_of: int,
    number: int,
) -> RoundResult:
    """Give the mean of what follows from the groups of each panellist (rule 9.12).

    Who leaves a group empty that the method needs is not among the standards: nothing follows from
    what they said.

    Raises:
        StandardNotSet: when fewer than two panellists are left, or the method judges no attempts.
    """
    standards = {
        panellist: standard
        for panellist, attempts in sorted(judged.items())
        if (standard := _find_standard(attempts, method, out_of)) is not None
    }
    totals = list(standards.values())
    if len(totals) < 2:
        raise StandardNotSet(reason="a panel has at least two panellists whose groups have people")
    return RoundResult(
        number=number,
        proposal=ProposedCutScore(
            method=method,
            standard=mean(totals),
            out_of=out_of,
            error_squared=variance(totals) / len(totals),
        ),
        standards=tuple(standards.items()),
        agreement=None,
        spreads=(),
    )


def _pick_evenly(levels: Sequence[list[int]], number: int) -> list[list[int]]:
    """So many of the levels, each in the middle of its stretch."""
    return [levels[(2 * one + 1) * len(levels) // (2 * number)] for one in range(number)]


def _find_standard(
    attempts: Sequence[JudgedAttempt], method: Method, out_of: int
) -> Fraction | None:
    try:
        return _set_standard(attempts, method, out_of).standard
    except StandardNotSet:
        return None


def _set_standard(
    attempts: Sequence[JudgedAttempt], method: Method, out_of: int
) -> ProposedCutScore:
    if method is Method.BORDERLINE_GROUP:
        return borderline_group(_points_of(attempts, Verdict.BORDERLINE), out_of=out_of)
    if method is Method.CONTRASTING_GROUPS:
        masters = _points_of(attempts, Verdict.SUFFICES)
        return contrast_groups(masters, _points_of(attempts, Verdict.FALLS_SHORT), out_of=out_of)
    raise StandardNotSet(reason=f"{method} judges no attempts")


def _points_of(attempts: Sequence[JudgedAttempt], verdict: Verdict) -> list[int]:
    return [one.points for one in attempts if one.verdict is verdict]
