"""Bookings: appointments that the client-tracking system sends."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, code_text, digest_text, primary_key
from testplatform.models.candidates import Candidate
from testplatform.models.languages import Language
from testplatform.models.sittings import Sitting


class Booking(Base):
    """A candidate's place in a sitting, as last told by the client-tracking system."""

    __tablename__ = "bookings"

    id: Mapped[primary_key]
    external_id: Mapped[code_text] = mapped_column(unique=True)
    revision: Mapped[int]
    content_hash: Mapped[digest_text]
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey(Candidate.id), index=True)
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey(Sitting.id), index=True)
    programme: Mapped[code_text]
    moment: Mapped[code_text]
    purpose: Mapped[str | None] = mapped_column(
        sa.String(64), comment="what the level is for; null where a programme asks none"
    )
    parts: Mapped[list[str] | None] = mapped_column(
        sa.JSON(none_as_null=True), comment="the parts that are sat; null: all of them"
    )
    facts: Mapped[dict[str, dict[str, str]] | None] = mapped_column(
        sa.JSON(none_as_null=True), comment="what others told, by fact; null: nothing"
    )
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    needs: Mapped[list[str]]
    region: Mapped[str]
    received_at: Mapped[datetime]

    candidate: Mapped[Candidate] = relationship()
    sitting: Mapped[Sitting] = relationship()
