"""Take a response to rate, hand it back, or take it from somebody who left it lying.

Nobody chooses what they rate: whoever asks gets what waits longest. A claim runs out, so that
nothing lies with somebody who went home.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import hold_lock
from testplatform.errors import PlatformError
from testplatform.models.attempts import Attempt
from testplatform.models.ratings import RatingReturn, RatingSlot
from testplatform.repositories.ratings import find_held_slot, select_claimable
from testplatform.services.audit import record_event

CLAIM_MINUTES = 120


class RatingNotTheirs(PlatformError):
    """The response is not, or no longer, with this assessor."""


class SlotNotClaimed(PlatformError):
    """Nobody has this response, or it is rated already."""


def claim_next(session: Session, assessor_id: int, *, now: datetime) -> int | None:
    """Give somebody the response that they have already, or the one that waits longest.

    Gives the number of the task; None when nothing waits for them.
    """
    hold_lock(session, "claim a rating")
    held = find_held_slot(session, assessor_id)
    if held is None:
        held = session.scalars(
            select_claimable(assessor_id, now)
            .order_by(Attempt.submitted_at, RatingSlot.task_id, RatingSlot.number)
            .limit(1)
            .with_for_update(of=RatingSlot, skip_locked=True)
            .execution_options(populate_existing=True)
        ).first()
        if held is None:
            return None
        held.assessor_id, held.claimed_at, held.draft = assessor_id, now, None
        renew(held, now)
        _record(session, held, "response claimed", assessor_id, now)
    renew(held, now)
    session.flush()
    return held.task_id


def renew(slot: RatingSlot, now: datetime) -> None:
    """Begin the time of a claim again: somebody works on it."""
    slot.expires_at = now + timedelta(minutes=CLAIM_MINUTES)


def get_held_slot(session: Session, task_id: int, assessor_id: int) -> RatingSlot:
    """The place that somebody has with a response that they did not rate yet, for a change.

    Raises RatingNotTheirs.
    """
    slot = session.scalars(
        sa.select(RatingSlot)
        .where(
            RatingSlot.task_id == task_id,
            RatingSlot.assessor_id == assessor_id,
            RatingSlot.rated_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if slot is None:
        raise RatingNotTheirs
    return slot


def hand_back(session: Session, task_id: int, assessor_id: int, *, now: datetime) -> None:
    """Let somebody else rate; it is not offered to this assessor again. Raises RatingNotTheirs."""
    slot = get_held_slot(session, task_id, assessor_id)
    _free(slot)
    session.add(RatingReturn(task_id=task_id, assessor_id=assessor_id, returned_at=now))
    session.flush()
    _record(session, slot, "response handed back", assessor_id, now)


def release(session: Session, task_id: int, number: int, *, staff_id: int, now: datetime) -> None:
    """Take a response from an assessor who does not get to it. Raises SlotNotClaimed."""
    slot = session.get(RatingSlot, (task_id, number), with_for_update=True, populate_existing=True)
    if slot is None or slot.assessor_id is None or slot.rated_at is not None:
        raise SlotNotClaimed
    _free(slot)
    session.flush()
    _record(session, slot, "response released", staff_id, now)


def _free(slot: RatingSlot) -> None:
    slot.assessor_id = slot.claimed_at = slot.expires_at = slot.draft = None


def _record(session: Session, slot: RatingSlot, action: str, staff_id: int, now: datetime) -> None:
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"rating-task:{slot.task_id}",
        now=now,
        details={"place": slot.number},
    )
