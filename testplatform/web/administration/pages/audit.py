"""The audit log."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One record in words."""

    position: int
    at: datetime
    actor: str
    action: str
    subject: str
    subject_url: str | None
    details: str
    short_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """The records, and the state of the chain when somebody asked for it."""

    rows: tuple[AuditRow, ...]
    paging: Paging
    chain: Badge | None
    check_url: str
