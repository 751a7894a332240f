"""Attempts at each stage of their life, stored."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from itembank.bodies import Response
from itembank.item_types.choices import ChoiceBody
from itembank.items import Item
from testplatform.clienttracking.contract import BookingMessage
from testplatform.clock import now_utc
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.repositories.forms import FormPlan, get_form_plan
from testplatform.services.access_codes import derive_code
from testplatform.services.attempts import enter_code, start_attempt, submit_attempt
from testplatform.services.bookings import receive_booking
from testplatform.services.check_in import check_in
from testplatform.services.journal import EntryMessage, append_entries
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking

SECRET_KEY = "a-secret-key-for-tests-only"
STARTED_AT = NINE_IN_BRUSSELS + timedelta(minutes=5)
DEVICE = "d" * 32


def a_checked_in_attempt(booking: BookingMessage | None = None) -> int:
    """The id of an attempt that waits for its candidate."""
    now = NINE_IN_BRUSSELS
    with unit_of_work() as session:
        booking_id = receive_booking(session, booking or a_booking(), now).booking_id
        attempt = check_in(
            session,
            booking_id,
            actor="staff:1",
            test_centre_id=None,
            secret_key=SECRET_KEY,
            now=now,
        )
        return attempt.id


def check_in_now(
    *,
    language: str = "nl",
    number: int = 1,
    opens_in: int = -30,
    needs: tuple[str, ...] = (),
    programme: str = "mo",
    moment: str = "after_course",
) -> int:
    """Book and check in a candidate; `opens_in` minutes from now the sitting starts.

    It closes hours later whatever the time of day, where a real one closes at midnight.
    """
    now = now_utc()
    message = a_booking(
        id=f"A-{number}",
        dossier=f"D-2026-00000{number}",
        language=language,
        needs=needs,
        programme=programme,
        moment=moment,
        starts_at=now + timedelta(minutes=opens_in),
    )
    with unit_of_work() as session:
        booking_id = receive_booking(session, message, now).booking_id
        sitting = session.get_one(Booking, booking_id).sitting
        sitting.closes_at = now + timedelta(hours=8)
        attempt = check_in(
            session,
            booking_id,
            actor="staff:1",
            test_centre_id=None,
            secret_key=SECRET_KEY,
            now=now,
        )
        return attempt.id


def code_of(session: Session, attempt_id: int) -> str:
    attempt = session.get_one(Attempt, attempt_id)
    return derive_code(SECRET_KEY, attempt.public_id, attempt.code_version)


def a_leased_attempt(booking: BookingMessage | None = None, *, device: str = DEVICE) -> int:
    """The id of an attempt whose code was entered on a device: fence 1."""
    attempt_id = a_checked_in_attempt(booking)
    take_lease(attempt_id, device=device)
    return attempt_id


def take_lease(attempt_id: int, *, device: str = DEVICE, now: datetime = STARTED_AT) -> int:
    """Enter the code on a device; returns the fence."""
    with unit_of_work() as session:
        code = code_of(session, attempt_id)
        return enter_code(session, code, device=device, secret_key=SECRET_KEY, now=now).fence


def a_started_attempt(booking: BookingMessage | None = None) -> int:
    """The id of an attempt whose clock runs since STARTED_AT, under fence 1."""
    attempt_id = a_leased_attempt(booking)
    with unit_of_work() as session:
        start_attempt(session, attempt_id, fence=1, now=STARTED_AT)
    return attempt_id


def plan_of(session: Session, attempt_id: int) -> FormPlan:
    return get_form_plan(session, session.get_one(Attempt, attempt_id).form_id)


def an_entry(
    *,
    seq: int = 1,
    item: str = "i1",
    chosen: tuple[str, ...] = ("a",),
    kind: str = "answer",
    made_at: datetime = STARTED_AT + timedelta(minutes=1),
) -> EntryMessage:
    return EntryMessage(
        seq=seq, kind=kind, item=item, value={"chosen": list(chosen)}, made_at=made_at
    )


def a_play(*, seq: int = 1, item: str = "i1", stimulus: str | None = None) -> EntryMessage:
    """Sound with a limit was started."""
    return EntryMessage(
        seq=seq,
        kind="play",
        item=item,
        value={"stimulus": stimulus or item},
        made_at=STARTED_AT + timedelta(minutes=1),
    )


def answer_all(attempt_id: int, *, wrong: dict[str, int] | None = None) -> int:
    """Answer every scored item by its key, save `wrong` items per part; returns the last number."""
    left = dict(wrong or {})
    now = STARTED_AT + timedelta(minutes=10)
    with unit_of_work() as session:
        entries = []
        for seq, planned in enumerate(plan_of(session, attempt_id).scored_items, start=1):
            value = planned.item.body.correct_response()
            if left.get(planned.part, 0) > 0:
                left[planned.part] -= 1
                value = wrong_response(planned.item)
            assert value is not None
            entries.append(
                EntryMessage(
                    seq=seq,
                    kind="answer",
                    item=planned.ref,
                    value=value,
                    made_at=STARTED_AT + timedelta(minutes=1),
                )
            )
        append_entries(session, attempt_id, fence=1, entries=entries, now=now)
    return len(entries)


def wrong_response(item: Item) -> Response:
    """As many choices as the key has, and not the key."""
    body = item.body
    assert isinstance(body, ChoiceBody)
    others = sorted(choice.id for choice in body.choices if choice.id not in body.key)
    return {"chosen": sorted([*others, *sorted(body.key)][: len(body.key)])}


def a_submitted_attempt(
    booking: BookingMessage | None = None, *, wrong: dict[str, int] | None = None
) -> int:
    """The id of an attempt that was answered by the key, save `wrong`, and handed in."""
    attempt_id = a_started_attempt(booking)
    last_seq = answer_all(attempt_id, wrong=wrong)
    with unit_of_work() as session:
        now = STARTED_AT + timedelta(minutes=30)
        submit_attempt(session, attempt_id, fence=1, last_seq=last_seq, now=now)
    return attempt_id
