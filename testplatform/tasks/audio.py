"""Make the audio that was asked for, ahead of every candidate."""

from concurrent.futures import ThreadPoolExecutor

import structlog
from celery import shared_task
from flask import current_app

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.services.read_aloud import (
    bind_waiting_attempts,
    list_wanted,
    render_speech,
    store_built_speech,
)
from testplatform.speech.store import AudioStore

logger = structlog.get_logger(__name__)

ENGINES_AT_ONCE = 2
SECONDS_AT_A_TIME = 50


@shared_task(name="audio.build_wanted", time_limit=300, soft_time_limit=280)
def build_wanted() -> None:
    """Render what is wanted, a batch at a time, and bind the attempts that waited for it."""
    config: Config = current_app.extensions["testplatform_config"]
    store = AudioStore(config.media_root)
    began = now_utc()
    built = 0
    while (now_utc() - began).total_seconds() < SECONDS_AT_A_TIME:
        number = _build_batch(store)
        built += number
        if number == 0:
            break
    with unit_of_work() as session:
        bound = bind_waiting_attempts(session, now=now_utc())
    if built or bound:
        logger.info("audio built", number=built, attempts_bound=bound)


def _build_batch(store: AudioStore) -> int:
    wanted = list_wanted(db.session)
    db.session.rollback()
    if not wanted:
        return 0
    with ThreadPoolExecutor(ENGINES_AT_ONCE) as pool:
        results = list(pool.map(lambda one: render_speech(one[0], one[1], one[2], store), wanted))
    with unit_of_work() as session:
        for built in results:
            store_built_speech(session, built)
    return len(results)
