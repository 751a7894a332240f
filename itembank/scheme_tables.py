"""The dated tables that decide where there are no cut scores: bands, levels and routings.

Sittings are decided with those of the database, `testplatform decide` with the documents.
"""

from dataclasses import dataclass
from typing import assert_never

from itembank.programmes import Scheme, get_programme
from itembank.schemes import list_band_tables, list_level_sets, list_routings
from scoring.bands import BandTable, band_table_from_document, band_table_to_document
from scoring.codes import MomentCode
from scoring.levels import LevelSet, level_set_from_document, level_set_to_document
from scoring.routing import Routing, routing_from_document, routing_to_document

SchemeTable = BandTable | LevelSet | Routing


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeTables:
    """The tables of one programme, of all days; only those of its own scheme are there."""

    bands: tuple[BandTable, ...] = ()
    levels: tuple[LevelSet, ...] = ()
    routings: tuple[Routing, ...] = ()

    @property
    def all(self) -> tuple[SchemeTable, ...]:
        """Every table, whatever its scheme."""
        return *self.bands, *self.levels, *self.routings


NO_TABLES = SchemeTables()


def tables_of_documents(programme: str) -> SchemeTables:
    """Give the tables of the documents of a programme.

    Raises:
        UnknownProgramme: when there is no such programme.
    """
    return SchemeTables(
        bands=list_band_tables(programme),
        levels=list_level_sets(programme),
        routings=list_routings(programme),
    )


def moment_of(table: SchemeTable) -> MomentCode:
    """Give the moment that a table is for; bands and routings are for the only one there is."""
    if isinstance(table, LevelSet):
        return table.moment
    return get_programme(table.programme).moments[0].code


def read_tables(scheme: Scheme, documents: list[object]) -> SchemeTables:
    """Read stored tables of a scheme; a programme with cut scores has none.

    Raises:
        DocumentNotUnderstood, BandTableNotValid, LevelSetNotValid, RoutingNotSound: when one is not
        what `table_to_document` wrote.
    """
    match scheme:
        case Scheme.BANDS:
            return SchemeTables(bands=tuple(band_table_from_document(one) for one in documents))
        case Scheme.LEVELS:
            return SchemeTables(levels=tuple(level_set_from_document(one) for one in documents))
        case Scheme.ROUTING:
            return SchemeTables(routings=tuple(routing_from_document(one) for one in documents))
        case Scheme.CUT_SCORES:
            return NO_TABLES
        case _:  # pragma: no cover
            assert_never(scheme)


def table_to_document(table: SchemeTable) -> dict[str, object]:
    """Write a table for storage."""
    match table:
        case BandTable():
            return band_table_to_document(table)
        case LevelSet():
            return level_set_to_document(table)
        case Routing():
            return routing_to_document(table)
        case _:  # pragma: no cover
            assert_never(table)
