"""Attempts as the staff pages look for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from scoring.decisions import Outcome
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.decisions import Decision
from testplatform.models.journal import JournalEntry
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.models.sittings import Sitting
from testplatform.repositories.decisions import is_newest


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSearch:
    """What somebody looks for; None means anything.

    `text` is part of a name or the start of a dossier number.
    """

    text: str | None = None
    state: AttemptState | None = None
    programme: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt in a list, with its newest decision and what became of that.

    Without a document it was not decided yet; without an outcome nobody passes or fails the test.
    """

    public_id: str
    dossier: str
    given_name: str
    family_name: str
    programme: str
    moment: str
    language: str
    starts_at: datetime
    state: AttemptState
    outcome: Outcome | None
    document: Mapping[str, Any] | None
    decided_at: datetime | None
    deliveries: tuple[DeliveryState, ...]


def find_attempt(session: Session, public_id: str) -> Attempt | None:
    """The attempt with its form and everything of its booking, in one query."""
    booking = joinedload(Attempt.booking)
    return session.scalars(
        sa.select(Attempt)
        .where(Attempt.public_id == public_id)
        .options(
            joinedload(Attempt.form),
            joinedload(Attempt.audio_manifest),
            booking.joinedload(Booking.candidate),
            booking.joinedload(Booking.sitting).joinedload(Sitting.test_centre),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def count_attempts(session: Session, search: AttemptSearch) -> int:
    return session.scalar(_matching(sa.select(sa.func.count(Attempt.id)), search)) or 0


def count_attempts_by_state(session: Session) -> dict[AttemptState, int]:
    rows = session.execute(sa.select(Attempt.state, sa.func.count()).group_by(Attempt.state))
    return dict(rows.all())


def list_attempt_summaries(
    session: Session, search: AttemptSearch, *, limit: int | None = None, offset: int = 0
) -> list[AttemptSummary]:
    """What matches, the last check-in first; always two queries, however many attempts match."""
    newest_first = (Attempt.checked_in_at.desc(), Attempt.id.desc())
    page = _matching(sa.select(Attempt.id), search).order_by(*newest_first)
    ids = page.limit(limit).offset(offset).subquery()
    booking = joinedload(Attempt.booking)
    rows = session.execute(
        sa.select(Attempt, Decision)
        .join(ids, ids.c.id == Attempt.id)
        .outerjoin(Decision, sa.and_(Decision.attempt_id == Attempt.id, is_newest(Decision)))
        .order_by(*newest_first)
        .options(booking.joinedload(Booking.candidate), booking.joinedload(Booking.sitting))
    )
    deliveries = _deliveries(session, ids)
    return [_summary(attempt, decision, deliveries) for attempt, decision in rows]


def count_late_entries(session: Session, attempt_id: int) -> int:
    """Entries that came too late to count; they stay in the journal."""
    query = sa.select(sa.func.count()).where(
        JournalEntry.attempt_id == attempt_id, JournalEntry.counted.is_(False)
    )
    return session.scalar(query) or 0


def list_public_ids(session: Session, attempt_ids: Collection[int]) -> dict[int, str]:
    """Attempt id → the id that stands in addresses."""
    rows = session.execute(
        sa.select(Attempt.id, Attempt.public_id).where(Attempt.id.in_(attempt_ids))
    )
    return dict(rows.all())


def _matching(query: sa.Select[Any], search: AttemptSearch) -> sa.Select[Any]:
    query = query.select_from(Attempt).join(Attempt.booking).join(Booking.candidate)
    if search.state is not None:
        query = query.where(Attempt.state == search.state)
    if search.programme is not None:
        query = query.where(Booking.programme == search.programme)
    if search.language is not None:
        query = query.where(Attempt.language == search.language)
    if search.text is not None:
        dossier = Candidate.dossier.istartswith(search.text, autoescape=True)
        names = [_is_in_name(word) for word in search.text.split()]
        query = query.where(sa.or_(dossier, sa.and_(*names)))
    return query


def _is_in_name(word: str) -> sa.ColumnElement[bool]:
    """SQLite folds the case of ASCII letters only: "örnek" must be looked for as "Örnek" too."""
    return sa.or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in (Candidate.given_name, Candidate.family_name)
            for spelling in sorted({word, word.capitalize()})
        )
    )


def _deliveries(session: Session, ids: sa.Subquery) -> dict[int, tuple[DeliveryState, ...]]:
    """Decision id → the states of its messages, by destination."""
    rows = session.execute(
        sa.select(OutboxMessage.decision_id, OutboxMessage.state)
        .join(OutboxMessage.decision)
        .join(ids, ids.c.id == Decision.attempt_id)
        .order_by(OutboxMessage.decision_id, OutboxMessage.destination)
    )
    states: dict[int, tuple[DeliveryState, ...]] = {}
    for decision_id, state in rows:
        states[decision_id] = (*states.get(decision_id, ()), state)
    return states


def _summary(
    attempt: Attempt,
    decision: Decision | None,
    deliveries: Mapping[int, tuple[DeliveryState, ...]],
) -> AttemptSummary:
    booking = attempt.booking
    return AttemptSummary(
        public_id=attempt.public_id,
        dossier=booking.candidate.dossier,
        given_name=booking.candidate.given_name,
        family_name=booking.candidate.family_name,
        programme=booking.programme,
        moment=booking.moment,
        language=attempt.language,
        starts_at=booking.sitting.starts_at,
        state=attempt.state,
        outcome=None if decision is None else decision.outcome,
        document=None if decision is None else decision.document,
        decided_at=None if decision is None else decision.decided_at,
        deliveries=() if decision is None else deliveries.get(decision.id, ()),
    )
