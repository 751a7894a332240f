"""Beuk (1984): a compromise between what should be known and how many should pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    mean,
    variance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeukJudgement:
    """What one panellist wants: the points that suffice, and the share of candidates who pass."""

    points: Fraction
    pass_share: Fraction


def compromise(
    judgements: Sequence[BeukJudgement], points: Sequence[int], *, out_of: int
) -> ProposedCutScore:
    """Give the lowest cut score at which Beuk's line is no longer below the pass rate (rule 9.8).

    The line goes through the means of both judgements, as steep as the panel differs more on the
    pass rate than on the points: where it agrees, it gets its way.

    Raises:
        StandardNotSet: when the panel is too small or agrees on everything, or nobody sat the test.
    """
    _check_results(points, out_of)
    _check_panel(judgements)
    cuts = (cut for cut in range(1, out_of + 1) if _is_met(judgements, points, cut))
    cut = next(cuts, None)
    if cut is None:
        raise StandardNotSet(reason="the panel wants more than the test can ask")
    wanted = [judgement.points for judgement in judgements]
    return ProposedCutScore(
        method=Method.BEUK,
        standard=Fraction(cut),
        out_of=out_of,
        error_squared=variance(wanted) / len(wanted),
    )


def _is_met(judgements: Sequence[BeukJudgement], points: Sequence[int], cut: int) -> bool:
    """Tell whether the line is on or above the share that passes, compared by exact squares."""
    wanted = [judgement.points for judgement in judgements]
    shares = [judgement.pass_share for judgement in judgements]
    across = cut - mean(wanted)
    passing = Fraction(sum(one >= cut for one in points), len(points))
    up = passing - mean(shares)
    # The line is met when slope * across >= up, and the slope is a root: compare signed squares.
    return _signed_square(across) * variance(shares) >= _signed_square(up) * variance(wanted)


def _signed_square(value: Fraction) -> Fraction:
    return value * abs(value)


def _check_results(points: Sequence[int], out_of: int) -> None:
    if not points or any(not 0 <= one <= out_of for one in points):
        raise StandardNotSet(reason=f"the results are of people with 0 to {out_of} points")


def _check_panel(judgements: Sequence[BeukJudgement]) -> None:
    if len(judgements) < 2:
        raise StandardNotSet(reason="a panel has at least two panellists")
    if any(not 0 <= judgement.pass_share <= 1 for judgement in judgements):
        raise StandardNotSet(reason="a share of candidates is from 0 to 1")
    wanted = {judgement.points for judgement in judgements}
    shares = {judgement.pass_share for judgement in judgements}
    if len(wanted) == len(shares) == 1:
        raise StandardNotSet(reason="a panel that agrees on everything needs no compromise")
