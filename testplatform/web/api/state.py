"""Build the player's state document from the journal, the form and the clock."""

import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from sqlalchemy.orm import Session

from itembank.bodies import Scoring
from itembank.item_types.stimulus_group import StimulusGroupBody
from itembank.timing import AttemptClock
from scoring.codes import PartCode
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.repositories.forms import FormPlan, get_attempt_plan, get_form_plan
from testplatform.repositories.journal import count_plays, fold_journal
from testplatform.repositories.recordings import list_recordings
from testplatform.services.attempts import CLOSED_STATES, clock_of
from testplatform.services.part_times import PartClocks, list_part_clocks
from testplatform.services.routed_tests import find_open_test
from testplatform.web.api.packages import build_packages
from testplatform.web.candidate.languages import direction_of


def build_state(session: Session, attempt: Attempt, now: datetime) -> dict[str, Any]:
    """The answer of GET /api/sitting/state: everything the player needs and no key."""
    plan = get_attempt_plan(session, attempt)
    journal = fold_journal(session, attempt.id, attempt.fence)
    is_closed = attempt.state in CLOSED_STATES
    test = find_open_test(session, attempt)
    packages = build_packages(session, attempt)
    parts = {package.part for package in packages}
    open_refs = {one.ref for one in plan.items if one.part in parts}
    orders = plan.option_orders(attempt.shuffle_seed)
    language = plan.text_language(attempt.language)
    times = _list_times(plan, attempt)
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
                "time_ms": times.get(PartCode(package.part)),
            }
            for package in packages
        ],
        "test": None if test is None else test.number,
        "options": {ref: order for ref, order in orders.items() if ref in open_refs},
        "items": _list_traits(plan, open_refs),
        "plays": _count_plays(session, attempt, plan),
        "recordings": list_recordings(session, attempt),
        "answers": {ref: dict(value) for ref, value in journal.answers.items() if ref in open_refs},
        "marked": [ref for ref in journal.marked if ref in open_refs],
        "position": journal.position if journal.position in open_refs else None,
    }


def _list_times(plan: FormPlan, attempt: Attempt) -> dict[PartCode, int]:
    """The milliseconds of each part that has a time of its own, extra time included."""
    percent = 100 + attempt.extra_percent
    return {
        part: seconds * 10 * percent for part, seconds in plan.programme.seconds_by_part.items()
    }


def _list_traits(plan: FormPlan, refs: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the player must know of items that are no single question."""
    traits: dict[str, dict[str, Any]] = {}
    for planned in (one for one in plan.items if one.ref in refs):
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
    programme = get_form_plan(session, attempt.form_id).programme
    timing = programme.timing
    clock = None if attempt.started_at is None else clock_of(attempt, timing)
    parts = None if clock is None else list_part_clocks(session, attempt.id, programme, clock)
    return {**build_clock(clock, now, parts), "warn_minutes": list(timing.warn_minutes)}


def build_clock(
    clock: AttemptClock | None, now: datetime, parts: PartClocks | None = None
) -> dict[str, Any]:
    """The server's time, the deadline once there is one, and those of the parts that are open."""
    return {
        "server_now_ms": _milliseconds(now),
        "deadline_ms": None if clock is None else _milliseconds(clock.deadline),
        "remaining_seconds": None if clock is None else clock.remaining_seconds(now),
        "parts": {
            code: {
                "opened_at_ms": _milliseconds(part.opened_at),
                "deadline_ms": _milliseconds(part.deadline),
            }
            for code, part in (parts or {}).items()
        },
    }


def attempt_key(secret_key: str, attempt_id: int) -> str:
    """The opaque name of an attempt on a device; it keeps the stores of candidates apart."""
    message = f"attempt-key|{attempt_id}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()[:32]


def _milliseconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp() * 1000)
