"""Dated cut-score sets (cesuren), and the proposals that become them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, ClosedSet, code_text, long_text, primary_key
from testplatform.models.staff import Staff


class CutScoreSet(Base):
    """A cut-score set in force from a date, for one programme and moment. Immutable."""

    __tablename__ = "cut_score_sets"
    __table_args__ = (
        sa.UniqueConstraint("code", "version"),
        sa.UniqueConstraint("programme", "moment", "effective_from"),
    )

    id: Mapped[primary_key]
    code: Mapped[code_text]
    version: Mapped[int]
    programme: Mapped[code_text]
    moment: Mapped[code_text]
    effective_from: Mapped[date]
    document: Mapped[dict[str, Any]] = mapped_column(comment="scoring.cut_scores document")


class ProposalState(StrEnum):
    """The life of a proposal; docs/state-machines/cut-score-proposal.md draws it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CutScoreProposal(Base):
    """Cut scores that somebody proposes, and what somebody else decided about them.

    Only the decision is ever written into it, once; then it is frozen.
    """

    __tablename__ = "cut_score_proposals"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR "
            "(decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id)",
            name="decided_by_another",
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR "
            "(decided_by_id IS NOT NULL AND decided_by_id = proposed_by_id)",
            name="withdrawn_by_the_proposer",
        ),
        sa.CheckConstraint(
            "(state = 'approved') = (cut_score_set_id IS NOT NULL)",
            name="approved_with_a_set",
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name="decided_at_a_time",
        ),
    )

    id: Mapped[primary_key]
    programme: Mapped[code_text]
    moment: Mapped[code_text]
    effective_from: Mapped[date]
    document: Mapped[dict[str, Any]] = mapped_column(
        comment="scoring.cut_scores document; its version is given when it is approved"
    )
    reason: Mapped[long_text]
    state: Mapped[ProposalState] = mapped_column(ClosedSet(ProposalState), index=True)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: still proposed"
    )
    decided_at: Mapped[datetime | None] = mapped_column(comment="null: still proposed")
    comment: Mapped[long_text] = mapped_column(comment="of who decided; may be empty")
    cut_score_set_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(CutScoreSet.id), unique=True, comment="null: not approved"
    )

    proposed_by: Mapped[Staff] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    cut_score_set: Mapped[CutScoreSet | None] = relationship()
