"""What candidates spoke: recordings that arrive in numbered pieces."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, ClosedSet, digest_text, primary_key
from testplatform.models.attempts import Attempt


class RecordingState(StrEnum):
    """The life of a recording."""

    RECEIVING = "receiving"  # pieces are still coming
    COMPLETE = "complete"  # one file, not listened to yet
    CHECKED = "checked"  # it can be played to its end
    UNPLAYABLE = "unplayable"  # kept, but no player can play it
    DELETED = "deleted"  # kept as long as was promised


class Recording(Base):
    """One take of one speaking item. The device names it, so that sending again is safe."""

    __tablename__ = "recordings"
    __table_args__ = (sa.UniqueConstraint("attempt_id", "key"),)

    id: Mapped[primary_key]
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id))
    key: Mapped[str] = mapped_column(sa.String(32))
    item_ref: Mapped[str] = mapped_column(sa.String(16))
    state: Mapped[RecordingState] = mapped_column(ClosedSet(RecordingState), index=True)
    chunk_count: Mapped[int | None] = mapped_column(comment="null: the device is still recording")
    size_bytes: Mapped[int]
    duration_ms: Mapped[int | None] = mapped_column(comment="null: not checked, or unplayable")
    is_silent: Mapped[bool | None] = mapped_column(comment="null: not checked, or unplayable")
    created_at: Mapped[datetime] = mapped_column(index=True)
    completed_at: Mapped[datetime | None] = mapped_column(comment="null: pieces are still coming")


class RecordingChunk(Base):
    """One piece, on disk by the hash of its content."""

    __tablename__ = "recording_chunks"
    __table_args__ = ({"sqlite_with_rowid": False},)

    recording_id: Mapped[int] = mapped_column(sa.ForeignKey(Recording.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[digest_text]
    size_bytes: Mapped[int]
    received_at: Mapped[datetime]
