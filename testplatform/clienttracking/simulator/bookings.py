"""The bookings that the simulator tells the platform of, in the order of their changes."""

import json
import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from testplatform.clienttracking.contract import BookingMessage, booking_message_from_document
from testplatform.clienttracking.documents import canonical_json
from testplatform.clienttracking.simulator.store import (
    get_epoch,
    instant_from_text,
    instant_to_text,
)

_CURSOR = re.compile(r"(?P<epoch>[0-9a-f]{8})-(?P<sequence>[0-9]{1,15})", re.ASCII)


class CursorUnreadable(Exception):
    """A cursor that this system cannot have given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingOutcome:
    """What came of sending a booking by webhook; no status means that nobody answered."""

    sent_at: datetime
    status: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBooking:
    """A booking and what the platform last answered to its webhook; None: never sent."""

    message: BookingMessage
    outcome: SendingOutcome | None


def store_booking(connection: sqlite3.Connection, document: dict[str, object]) -> bool:
    """Store a booking that is new or has a higher revision; tell whether it was.

    Raises:
        BookingUnreadable: when the document is not one of the contract.
    """
    message = booking_message_from_document(document)
    # One writer at a time, so a sequence number is never seen before a lower one is committed.
    stored = connection.execute(
        "INSERT INTO bookings (id, sequence, dossier, revision, document) "
        "VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM bookings), ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, dossier = excluded.dossier, "
        "revision = excluded.revision, document = excluded.document "
        "WHERE excluded.revision > bookings.revision",
        (message.id, message.dossier, message.revision, canonical_json(document).decode()),
    )
    return stored.rowcount == 1


def list_changed_bookings(
    connection: sqlite3.Connection, after: str | None, *, most: int
) -> tuple[list[object], str]:
    """List the documents changed after a cursor, and the cursor after them.

    A cursor of an earlier life of the store starts from the beginning: telling again is harmless,
    leaving out is not.

    Raises:
        CursorUnreadable: when this system cannot have given the cursor.
    """
    epoch = get_epoch(connection)
    sequence = _read_cursor(after, epoch)
    rows = connection.execute(
        "SELECT sequence, document FROM bookings WHERE sequence > ? ORDER BY sequence LIMIT ?",
        (sequence, most),
    ).fetchall()
    last = rows[-1]["sequence"] if rows else sequence
    return [json.loads(row["document"]) for row in rows], f"{epoch}-{last}"


def list_bookings_of_dossier(connection: sqlite3.Connection, number: str) -> list[StoredBooking]:
    """List the bookings of a dossier, the one changed last first."""
    rows = connection.execute(
        "SELECT * FROM bookings WHERE dossier = ? ORDER BY sequence DESC", (number,)
    )
    return [_from_row(row) for row in rows]


def find_booking(connection: sqlite3.Connection, booking_id: str) -> StoredBooking | None:
    row = connection.execute("SELECT * FROM bookings WHERE id = ?", (booking_id,)).fetchone()
    return None if row is None else _from_row(row)


def remember_sending(
    connection: sqlite3.Connection, booking_id: str, outcome: SendingOutcome
) -> None:
    connection.execute(
        "UPDATE bookings SET sent_at = ?, answer_status = ?, answer_text = ? WHERE id = ?",
        (instant_to_text(outcome.sent_at), outcome.status, outcome.text, booking_id),
    )


def _read_cursor(cursor: str | None, epoch: str) -> int:
    if cursor is None:
        return 0
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise CursorUnreadable
    return int(match["sequence"]) if match["epoch"] == epoch else 0


def _from_row(row: sqlite3.Row) -> StoredBooking:
    outcome = None
    if row["sent_at"] is not None:
        outcome = SendingOutcome(
            sent_at=instant_from_text(row["sent_at"]),
            status=row["answer_status"],
            text=row["answer_text"],
        )
    return StoredBooking(
        message=booking_message_from_document(json.loads(row["document"])), outcome=outcome
    )
