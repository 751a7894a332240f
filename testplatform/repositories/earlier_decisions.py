"""What a candidate reached in other sittings of a programme, as the newest decisions say."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.decisions import Outcome
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form
from testplatform.models.sittings import Sitting
from testplatform.repositories.decisions import is_newest


def list_earlier_decisions(
    session: Session, booking: Booking
) -> list[tuple[datetime, dict[str, Any]]]:
    """When each other sitting of that candidate began, at most as late as this one; one query."""
    rows = session.execute(
        sa.select(Sitting.starts_at, Decision.document)
        .select_from(Decision)
        .join(Decision.attempt)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .where(
            Booking.candidate_id == booking.candidate_id,
            Booking.programme == booking.programme,
            Booking.id != booking.id,
            Sitting.starts_at <= booking.sitting.starts_at,
            is_newest(Decision),
        )
        .order_by(Sitting.starts_at, Decision.id)
    )
    return [(starts_at, document) for starts_at, document in rows]


def list_decisions_of(
    session: Session, candidate_ids: Collection[int], programme: str
) -> list[tuple[int, int, datetime, dict[str, Any]]]:
    """Candidate, attempt, when the sitting began and the newest decision; one query."""
    rows = session.execute(
        sa.select(Booking.candidate_id, Attempt.id, Sitting.starts_at, Decision.document)
        .select_from(Decision)
        .join(Decision.attempt)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .where(
            Booking.candidate_id.in_(candidate_ids),
            Booking.programme == programme,
            is_newest(Decision),
        )
        .order_by(Sitting.starts_at, Decision.id)
    )
    return [(candidate, attempt, at, document) for candidate, attempt, at, document in rows]


class EarlierResult(NamedTuple):
    """What was found in one sitting of a candidate, and with which form."""

    candidate_id: int
    moment: str
    starts_at: datetime
    form: str
    outcome: Outcome | None
    document: dict[str, Any]


def list_earlier_results(
    session: Session, candidate_ids: Collection[int], programme: str, *, before: datetime
) -> list[EarlierResult]:
    """The newest decision of each earlier sitting of these candidates; one query."""
    rows = session.execute(
        sa.select(
            Booking.candidate_id,
            Booking.moment,
            Sitting.starts_at,
            Form.code,
            Decision.outcome,
            Decision.document,
        )
        .select_from(Decision)
        .join(Decision.attempt)
        .join(Attempt.form)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .where(
            Booking.candidate_id.in_(candidate_ids),
            Booking.programme == programme,
            Sitting.starts_at < before,
            is_newest(Decision),
        )
        .order_by(Sitting.starts_at, Decision.id)
    )
    return [EarlierResult(*row) for row in rows]


def find_newest_document(
    session: Session, dossier: str, programme: str
) -> tuple[datetime, dict[str, Any]] | None:
    """When somebody sat a programme for the last time, and what was decided of it; one query."""
    row = session.execute(
        sa.select(Sitting.starts_at, Decision.document)
        .select_from(Decision)
        .join(Decision.attempt)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .join(Booking.candidate)
        .where(
            Candidate.dossier == dossier,
            Booking.programme == programme,
            is_newest(Decision),
        )
        .order_by(Sitting.starts_at.desc(), Decision.id.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.starts_at, row.document)
