"""Awards per item and the decision that follows from them. Derived, superseded, never edited."""

from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.decisions import Outcome
from testplatform.db import Base, ClosedSet, code_text, primary_key
from testplatform.models.attempts import Attempt
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.items import ItemVersion


class Decision(Base):
    """The result of an attempt, with the steps by which it was reached."""

    __tablename__ = "decisions"
    __table_args__ = (
        sa.UniqueConstraint("attempt_id", "revision"),
        sa.CheckConstraint(
            "(outcome IS NULL) = (cut_score_set_id IS NULL)", name="passes_by_cut_scores"
        ),
    )

    id: Mapped[primary_key]
    public_id: Mapped[code_text] = mapped_column(unique=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id))
    revision: Mapped[int]
    supersedes_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("decisions.id"), comment="null: the first decision on this attempt"
    )
    outcome: Mapped[Outcome | None] = mapped_column(
        ClosedSet(Outcome), comment="null: the test passes or fails nobody"
    )
    cut_score_set_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(CutScoreSet.id), comment="null: not decided by cut scores"
    )
    has_all_awards: Mapped[bool] = mapped_column(
        default=True,
        server_default=sa.true(),
        comment="false: only those that differ from the decision that it supersedes",
    )
    document: Mapped[dict[str, Any]] = mapped_column(comment="parts, steps and versions")
    decided_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship()
    supersedes: Mapped["Decision | None"] = relationship(remote_side="Decision.id")
    cut_score_set: Mapped[CutScoreSet | None] = relationship()


class Award(Base):
    """The marks of one item in one decision, with the reason and the rule's version."""

    __tablename__ = "awards"

    decision_id: Mapped[int] = mapped_column(sa.ForeignKey(Decision.id), primary_key=True)
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id), primary_key=True)
    part: Mapped[code_text]
    marks: Mapped[Fraction]
    out_of: Mapped[Fraction]
    is_counted: Mapped[bool] = mapped_column(
        default=True, server_default=sa.true(), comment="false: a correction left the item out"
    )
    document: Mapped[dict[str, Any]] = mapped_column(comment="scoring.awards.award_to_document")

    item_version: Mapped[ItemVersion] = relationship()
