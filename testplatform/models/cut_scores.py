"""Dated cut-score sets (cesuren)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, code_text, primary_key


class CutScoreSet(Base):
    """A cut-score set in force from a date, for one programme and moment. Immutable."""

    __tablename__ = "cut_score_sets"
    __table_args__ = (
        sa.UniqueConstraint("code", "version"),
        sa.UniqueConstraint("programme", "moment", "effective_from"),
    )

    id: Mapped[primary_key]
    code: Mapped[code_text]
    version: Mapped[int]
    programme: Mapped[code_text]
    moment: Mapped[code_text]
    effective_from: Mapped[date]
    document: Mapped[dict[str, Any]] = mapped_column(comment="scoring.cut_scores document")
