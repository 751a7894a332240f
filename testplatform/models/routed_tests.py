"""The tests of a routing that somebody came to, and the word of who spoke with them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.routing import Track
from testplatform.db import Base, ClosedSet, code_text, primary_key
from testplatform.models.attempts import Attempt
from testplatform.models.staff import Staff


class RoutedTest(Base):
    """One test on the way of an attempt. A written one is open until the candidate hands it in.

    An oral one is there once an assessor gave its points; `number` counts what was taken back too.
    """

    __tablename__ = "routed_tests"
    __table_args__ = (
        sa.UniqueConstraint("attempt_id", "track", "number"),
        sa.CheckConstraint("(closed_at IS NULL) = (points IS NULL)", name="closed_with_points"),
        sa.CheckConstraint(
            "(track = 'oral') = (entered_by_id IS NOT NULL)", name="oral_by_an_assessor"
        ),
        sa.CheckConstraint(
            "taken_back_at IS NULL OR track = 'oral'", name="only_oral_is_taken_back"
        ),
    )

    id: Mapped[primary_key]
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id))
    track: Mapped[Track] = mapped_column(ClosedSet(Track))
    number: Mapped[int] = mapped_column(comment="its place on the way of its track, from 1")
    stage: Mapped[code_text] = mapped_column(comment="its place in the routing")
    parts: Mapped[list[str]] = mapped_column(comment="what it asks on the device; none when oral")
    led_by: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True),
        comment="the step of the routing that led here; null: the track begins here",
    )
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(
        comment="null: it goes on, or the time ended it"
    )
    points: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True),
        comment="assessment model → points and maximum; null until it is closed",
    )
    entered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: a written test, marked by its keys"
    )
    taken_back_at: Mapped[datetime | None] = mapped_column(comment="null: it counts")

    attempt: Mapped[Attempt] = relationship()
    entered_by: Mapped[Staff | None] = relationship()


class OralPlacement(Base):
    """That no oral test follows for an attempt: its module, or as far as the candidate came."""

    __tablename__ = "oral_placements"

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True)
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    confirmed_at: Mapped[datetime]

    confirmed_by: Mapped[Staff] = relationship()
