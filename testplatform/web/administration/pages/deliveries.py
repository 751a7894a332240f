"""The deliveries of results to the client-tracking system."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One message; `next_try_at` and `retry_url` only where they make sense."""

    full_name: str
    dossier: str
    attempt_url: str
    outcome: Badge
    destination: str
    state: Badge
    tries: int
    created_at: datetime
    next_try_at: datetime | None
    delivered_at: datetime | None
    problem: str | None
    explanation: str | None
    retry_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesPage:
    """The messages in a state."""

    states: tuple[Option, ...]
    rows: tuple[DeliveryRow, ...]
    paging: Paging
    is_filtered: bool
    all_url: str
