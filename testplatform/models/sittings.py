"""Sittings: one programme, one test centre, one start."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, code_text, primary_key
from testplatform.models.organisations import TestCentre


class Sitting(Base):
    """A planned session in a test centre. Candidates may work between opening and closing."""

    __tablename__ = "sittings"
    __table_args__ = (
        sa.UniqueConstraint("test_centre_id", "programme", "starts_at"),
        sa.CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    id: Mapped[primary_key]
    test_centre_id: Mapped[int] = mapped_column(sa.ForeignKey(TestCentre.id))
    programme: Mapped[code_text]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    test_centre: Mapped[TestCentre] = relationship()

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at
