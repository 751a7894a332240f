"""The dated data of schemes other than cut scores: bands, routings, levels and purposes."""

from functools import cache

from itembank.programmes import get_programme, read_scheme_rows
from scoring.bands import BandTable, band_table_from_document
from scoring.codes import ProgrammeCode
from scoring.levels import (
    LevelSet,
    Purpose,
    level_set_from_document,
    purpose_from_document,
)
from scoring.routing import Routing, routing_from_document


def list_band_tables(code: str) -> tuple[BandTable, ...]:
    """List the dated band tables of a programme, oldest first; only the scheme of bands has any.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return _band_tables(get_programme(code).code)


def list_routings(code: str) -> tuple[Routing, ...]:
    """List the dated routings of a programme, oldest first; only the scheme of routing has any.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return _routings(get_programme(code).code)


def list_level_sets(code: str) -> tuple[LevelSet, ...]:
    """List the dated level sets of a programme, oldest first; only the scheme of levels has any.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return _level_sets(get_programme(code).code)


def list_purposes(code: str) -> tuple[Purpose, ...]:
    """List the purposes of a programme by code, oldest version first.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return _purposes(get_programme(code).code)


@cache
def _band_tables(code: ProgrammeCode) -> tuple[BandTable, ...]:
    rows = read_scheme_rows(code, file="bands", rows="table")
    tables = [band_table_from_document(row) for row in rows]
    return tuple(sorted(tables, key=lambda one: (one.effective_from, one.version)))


@cache
def _routings(code: ProgrammeCode) -> tuple[Routing, ...]:
    rows = read_scheme_rows(code, file="routing", rows="routing")
    routings = [routing_from_document(row) for row in rows]
    return tuple(sorted(routings, key=lambda one: (one.effective_from, one.version)))


@cache
def _level_sets(code: ProgrammeCode) -> tuple[LevelSet, ...]:
    rows = read_scheme_rows(code, file="levels", rows="set")
    sets = [level_set_from_document(row) for row in rows]
    return tuple(sorted(sets, key=lambda one: (one.effective_from, one.moment, one.version)))


@cache
def _purposes(code: ProgrammeCode) -> tuple[Purpose, ...]:
    rows = read_scheme_rows(code, file="purposes", rows="purpose")
    purposes = [purpose_from_document(row) for row in rows]
    return tuple(sorted(purposes, key=lambda one: (one.code, one.effective_from)))
