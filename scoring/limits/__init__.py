"""The numbers of a table that people may change: limits of bands, of levels and of routes.

What else a table says (its bands, skills, tests and ways) is not changed by changing its limits.
"""

from dataclasses import replace
from datetime import date
from typing import assert_never

from scoring.bands import BandTable
from scoring.codes import BandTableCode, LevelSetCode, RoutingCode
from scoring.levels import LevelSet
from scoring.limits.bands import find_band_faults, list_band_limits, replace_band_limits
from scoring.limits.levels import find_level_faults, list_level_limits, replace_level_limits
from scoring.limits.routings import (
    find_routing_faults,
    list_routing_limits,
    replace_routing_limits,
)
from scoring.limits.values import Limit, LimitFault, LimitFaultKind, LimitKey, Limits
from scoring.routing import Routing

__all__ = [
    "Limit",
    "LimitFault",
    "LimitFaultKind",
    "LimitKey",
    "Limits",
    "find_limit_faults",
    "list_limits",
    "replace_limits",
]

Table = BandTable | LevelSet | Routing


def list_limits(table: Table) -> tuple[Limit, ...]:
    """List the limits of a table, in its order; the lowest band has none, as everybody has it."""
    match table:
        case BandTable():
            return list_band_limits(table)
        case LevelSet():
            return list_level_limits(table)
        case Routing():
            return list_routing_limits(table)
        case _:  # pragma: no cover
            assert_never(table)


def find_limit_faults(table: Table, limits: Limits) -> tuple[LimitFault, ...]:
    """Find everything that is wrong with other limits of a table (rules 5.6, 6.2 and 7.1).

    Every limit of the table must be among them.
    """
    match table:
        case BandTable():
            return tuple(find_band_faults(table, limits))
        case LevelSet():
            return tuple(find_level_faults(table, limits))
        case Routing():
            return tuple(find_routing_faults(table, limits))
        case _:  # pragma: no cover
            assert_never(table)


def replace_limits(table: Table, limits: Limits, *, code: str, version: int, on: date) -> Table:
    """Make the table with other limits, as another version from a day on.

    It stays assumed as long as one of its limits is that of the table it replaces.

    Raises:
        BandTableNotValid, LevelSetNotValid, RoutingNotSound: where `find_limit_faults` finds some.
    """
    kept = [one for one in list_limits(table) if limits[one.key] == one.cut_score]
    assumed = table.assumed and bool(kept)
    match table:
        case BandTable():
            return replace(
                replace_band_limits(table, limits),
                code=BandTableCode(code),
                version=version,
                effective_from=on,
                assumed=assumed,
            )
        case LevelSet():
            return replace(
                replace_level_limits(table, limits),
                code=LevelSetCode(code),
                version=version,
                effective_from=on,
                assumed=assumed,
            )
        case Routing():
            return replace(
                replace_routing_limits(table, limits),
                code=RoutingCode(code),
                version=version,
                effective_from=on,
                assumed=assumed,
            )
        case _:  # pragma: no cover
            assert_never(table)
