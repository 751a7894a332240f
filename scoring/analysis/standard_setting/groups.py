"""Standards from the points of people whom others, who know them, put in groups."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.analysis.standard_setting.proposals import (
    Method,
    ProposedCutScore,
    StandardNotSet,
    median,
)


def contrast_groups(
    masters: Sequence[int], others: Sequence[int], *, out_of: int
) -> ProposedCutScore:
    """Give the cut score that puts the fewest people on the wrong side (rule 9.6).

    Wrong are masters below it and others on or above it. Where several cut scores are equally
    good, the lowest is taken: the doubt is the candidate's.

    Raises:
        StandardNotSet: when a group is empty, or has points that the test does not have.
    """
    _check_points(masters, out_of)
    _check_points(others, out_of)
    best = min(range(1, out_of + 1), key=lambda cut: (_count_wrong(masters, others, cut), cut))
    return ProposedCutScore(
        method=Method.CONTRASTING_GROUPS,
        standard=Fraction(best),
        out_of=out_of,
        error_squared=None,
    )


def borderline_group(points: Sequence[int], *, out_of: int) -> ProposedCutScore:
    """Give the median of the people who just suffice (rule 9.7).

    Raises:
        StandardNotSet: when the group is empty, or has points that the test does not have.
    """
    _check_points(points, out_of)
    return ProposedCutScore(
        method=Method.BORDERLINE_GROUP,
        standard=median([Fraction(one) for one in points]),
        out_of=out_of,
        error_squared=None,
    )


def _count_wrong(masters: Sequence[int], others: Sequence[int], cut: int) -> int:
    return sum(one < cut for one in masters) + sum(one >= cut for one in others)


def _check_points(points: Sequence[int], out_of: int) -> None:
    if not points or any(not 0 <= one <= out_of for one in points):
        raise StandardNotSet(reason=f"a group has people with 0 to {out_of} points")
