"""Let a recogniser listen to recordings beforehand, and keep what it heard beside each of them.

It is a file and no row: whoever takes the recogniser away, or another one, takes the files away.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.audio import AudioAsset, AudioState
from testplatform.speech import espeak
from testplatform.speech.recognition import HEARD_AS, Heard, hear_language, read_heard
from testplatform.speech.store import AudioStore, write_whole

SUFFIX = ".heard.json"


def list_unheard(session: Session, store: AudioStore, *, most: int) -> list[str]:
    """Recordings that a recogniser has not listened to yet, the first that were asked for.

    Languages that it does not know are left out, and so is espeak-ng: it sounds so little like
    anybody that a recogniser took its Dutch for English or German every time (0 of 5 were right).
    """
    keys = session.scalars(
        sa.select(AudioAsset.key)
        .where(
            AudioAsset.state == AudioState.MADE,
            AudioAsset.language.in_(sorted(HEARD_AS)),
            AudioAsset.engine != espeak.PROGRAM,
        )
        .order_by(AudioAsset.requested_at, AudioAsset.key)
    )
    unheard = (key for key in keys if not store.path_beside(key, SUFFIX).is_file())
    return [key for _, key in zip(range(most), unheard, strict=False)]


def note_language(store: AudioStore, key: str, command: Sequence[str]) -> Heard:
    """Let the recogniser listen to a recording. No database: this takes seconds.

    Raises SpeechUnavailable, SpeechDefective, and OSError when there is no such file.
    """
    heard = hear_language(command, store.path_for(key).read_bytes())
    write_whole(store.path_beside(key, SUFFIX), heard.to_json().encode())
    return heard


def find_doubt(store: AudioStore, asset: AudioAsset) -> Heard | None:
    """What the recogniser heard, where that is another language than it should be."""
    try:
        heard = read_heard(store.path_beside(asset.key, SUFFIX).read_bytes())
    except OSError:
        return None
    return heard if heard is not None and heard.is_doubtful(asset.language) else None
