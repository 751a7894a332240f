"""What the dry run of a case found, and how far its writing is, as lists and counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.decisions import Outcome
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.organisations import TestCentre
from testplatform.models.rescoring import RescoringChange, RescoringResult
from testplatform.models.sittings import Sitting

READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSearch:
    """Which of the changes of a dry run somebody looks for; None means any."""

    outcomes: tuple[Outcome, Outcome] | None = None
    is_result_changed: bool | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """An attempt that changes, with what a list shows of it. Without names: a dossier is enough."""

    public_id: str
    dossier: str
    language: str
    test_centre: str
    starts_at: datetime
    outcome_before: Outcome | None
    outcome_after: Outcome | None
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDecision:
    """An attempt that could not be decided again, and why. Without names: a dossier is enough."""

    public_id: str
    dossier: str
    test_centre: str
    starts_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCounts:
    """How far the writing of a case is."""

    total: int
    written: int
    decisions: int
    problems: int


def count_changes(session: Session, case_id: int, search: ChangeSearch) -> int:
    return session.scalar(_changes(sa.select(sa.func.count()), case_id, search)) or 0


def list_changes(
    session: Session,
    case_id: int,
    search: ChangeSearch,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[ListedChange]:
    """What changes, other results first, then by sitting (one query)."""
    return list(stream_changes(session, case_id, search, limit=limit, offset=offset))


def stream_changes(
    session: Session,
    case_id: int,
    search: ChangeSearch,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[ListedChange]:
    """The same a few at a time: there can be a year of them."""
    rows = session.execute(
        _changes(
            sa.select(
                Attempt.public_id,
                Candidate.dossier,
                Attempt.language,
                TestCentre.name.label("test_centre"),
                Sitting.starts_at,
                RescoringChange.outcome_before,
                RescoringChange.outcome_after,
                RescoringChange.document,
            ),
            case_id,
            search,
        )
        .join(Booking.candidate)
        .join(Booking.sitting)
        .join(Sitting.test_centre)
        .order_by(
            ~_is_other_result(),
            Sitting.starts_at,
            Attempt.id,
        )
        .limit(limit)
        .offset(offset)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    return (ListedChange(**row._mapping) for row in rows)


def stream_kept(
    session: Session, case_id: int, *, limit: int | None = None
) -> Iterator[KeptDecision]:
    """Whose decision stayed because nobody could decide it again, by reason and then by sitting."""
    rows = session.execute(
        sa.select(
            Attempt.public_id,
            Candidate.dossier,
            TestCentre.name.label("test_centre"),
            Sitting.starts_at,
            RescoringResult.problem.label("reason"),
        )
        .select_from(RescoringResult)
        .join(Attempt, Attempt.id == RescoringResult.attempt_id)
        .join(Attempt.booking)
        .join(Booking.candidate)
        .join(Booking.sitting)
        .join(Sitting.test_centre)
        .where(RescoringResult.case_id == case_id, RescoringResult.problem.is_not(None))
        .order_by(RescoringResult.problem, Sitting.starts_at, Attempt.id)
        .limit(limit)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    return (KeptDecision(**row._mapping) for row in rows)


def count_written(session: Session, case_id: int) -> WrittenCounts:
    row = session.execute(
        sa.select(
            sa.func.count().label("total"),
            sa.func.count(RescoringResult.written_at).label("written"),
            sa.func.count(RescoringResult.decision_id).label("decisions"),
            sa.func.count(RescoringResult.problem).label("problems"),
        ).where(RescoringResult.case_id == case_id)
    ).one()
    return WrittenCounts(**row._mapping)


def _changes(query: sa.Select[Any], case_id: int, search: ChangeSearch) -> sa.Select[Any]:
    query = (
        query.select_from(RescoringChange)
        .join(Attempt, Attempt.id == RescoringChange.attempt_id)
        .join(Attempt.booking)
        .where(RescoringChange.case_id == case_id)
    )
    if search.outcomes is not None:
        before, after = search.outcomes
        query = query.where(
            RescoringChange.outcome_before == before, RescoringChange.outcome_after == after
        )
    if search.is_result_changed is not None:
        query = query.where(_is_other_result() == sa.literal(search.is_result_changed))
    if search.language is not None:
        query = query.where(Attempt.language == search.language)
    return query


def _is_other_result() -> sa.ColumnElement[bool]:
    """Whether the outcome or what was found is another; the oldest rows have outcomes alone."""
    return sa.func.coalesce(
        RescoringChange.is_result_changed,
        RescoringChange.outcome_before != RescoringChange.outcome_after,
        type_=sa.Boolean(),
    )
