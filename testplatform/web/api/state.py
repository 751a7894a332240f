"""Build the player's state document from the journal, the form and the clock."""

import hashlib
import hmac
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from sqlalchemy.orm import Session

from itembank.bodies import Scoring
from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.timing import AttemptClock
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.repositories.forms import FormPlan, get_attempt_plan, get_form_plan
from testplatform.repositories.journal import count_plays, fold_journal
from testplatform.repositories.recordings import list_recordings
from testplatform.services.attempts import CLOSED_STATES, clock_of
from testplatform.web.api.packages import build_packages
from testplatform.web.candidate.languages import direction_of


def build_state(session: Session, attempt: Attempt, now: datetime) -> dict[str, Any]:
    """The answer of GET /api/sitting/state: everything the player needs and no key."""
    plan = get_attempt_plan(session, attempt)
    journal = fold_journal(session, attempt.id, attempt.fence)
    is_closed = attempt.state in CLOSED_STATES
    language = plan.text_language(attempt.language)
    return {
        "attempt": {
            "key": attempt_key(str(current_app.secret_key), attempt.id),
            "state": AttemptState.SUBMITTED.value if is_closed else attempt.state.value,
            "language": language,
            "direction": direction_of(language).value,
        },
        "lease": {"fence": attempt.fence, "next_seq": journal.last_seq + 1},
        "clock": build_attempt_clock(session, attempt, now),
        "parts": [
            {
                "code": package.part,
                "title": package.title,
                "package": {
                    "url": url_for("player.package", sha256=package.sha256),
                    "sha256": package.sha256,
                },
                "items": list(plan.order_of(package.part, attempt.shuffle_seed)),
            }
            for package in build_packages(session, attempt)
        ],
        "options": plan.option_orders(attempt.shuffle_seed),
        "items": _list_traits(plan),
        "plays": _count_plays(session, attempt, plan),
        "recordings": list_recordings(session, attempt),
        "answers": {ref: dict(value) for ref, value in journal.answers.items()},
        "marked": list(journal.marked),
        "position": journal.position,
    }


def _list_traits(plan: FormPlan) -> dict[str, dict[str, Any]]:
    """What the player must know of items that are no single question."""
    traits: dict[str, dict[str, Any]] = {}
    for planned in plan.items:
        body = planned.item.body
        if body.scoring is Scoring.NOBODY:
            traits[planned.ref] = {"informs": True}
        elif isinstance(body, StimulusGroupBody):
            traits[planned.ref] = {"questions": [question.id for question in body.questions]}
    return traits


def _count_plays(session: Session, attempt: Attempt, plan: FormPlan) -> dict[str, int]:
    limited = {planned.ref for planned in plan.items if planned.most_plays is not None}
    if not limited:
        return {}
    counts = count_plays(session, [attempt.id])
    return {ref: number for (_attempt, ref), number in counts.items() if ref in limited}


def build_attempt_clock(session: Session, attempt: Attempt, now: datetime) -> dict[str, Any]:
    """The server's clock of an attempt, started or not."""
    timing = get_form_plan(session, attempt.form_id).programme.timing
    clock = None if attempt.started_at is None else clock_of(attempt, timing)
    return {**build_clock(clock, now), "warn_minutes": list(timing.warn_minutes)}


def build_clock(clock: AttemptClock | None, now: datetime) -> dict[str, Any]:
    """The server's time, and the deadline once there is one."""
    deadline = None if clock is None else clock.deadline
    return {
        "server_now_ms": _milliseconds(now),
        "deadline_ms": None if deadline is None else _milliseconds(deadline),
        "remaining_seconds": None if clock is None else clock.remaining_seconds(now),
    }


def attempt_key(secret_key: str, attempt_id: int) -> str:
    """The opaque name of an attempt on a device; it keeps the stores of candidates apart."""
    message = f"attempt-key|{attempt_id}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()[:32]


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
