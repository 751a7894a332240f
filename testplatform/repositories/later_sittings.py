"""The sittings of somebody that come after others of the same programme."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.rescoring import RescoringResult
from testplatform.models.sittings import Sitting

_earlier, _later = aliased(Attempt), aliased(Attempt)
_earlier_booking, _later_booking = aliased(Booking), aliased(Booking)
_earlier_sitting, _later_sitting = aliased(Sitting), aliased(Sitting)


def list_later_attempts(session: Session, attempt_id: int) -> list[int]:
    """The decided attempts after one, in their order."""
    return list(
        session.scalars(
            _after(_later.id)
            .where(_earlier.id == attempt_id, _later.state == AttemptState.SCORED)
            .order_by(_later_sitting.starts_at, _later.id)
        )
    )


def list_decided_sittings(
    session: Session, candidate_ids: Collection[int], programme: str
) -> list[tuple[int, int, datetime]]:
    """Attempt, candidate and when the sitting began, of what was decided; by number."""
    rows = session.execute(
        sa.select(Attempt.id, Booking.candidate_id, Sitting.starts_at)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .where(
            Booking.candidate_id.in_(candidate_ids),
            Booking.programme == programme,
            Attempt.state == AttemptState.SCORED,
        )
        .order_by(Attempt.id)
    )
    return [(attempt_id, candidate, at) for attempt_id, candidate, at in rows]


def add_later_attempts(session: Session, case_id: int, attempt_ids: Collection[int]) -> None:
    """Line the decided attempts after these up in a case, those that are not in it yet."""
    is_there = sa.exists().where(
        RescoringResult.case_id == case_id, RescoringResult.attempt_id == _later.id
    )
    later = (
        _after(_later.id, sa.literal(case_id))
        .where(_earlier.id.in_(attempt_ids), _later.state == AttemptState.SCORED, ~is_there)
        .distinct()
    )
    session.execute(sa.insert(RescoringResult).from_select(["attempt_id", "case_id"], later))


def find_after_written(
    session: Session, case_id: int, attempt_ids: Collection[int]
) -> frozenset[int]:
    """Those of these attempts that come after one which a case gave another decision."""
    query = _after_results(case_id, attempt_ids).where(RescoringResult.decision_id.is_not(None))
    return frozenset(session.scalars(query))


def find_after_unwritten(
    session: Session, case_id: int, attempt_ids: Collection[int]
) -> frozenset[int]:
    """Those of these attempts that come after one which a case still has to be written for."""
    query = _after_results(case_id, attempt_ids).where(RescoringResult.written_at.is_(None))
    return frozenset(session.scalars(query))


def _after_results(case_id: int, attempt_ids: Collection[int]) -> sa.Select[Any]:
    return (
        _after(_later.id)
        .join(RescoringResult, RescoringResult.attempt_id == _earlier.id)
        .where(RescoringResult.case_id == case_id, _later.id.in_(attempt_ids))
    )


def _after(*columns: Any) -> sa.Select[Any]:
    """Pairs of attempts of one candidate in one programme; the later one never comes first."""
    return (
        sa.select(*columns)
        .select_from(_later)
        .join(_later_booking, _later_booking.id == _later.booking_id)
        .join(_later_sitting, _later_sitting.id == _later_booking.sitting_id)
        .join(
            _earlier_booking,
            sa.and_(
                _earlier_booking.candidate_id == _later_booking.candidate_id,
                _earlier_booking.programme == _later_booking.programme,
            ),
        )
        .join(_earlier_sitting, _earlier_sitting.id == _earlier_booking.sitting_id)
        .join(_earlier, _earlier.booking_id == _earlier_booking.id)
        .where(
            sa.or_(
                _earlier_sitting.starts_at < _later_sitting.starts_at,
                sa.and_(
                    _earlier_sitting.starts_at == _later_sitting.starts_at,
                    _earlier.id < _later.id,
                ),
            )
        )
    )
