"""The dated data of schemes other than cut scores: bands of points and routings of stages."""

from functools import cache

from itembank.programmes import get_programme, read_scheme_rows
from scoring.bands import BandTable, band_table_from_document
from scoring.codes import ProgrammeCode
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
