"""What keeps a proposed table from being taken: bands, levels or a routing; all of it, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from itembank.scheme_tables import SchemeTable
from scoring.cut_scores import CutScore
from scoring.dates import find_in_force
from scoring.limits import (
    LimitFault,
    LimitFaultKind,
    LimitKey,
    Limits,
    find_limit_faults,
    list_limits,
    replace_limits,
)
from testplatform.services.cut_score_checks import Fault, ProposalFault

FAULTS = {
    LimitFaultKind.ABOVE_MAXIMUM: Fault.LIMIT_ABOVE_MAXIMUM,
    LimitFaultKind.NOT_HIGHER: Fault.LIMIT_NOT_HIGHER,
    LimitFaultKind.NEVER_TAKEN: Fault.ROUTE_NEVER_TAKEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSurroundings:
    """What stands around a proposed table: the day, and the tables of its moment, oldest first."""

    today: date
    tables: Sequence[SchemeTable]

    def find_replaced(self, on: date) -> SchemeTable | None:
        """The table that would be in force on a day without the proposal."""
        return find_in_force(self.tables, on)


def find_new_faults(limits: Limits, on: date, around: TableSurroundings) -> list[ProposalFault]:
    """Everything that is wrong with limits from a day on."""
    replaced = around.find_replaced(on)
    if replaced is None:
        return [*_check_date(on, around), ProposalFault(fault=Fault.NOTHING_TO_REPLACE)]
    if {one.key for one in list_limits(replaced)} != set(limits):
        return [*_check_date(on, around), ProposalFault(fault=Fault.TABLE_DIFFERS)]
    return [
        *_check_date(on, around),
        *(_describe(one) for one in find_limit_faults(replaced, limits)),
        *_check_change(replaced, limits),
    ]


def find_table_faults(proposed: SchemeTable, around: TableSurroundings) -> list[ProposalFault]:
    """The same of a table that was proposed before; what it replaces may be another one by now."""
    limits = limits_of(proposed)
    faults = find_new_faults(limits, proposed.effective_from, around)
    replaced = around.find_replaced(proposed.effective_from)
    if not faults and replaced is not None and not is_same_but_limits(proposed, replaced):
        return [ProposalFault(fault=Fault.TABLE_DIFFERS)]
    return faults


def limits_of(table: SchemeTable) -> dict[LimitKey, CutScore]:
    """The cut score of each limit of a table."""
    return {one.key: one.cut_score for one in list_limits(table)}


def is_same_but_limits(proposed: SchemeTable, replaced: SchemeTable) -> bool:
    """Whether only the limits of two tables differ, beside their names and days."""
    if limits_of(proposed).keys() != limits_of(replaced).keys():
        return False
    rebuilt = replace_limits(
        replaced,
        limits_of(proposed),
        code=proposed.code,
        version=proposed.version,
        on=proposed.effective_from,
    )
    return replace(rebuilt, assumed=proposed.assumed) == proposed


def _check_date(on: date, around: TableSurroundings) -> Iterator[ProposalFault]:
    if on < around.today + timedelta(days=1):
        yield ProposalFault(fault=Fault.DATE_TOO_EARLY)
    for one in around.tables:
        if one.effective_from == on:
            yield ProposalFault(fault=Fault.DATE_TAKEN, other=f"{one.code} versie {one.version}")


def _check_change(replaced: SchemeTable, limits: Limits) -> Iterator[ProposalFault]:
    if limits_of(replaced) == limits:
        other = f"{replaced.code} versie {replaced.version}"
        yield ProposalFault(fault=Fault.NOTHING_CHANGES, other=other)


def _describe(fault: LimitFault) -> ProposalFault:
    return ProposalFault(fault=FAULTS[fault.kind], limit=fault.key)
