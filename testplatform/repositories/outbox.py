"""What the client-tracking system must still hear, and what it could not tell us."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.outbox import DeliveryState, OutboxMessage, RefusedBooking


def count_messages_by_state(session: Session) -> dict[DeliveryState, int]:
    rows = session.execute(
        sa.select(OutboxMessage.state, sa.func.count()).group_by(OutboxMessage.state)
    )
    return dict(rows.all())


def list_messages(
    session: Session, state: DeliveryState | None, *, limit: int, offset: int = 0
) -> list[OutboxMessage]:
    """Messages in a state (None: in any), the newest first.

    Decision, attempt, booking and candidate come with each message, in the same query.
    """
    attempt = joinedload(OutboxMessage.decision).joinedload(Decision.attempt)
    query = (
        sa.select(OutboxMessage)
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
        .offset(offset)
        .options(attempt.joinedload(Attempt.booking).joinedload(Booking.candidate))
    )
    if state is not None:
        query = query.where(OutboxMessage.state == state)
    return list(session.scalars(query))


def list_messages_of_attempt(session: Session, attempt_id: int) -> list[OutboxMessage]:
    """The messages about an attempt, the newest decision first, then by destination."""
    return list(
        session.scalars(
            sa.select(OutboxMessage)
            .join(OutboxMessage.decision)
            .where(Decision.attempt_id == attempt_id)
            .order_by(Decision.revision.desc(), OutboxMessage.destination, OutboxMessage.id)
            .options(joinedload(OutboxMessage.decision))
        )
    )


def count_refused_bookings(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(RefusedBooking)) or 0


def list_refused_bookings(session: Session, *, limit: int) -> list[RefusedBooking]:
    """The bookings that could not be taken, the last refusal first."""
    return list(
        session.scalars(
            sa.select(RefusedBooking)
            .order_by(RefusedBooking.refused_at.desc(), RefusedBooking.external_id)
            .limit(limit)
        )
    )
