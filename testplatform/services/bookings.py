"""Take in a booking of the client-tracking system: once in effect, however often it is told."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.deciding import find_purpose
from itembank.programmes import Programme, Scheme, UnknownProgramme, get_programme
from itembank.timing import brussels_date
from scoring.levels import NoPurposeInForce
from testplatform.clienttracking.contract import BookingMessage
from testplatform.clienttracking.facts import facts_to_document
from testplatform.clock import BRUSSELS
from testplatform.db import hold_lock
from testplatform.errors import BookingConflict, BookingRefused
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.languages import Language
from testplatform.models.organisations import TestCentre
from testplatform.models.outbox import RefusedBooking
from testplatform.models.sittings import Sitting
from testplatform.services.audit import record_event
from testplatform.services.booked_facts import list_booked_facts, list_fact_problems

OPENS_BEFORE_START = timedelta(minutes=15)


class ReceiptStatus(StrEnum):
    """What a booking did here."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingReceipt:
    """The answer to a booking message."""

    booking_id: int
    status: ReceiptStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    message: BookingMessage
    centre: TestCentre
    content_hash: str
    at: datetime


def receive_booking(session: Session, message: BookingMessage, now: datetime) -> BookingReceipt:
    """Create or update the booking that a message tells of.

    Raises BookingRefused (a name we do not have, per field) and BookingConflict (same revision,
    other content; or a change after the check-in, of facts after the decision). Telling the same
    again changes nothing.
    """
    told = _Told(
        message=message,
        centre=_check_names(session, message, now),
        content_hash=_content_hash(message),
        at=now,
    )
    hold_lock(session, "bookings")  # a webhook and a pull may tell of the same booking at once
    existing = find_booking(session, message.id)
    if existing is None:
        booking = Booking(external_id=message.id)
        session.add(booking)
        return _write(session, booking, told, ReceiptStatus.CREATED)
    if message.revision < existing.revision:
        return BookingReceipt(booking_id=existing.id, status=ReceiptStatus.OUTDATED)
    if told.content_hash == existing.content_hash:
        return BookingReceipt(booking_id=existing.id, status=ReceiptStatus.UNCHANGED)
    _check_changeable(session, existing, message)
    return _write(session, existing, told, ReceiptStatus.UPDATED)


def lock_attempts_of(session: Session, external_ids: Collection[str]) -> None:
    """Hold the attempts of bookings before anything is written of any of them.

    The first one that is written holds the audit log until the end, and who hands in a test holds
    the attempt before that log.
    """
    hold_lock(session, "bookings")
    session.execute(
        sa.select(Attempt.id)
        .join(Attempt.booking)
        .where(Booking.external_id.in_(external_ids))
        .order_by(Attempt.id)
        .with_for_update(of=Attempt)
    ).all()


def find_booking(session: Session, external_id: str) -> Booking | None:
    return session.scalars(
        sa.select(Booking).where(Booking.external_id == external_id)
    ).one_or_none()


def remember_refusal(
    session: Session, *, external_id: str, problems: Mapping[str, str], now: datetime
) -> None:
    """Keep what could not be taken from a pull, so that an administrator sees it."""
    session.merge(
        RefusedBooking(external_id=external_id[:64], problems=dict(problems), refused_at=now)
    )
    session.flush()


def _list_programme_problems(message: BookingMessage, now: datetime) -> dict[str, str]:
    try:
        programme = get_programme(message.programme)
    except UnknownProgramme:
        return {"programme": f"unknown programme '{message.programme}'"}
    problems = {}
    if message.moment not in {moment.code for moment in programme.moments}:
        problems["moment"] = f"'{message.moment}' is no moment of '{message.programme}'"
    unknown = sorted(set(message.needs) - {need.code for need in programme.needs})
    if unknown:
        problems["needs"] = f"unknown need '{unknown[0]}'"
    if (problem := _find_purpose_problem(message, programme)) is not None:
        problems["purpose"] = problem
    elif (problem := _find_parts_problem(message, programme)) is not None:
        problems["parts"] = problem
    return problems | list_fact_problems(message, programme, now)


def _find_purpose_problem(message: BookingMessage, programme: Programme) -> str | None:
    """A test of levels is sat for a purpose; the others ask none."""
    if programme.scheme is not Scheme.LEVELS:
        return None if message.purpose is None else f"'{message.programme}' asks no purpose"
    if message.purpose is None:
        return f"'{message.programme}' is sat for a purpose"
    try:
        find_purpose(programme, message.purpose, brussels_date(message.starts_at))
    except NoPurposeInForce:
        return f"'{message.purpose}' is no purpose of '{message.programme}' on that day"
    return None


def _find_parts_problem(message: BookingMessage, programme: Programme) -> str | None:
    """A test of levels can be sat in part: what the purpose asks, or some of it (rule 7.7)."""
    if message.parts is None:
        return None
    if programme.scheme is not Scheme.LEVELS or message.purpose is None:
        return f"'{message.programme}' is always sat whole"
    if not message.parts:
        return "must name a part, or be left out"
    asked = find_purpose(programme, message.purpose, brussels_date(message.starts_at)).requires
    unknown = sorted(set(message.parts) - {one.part for one in asked})
    return f"'{unknown[0]}' is no part that '{message.purpose}' asks" if unknown else None


def _check_names(session: Session, message: BookingMessage, now: datetime) -> TestCentre:
    problems = _list_programme_problems(message, now)
    if session.get(Language, message.language) is None:
        problems["language"] = f"unknown language '{message.language}'"
    centre = session.scalars(
        sa.select(TestCentre).where(TestCentre.code == message.test_centre)
    ).one_or_none()
    if centre is None:
        problems["test_centre"] = f"unknown test centre '{message.test_centre}'"
    if problems or centre is None:
        raise BookingRefused(problems)
    return centre


def _check_changeable(session: Session, existing: Booking, message: BookingMessage) -> None:
    if message.revision == existing.revision:
        raise BookingConflict(message.id, "this revision was told before with another content")
    state = session.scalars(  # locked: a decision must not read the facts of before
        sa.select(Attempt.state).where(Attempt.booking_id == existing.id).with_for_update()
    ).one_or_none()
    if state is None:
        return
    if not _changes_only_facts(existing, message):
        raise BookingConflict(message.id, "the candidate has been checked in already")
    if state is AttemptState.SCORED:
        raise BookingConflict(message.id, "the test has been decided already")


def _changes_only_facts(existing: Booking, message: BookingMessage) -> bool:
    """Whether the message would be the one that was told last, had it no other facts."""
    before = replace(message, revision=existing.revision, facts=list_booked_facts(existing))
    return _content_hash(before) == existing.content_hash


def _write(
    session: Session, booking: Booking, told: _Told, status: ReceiptStatus
) -> BookingReceipt:
    message = told.message
    with session.no_autoflush:
        booking.revision = message.revision
        booking.content_hash = told.content_hash
        booking.programme = message.programme
        booking.moment = message.moment
        booking.purpose = message.purpose
        booking.parts = None if message.parts is None else sorted(message.parts)
        booking.facts = facts_to_document(message.facts) or None
        booking.language = message.language
        booking.needs = sorted(message.needs)
        booking.region = message.region
        booking.received_at = told.at
        booking.candidate = _candidate(session, message)
        booking.sitting = _sitting(session, message, told.centre)
    session.flush()
    session.execute(sa.delete(RefusedBooking).where(RefusedBooking.external_id == message.id))
    record_event(
        session,
        actor="client-tracking",
        action=f"booking {status.value}",
        subject=f"booking:{booking.id}",
        now=told.at,
        details={"revision": message.revision},
    )
    return BookingReceipt(booking_id=booking.id, status=status)


def _candidate(session: Session, message: BookingMessage) -> Candidate:
    candidate = session.scalars(
        sa.select(Candidate).where(Candidate.dossier == message.dossier)
    ).one_or_none()
    if candidate is None:
        candidate = Candidate(dossier=message.dossier)
        session.add(candidate)
    candidate.given_name = message.given_name
    candidate.family_name = message.family_name
    return candidate


def _sitting(session: Session, message: BookingMessage, centre: TestCentre) -> Sitting:
    sitting = session.scalars(
        sa.select(Sitting).where(
            Sitting.test_centre_id == centre.id,
            Sitting.programme == message.programme,
            Sitting.starts_at == message.starts_at,
        )
    ).one_or_none()
    if sitting is None:
        sitting = Sitting(
            test_centre_id=centre.id,
            programme=message.programme,
            starts_at=message.starts_at,
            opens_at=message.starts_at - OPENS_BEFORE_START,
            closes_at=end_of_day(message.starts_at),
        )
        session.add(sitting)
    return sitting


def end_of_day(instant: datetime) -> datetime:
    """Midnight in Brussels after the instant: the moment at which a sitting closes by itself."""
    local = instant.astimezone(BRUSSELS)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _content_hash(message: BookingMessage) -> str:
    canonical = json.dumps(message.to_document(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
