"""Which parts with a time of their own were opened, and when."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.part_times import Opening
from scoring.codes import PartCode
from testplatform.models.part_openings import PartOpening


def list_openings(session: Session, attempt_ids: Collection[int]) -> dict[int, tuple[Opening, ...]]:
    """Attempt id → its openings in their order (absent when there are none)."""
    rows = session.execute(
        sa.select(PartOpening.attempt_id, PartOpening.part, PartOpening.opened_at)
        .where(PartOpening.attempt_id.in_(attempt_ids))
        .order_by(PartOpening.attempt_id, PartOpening.number)
    )
    openings: dict[int, tuple[Opening, ...]] = {}
    for row in rows:
        opening = Opening(part=PartCode(row.part), opened_at=row.opened_at)
        openings[row.attempt_id] = (*openings.get(row.attempt_id, ()), opening)
    return openings
