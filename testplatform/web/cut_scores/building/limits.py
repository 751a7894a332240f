"""The bands, levels, routings and purposes of programmes without cut scores."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import Programme, list_programmes
from itembank.scheme_tables import SchemeTable, moment_of
from itembank.schemes import list_purposes
from scoring.bands import BandTable
from scoring.dates import find_in_force
from scoring.levels import LevelSet, Purpose
from scoring.limits import list_limits
from scoring.routing import Routing
from testplatform.repositories.cut_scores import list_tables
from testplatform.web.cut_scores.pages import LimitTable, Origin
from testplatform.web.cut_scores.tables.wording import (
    describe_group,
    describe_limit,
    describe_value,
)
from testplatform.web.cut_scores.wording import COMING, IN_FORCE, PAST
from testplatform.web.staff.pages import Badge
from testplatform.web.staff.wording import describe_moment, describe_part

LIMIT_COLUMNS = ("Waarvan", "Wat bereikt wordt", "Vraagt")
PURPOSE_COLUMNS = ("Deel", "Niveau")


class _Dated(Protocol):
    @property
    def effective_from(self) -> date: ...


def build_limit_tables(
    session: Session, origins: Mapping[tuple[str, int], Origin | None], today: date
) -> tuple[LimitTable, ...]:
    """What decides where there are no cut scores, programme by programme."""
    return tuple(
        replace(table, origin=origins.get((table.code, table.version)))
        for one in list_programmes()
        for table in _list_tables(session, one, today)
    )


def _list_tables(session: Session, programme: Programme, today: date) -> Iterator[LimitTable]:
    tables = list_tables(session, programme.code).all
    for table in tables:
        same_moment = [other for other in tables if moment_of(other) == moment_of(table)]
        yield _build_table(programme, table, _state_of(table, same_moment, today))
    purposes = list_purposes(programme.code)
    for purpose in purposes:
        versions = [other for other in purposes if other.code == purpose.code]
        yield _build_purpose(programme, purpose, _state_of(purpose, versions, today))


def _build_table(programme: Programme, table: SchemeTable, state: Badge) -> LimitTable:
    moment = moment_of(table)
    return LimitTable(
        title=_title_of(programme, table),
        code=table.code,
        version=table.version,
        effective_from=table.effective_from,
        state=state,
        is_assumed=table.assumed,
        columns=LIMIT_COLUMNS,
        rows=tuple(
            (describe_group(table, one.group), describe_limit(table, one), describe_value(one))
            for one in list_limits(table)
        ),
        propose_url=None
        if state is PAST
        else url_for("cut_scores.new_table", programme=programme.code, moment=moment),
    )


def _title_of(programme: Programme, table: SchemeTable) -> str:
    match table:
        case BandTable():
            return f"{programme.title}: intervallen"
        case LevelSet():
            return f"{describe_moment(programme.code, table.moment)}: niveaus"
        case Routing():
            return f"{programme.title}: routing"


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
