"""The parts with a time of their own that were opened in an attempt."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, code_text
from testplatform.models.attempts import Attempt


class PartOpening(Base):
    """When the time of a part began. The first opening is the only one, and it never changes.

    `fence` and `seq` name the journal entry that told of it, which holds what the device claimed.
    """

    __tablename__ = "part_openings"
    __table_args__ = (
        sa.UniqueConstraint("attempt_id", "number"),
        {"sqlite_with_rowid": False},
    )

    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey(Attempt.id), primary_key=True)
    part: Mapped[code_text] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(comment="1 for the part that was opened first")
    opened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    fence: Mapped[int]
    seq: Mapped[int]
