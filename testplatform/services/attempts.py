"""The life of an attempt on a device: take the lease, start the clock, hand in."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import Timing
from itembank.timing import AttemptClock, is_left_behind
from testplatform.errors import (
    AttemptAlreadySubmitted,
    AttemptNotStarted,
    CodeUnknown,
    CodeUsed,
    EntriesMissing,
    LeaseSuperseded,
    RecordingsMissing,
    SittingNotOpen,
)
from testplatform.models.attempts import Attempt, AttemptState, Lease, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.journal import HeldEntry, JournalEntry
from testplatform.models.sittings import Sitting
from testplatform.repositories.forms import get_form_plan
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.recordings import list_missing_recordings
from testplatform.services.access_codes import digest_code
from testplatform.services.attempt_states import AttemptEvent, transition
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.manifests import find_manifest
from testplatform.services.routed_tests import open_first_test

CLOSED_STATES = (
    AttemptState.SUBMITTED,
    AttemptState.AWAITING_RATINGS,
    AttemptState.SCORED,
)


def get_attempt_for_update(session: Session, attempt_id: int) -> Attempt:
    """The attempt, locked against every other writer until the transaction ends."""
    return session.get_one(Attempt, attempt_id, with_for_update=True, populate_existing=True)


def enter_code(
    session: Session, code: str, *, device: str, secret_key: str, now: datetime
) -> Lease:
    """Exchange a code for the lease of its attempt.

    The device that holds the lease keeps it, so that what it has not sent yet still fits; another
    device gets the next fencing number and shuts the old one out. Raises CodeUnknown, CodeUsed or
    SittingNotOpen.
    """
    found = session.scalars(
        sa.select(Attempt.id).where(Attempt.code_digest == digest_code(secret_key, code))
    ).one_or_none()
    if found is None:
        raise CodeUnknown
    attempt = get_attempt_for_update(session, found)
    if attempt.state in CLOSED_STATES:
        raise CodeUsed
    check_sitting_open(attempt, now)
    if attempt.audio_manifest is None:
        attempt.audio_manifest = find_manifest(session, attempt.form_id, attempt.language, now=now)
    current = find_lease(session, attempt.id, attempt.fence)
    if current is not None and current.device == device:
        return current
    return _issue_lease(session, attempt, device, now)


def check_sitting_open(attempt: Attempt, now: datetime) -> None:
    """Raise SittingNotOpen unless the attempt may be worked on; one that has begun may go on."""
    if attempt.started_at is not None:
        return
    sitting = attempt.booking.sitting
    if not sitting.is_open(now):
        is_over = now >= sitting.closes_at
        raise SittingNotOpen(
            opens_at=sitting.opens_at, closes_at=sitting.closes_at, is_over=is_over
        )


def check_lease(attempt: Attempt, fence: int) -> None:
    """Raise LeaseSuperseded unless this is the current lease."""
    if fence != attempt.fence:
        raise LeaseSuperseded(fence=fence, current_fence=attempt.fence)


def find_lease(session: Session, attempt_id: int, fence: int) -> Lease | None:
    return session.get(Lease, (attempt_id, fence))


def start_attempt(session: Session, attempt_id: int, *, fence: int, now: datetime) -> Attempt:
    """Start the clock; a second start changes nothing."""
    attempt = get_attempt_for_update(session, attempt_id)
    check_lease(attempt, fence)
    if attempt.state in CLOSED_STATES:
        raise AttemptAlreadySubmitted
    check_sitting_open(attempt, now)
    if attempt.state is AttemptState.IN_PROGRESS:
        return attempt
    attempt.state = transition(attempt.state, AttemptEvent.START)
    attempt.started_at = now
    open_first_test(session, attempt, now=now)
    record_event(
        session,
        actor="candidate",
        action="attempt started",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"fence": fence},
    )
    return attempt


def submit_attempt(
    session: Session,
    attempt_id: int,
    *,
    fence: int,
    last_seq: int,
    lost: Collection[int] = (),
    lost_recordings: Collection[str] = (),
    now: datetime,
) -> bool:
    """Hand the attempt in; False when that had happened already.

    Raises EntriesMissing while the server lacks an entry that the device wrote: a hand-in never
    outruns an answer. Raises RecordingsMissing while a recording that an answer names is not whole
    here. `lost` and `lost_recordings` are what the device says it cannot send any more; that is
    recorded, not waited for.
    """
    attempt = get_attempt_for_update(session, attempt_id)
    check_lease(attempt, fence)
    if attempt.state in CLOSED_STATES:
        return False
    if attempt.state is AttemptState.READY:
        raise AttemptNotStarted
    check_entries(session, attempt, last_seq=last_seq, lost=lost, now=now)
    _check_recordings(session, attempt, lost_recordings, now)
    close_attempt(session, attempt, by=SubmittedBy.CANDIDATE, actor="candidate", now=now)
    return True


def check_entries(
    session: Session, attempt: Attempt, *, last_seq: int, lost: Collection[int], now: datetime
) -> None:
    """Raise EntriesMissing while one has not arrived that the device wrote and does not miss."""
    missing = _missing_entries(session, attempt, last_seq)
    if set(missing) - set(lost):
        raise EntriesMissing(missing)
    if missing:
        record_event(
            session,
            actor="candidate",
            action="entries lost on device",
            subject=f"attempt:{attempt.id}",
            now=now,
            details={"fence": attempt.fence, "number": len(missing), "first": missing[0]},
        )


def _check_recordings(
    session: Session, attempt: Attempt, lost: Collection[str], now: datetime
) -> None:
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    missing = list_missing_recordings(session, attempt, answers)
    if set(missing) - set(lost):
        raise RecordingsMissing(missing)
    if missing:
        record_event(
            session,
            actor="candidate",
            action="recordings lost on device",
            subject=f"attempt:{attempt.id}",
            now=now,
            details={"fence": attempt.fence, "number": len(missing)},
        )


def close_attempt(
    session: Session, attempt: Attempt, *, by: SubmittedBy, actor: str, now: datetime
) -> None:
    """Move a running attempt to submitted, whoever asked."""
    attempt.state = transition(attempt.state, AttemptEvent.SUBMIT)
    attempt.submitted_at = now
    attempt.submitted_by = by
    record_event(
        session,
        actor=actor,
        action="attempt submitted",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"by": by.value},
    )


def close_expired_attempts(session: Session, now: datetime) -> list[int]:
    """Hand in what ran out of time and was left behind; returns the attempts that were closed."""
    running = session.scalars(
        sa.select(Attempt).where(Attempt.state == AttemptState.IN_PROGRESS).order_by(Attempt.id)
    ).all()
    closed = []
    for expired in [attempt for attempt in running if _is_left_behind(session, attempt, now)]:
        attempt = get_attempt_for_update(session, expired.id)
        if attempt.state is AttemptState.IN_PROGRESS:
            close_attempt(session, attempt, by=SubmittedBy.CLOCK, actor="worker", now=now)
            closed.append(attempt.id)
    return closed


def _is_left_behind(session: Session, attempt: Attempt, now: datetime) -> bool:
    timing = get_form_plan(session, attempt.form_id).programme.timing
    return is_left_behind(clock_of(attempt, timing), timing, now)


class RunningAttempt(Protocol):
    """What a clock needs to know of an attempt."""

    @property
    def started_at(self) -> datetime | None: ...
    @property
    def minutes(self) -> int: ...
    @property
    def extra_percent(self) -> int: ...


def clock_of(attempt: RunningAttempt, timing: Timing) -> AttemptClock:
    """The one clock of an attempt; raises AttemptNotStarted before it runs."""
    if attempt.started_at is None:
        raise AttemptNotStarted
    return AttemptClock(
        started_at=attempt.started_at,
        minutes=attempt.minutes,
        extra_percent=attempt.extra_percent,
        late_grace_seconds=timing.late_grace_seconds,
        offline_hours=timing.offline_hours,
    )


def open_sitting_now(session: Session, sitting: Sitting, *, actor: str, now: datetime) -> None:
    """Open a sitting before its time."""
    if now < sitting.opens_at:
        sitting.opens_at = now
        record_event(
            session, actor=actor, action="sitting opened", subject=f"sitting:{sitting.id}", now=now
        )


def list_attempts_of_sitting(session: Session, sitting_id: int) -> dict[int, Attempt]:
    """Booking id → attempt, for those who were checked in."""
    rows = session.scalars(
        sa.select(Attempt)
        .join(Attempt.booking)
        .where(Booking.sitting_id == sitting_id)
        .order_by(Attempt.id)
    )
    return {attempt.booking_id: attempt for attempt in rows}


def _issue_lease(session: Session, attempt: Attempt, device: str, now: datetime) -> Lease:
    attempt.fence += 1
    lease = Lease(attempt_id=attempt.id, fence=attempt.fence, device=device, issued_at=now)
    session.add(lease)
    record_event(
        session,
        actor="candidate",
        action="lease taken",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"fence": attempt.fence},
    )
    return lease


def _missing_entries(session: Session, attempt: Attempt, last_seq: int) -> tuple[int, ...]:
    stored = session.scalars(
        sa.select(JournalEntry.seq).where(
            JournalEntry.attempt_id == attempt.id, JournalEntry.fence == attempt.fence
        )
    )
    held = session.scalars(
        sa.select(HeldEntry.seq).where(
            HeldEntry.attempt_id == attempt.id, HeldEntry.fence == attempt.fence
        )
    )
    known = {*stored, *held}
    return tuple(seq for seq in range(1, last_seq + 1) if seq not in known)
