"""Take in one page of pulled bookings, together with the cursor that says how far we are."""

from datetime import datetime

from sqlalchemy.orm import Session

from testplatform.clienttracking.client import BookingPage
from testplatform.clienttracking.contract import BookingUnreadable, booking_message_from_document
from testplatform.errors import BookingConflict, BookingRefused
from testplatform.models.outbox import PullCursor
from testplatform.services.bookings import lock_attempts_of, receive_booking, remember_refusal

SOURCE = "client-tracking"
LONGEST_ID = 64


def find_cursor(session: Session) -> str | None:
    """How far the source has been read; None at the very beginning."""
    row = session.get(PullCursor, SOURCE)
    return None if row is None else row.cursor


def take_page(session: Session, page: BookingPage, *, now: datetime) -> None:
    """Take each booking of a page; one that cannot be taken is kept visible and holds up nobody."""
    lock_attempts_of(session, [_name_of(document) for document in page.documents])
    for document in page.documents:
        _take(session, document, now)
    session.merge(PullCursor(source=SOURCE, cursor=page.next, pulled_at=now))
    session.flush()


def _take(session: Session, document: object, now: datetime) -> None:
    try:
        receive_booking(session, booking_message_from_document(document), now)
    except BookingUnreadable as refusal:
        problems = {field or "message": problem for field, problem in refusal.problems.items()}
        remember_refusal(session, external_id=_name_of(document), problems=problems, now=now)
    except BookingRefused as refusal:
        remember_refusal(
            session, external_id=_name_of(document), problems=refusal.problems, now=now
        )
    except BookingConflict as conflict:
        problems = {"revision": conflict.problem}
        remember_refusal(session, external_id=conflict.external_id, problems=problems, now=now)


def _name_of(document: object) -> str:
    """The foreign id as far as it can stand in a row: printable ASCII, no longer than a code."""
    name = document.get("id") if isinstance(document, dict) else None
    printable = ascii(name)[1:-1][:LONGEST_ID] if isinstance(name, str) else ""
    return printable or "(without id)"
