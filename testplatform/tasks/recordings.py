"""Listen to what candidates spoke, and delete what was kept as long as was promised."""

import structlog
from celery import shared_task
from flask import current_app

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.recording_files import RecordingStore
from testplatform.services.recordings import delete_old_recordings, list_unchecked, note_facts
from testplatform.speech.inspection import SoundFacts, inspect_webm
from testplatform.speech.synthesis import SpeechDefective, SpeechUnavailable

logger = structlog.get_logger(__name__)


@shared_task(name="audio.check_recordings", time_limit=300, soft_time_limit=280)
def check() -> None:
    """Check every recording that is complete; without ffmpeg they wait for the next time."""
    store = _store()
    recording_ids = list_unchecked(db.session)
    db.session.rollback()
    for recording_id in recording_ids:
        try:
            facts = _inspect(store, recording_id)
        except SpeechUnavailable as problem:
            logger.warning("recordings not checked", problem=str(problem))
            return
        with unit_of_work() as session:
            note_facts(session, recording_id, facts)
        logger.info("recording checked", recording=recording_id, playable=facts is not None)


@shared_task(name="audio.delete_old_recordings", time_limit=300, soft_time_limit=280)
def delete_old() -> None:
    """Delete the recordings whose time is over."""
    with unit_of_work() as session:
        number = delete_old_recordings(session, _store(), now=now_utc())
    if number:
        logger.info("recordings deleted", number=number)


def _inspect(store: RecordingStore, recording_id: int) -> SoundFacts | None:
    try:
        return inspect_webm(store.path_of(recording_id))
    except SpeechDefective:
        return None


def _store() -> RecordingStore:
    config: Config = current_app.extensions["testplatform_config"]
    return RecordingStore(config.media_root)
