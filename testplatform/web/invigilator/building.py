"""Build the invigilator's pages from rows; the templates only print them."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from scoring.resits import ResitAnswer
from testplatform.clock import BRUSSELS
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.sittings import Sitting
from testplatform.repositories.forms import find_newest_form
from testplatform.repositories.journal import count_held_entries
from testplatform.repositories.sittings import (
    SittingCounts,
    count_candidates,
    list_bookings_of_sitting,
    list_sittings,
)
from testplatform.services.attempts import CLOSED_STATES, list_attempts_of_sitting
from testplatform.services.part_times import find_parts_at_work
from testplatform.services.read_aloud.listening import count_silent, is_audio_first
from testplatform.services.resits import weigh_resits
from testplatform.web.invigilator.pages import (
    CandidateRow,
    NewCodePage,
    SittingPage,
    SittingRow,
    SittingsPage,
)
from testplatform.web.staff.building import (
    build_language_name,
    build_read_aloud_badges,
    describe_bound_audio,
)
from testplatform.web.staff.dates import day_bounds, format_time
from testplatform.web.staff.pages import Badge, Count
from testplatform.web.staff.people import Reach, is_administrator
from testplatform.web.staff.wording import (
    ATTEMPT_STATES,
    BOOKED,
    CLOSED,
    NOT_CHECKED_IN,
    NOT_OPEN_YET,
    OPEN,
    describe_attempt_state,
    describe_booked_parts,
    describe_facts,
    describe_moment,
    describe_needs,
    describe_part,
    explain_audio_first,
    explain_resit,
)

COMING_DAYS = 7


def build_sittings_page(session: Session, reach: Reach, now: datetime) -> SittingsPage:
    today_begins, today_ends = day_bounds(now.astimezone(BRUSSELS).date())
    _, coming_end = day_bounds(now.astimezone(BRUSSELS).date(), days=1 + COMING_DAYS)
    sittings = list_sittings(
        session, test_centre_ids=reach.test_centre_ids, since=today_begins, until=coming_end
    )
    counts = count_candidates(session, [sitting.id for sitting in sittings])
    rows = [(sitting, _sitting_row(sitting, counts[sitting.id], now)) for sitting in sittings]
    return SittingsPage(
        today=tuple(row for sitting, row in rows if sitting.starts_at < today_ends),
        coming=tuple(row for sitting, row in rows if sitting.starts_at >= today_ends),
        coming_days=COMING_DAYS,
        has_test_centre=reach.test_centre_ids != frozenset(),
    )


def build_sitting_page(
    session: Session, sitting: Sitting, *, query: str, now: datetime
) -> SittingPage:
    bookings = list_bookings_of_sitting(session, sitting.id)
    attempts = list_attempts_of_sitting(session, sitting.id)
    held = count_held_entries(session, [attempt.id for attempt in attempts.values()])
    badges = build_read_aloud_badges(
        session, sitting.programme, [booking.language for booking in bookings]
    )
    problems = _find_audio_first_problems(session, sitting, bookings)
    parts = find_parts_at_work(session, sitting.programme, attempts.values())
    resits = weigh_resits(session, sitting, bookings, attempts)
    is_upcoming = now < sitting.opens_at
    has_codes = any(attempt.state not in CLOSED_STATES for attempt in attempts.values())
    return SittingPage(
        url=url_for("invigilator.sitting", sitting_id=sitting.id),
        programme=get_programme(sitting.programme).title,
        test_centre=sitting.test_centre.name,
        starts_at=sitting.starts_at,
        opens_at=sitting.opens_at,
        closes_at=sitting.closes_at,
        opening=_describe_opening(sitting, now),
        open_url=_sitting_url("open_now", sitting) if is_upcoming else None,
        codes_url=_sitting_url("codes", sitting) if has_codes else None,
        counts=_counts(count_candidates(session, [sitting.id])[sitting.id]),
        candidates=tuple(
            _candidate_row(
                booking,
                attempt,
                held.get(attempt.id, 0) if attempt else 0,
                badge,
                problems.get(booking.id),
                parts.get(attempt.id) if attempt else None,
                resits.get(booking.id),
            )
            for booking in _matching(bookings, query)
            for attempt in [attempts.get(booking.id)]
            for badge in [_describe_audio(attempt, badges[booking.language])]
        ),
        query=query,
        shown_at=format_time(now),
    )


def _find_audio_first_problems(
    session: Session, sitting: Sitting, bookings: Sequence[Booking]
) -> dict[int, str | None]:
    """Booking → why somebody who cannot read cannot sit it by ear; only who needs that is in it."""
    form = find_newest_form(session, sitting.programme)
    found = [booking for booking in bookings if is_audio_first(booking)]
    languages = {booking.language for booking in found}
    counts = {} if form is None else {tag: count_silent(session, form.id, tag) for tag in languages}
    return {one.id: explain_audio_first(*counts.get(one.language, (0, 0))) for one in found}


def row_anchor(booking_id: int) -> str:
    """The name of a candidate's row, to come back to."""
    return f"booking-{booking_id}"


def build_new_code_page(attempt: Attempt) -> NewCodePage:
    return NewCodePage(
        full_name=attempt.booking.candidate.full_name,
        url=url_for("invigilator.new_code", public_id=attempt.public_id),
        sitting_url=_sitting_url("sitting", attempt.booking.sitting),
    )


def _sitting_row(sitting: Sitting, counts: SittingCounts, now: datetime) -> SittingRow:
    return SittingRow(
        url=_sitting_url("sitting", sitting),
        starts_at=sitting.starts_at,
        programme=get_programme(sitting.programme).title,
        test_centre=sitting.test_centre.name,
        opening=_describe_opening(sitting, now),
        counts=_counts(counts),
    )


def _counts(counts: SittingCounts) -> tuple[Count, ...]:
    """Booked and absent always; a state only when somebody is in it."""
    return (
        Count(badge=BOOKED, number=counts.booked),
        Count(badge=NOT_CHECKED_IN, number=counts.absent),
        *(
            Count(badge=badge, number=counts.by_state[state])
            for state, badge in ATTEMPT_STATES.items()
            if state in counts.by_state
        ),
    )


def _describe_opening(sitting: Sitting, now: datetime) -> Badge:
    if sitting.is_open(now):
        return OPEN
    return NOT_OPEN_YET if now < sitting.opens_at else CLOSED


def _describe_audio(attempt: Attempt | None, promised: Badge) -> Badge:
    """What the attempt is bound to, or before the check-in what it would be."""
    bound = None if attempt is None else describe_bound_audio(attempt)
    return promised if bound is None else bound


def _candidate_row(
    booking: Booking,
    attempt: Attempt | None,
    held_entries: int,
    read_aloud: Badge,
    audio_first_problem: str | None,
    part: str | None,
    resit: ResitAnswer | None,
) -> CandidateRow:
    state = None if attempt is None else attempt.state
    return CandidateRow(
        anchor=row_anchor(booking.id),
        family_name=booking.candidate.family_name,
        given_name=booking.candidate.given_name,
        dossier=booking.candidate.dossier,
        language=build_language_name(booking.language),
        moment=describe_moment(booking.programme, booking.moment),
        booked_parts=describe_booked_parts(booking),
        facts=describe_facts(booking),
        resit_problems=() if resit is None else explain_resit(resit),
        needs=describe_needs(booking.programme, booking.needs),
        state=describe_attempt_state(state),
        part=None if part is None else describe_part(booking.programme, part),
        read_aloud=read_aloud,
        audio_first_problem=audio_first_problem,
        held_entries=held_entries,
        held_url=_held_url(attempt),
        check_in_url=url_for("invigilator.check_candidate_in", booking_id=booking.id)
        if state is None
        else None,
        code_url=_attempt_url("code", attempt),
        new_code_url=_attempt_url("new_code", attempt),
    )


def _attempt_url(view: str, attempt: Attempt | None) -> str | None:
    """The address of something about the code of an attempt; None when no code would work."""
    if attempt is None or attempt.state in CLOSED_STATES:
        return None
    return url_for(f"invigilator.{view}", public_id=attempt.public_id)


def _held_url(attempt: Attempt | None) -> str | None:
    if attempt is None or not is_administrator():
        return None
    return url_for("administration.attempt", public_id=attempt.public_id, _anchor="vastgehouden")


def _sitting_url(view: str, sitting: Sitting) -> str:
    return url_for(f"invigilator.{view}", sitting_id=sitting.id)


def _matching(bookings: Sequence[Booking], query: str) -> list[Booking]:
    """Those whose name or dossier has every word, accents aside; in the order of the alphabet."""
    words = _fold(query).split()
    found = [
        booking
        for booking in bookings
        if all(word in _fold(_searched_text(booking)) for word in words)
    ]
    return sorted(found, key=lambda booking: _fold(_searched_text(booking)))


def _searched_text(booking: Booking) -> str:
    candidate = booking.candidate
    return f"{candidate.family_name} {candidate.given_name} {candidate.dossier}"


def _fold(text: str) -> str:
    """Small letters without accents: Örnek is found as ornek and stands among the O's."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
