"""Recordings of an attempt, and which of those that its answers name are still to come."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_types.speaking import SpeakingBody
from testplatform.models.attempts import Attempt
from testplatform.models.recordings import Recording, RecordingState
from testplatform.repositories.forms import FormPlan, get_form_plan


def find_recording(session: Session, attempt_id: int, key: str) -> Recording | None:
    return session.scalars(
        sa.select(Recording).where(Recording.attempt_id == attempt_id, Recording.key == key)
    ).one_or_none()


def list_recordings(session: Session, attempt: Attempt) -> dict[str, list[str]]:
    """Ref of a spoken item → the names of its recordings, the oldest first (absent when none)."""
    plan = get_form_plan(session, attempt.form_id)
    if not any(isinstance(planned.item.body, SpeakingBody) for planned in plan.items):
        return {}
    found: dict[str, list[str]] = {}
    rows = session.execute(
        sa.select(Recording.item_ref, Recording.key)
        .where(Recording.attempt_id == attempt.id)
        .order_by(Recording.id)
    )
    for row in rows:
        found.setdefault(row.item_ref, []).append(row.key)
    return found


def list_missing_recordings(
    session: Session, attempt: Attempt, answers: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    """The recordings that answers name and that have not arrived whole, by item."""
    named = _list_named(get_form_plan(session, attempt.form_id), answers)
    if not named:
        return ()
    arrived = session.scalars(
        sa.select(Recording.key).where(
            Recording.attempt_id == attempt.id, Recording.state != RecordingState.RECEIVING
        )
    ).all()
    return tuple(key for key in named if key not in arrived)


def _list_named(plan: FormPlan, answers: Mapping[str, Mapping[str, Any]]) -> list[str]:
    named = []
    for planned in plan.items:
        body = planned.item.body
        if isinstance(body, SpeakingBody) and planned.ref in answers:
            read = body.read_response(answers[planned.ref])
            named += [] if read is None else [read[0]]
    return named
