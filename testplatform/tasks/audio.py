"""Make the audio that was asked for, ahead of every candidate."""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from celery import shared_task
from celery.worker import state as worker_state
from flask import current_app

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.services.read_aloud.making import (
    BuiltSpeech,
    claim_wanted,
    render_together,
    settle_claims,
)
from testplatform.services.read_aloud.manifests import bind_waiting_attempts
from testplatform.services.read_aloud.recognising import list_unheard, note_language
from testplatform.speech.store import AudioStore, sweep_unfinished
from testplatform.speech.synthesis import SpeechError

logger = structlog.get_logger(__name__)

HEARD_AT_A_TIME = 4
LONGEST_WRITE = timedelta(days=1)
SECONDS_AT_A_TIME = 2  # short, so that a worker that is told to stop can stop


@shared_task(name="audio.build_wanted", time_limit=300, soft_time_limit=280)
def build_wanted() -> None:
    """Render what is wanted, a batch at a time, and bind the attempts that waited for it."""
    config: Config = current_app.extensions["testplatform_config"]
    store = AudioStore(config.media_root)
    began = now_utc()
    built: list[BuiltSpeech] = []
    while (now_utc() - began).total_seconds() < SECONDS_AT_A_TIME and not worker_state.should_stop:
        with unit_of_work() as session:
            wanted = claim_wanted(session, now=now_utc())
        if not wanted:
            break
        results: list[BuiltSpeech] = []
        try:
            render_together(wanted, store, results)
        finally:
            with unit_of_work() as session:
                settle_claims(session, wanted, results, now=now_utc())
        built += results
    with unit_of_work() as session:
        bound = bind_waiting_attempts(session, now=now_utc())
    if built or bound:
        _log(built, bound)


@shared_task(name="audio.sweep_unfinished", time_limit=300, soft_time_limit=280)
def sweep() -> None:
    """Take away the files that a worker which was killed had not named yet."""
    config: Config = current_app.extensions["testplatform_config"]
    number = sweep_unfinished(config.media_root, before=now_utc() - LONGEST_WRITE)
    if number:
        logger.info("unfinished files removed", number=number)


@shared_task(name="audio.hear_languages", time_limit=300, soft_time_limit=280)
def hear() -> None:
    """Let the recogniser, where the house has one, listen to some recordings."""
    config: Config = current_app.extensions["testplatform_config"]
    if not config.speech_recogniser:
        return
    store = AudioStore(config.media_root)
    keys = list_unheard(db.session, store, most=HEARD_AT_A_TIME)
    db.session.rollback()
    for key in keys:
        if worker_state.should_stop:
            return
        try:
            note_language(store, key, config.speech_recogniser)
        except (SpeechError, OSError) as problem:
            logger.warning("recogniser failed", asset=key, problem=str(problem))
            return


def _log(built: Sequence[BuiltSpeech], bound: int) -> None:
    postponed = [one for one in built if one.problem is not None]
    for one in postponed:
        logger.warning("speech unavailable", asset=one.key, problem=one.problem)
    logger.info(
        "audio built",
        number=len(built) - len(postponed),
        attempts_bound=bound,
        unavailable=len(postponed),
    )
