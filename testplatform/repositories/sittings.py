"""Sittings and the bookings in them, as the staff pages show them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingCounts:
    """How many candidates of a sitting are booked, and how far those are who were checked in."""

    booked: int = 0
    by_state: Mapping[AttemptState, int] = field(default_factory=dict)

    @property
    def absent(self) -> int:
        return self.booked - sum(self.by_state.values())


def find_sitting(session: Session, sitting_id: int) -> Sitting | None:
    """The sitting with its test centre, in one query."""
    return session.scalars(
        sa.select(Sitting)
        .where(Sitting.id == sitting_id)
        .options(joinedload(Sitting.test_centre))
        .execution_options(populate_existing=True)
    ).one_or_none()


def list_sittings(
    session: Session,
    *,
    test_centre_ids: Collection[int] | None,
    since: datetime,
    until: datetime,
) -> list[Sitting]:
    """Sittings that start in the period, the earliest first; None means every test centre.

    The test centre comes with each sitting, in the same query.
    """
    query = (
        sa.select(Sitting)
        .join(Sitting.test_centre)
        .where(Sitting.starts_at >= since, Sitting.starts_at < until)
        .order_by(Sitting.starts_at, TestCentre.name, Sitting.id)
        .options(joinedload(Sitting.test_centre))
    )
    if test_centre_ids is not None:
        query = query.where(Sitting.test_centre_id.in_(test_centre_ids))
    return list(session.scalars(query))


def count_candidates(session: Session, sitting_ids: Collection[int]) -> dict[int, SittingCounts]:
    """Sitting id → counts, in one query; a sitting that lost its bookings has zeros."""
    rows = session.execute(
        sa.select(Booking.sitting_id, Attempt.state, sa.func.count())
        .outerjoin(Attempt, Attempt.booking_id == Booking.id)
        .where(Booking.sitting_id.in_(sitting_ids))
        .group_by(Booking.sitting_id, Attempt.state)
    ).all()
    by_sitting: dict[int, dict[AttemptState | None, int]] = {key: {} for key in sitting_ids}
    for sitting_id, state, number in rows:
        by_sitting[sitting_id][state] = number
    return {
        sitting_id: SittingCounts(
            booked=sum(numbers.values()),
            by_state={state: number for state, number in numbers.items() if state is not None},
        )
        for sitting_id, numbers in by_sitting.items()
    }


def list_bookings_of_sitting(session: Session, sitting_id: int) -> list[Booking]:
    """The bookings of a sitting with their candidates (one query), by family and given name."""
    return list(
        session.scalars(
            sa.select(Booking)
            .join(Booking.candidate)
            .where(Booking.sitting_id == sitting_id)
            .order_by(Candidate.family_name, Candidate.given_name, Booking.id)
            .options(joinedload(Booking.candidate))
        )
    )


def find_booking_with_sitting(session: Session, booking_id: int) -> Booking | None:
    """The booking with its sitting, in one query."""
    return session.scalars(
        sa.select(Booking).where(Booking.id == booking_id).options(joinedload(Booking.sitting))
    ).one_or_none()


def list_newest_bookings(session: Session, *, limit: int) -> list[Booking]:
    """The bookings that came in last, with candidate, sitting and test centre (one query)."""
    return list(
        session.scalars(
            sa.select(Booking)
            .order_by(Booking.received_at.desc(), Booking.id.desc())
            .limit(limit)
            .options(
                joinedload(Booking.candidate),
                joinedload(Booking.sitting).joinedload(Sitting.test_centre),
            )
        )
    )
