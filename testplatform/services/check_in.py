"""Check a candidate in: the attempt exists from here on, with its form, language, time and code."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from itembank.languages import is_signed
from itembank.timing import brussels_date
from testplatform.errors import CheckedInElsewhere, NoFormInLanguage, NotReleased
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.forms import AudioManifest, Form
from testplatform.repositories.forms import (
    FormPlan,
    find_newest_audio_manifest,
    find_newest_form,
    get_form_plan,
)
from testplatform.services.access_codes import derive_code, digest_code
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.offering import can_be_watched
from testplatform.services.read_aloud.releasing import find_release
from testplatform.services.routed_tests import can_be_routed

COLLISION_TRIES = 20
VIDEO_INTERPRETER = "video_interpreter"


def check_in(
    session: Session,
    booking_id: int,
    *,
    actor: str,
    test_centre_id: int | None,
    secret_key: str,
    now: datetime,
) -> Attempt:
    """Create the attempt of a booking, or return the one it has: a second click changes nothing.

    Raises CheckedInElsewhere for a booking of another test centre (None means any),
    NoFormInLanguage (also when the routing of the day does not fit the form), and NotReleased for
    an exam in a language that was not released.
    """
    booking = session.get_one(Booking, booking_id, with_for_update=True)
    if test_centre_id not in (None, booking.sitting.test_centre_id):
        raise CheckedInElsewhere
    existing = find_attempt_of(session, booking.id)
    if existing is not None:
        return existing
    attempt = _new_attempt(session, booking, now)
    _give_code(session, attempt, secret_key)
    record_event(
        session,
        actor=actor,
        action="candidate checked in",
        subject=f"attempt:{attempt.id}",
        now=now,
    )
    return attempt


def renew_code(
    session: Session, attempt: Attempt, *, actor: str, secret_key: str, now: datetime
) -> None:
    """Give an attempt another code; the old one stops working, the answers stay."""
    attempt.code_version += 1
    _give_code(session, attempt, secret_key)
    record_event(
        session, actor=actor, action="code renewed", subject=f"attempt:{attempt.id}", now=now
    )


def find_attempt_of(session: Session, booking_id: int) -> Attempt | None:
    return session.scalars(sa.select(Attempt).where(Attempt.booking_id == booking_id)).one_or_none()


def _choose_language(session: Session, booking: Booking, form: Form, plan: FormPlan) -> str:
    """The language of the test: the booking's own, or the source's with a video interpreter.

    A sign language goes before the interpreter where the form can be watched in it now.
    """
    language = booking.language
    if language in plan.languages or _is_signed_in(session, form, language):
        return language
    if VIDEO_INTERPRETER in booking.needs:
        return plan.source_language
    if can_be_watched(session, form.id, language):
        raise NotReleased(language)
    raise NoFormInLanguage


def _is_signed_in(session: Session, form: Form, language: str) -> bool:
    if not is_signed(language):
        return False
    if form.stakes.needs_release:
        return find_release(session, form.id, language) is not None
    return can_be_watched(session, form.id, language)


def _new_attempt(session: Session, booking: Booking, now: datetime) -> Attempt:
    form = find_newest_form(session, booking.programme, booking.moment)
    if form is None:
        raise NoFormInLanguage
    plan = get_form_plan(session, form.id)
    if not can_be_routed(session, plan, brussels_date(booking.sitting.starts_at)):
        raise NoFormInLanguage
    programme = plan.programme
    language = _choose_language(session, booking, form, plan)
    return Attempt(
        public_id=secrets.token_hex(8),
        booking=booking,
        form=form,
        language=language,
        audio_manifest=_get_released_audio(session, form, language),
        state=AttemptState.READY,
        code_version=1,
        code_digest="",
        minutes=programme.timing.minutes,
        shuffle_seed=secrets.token_hex(16),
        extra_percent=programme.extra_time_percent_for(booking.needs),
        fence=0,
        checked_in_at=now,
    )


def _get_released_audio(session: Session, form: Form, language: str) -> AudioManifest | None:
    """What an exam in this language was released with; practice is bound when it begins.

    The release is locked, so that it is not taken back while somebody is being checked in.
    """
    if not form.stakes.needs_release:
        return None
    if find_release(session, form.id, language, with_lock=True) is None:
        raise NotReleased(language)
    return find_newest_audio_manifest(session, form.id, language)


def _give_code(session: Session, attempt: Attempt, secret_key: str) -> None:
    """Two codes may collide (one in a hundred million): then the next version is taken."""
    for _ in range(COLLISION_TRIES):
        code = derive_code(secret_key, attempt.public_id, attempt.code_version)
        attempt.code_digest = digest_code(secret_key, code)
        try:
            with session.begin_nested():
                session.add(attempt)
                session.flush()
        except IntegrityError:
            attempt.code_version += 1
        else:
            return
    raise RuntimeError("no free access code was found")  # twenty collisions in a row
