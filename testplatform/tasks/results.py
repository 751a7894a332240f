"""Score what was handed in, deliver what was decided, and sweep for what a message did not wake."""

from collections.abc import Callable, Sequence

import structlog
from celery import shared_task
from flask import current_app

from scoring.errors import ScoringError
from testplatform.clienttracking.client import ClientTracking
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import after_commit, db, unit_of_work
from testplatform.models.decisions import Decision
from testplatform.services.attempts import close_expired_attempts
from testplatform.services.marking import list_submitted_attempts, score_attempt
from testplatform.services.outbox import claim_message, list_due_messages, settle
from testplatform.services.outbox import deliver as deliver_claim
from testplatform.services.refused_decisions import remember_refused_decision
from testplatform.tasks import wake

logger = structlog.get_logger(__name__)

LIMITS = {"time_limit": 120, "soft_time_limit": 100}


@shared_task(name="results.score", **LIMITS)
def score(attempt_id: int) -> None:
    """Decide one attempt; twice is once. What cannot be decided waits, with its reason."""
    try:
        decision = _decide(attempt_id)
    except ScoringError as problem:
        with unit_of_work() as session:
            remember_refused_decision(session, attempt_id, problem, now=now_utc())
        logger.warning("attempt not decided", attempt=attempt_id, reason=str(problem))
        return
    if decision is not None:
        logger.info("attempt scored", attempt=attempt_id)


@shared_task(name="results.deliver", **LIMITS)
def deliver(outbox_id: int) -> None:
    """Deliver one message: claim, speak, write down."""
    with unit_of_work() as session:
        claim = claim_message(session, outbox_id, now=now_utc())
    if claim is None:
        return
    config: Config = current_app.extensions["testplatform_config"]
    with ClientTracking(config.client_tracking_url, config.client_tracking_token) as sink:
        answer = deliver_claim(claim, sink)
    with unit_of_work() as session:
        state = settle(session, outbox_id, answer, now=now_utc())
    logger.info("delivery tried", outbox=outbox_id, state=state.value)


@shared_task(name="results.sweep", **LIMITS)
def sweep() -> None:
    """Find what no message announced: expired attempts, unscored attempts, due deliveries."""
    with unit_of_work() as session:
        close_expired_attempts(session, now_utc())
    _each("score", score, list_submitted_attempts(db.session))
    _each("deliver", deliver, list_due_messages(db.session, now_utc()))


def _decide(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        decision = score_attempt(session, attempt_id, now=now_utc())
        if decision is not None:
            outbox_ids = list_due_messages(session, now_utc())
            after_commit(session, lambda: [wake(deliver, outbox_id) for outbox_id in outbox_ids])
    return decision


def _each(action: str, task: Callable[[int], None], ids: Sequence[int]) -> None:
    """Do each in turn: one that cannot be done is told in the log and holds up nobody."""
    db.session.rollback()
    for one in ids:
        try:
            task(one)
        except Exception:
            logger.exception("sweep failed", action=action, id=one)
