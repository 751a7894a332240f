"""Audio assets: what is to be spoken, what became of it, and what its listeners say of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from itembank.readaloud import AudioOrigin
from testplatform.db import Base, ClosedSet, code_text, digest_text, long_text, primary_key
from testplatform.models.languages import Language
from testplatform.models.staff import Staff


class AudioState(StrEnum):
    """The life of an asset; docs/state-machines/audio-asset.md draws it."""

    WANTED = "wanted"
    MADE = "made"
    REFUSED = "refused"
    REJECTED = "rejected"
    STALE = "stale"


class ReviewVerdict(StrEnum):
    """What a native reviewer says of a recording."""

    APPROVE = "approve"
    REJECT = "reject"


class Speaker(Base):
    """A person whose voice is recorded. A voice is personal data: consent is written down here."""

    __tablename__ = "speakers"

    id: Mapped[primary_key]
    display_name: Mapped[str]
    licence: Mapped[str] = mapped_column(comment="the terms the speaker agreed to")
    consented_at: Mapped[datetime]
    consent_withdrawn_at: Mapped[datetime | None] = mapped_column(
        comment="null: the consent stands; otherwise nothing of the voice goes into new forms"
    )
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))

    recorded_by: Mapped[Staff] = relationship()


class AudioAsset(Base):
    """One spoken text.

    The key of synthetic audio is the hash of what is said, voice, rate and pipeline; that of a
    human recording is the hash of the file.
    """

    __tablename__ = "audio_assets"
    __table_args__ = (sa.Index(None, "language", "text_hash"),)

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    state: Mapped[AudioState] = mapped_column(ClosedSet(AudioState), index=True)
    origin: Mapped[AudioOrigin] = mapped_column(ClosedSet(AudioOrigin))
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    text: Mapped[long_text]
    text_hash: Mapped[digest_text] = mapped_column(comment="SHA-256 of the text in NFC")
    phrases: Mapped[list[Any]] = mapped_column(
        sa.JSON, comment="[start, end, said]: pieces of the text and what is said for them"
    )
    is_public: Mapped[bool] = mapped_column(comment="true: interface text; false: exam content")
    media_type: Mapped[str] = mapped_column(sa.String(40))
    engine: Mapped[str] = mapped_column(sa.String(40), comment="human: the studio or an upload")
    voice: Mapped[str] = mapped_column(sa.String(80))
    voice_version: Mapped[str] = mapped_column(sa.String(40))
    licence: Mapped[code_text]
    speaker_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Speaker.id), comment="null: synthetic"
    )
    requested_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None] = mapped_column(
        comment="null: no worker is making it; a claim that ran out is free again"
    )
    problem: Mapped[str | None] = mapped_column(
        comment="why it could not be made just now, to be tried again; null otherwise"
    )
    duration_ms: Mapped[int | None] = mapped_column(comment="null until made")
    loudness_lufs: Mapped[str | None] = mapped_column(comment="null until made, or under 0.4 s")
    sha256: Mapped[str | None] = mapped_column(sa.String(64), comment="null until made")
    marks: Mapped[list[Any] | None] = mapped_column(
        sa.JSON, comment="[start, end, from ms, to ms]; null where nobody knows"
    )
    refusal: Mapped[str | None] = mapped_column(comment="why the gate refused it; null otherwise")
    approvals: Mapped[int] = mapped_column(comment="how many native reviewers approve it now")

    speaker: Mapped[Speaker | None] = relationship()
    reviews: Mapped[list["AudioReview"]] = relationship(order_by="AudioReview.at")


class AudioReview(Base):
    """What one native reviewer says of one recording; their newest word replaces the old."""

    __tablename__ = "audio_reviews"

    asset_key: Mapped[str] = mapped_column(sa.ForeignKey(AudioAsset.key), primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id), primary_key=True)
    verdict: Mapped[ReviewVerdict] = mapped_column(ClosedSet(ReviewVerdict))
    reason: Mapped[str] = mapped_column(comment="empty with an approval")
    at: Mapped[datetime]

    reviewer: Mapped[Staff] = relationship()


class SpokenForm(Base):
    """What is said for exactly this text, where the rules of the language do not read it well."""

    __tablename__ = "spoken_forms"

    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag), primary_key=True)
    text_hash: Mapped[digest_text] = mapped_column(primary_key=True)
    text: Mapped[long_text]
    spoken: Mapped[long_text]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    updated_at: Mapped[datetime]

    author: Mapped[Staff] = relationship()


class LexiconEntry(Base):
    """How the voices of a language are to say a word, wherever it stands."""

    __tablename__ = "lexicon_entries"
    __table_args__ = (sa.UniqueConstraint("language", "word"),)

    id: Mapped[primary_key]
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    word: Mapped[str]
    spoken: Mapped[str]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    updated_at: Mapped[datetime]

    author: Mapped[Staff] = relationship()


class EngineSwitch(Base):
    """An engine that an administrator turned on or off; without a row its own default holds."""

    __tablename__ = "engine_switches"

    engine: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    is_on: Mapped[bool]
    changed_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    changed_at: Mapped[datetime]

    changed_by: Mapped[Staff] = relationship()
