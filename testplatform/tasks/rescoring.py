"""Calculate what corrections would change, and write what was approved, a batch at a time."""

from collections.abc import Callable

import structlog
from celery import shared_task
from celery.worker import state as worker_state

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.rescoring import RescoringState
from testplatform.repositories.rescoring import list_case_ids
from testplatform.services.rescoring_cases import calculate_case, store_dry_run
from testplatform.services.rescoring_writing import Progress, begin_writing, write_batch
from testplatform.tasks import wake

logger = structlog.get_logger(__name__)

LIMITS = {"time_limit": 900, "soft_time_limit": 880}
SECONDS_AT_A_TIME = 5  # short, so that new hand-ins are decided in between


@shared_task(name="rescoring.calculate", **LIMITS)
def calculate(case_id: int) -> None:
    """Calculate the dry run of a case; twice is once."""
    calculated = calculate_case(db.session, case_id)
    db.session.rollback()
    if calculated is None:
        return
    with unit_of_work() as session:
        is_stored = store_dry_run(session, case_id, calculated)
    logger.info("rescoring calculated", case=case_id, stored=is_stored)


@shared_task(name="rescoring.write", **LIMITS)
def write(case_id: int) -> None:
    """Write some batches of an approved case, each in its own transaction; then call again."""
    began = now_utc()
    writing = begin_writing(db.session, case_id)
    db.session.rollback()
    progress = Progress.NOTHING_TO_DO
    while writing is not None and not worker_state.should_stop:
        with unit_of_work() as session:
            progress = write_batch(session, writing, now=now_utc())
        is_time_up = (now_utc() - began).total_seconds() > SECONDS_AT_A_TIME
        if progress is not Progress.WRITTEN or is_time_up:
            break
    if progress is not Progress.NOTHING_TO_DO:
        logger.info("rescoring batches written", case=case_id, progress=progress.value)
        for next_id in list_case_ids(db.session, RescoringState.APPROVED)[:1]:
            wake(write, next_id)
        db.session.rollback()


@shared_task(name="rescoring.sweep", **LIMITS)
def sweep() -> None:
    """Find what no message announced: cases without a dry run, and the first one to be written."""
    waiting = list_case_ids(db.session, RescoringState.CALCULATING)
    approved = list_case_ids(db.session, RescoringState.APPROVED)
    db.session.rollback()
    for case_id in waiting:
        _try(calculate, case_id)
    for case_id in approved[:1]:
        _try(write, case_id)


def _try(task: Callable[[int], None], case_id: int) -> None:
    """Do one case: one that cannot be done is told in the log and holds up nobody."""
    try:
        task(case_id)
    except Exception:
        logger.exception("sweep of rescoring failed", case=case_id)
