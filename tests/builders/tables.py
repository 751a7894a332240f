"""Proposals of other limits for COVAAR, CT and NIVO, and stored ones."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from itembank.scheme_tables import (
    SchemeTable,
    moment_of,
    table_to_document,
    tables_of_documents,
)
from scoring.cut_scores import AtLeastPercentage, AtLeastPoints, CutScore
from scoring.limits import LimitKey, list_limits
from testplatform.db import unit_of_work
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow
from testplatform.services.cut_score_proposals import approve, propose
from testplatform.services.table_proposals import NewTable
from tests.builders.cut_scores import BAS, BEA, NEXT_YEAR, PROPOSED_AT, staff_id


def a_new_table(
    changes: Mapping[str, CutScore] | None = None,
    *,
    table: SchemeTable | None = None,
    effective_from: date = NEXT_YEAR,
    reason: str = "Zo koos het panel.",
) -> NewTable:
    """The bands of COVAAR with the highest from 36 points, or other changes of another table."""
    table = table or tables_of_documents("covaar").all[0]
    wanted = {"high": AtLeastPoints(points=36)} if changes is None else changes
    limits = {one.key: one.cut_score for one in list_limits(table)}
    return NewTable(
        programme=table.programme,
        moment=moment_of(table),
        effective_from=effective_from,
        limits={**limits, **{LimitKey(key): one for key, one in wanted.items()}},
        reason=reason,
    )


def percent(number: int) -> AtLeastPercentage:
    return AtLeastPercentage(percentage=number)


def proposed_table(new: NewTable, *, now: datetime = PROPOSED_AT) -> int:
    """The id of a stored proposal of Bas."""
    with unit_of_work() as session:
        return propose(session, new, proposer_id=staff_id(session, BAS), now=now).id


def approved_table(new: NewTable, *, now: datetime = PROPOSED_AT) -> None:
    """Proposed by Bas and approved by Bea."""
    proposal_id = proposed_table(new, now=now)
    with unit_of_work() as session:
        bea = staff_id(session, BEA)
        approve(session, proposal_id, approver_id=bea, comment="", now=now)


def store_table(session: Session, table: SchemeTable) -> None:
    """Put a table in the database as a document of its programme would be."""
    session.add(
        CutScoreSetRow(
            code=table.code,
            version=table.version,
            programme=table.programme,
            moment=moment_of(table),
            effective_from=table.effective_from,
            document=table_to_document(table),
        )
    )
