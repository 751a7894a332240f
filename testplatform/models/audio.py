"""Audio assets: what is to be spoken, and what became of it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, ClosedSet, digest_text, long_text
from testplatform.models.languages import Language


class AudioState(StrEnum):
    """The life of an asset."""

    WANTED = "wanted"
    READY = "ready"
    REFUSED = "refused"


class AudioAsset(Base):
    """One spoken text, keyed by the hash of text, language, voice, rate and pipeline."""

    __tablename__ = "audio_assets"
    __table_args__ = (sa.Index(None, "language", "text_hash"),)

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    state: Mapped[AudioState] = mapped_column(ClosedSet(AudioState), index=True)
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    text: Mapped[long_text]
    text_hash: Mapped[digest_text] = mapped_column(comment="SHA-256 of the text in NFC")
    is_public: Mapped[bool] = mapped_column(comment="true: interface text; false: exam content")
    engine: Mapped[str] = mapped_column(sa.String(80))
    requested_at: Mapped[datetime]
    duration_ms: Mapped[int | None] = mapped_column(comment="null until ready")
    loudness_lufs: Mapped[str | None] = mapped_column(comment="null until ready, or under 0.4 s")
    sha256: Mapped[str | None] = mapped_column(sa.String(64), comment="null until ready")
    refusal: Mapped[str | None] = mapped_column(comment="why the gate refused it; null otherwise")
