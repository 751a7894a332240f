"""The bands, levels and purposes of programmes without cut scores, as their documents have them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from itembank.programmes import Programme, list_programmes
from itembank.schemes import list_band_tables, list_level_sets, list_purposes
from scoring.bands import BandTable
from scoring.dates import find_in_force
from scoring.explanations import marks_in_dutch
from scoring.levels import LevelSet, PointsScale, Purpose, RatingScale
from testplatform.web.cut_scores.pages import LimitTable
from testplatform.web.cut_scores.wording import COMING, IN_FORCE, PAST
from testplatform.web.staff.pages import Badge
from testplatform.web.staff.wording import describe_cut_score, describe_moment, describe_part

BAND_COLUMNS = ("Interval", "Vanaf")
LEVEL_COLUMNS = ("Deel", "Niveau", "Vraagt")
PURPOSE_COLUMNS = ("Deel", "Niveau")


class _Dated(Protocol):
    @property
    def effective_from(self) -> date: ...


def build_limit_tables(today: date) -> tuple[LimitTable, ...]:
    """What decides where there are no cut scores, programme by programme."""
    return tuple(table for one in list_programmes() for table in _list_tables(one, today))


def _list_tables(programme: Programme, today: date) -> Iterator[LimitTable]:
    bands = list_band_tables(programme.code)
    for table in bands:
        yield _build_bands(programme, table, _state_of(table, bands, today))
    levels = list_level_sets(programme.code)
    for one in levels:
        same_test = [other for other in levels if other.moment == one.moment]
        yield _build_levels(programme, one, _state_of(one, same_test, today))
    purposes = list_purposes(programme.code)
    for purpose in purposes:
        versions = [other for other in purposes if other.code == purpose.code]
        yield _build_purpose(programme, purpose, _state_of(purpose, versions, today))


def _build_bands(programme: Programme, table: BandTable, state: Badge) -> LimitTable:
    out_of = marks_in_dutch(table.out_of)
    return LimitTable(
        title=f"{programme.title}: intervallen",
        code=table.code,
        version=table.version,
        effective_from=table.effective_from,
        state=state,
        is_assumed=table.assumed,
        columns=BAND_COLUMNS,
        rows=tuple(
            (band.title, f"{marks_in_dutch(band.from_points)} van {out_of} punten")
            for band in table.bands
        ),
    )


def _build_levels(programme: Programme, levels: LevelSet, state: Badge) -> LimitTable:
    return LimitTable(
        title=f"{describe_moment(programme.code, levels.moment)}: niveaus",
        code=levels.code,
        version=levels.version,
        effective_from=levels.effective_from,
        state=state,
        is_assumed=levels.assumed,
        columns=LEVEL_COLUMNS,
        rows=tuple(row for scale in levels.scales for row in _list_rows(programme, scale)),
    )


def _list_rows(programme: Programme, scale: PointsScale | RatingScale) -> Iterator[tuple[str, ...]]:
    part = describe_part(programme.code, scale.part)
    if isinstance(scale, RatingScale):
        yield from ((part, *row) for row in _list_rated(scale))
        return
    for limit in scale.limits:
        needed = marks_in_dutch(limit.cut_score.points_needed(scale.out_of))
        asked = describe_cut_score(limit.cut_score)
        yield part, limit.level, f"{asked}: {needed} van {marks_in_dutch(scale.out_of)} punten"


def _list_rated(scale: RatingScale) -> Iterator[tuple[str, str]]:
    raters = f"{scale.raters} beoordelaars"
    if not scale.limits:
        yield ", ".join(scale.levels), raters
    for limit in scale.limits:
        yield limit.level, f"{describe_cut_score(limit.cut_score)} van de punten van {raters}"


def _build_purpose(programme: Programme, purpose: Purpose, state: Badge) -> LimitTable:
    return LimitTable(
        title=f"{programme.title} voor {purpose.title} ({purpose.validity_months} maanden geldig)",
        code=purpose.code,
        version=purpose.version,
        effective_from=purpose.effective_from,
        state=state,
        is_assumed=purpose.assumed,
        columns=PURPOSE_COLUMNS,
        rows=tuple(
            (describe_part(programme.code, one.part), one.level) for one in purpose.requires
        ),
    )


def _state_of(one: _Dated, versions: Iterable[_Dated], today: date) -> Badge:
    if one is find_in_force(list(versions), today):
        return IN_FORCE
    return COMING if one.effective_from > today else PAST
