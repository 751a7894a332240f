"""Proposals of cut scores as they are stored."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from testplatform.models.cut_scores import CutScoreProposal, CutScoreSet, ProposalState


def find_proposal(session: Session, proposal_id: int) -> CutScoreProposal | None:
    """The proposal with its people and what it became, in one query."""
    return session.scalars(_with_people().where(CutScoreProposal.id == proposal_id)).one_or_none()


def list_proposals(session: Session) -> list[CutScoreProposal]:
    """Every proposal with its people, the newest first."""
    return list(
        session.scalars(
            _with_people().order_by(CutScoreProposal.proposed_at.desc(), CutScoreProposal.id.desc())
        )
    )


def find_open_proposal(
    session: Session, programme: str, moment: str, effective_from: date
) -> CutScoreProposal | None:
    """The proposal for that day that nobody decided yet."""
    return session.scalars(
        sa.select(CutScoreProposal)
        .where(
            CutScoreProposal.programme == programme,
            CutScoreProposal.moment == moment,
            CutScoreProposal.effective_from == effective_from,
            CutScoreProposal.state == ProposalState.PROPOSED,
        )
        .order_by(CutScoreProposal.id)
        .limit(1)
    ).first()


def find_highest_version(session: Session, code: str) -> int:
    """The highest version of a set with that code; 0 when there is none."""
    query = sa.select(sa.func.max(CutScoreSet.version)).where(CutScoreSet.code == code)
    return session.scalar(query) or 0


def _with_people() -> sa.Select[CutScoreProposal]:
    return sa.select(CutScoreProposal).options(
        joinedload(CutScoreProposal.proposed_by),
        joinedload(CutScoreProposal.decided_by),
        joinedload(CutScoreProposal.cut_score_set),
    )
