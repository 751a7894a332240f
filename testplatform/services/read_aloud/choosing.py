"""Which audio there is for a text, and which of it is played."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.readaloud import AudioOrigin, AvailableAudio, choose_audio
from itembank.voices import find_licence
from testplatform.models.audio import AudioAsset, AudioState, Speaker
from testplatform.repositories.forms import hash_text

Available = Mapping[str, tuple[AvailableAudio, ...]]


def list_available(
    session: Session,
    hashes: Collection[str],
    language: str,
    stakes: Stakes,
    *,
    is_public: bool = False,
) -> Available:
    """Text hash → the audio that passed the gate and may be used, the newest first.

    With `is_public`, only what somebody without a code may hear.

    What was rejected or is stale is left out, and so is what a licence forbids for these stakes
    and the voice of a person who took the consent back.
    """
    rows = session.execute(
        sa.select(
            AudioAsset.key,
            AudioAsset.text_hash,
            AudioAsset.origin,
            AudioAsset.licence,
            AudioAsset.approvals,
        )
        .outerjoin(Speaker, Speaker.id == AudioAsset.speaker_id)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(list(hashes)),
            AudioAsset.state == AudioState.MADE,
            Speaker.consent_withdrawn_at.is_(None),
            AudioAsset.is_public if is_public else sa.true(),
        )
        .order_by(AudioAsset.requested_at.desc(), AudioAsset.key)
    )
    available: dict[str, tuple[AvailableAudio, ...]] = {}
    for row in rows:
        if row.origin is AudioOrigin.SYNTHETIC and not _is_allowed(row.licence, stakes):
            continue
        one = AvailableAudio(key=row.key, origin=row.origin, approvals=row.approvals)
        available[row.text_hash] = (*available.get(row.text_hash, ()), one)
    return available


def choose_for_texts(
    session: Session,
    hashes: Collection[str],
    language: str,
    stakes: Stakes,
    *,
    is_public: bool = False,
) -> Mapping[str, AvailableAudio]:
    """Text hash → what is played for it; a text for which nothing may be played is not in it."""
    available = list_available(session, hashes, language, stakes, is_public=is_public)
    chosen = {one: choose_audio(found, stakes) for one, found in available.items()}
    return {one: audio for one, audio in chosen.items() if audio is not None}


def find_speech(
    session: Session, text: str, language: str, stakes: Stakes, *, is_public: bool = False
) -> str | None:
    """The key of what is played for a text, when there is any in exactly this language."""
    wanted = hash_text(text)
    chosen = choose_for_texts(session, [wanted], language, stakes, is_public=is_public)
    return chosen[wanted].key if wanted in chosen else None


def _is_allowed(licence: str, stakes: Stakes) -> bool:
    """A licence that is no longer listed allows nothing."""
    found = find_licence(licence)
    return found is not None and found.allows(stakes)
