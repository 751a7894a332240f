"""Score what was handed in, deliver what was decided, and sweep for what a message did not wake."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from celery import shared_task
from celery.worker import state as worker_state
from flask import current_app

from scoring.errors import ScoringError
from testplatform.clienttracking.client import ClientTracking
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import after_commit, db, unit_of_work
from testplatform.models.decisions import Decision
from testplatform.repositories.outbox import list_messages_of_attempt
from testplatform.services.attempts import close_expired_attempts
from testplatform.services.marking import list_submitted_attempts, score_attempt
from testplatform.services.outbox import claim_messages, list_due_messages, settle
from testplatform.services.outbox import deliver as deliver_claim
from testplatform.services.refused_decisions import remember_refused_decision
from testplatform.tasks import wake

logger = structlog.get_logger(__name__)

LIMITS = {"time_limit": 120, "soft_time_limit": 100}
# A correction of a year puts tens of thousands of results in the outbox. A sweep brings some of
# them and ends, so that new hand-ins are decided in between.
SECONDS_AT_A_TIME = 5
MOST_AT_A_TIME = 2_000
DELIVERED_AT_ONCE = 8


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
    with _open_client_tracking() as sink:
        _deliver_together([outbox_id], sink)


@shared_task(name="results.sweep", **LIMITS)
def sweep() -> None:
    """Find what no message announced: expired attempts, unscored attempts, due deliveries."""
    with unit_of_work() as session:
        close_expired_attempts(session, now_utc())
    _each("score", score, list_submitted_attempts(db.session))
    _deliver_some(list_due_messages(db.session, now_utc(), limit=MOST_AT_A_TIME))


def _deliver_some(outbox_ids: Sequence[int]) -> None:
    """Deliver until the time is up; the next sweep goes on."""
    db.session.rollback()
    if not outbox_ids:
        return
    began = now_utc()
    with _open_client_tracking() as sink:
        for begin in range(0, len(outbox_ids), DELIVERED_AT_ONCE):
            together = outbox_ids[begin : begin + DELIVERED_AT_ONCE]
            try:
                _deliver_together(together, sink)
            except Exception:
                # One that cannot even be taken must not hold up those beside it.
                logger.exception("sweep failed", action="deliver together", ids=together)
                _each("deliver", deliver, together)
            is_time_up = (now_utc() - began).total_seconds() > SECONDS_AT_A_TIME
            if is_time_up or worker_state.should_stop:
                return


def _deliver_together(outbox_ids: Sequence[int], sink: ClientTracking) -> None:
    """Claim in one transaction, speak side by side outside any, write down in another."""
    with unit_of_work() as session:
        claims = claim_messages(session, outbox_ids, now=now_utc())
    if not claims:
        return
    with ThreadPoolExecutor(len(claims)) as pool:
        spoken = [(one, pool.submit(deliver_claim, one, sink)) for one in claims]
    with unit_of_work() as session:
        for claim, answer in spoken:
            if (problem := answer.exception()) is not None:
                logger.error("delivery failed", outbox=claim.outbox_id, exc_info=problem)
                continue
            state = settle(session, claim.outbox_id, answer.result(), now=now_utc())
            logger.info("delivery tried", outbox=claim.outbox_id, state=state.value)


def _open_client_tracking() -> ClientTracking:
    config: Config = current_app.extensions["testplatform_config"]
    return ClientTracking(config.client_tracking_url, config.client_tracking_token)


def _decide(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        decision = score_attempt(session, attempt_id, now=now_utc())
        if decision is not None:
            outbox_ids = [one.id for one in list_messages_of_attempt(session, attempt_id)]
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
