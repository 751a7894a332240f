"""Stored cut-score sets and tables of other schemes, as values to decide with."""

import json
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import NO_TABLES, SchemeTables, read_tables
from scoring.cut_scores import CutScoreSet, cut_score_set_from_document
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow


def list_cut_score_sets(session: Session, programme: str) -> list[CutScoreSet]:
    """The sets of a programme by moment, oldest first."""
    return [
        cut_score_set_from_document(row.document) for row in list_cut_score_rows(session, programme)
    ]


def list_tables(session: Session, programme: str) -> SchemeTables:
    """The bands, levels or routings of a programme, oldest first; none where cut scores decide."""
    scheme = get_programme(programme).scheme
    if scheme is Scheme.CUT_SCORES:
        return NO_TABLES
    documents = (json.dumps(row.document, sort_keys=True) for row in _list_rows(session, programme))
    return _read_once(scheme, tuple(documents))


@lru_cache(maxsize=64)
def _read_once(scheme: Scheme, documents: tuple[str, ...]) -> SchemeTables:
    """A routing takes longer to check than to fetch, and what is stored never changes."""
    return read_tables(scheme, [json.loads(one) for one in documents])


def list_cut_score_rows(session: Session, programme: str | None = None) -> list[CutScoreSetRow]:
    """The stored sets that pass or fail, by programme and moment, oldest first."""
    return [
        row
        for row in _list_rows(session, programme)
        if get_programme(row.programme).scheme is Scheme.CUT_SCORES
    ]


def list_rows_for_a_period(session: Session) -> list[CutScoreSetRow]:
    """The sets and tables that can stand in for those of a period: all but routings (rule 8.4)."""
    return [row for row in _list_rows(session, None) if not get_programme(row.programme).is_routed]


def _list_rows(session: Session, programme: str | None) -> list[CutScoreSetRow]:
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
