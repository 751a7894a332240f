"""Bookings that could not be taken, and those that came in last."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import LanguageName


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """What is wrong with one field of a booking."""

    field: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A booking that was refused."""

    external_id: str
    refused_at: datetime
    problems: tuple[FieldProblem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """A booking that came in."""

    external_id: str
    revision: int
    full_name: str
    dossier: str
    programme: str
    moment: str
    language: LanguageName
    needs: tuple[str, ...]
    test_centre: str
    starts_at: datetime
    sitting_url: str
    region: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingsPage:
    """Both lists; each shows the newest only."""

    refused: tuple[RefusedRow, ...]
    recent: tuple[BookingRow, ...]
    most_rows: int
