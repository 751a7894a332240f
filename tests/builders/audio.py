"""Audio that was made without an engine: for tests of who hears what."""

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa

from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech
from testplatform.speech.rendering import Mark


def make_ready(
    language: str,
    *,
    now: datetime,
    marks: Sequence[Mark] = (),
    store: Callable[[str], object] = lambda _key: None,
) -> None:
    """Write down that all that was asked for in a language was made, each text with these marks.

    `store` puts a file there for each key.
    """
    with unit_of_work() as session:
        wanted = session.scalars(
            sa.select(AudioAsset.key).where(
                AudioAsset.language == language, AudioAsset.state == AudioState.WANTED
            )
        ).all()
        for key in wanted:
            store(key)
            built = BuiltSpeech(key=key, sha256="0" * 64, marks=tuple(marks))
            store_built_speech(session, built, now=now)
