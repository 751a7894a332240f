"""Attempts and the leases under which a device works on one."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, ClosedSet, code_text, digest_text, primary_key
from testplatform.models.bookings import Booking
from testplatform.models.forms import AudioManifest, Form
from testplatform.models.languages import Language


class AttemptState(StrEnum):
    """The life of an attempt; docs/state-machines/attempt.md draws it."""

    READY = "ready"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    AWAITING_RATINGS = "awaiting_ratings"
    SCORED = "scored"


class SubmittedBy(StrEnum):
    """Who handed the attempt in."""

    CANDIDATE = "candidate"
    CLOCK = "clock"
    ASSESSOR = "assessor"


class Attempt(Base):
    """One candidate's one go at a test; names the exact form, audio and language of it."""

    __tablename__ = "attempts"

    id: Mapped[primary_key]
    public_id: Mapped[code_text] = mapped_column(unique=True)
    booking_id: Mapped[int] = mapped_column(sa.ForeignKey(Booking.id), unique=True)
    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id))
    audio_manifest_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(AudioManifest.id), comment="null: the voices of its language are being made"
    )
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    state: Mapped[AttemptState] = mapped_column(ClosedSet(AttemptState), index=True)
    code_version: Mapped[int]
    code_digest: Mapped[digest_text] = mapped_column(unique=True)
    minutes: Mapped[int]
    extra_percent: Mapped[int]
    shuffle_seed: Mapped[str] = mapped_column(
        sa.String(32), comment="where the form shuffles, the order follows from this"
    )
    fence: Mapped[int] = mapped_column(comment="fencing number of the current lease; 0: none yet")
    checked_in_at: Mapped[datetime]
    started_at: Mapped[datetime | None] = mapped_column(comment="null until the clock runs")
    submitted_at: Mapped[datetime | None] = mapped_column(comment="null until handed in")
    submitted_by: Mapped[SubmittedBy | None] = mapped_column(
        ClosedSet(SubmittedBy), comment="null until handed in"
    )

    booking: Mapped[Booking] = relationship()
    form: Mapped[Form] = relationship()
    audio_manifest: Mapped[AudioManifest | None] = relationship()


class Lease(Base):
    """The right of one device to write. A higher fence shuts every lower one out."""

    __tablename__ = "leases"

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True)
    fence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    device: Mapped[code_text]
    issued_at: Mapped[datetime]
