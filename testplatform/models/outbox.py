"""The outbox: what the client-tracking system must still hear, and what it heard."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, ClosedSet, code_text, digest_text, primary_key
from testplatform.models.decisions import Decision


class DeliveryState(StrEnum):
    """The life of a message; docs/state-machines/outbox-message.md draws it."""

    PENDING = "pending"
    DELIVERED = "delivered"
    PARKED = "parked"


class OutboxMessage(Base):
    """One result for one destination; written in the transaction of its decision."""

    __tablename__ = "outbox_messages"
    __table_args__ = (sa.UniqueConstraint("decision_id", "destination"),)

    id: Mapped[primary_key]
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey(Decision.id))
    destination: Mapped[code_text]
    idempotency_key: Mapped[digest_text] = mapped_column(unique=True)
    document: Mapped[dict[str, Any]]
    state: Mapped[DeliveryState] = mapped_column(ClosedSet(DeliveryState), index=True)
    tries: Mapped[int]
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None] = mapped_column(comment="null: no worker has it now")
    delivered_at: Mapped[datetime | None] = mapped_column(comment="null until delivered")
    problem: Mapped[str | None] = mapped_column(comment="what went wrong last; null: nothing yet")

    decision: Mapped[Decision] = relationship()


class PullCursor(Base):
    """How far the bookings of a source have been read."""

    __tablename__ = "pull_cursors"

    source: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    cursor: Mapped[str]
    pulled_at: Mapped[datetime]


class RefusedBooking(Base):
    """A booking that was pulled and could not be taken; shown until a better revision comes."""

    __tablename__ = "refused_bookings"

    external_id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    problems: Mapped[dict[str, Any]] = mapped_column(comment="field → what is wrong with it")
    refused_at: Mapped[datetime]
