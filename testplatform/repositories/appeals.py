"""Appeals as lists and one by one, and when an attempt was answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from testplatform.models.appeals import Appeal, AppealState
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.decisions import Decision
from testplatform.models.journal import EntryKind, JournalEntry
from testplatform.models.rescoring import RescoringCase, RescoringState
from testplatform.models.sittings import Sitting

OPEN = (AppealState.RECEIVED, AppealState.SECOND_LOOK)
WITHOUT_EFFECT = (RescoringState.REJECTED, RescoringState.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSearch:
    """What somebody looks for; None means anything. `dossier` is how a number begins."""

    state: AppealState | None = None
    is_late: bool | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """When an item was answered, by the clock of the server, and how often."""

    first_at: datetime
    last_at: datetime
    number: int
    late: int


def find_appeal(session: Session, appeal_id: int) -> Appeal | None:
    """The appeal with its people, its decision, and everything of its booking (one query)."""
    attempt = joinedload(Appeal.decision).joinedload(Decision.attempt)
    booking = attempt.joinedload(Attempt.booking)
    return session.scalars(
        sa.select(Appeal)
        .where(Appeal.id == appeal_id)
        .options(
            attempt.joinedload(Attempt.form),
            attempt.joinedload(Attempt.audio_manifest),
            booking.joinedload(Booking.candidate),
            booking.joinedload(Booking.sitting).joinedload(Sitting.test_centre),
            joinedload(Appeal.recorded_by),
            joinedload(Appeal.second_look_by),
            joinedload(Appeal.closed_by),
            joinedload(Appeal.rescoring_case),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def count_appeals(session: Session, search: AppealSearch) -> int:
    return session.scalar(_matching(sa.select(sa.func.count(Appeal.id)), search)) or 0


def list_appeals(
    session: Session, search: AppealSearch, *, limit: int | None = None, offset: int = 0
) -> list[Appeal]:
    """What matches: open ones first, of these the earliest deadline first (one query)."""
    booking = joinedload(Appeal.decision).joinedload(Decision.attempt).joinedload(Attempt.booking)
    is_closed = sa.case((Appeal.closed_at.is_(None), 0), else_=1)
    return list(
        session.scalars(
            _matching(sa.select(Appeal), search)
            .order_by(is_closed, Appeal.deadline, Appeal.id)
            .limit(limit)
            .offset(offset)
            .options(
                booking.joinedload(Booking.candidate),
                booking.joinedload(Booking.sitting).joinedload(Sitting.test_centre),
                joinedload(Appeal.second_look_by),
                joinedload(Appeal.rescoring_case),
            )
        )
    )


def list_appeals_of_attempt(session: Session, attempt_id: int) -> list[Appeal]:
    """Every appeal against any decision on an attempt, the oldest first."""
    return list(
        session.scalars(
            sa.select(Appeal)
            .join(Appeal.decision)
            .where(Decision.attempt_id == attempt_id)
            .order_by(Appeal.id)
        )
    )


def list_effective_cases(session: Session, programme: str) -> list[RescoringCase]:
    """The corrections of a programme that have an effect or may get one, the newest first."""
    return list(
        session.scalars(
            sa.select(RescoringCase)
            .where(
                RescoringCase.programme == programme,
                RescoringCase.state.not_in(WITHOUT_EFFECT),
            )
            .order_by(RescoringCase.id.desc())
        )
    )


def list_answer_times(session: Session, attempt_id: int) -> dict[str, AnswerTimes]:
    """Ref of an item → when it was answered (absent when it never was)."""
    late = sa.case((JournalEntry.counted.is_(False), 1), else_=0)
    rows = session.execute(
        sa.select(
            JournalEntry.item_ref,
            sa.func.min(JournalEntry.received_at).label("first_at"),
            sa.func.max(JournalEntry.received_at).label("last_at"),
            sa.func.count().label("number"),
            sa.func.sum(late).label("late"),
        )
        .where(JournalEntry.attempt_id == attempt_id, JournalEntry.kind == EntryKind.ANSWER)
        .group_by(JournalEntry.item_ref)
    )
    return {
        row.item_ref: AnswerTimes(
            first_at=row.first_at, last_at=row.last_at, number=row.number, late=row.late
        )
        for row in rows
    }


def count_devices(session: Session, attempt_id: int) -> int:
    """On how many devices, one after the other, something was answered, marked or visited."""
    query = sa.select(sa.func.count(sa.distinct(JournalEntry.fence))).where(
        JournalEntry.attempt_id == attempt_id
    )
    return session.scalar(query) or 0


def _matching(query: sa.Select[Any], search: AppealSearch) -> sa.Select[Any]:
    query = (
        query.join(Decision, Decision.id == Appeal.decision_id)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .join(Booking, Booking.id == Attempt.booking_id)
        .join(Candidate, Candidate.id == Booking.candidate_id)
    )
    if search.state is not None:
        query = query.where(Appeal.state == search.state)
    if search.is_late is not None:
        is_late = Appeal.received_on > Appeal.deadline
        query = query.where(is_late if search.is_late else ~is_late)
    if search.dossier is not None:
        query = query.where(Candidate.dossier.istartswith(search.dossier, autoescape=True))
    return query
