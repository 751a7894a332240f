"""The journal of an attempt: append-only, idempotent on (attempt, fence, sequence number)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, ClosedSet, digest_text, primary_key
from testplatform.models.attempts import Attempt


class EntryKind(StrEnum):
    """What a journal entry tells."""

    ANSWER = "answer"
    MARK = "mark"
    VISIT = "visit"
    LISTEN = "listen"
    PLAY = "play"


class HeldReason(StrEnum):
    """Why an entry is kept for inspection instead of counted."""

    LEASE_SUPERSEDED = "lease_superseded"
    ALREADY_SUBMITTED = "already_submitted"
    SEQUENCE_REUSED = "sequence_reused"
    UNKNOWN_ITEM = "unknown_item"
    UNREADABLE = "unreadable"
    NO_PLAYS_LEFT = "no_plays_left"
    TEST_NOT_OPEN = "test_not_open"


class JournalEntry(Base):
    """One thing the candidate did, in the order of the device that held the lease."""

    __tablename__ = "journal_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True)
    fence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[EntryKind] = mapped_column(ClosedSet(EntryKind))
    item_ref: Mapped[str] = mapped_column(sa.String(16))
    value: Mapped[dict[str, Any]]
    content_hash: Mapped[digest_text]
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    counted: Mapped[bool] = mapped_column(
        comment="false: came too late to count (rule of the clock)"
    )


class HeldEntry(Base):
    """An entry that could not enter the journal; kept and shown, never dropped or merged."""

    __tablename__ = "held_entries"
    __table_args__ = (sa.UniqueConstraint("attempt_id", "content_hash"),)

    id: Mapped[primary_key]
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), index=True)
    reason: Mapped[HeldReason] = mapped_column(ClosedSet(HeldReason))
    fence: Mapped[int]
    seq: Mapped[int]
    document: Mapped[dict[str, Any]]
    content_hash: Mapped[digest_text]
    received_at: Mapped[datetime]
