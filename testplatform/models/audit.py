"""The audit log: append-only, each record carrying the hash of the one before."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, code_text, digest_text


class AuditRecord(Base):
    """Who did what to which thing, without answers or names."""

    __tablename__ = "audit_log"

    position: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(comment="staff:<id>, candidate, worker or client-tracking")
    action: Mapped[code_text]
    subject: Mapped[str] = mapped_column(comment="<kind>:<id>", index=True)
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[digest_text]
    record_hash: Mapped[digest_text] = mapped_column(unique=True)


class AuditHead(Base):
    """The last link of the chain: one row, locked by whoever appends."""

    __tablename__ = "audit_heads"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    record_hash: Mapped[digest_text]
