"""The limits of bands: the points from which on each is reached."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from scoring.bands import Band, BandTable
from scoring.cut_scores import AtLeastPoints, CutScoreNotValid
from scoring.limits.values import Limit, LimitFault, LimitFaultKind, LimitKey, Limits, is_above
from scoring.marks import Marks


def list_band_limits(table: BandTable) -> tuple[Limit, ...]:
    """List the lowest points of each band but the lowest."""
    return tuple(
        Limit(
            key=_key(band),
            group=table.programme,
            name=band.code,
            measure=table.programme,
            cut_score=AtLeastPoints(points=band.from_points),
            out_of=table.out_of,
        )
        for band in table.bands[1:]
    )


def find_band_faults(table: BandTable, limits: Limits) -> Iterator[LimitFault]:
    """Find bands that nobody reaches, and those that are empty or overlap the one below."""
    for band in table.bands[1:]:
        if is_above(limits[_key(band)], table.out_of):
            yield LimitFault(kind=LimitFaultKind.ABOVE_MAXIMUM, key=_key(band))
    for lower, higher in pairwise(table.bands[1:]):
        if _points(limits, lower) >= _points(limits, higher):
            yield LimitFault(kind=LimitFaultKind.NOT_HIGHER, key=_key(higher))


def replace_band_limits(table: BandTable, limits: Limits) -> BandTable:
    """Make the table with other lowest points."""
    bands = (replace(band, from_points=_points(limits, band)) for band in table.bands[1:])
    return replace(table, bands=(table.bands[0], *bands))


def _points(limits: Limits, band: Band) -> Marks:
    """A band begins at points; a percentage of a form would not fit into the table."""
    cut_score = limits[_key(band)]
    if not isinstance(cut_score, AtLeastPoints):
        raise CutScoreNotValid(reason="a band begins at a number of points")
    return cut_score.points


def _key(band: Band) -> LimitKey:
    return LimitKey(band.code)
