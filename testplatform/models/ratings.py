"""Ratings of speaking and writing: what waits for assessors, who has it, and what they gave."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, ClosedSet, code_text, long_text, primary_key
from testplatform.models.attempts import Attempt
from testplatform.models.cut_scores import ProposalState
from testplatform.models.items import ItemVersion
from testplatform.models.staff import Staff


class RatingTaskState(StrEnum):
    """The life of a response that is rated; docs/state-machines/rating-task.md draws it."""

    RATING = "rating"  # two ratings are wanted
    THIRD = "third"  # they did not agree: a third decides
    RATED = "rated"


class FlagKind(StrEnum):
    """What an assessor tells an administrator about a response."""

    EMPTY = "empty"
    INAUDIBLE = "inaudible"
    OTHER_LANGUAGE = "other_language"
    CONCERN = "concern"  # wellbeing or safety


class RatingTask(Base):
    """One response of an attempt that assessors rate, with the model as it was when that began."""

    __tablename__ = "rating_tasks"
    __table_args__ = (
        sa.UniqueConstraint("attempt_id", "item_ref"),
        sa.CheckConstraint("(state = 'rated') = (rated_at IS NOT NULL)", name="rated_at_a_time"),
    )

    id: Mapped[primary_key]
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id))
    item_ref: Mapped[str] = mapped_column(sa.String(16))
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id))
    part: Mapped[code_text]
    rubric: Mapped[dict[str, Any]] = mapped_column(comment="scoring.ratings.rubric_to_document")
    state: Mapped[RatingTaskState] = mapped_column(ClosedSet(RatingTaskState), index=True)
    opened_at: Mapped[datetime]
    rated_at: Mapped[datetime | None] = mapped_column(comment="null: a rating is still wanted")

    attempt: Mapped[Attempt] = relationship()
    slots: Mapped[list["RatingSlot"]] = relationship(
        order_by="RatingSlot.number", back_populates="task"
    )

    @property
    def code(self) -> str:
        """The name of the response for assessors, who know of no candidate."""
        return f"ANT-{self.id}"


class RatingSlot(Base):
    """The place of one assessor with a response: first, second or third.

    Nobody has two places with one response: that is what makes ratings independent.
    """

    __tablename__ = "rating_slots"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "assessor_id"),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name="is_one_of_three"),
        sa.CheckConstraint(
            "(assessor_id IS NULL) = (claimed_at IS NULL)"
            " AND (claimed_at IS NULL) = (expires_at IS NULL)",
            name="claimed_at_a_time",
        ),
        sa.CheckConstraint("rated_at IS NULL OR assessor_id IS NOT NULL", name="rated_by_somebody"),
    )

    task_id: Mapped[int] = mapped_column(sa.ForeignKey(RatingTask.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    assessor_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), index=True, comment="null: waits for somebody"
    )
    claimed_at: Mapped[datetime | None] = mapped_column(comment="null: waits for somebody")
    expires_at: Mapped[datetime | None] = mapped_column(comment="null: waits for somebody")
    draft: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True), comment="scores and comment so far; null: nothing yet"
    )
    rated_at: Mapped[datetime | None] = mapped_column(comment="null: not rated yet")

    task: Mapped[RatingTask] = relationship(back_populates="slots")
    assessor: Mapped[Staff | None] = relationship()


class Rating(Base):
    """What one assessor gave. Never changes; a corrected one stands beside it."""

    __tablename__ = "ratings"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["task_id", "number"], ["rating_slots.task_id", "rating_slots.number"]
        ),
        sa.UniqueConstraint("task_id", "number", "revision"),
        sa.CheckConstraint(
            "(revision = 1) = (approved_by_id IS NULL) AND (revision = 1) = (reason = '')",
            name="corrected_with_a_reason",
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> rated_by_id", name="approved_by_another"
        ),
    )

    id: Mapped[primary_key]
    task_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    revision: Mapped[int]
    scores: Mapped[dict[str, Any]] = mapped_column(comment="criterion → points of its band")
    comment: Mapped[long_text] = mapped_column(comment="for administrators; may be empty")
    rated_by_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Staff.id), index=True, comment="the assessor, or who proposed a correction"
    )
    rated_at: Mapped[datetime]
    reason: Mapped[long_text] = mapped_column(comment="of a correction; empty: none")
    approved_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: the first of its place"
    )

    rated_by: Mapped[Staff] = relationship(foreign_keys=[rated_by_id])


class RatingReturn(Base):
    """That somebody handed a response back: it is not offered to them again."""

    __tablename__ = "rating_returns"
    __table_args__ = ({"sqlite_with_rowid": False},)

    task_id: Mapped[int] = mapped_column(sa.ForeignKey(RatingTask.id), primary_key=True)
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id), primary_key=True)
    returned_at: Mapped[datetime]


class RatingFlag(Base):
    """What an assessor wants an administrator to look at; open until one did."""

    __tablename__ = "rating_flags"
    __table_args__ = (
        sa.CheckConstraint("(closed_by_id IS NULL) = (closed_at IS NULL)", name="closed_at_a_time"),
    )

    id: Mapped[primary_key]
    task_id: Mapped[int] = mapped_column(sa.ForeignKey(RatingTask.id), index=True)
    kind: Mapped[FlagKind] = mapped_column(ClosedSet(FlagKind))
    note: Mapped[long_text] = mapped_column(comment="may be empty")
    raised_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    raised_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: nobody looked yet"
    )
    closed_at: Mapped[datetime | None] = mapped_column(comment="null: nobody looked yet")

    task: Mapped[RatingTask] = relationship()
    raised_by: Mapped[Staff] = relationship(foreign_keys=[raised_by_id])


class RatingCorrection(Base):
    """A rating that somebody wants corrected, with the reason, and what another made of it."""

    __tablename__ = "rating_corrections"
    __table_args__ = (
        sa.CheckConstraint(
            "judged_by_id IS NULL OR judged_by_id <> proposed_by_id OR state = 'withdrawn'",
            name="judged_by_another",
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (judged_by_id IS NULL)"
            " AND (judged_by_id IS NULL) = (judged_at IS NULL)",
            name="judged_at_a_time_by_somebody",
        ),
        sa.CheckConstraint("reason <> ''", name="with_a_reason"),
    )

    id: Mapped[primary_key]
    rating_id: Mapped[int] = mapped_column(sa.ForeignKey(Rating.id), index=True)
    scores: Mapped[dict[str, Any]] = mapped_column(comment="criterion → points of its band")
    reason: Mapped[long_text]
    state: Mapped[ProposalState] = mapped_column(ClosedSet(ProposalState), index=True)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    proposed_at: Mapped[datetime]
    judged_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="who approved, rejected or withdrew; null: nobody yet"
    )
    judged_at: Mapped[datetime | None] = mapped_column(comment="null: nobody judged yet")

    rating: Mapped[Rating] = relationship()
    proposed_by: Mapped[Staff] = relationship(foreign_keys=[proposed_by_id])
    judged_by: Mapped[Staff | None] = relationship(foreign_keys=[judged_by_id])
