"""Make the audio that was asked for, ahead of every candidate."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import structlog
from celery import shared_task
from celery.worker import state as worker_state
from flask import current_app

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.services.read_aloud import (
    BuiltSpeech,
    bind_waiting_attempts,
    list_wanted,
    render_speech,
    store_built_speech,
)
from testplatform.speech.store import AudioStore
from testplatform.speech.synthesis import SpeechUnavailable

logger = structlog.get_logger(__name__)

ENGINES_AT_ONCE = 2
SECONDS_AT_A_TIME = 2  # short, so that a worker that is told to stop can stop

Wanted = tuple[str, str, str]  # key, text, language


@shared_task(name="audio.build_wanted", time_limit=300, soft_time_limit=280)
def build_wanted() -> None:
    """Render what is wanted, a batch at a time, and bind the attempts that waited for it."""
    config: Config = current_app.extensions["testplatform_config"]
    store = AudioStore(config.media_root)
    began = now_utc()
    built = 0
    unavailable: set[str] = set()
    while (now_utc() - began).total_seconds() < SECONDS_AT_A_TIME and not worker_state.should_stop:
        wanted = list_wanted(db.session, but_not=unavailable)
        db.session.rollback()
        if not wanted:
            break
        results = _render_together(wanted, store)
        unavailable |= {key for key, _text, _language in wanted} - {one.key for one in results}
        with unit_of_work() as session:
            for one in results:
                store_built_speech(session, one)
        built += len(results)
        if not results:
            break  # the engine itself is not there: no use in asking for the rest
    with unit_of_work() as session:
        bound = bind_waiting_attempts(session, now=now_utc())
    if built or bound or unavailable:
        logger.info("audio built", number=built, attempts_bound=bound, unavailable=len(unavailable))


def _render_together(wanted: Sequence[Wanted], store: AudioStore) -> list[BuiltSpeech]:
    """Render with a few engines at once; what an engine could not do now is left for later."""

    def render_one(one: Wanted) -> BuiltSpeech | None:
        key, text, language = one
        try:
            return render_speech(key, text, language, store)
        except SpeechUnavailable as problem:
            logger.warning("speech unavailable", asset=key, problem=str(problem))
            return None

    with ThreadPoolExecutor(ENGINES_AT_ONCE) as pool:
        return [built for built in pool.map(render_one, wanted) if built is not None]
