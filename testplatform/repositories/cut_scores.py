"""Stored cut-score sets as the values that `scoring` decides with."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.cut_scores import CutScoreSet, cut_score_set_from_document
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow


def list_cut_score_sets(session: Session, programme: str) -> list[CutScoreSet]:
    """The sets of a programme by moment, oldest first."""
    return [
        cut_score_set_from_document(row.document) for row in list_cut_score_rows(session, programme)
    ]


def list_cut_score_rows(session: Session, programme: str | None = None) -> list[CutScoreSetRow]:
    """The stored sets, by programme and moment, oldest first."""
    query = sa.select(CutScoreSetRow).order_by(
        CutScoreSetRow.programme,
        CutScoreSetRow.moment,
        CutScoreSetRow.effective_from,
        CutScoreSetRow.id,
    )
    if programme is not None:
        query = query.where(CutScoreSetRow.programme == programme)
    return list(session.scalars(query))


def get_cut_score_row(session: Session, code: str, version: int) -> CutScoreSetRow:
    return session.scalars(
        sa.select(CutScoreSetRow).where(
            CutScoreSetRow.code == code, CutScoreSetRow.version == version
        )
    ).one()
