"""Proposed tables of bands, levels and routings: what is asked, and what it would become.

The steps of a proposal are those of cut scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import SchemeTable, moment_of, read_tables
from scoring.dates import find_in_force
from scoring.limits import Limits, replace_limits
from testplatform.errors import PlatformError
from testplatform.models.cut_scores import CutScoreProposal
from testplatform.repositories.cut_scores import list_tables
from testplatform.services.table_checks import TableSurroundings


class NothingToReplace(PlatformError):
    """Before the first table there are no limits to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTable:
    """Other limits that somebody proposes for a table of bands, levels or a routing, and why."""

    programme: str
    moment: str
    effective_from: date
    limits: Limits
    reason: str


def decides_by_table(programme: str) -> bool:
    """Whether bands, levels or a routing decide, and no cut scores."""
    return get_programme(programme).scheme is not Scheme.CUT_SCORES


def look_around_table(
    session: Session, programme: str, moment: str, *, today: date
) -> TableSurroundings:
    """The tables that a proposal for a moment has to do with."""
    tables = list_tables(session, programme).all
    return TableSurroundings(
        today=today, tables=[one for one in tables if moment_of(one) == moment]
    )


def build_table(new: NewTable, tables: Sequence[SchemeTable], *, code: str) -> SchemeTable:
    """The table that a proposal without faults would become today. Raises NothingToReplace."""
    replaced = find_in_force(tables, new.effective_from)
    if replaced is None:
        raise NothingToReplace
    return replace_limits(
        replaced,
        new.limits,
        code=code,
        version=max((one.version for one in tables if one.code == code), default=0) + 1,
        on=new.effective_from,
    )


def read_proposed_table(proposal: CutScoreProposal) -> SchemeTable:
    """The table as it was proposed, where the programme decides by one."""
    (table,) = read_tables(get_programme(proposal.programme).scheme, [proposal.document]).all
    return table
