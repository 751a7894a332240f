"""Appeals: what candidates object to, who looked at it again, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, ClosedSet, long_text, primary_key
from testplatform.models.decisions import Decision
from testplatform.models.rescoring import RescoringCase
from testplatform.models.staff import Staff


class AppealState(StrEnum):
    """The life of an appeal; docs/state-machines/appeal.md draws it."""

    RECEIVED = "received"
    SECOND_LOOK = "second_look"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Appeal(Base):
    """A candidate's objection to a decision, recorded by one person and looked at by another.

    What was recorded never changes; what came of it is written once, and then it is frozen.
    """

    __tablename__ = "appeals"
    __table_args__ = (
        sa.CheckConstraint(
            "second_look_by_id IS NULL OR second_look_by_id <> recorded_by_id",
            name="looked_at_by_another",
        ),
        sa.CheckConstraint(
            "state NOT IN ('second_look', 'upheld', 'rejected') OR second_look_by_id IS NOT NULL",
            name="looked_at_by_somebody",
        ),
        sa.CheckConstraint(
            "(second_look_by_id IS NULL) = (second_look_at IS NULL)", name="looked_at_at_a_time"
        ),
        sa.CheckConstraint(
            "(state IN ('received', 'second_look')) = (closed_at IS NULL)"
            " AND (closed_at IS NULL) = (closed_by_id IS NULL)",
            name="closed_at_a_time_by_somebody",
        ),
        sa.CheckConstraint("closed_at IS NULL OR reason <> ''", name="closed_with_a_reason"),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'rejected') OR closed_by_id = second_look_by_id",
            name="judged_by_who_looked",
        ),
        sa.CheckConstraint(
            "(state = 'upheld') = (rescoring_case_id IS NOT NULL OR remedy <> '')",
            name="upheld_with_a_remedy",
        ),
        sa.CheckConstraint("deadline >= decided_on", name="ends_after_the_decision"),
        sa.CheckConstraint("received_on >= decided_on", name="received_after_the_decision"),
    )

    id: Mapped[primary_key]
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey(Decision.id), index=True)
    decided_on: Mapped[date] = mapped_column(comment="the day of the decision in Brussels")
    received_on: Mapped[date]
    deadline: Mapped[date] = mapped_column(
        comment="the last day in time, as the programme said when it was recorded"
    )
    summary: Mapped[long_text]
    state: Mapped[AppealState] = mapped_column(ClosedSet(AppealState), index=True)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    recorded_at: Mapped[datetime]
    second_look_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: nobody looks yet"
    )
    second_look_at: Mapped[datetime | None] = mapped_column(comment="null: nobody looks yet")
    closed_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: still open"
    )
    closed_at: Mapped[datetime | None] = mapped_column(comment="null: still open")
    reason: Mapped[long_text] = mapped_column(comment="of the outcome, told to the candidate")
    rescoring_case_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(RescoringCase.id), comment="null: not upheld, or put right without rescoring"
    )
    remedy: Mapped[long_text] = mapped_column(
        comment="what is done where no rescoring does it; may be empty"
    )

    decision: Mapped[Decision] = relationship()
    recorded_by: Mapped[Staff] = relationship(foreign_keys=[recorded_by_id])
    second_look_by: Mapped[Staff | None] = relationship(foreign_keys=[second_look_by_id])
    closed_by: Mapped[Staff | None] = relationship(foreign_keys=[closed_by_id])
    rescoring_case: Mapped[RescoringCase | None] = relationship()

    @property
    def code(self) -> str:
        """The name of the appeal on pages and in letters."""
        return f"BZ-{self.id}"

    @property
    def is_late(self) -> bool:
        """Whether it was received after the last day in time (rule 10.4)."""
        return self.received_on > self.deadline

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
