"""Take in what a person recorded for a text: from the studio or as a file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.languages import is_signed
from itembank.readaloud import AudioOrigin, Phrase
from testplatform.errors import PlatformError
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, ReviewVerdict, Speaker
from testplatform.repositories.forms import hash_text
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.requesting import plan_text
from testplatform.services.read_aloud.screens import is_of_screens
from testplatform.services.read_aloud.speakers import lock_speaker, may_record
from testplatform.services.translating import Translator
from testplatform.speech.audio import RenderedAudio
from testplatform.speech.phrases import phrases_to_document
from testplatform.speech.store import AudioStore
from testplatform.speech.takes import render_take

AUDIO_TYPE = "audio/webm"
RECORDING_VERSION = "1"


class TakeSource(StrEnum):
    """How a recording came in; it is the engine of a human asset."""

    STUDIO = "studio"
    UPLOAD = "upload"


class RecordingFault(StrEnum):
    """Why a recording is not kept, whatever it sounds like."""

    NOT_THEIR_LANGUAGE = "not_their_language"
    NO_SPOKEN_LANGUAGE = "no_spoken_language"
    NOT_SIGNED = "not_signed"
    OTHER_TEXT = "other_text"


@dataclass(eq=False)
class NotRecorded(PlatformError):
    """A recording was not kept."""

    fault: RecordingFault

    def __str__(self) -> str:
        return self.fault.value


class Recorded(Protocol):
    """What a person recorded for a text and passed its checks: a voice, or signs on video."""

    @property
    def text(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def source(self) -> TakeSource: ...

    @property
    def key(self) -> str: ...

    @property
    def media_type(self) -> str: ...

    @property
    def duration_ms(self) -> int: ...

    @property
    def loudness_lufs(self) -> float | None: ...

    def write(self, media_root: Path) -> None:
        """Put its files on disk; again changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A recording that passed the gate, of a text in a language."""

    text: str
    language: str
    audio: RenderedAudio
    source: TakeSource

    @property
    def key(self) -> str:
        """The key of a recording is the hash of its file."""
        return self.audio.webm.sha256

    @property
    def media_type(self) -> str:
        return AUDIO_TYPE

    @property
    def duration_ms(self) -> int:
        return self.audio.webm.duration_ms

    @property
    def loudness_lufs(self) -> float | None:
        return self.audio.webm.loudness_lufs

    def write(self, media_root: Path) -> None:
        AudioStore(media_root).write(self.key, self.audio.files)


def say_text(session: Session, text: str, language: str) -> str:
    """What a reader is to say for a text: numbers and signs in words, as a voice would."""
    return " ".join(one.said for one in plan_text(session, text, language))


def make_take(
    data: bytes,
    text: str,
    said: str,
    language: str,
    *,
    source: TakeSource = TakeSource.STUDIO,
    stated_ms: int | None = None,
) -> Take:
    """Decode, level and judge a recording. No database: this takes a second or two.

    Raises TakeRefused, SpeechUnavailable, or NotRecorded for a language without speech.
    """
    if is_signed(language):
        raise NotRecorded(RecordingFault.NO_SPOKEN_LANGUAGE)
    audio = render_take(data, text, said, language, stated_ms=stated_ms)
    return Take(text=text, language=language, audio=audio, source=source)


def take_recording(
    session: Session,
    media_root: Path,
    take: Recorded,
    *,
    speaker_id: int,
    by: Translator,
    now: datetime,
) -> AudioAsset:
    """Keep a recording; earlier ones of this text by the same speaker become stale.

    The same again changes nothing. Raises SpeakerRefused, or NotRecorded when it is not their
    language, or when exactly this recording was taken for another text before.
    """
    if not may_record(by, take.language):
        raise NotRecorded(RecordingFault.NOT_THEIR_LANGUAGE)
    speaker = lock_speaker(session, speaker_id, by=by)
    known = session.get(AudioAsset, take.key, with_for_update=True)
    if known is not None and not _is_same(known, take, speaker):
        raise NotRecorded(RecordingFault.OTHER_TEXT)
    take.write(media_root)
    asset = known or _add_asset(session, take, speaker, now)
    if known is not None and known.state is AudioState.STALE:
        known.state = _state_by_reviews(session, known)
        known.requested_at = now
    _outdate_earlier(session, asset)
    if known is None:
        _record(session, asset, by, now)
    return asset


def _add_asset(session: Session, take: Recorded, speaker: Speaker, now: datetime) -> AudioAsset:
    loudness = take.loudness_lufs
    whole = Phrase(start=0, end=len(take.text), said=say_text(session, take.text, take.language))
    asset = AudioAsset(
        key=take.key,
        state=AudioState.MADE,
        origin=AudioOrigin.HUMAN,
        language=take.language,
        text=take.text,
        text_hash=hash_text(take.text),
        phrases=phrases_to_document((whole,)),
        is_public=is_of_screens(hash_text(take.text), take.language),
        media_type=take.media_type,
        engine=take.source.value,
        voice=str(speaker.id),
        voice_version=RECORDING_VERSION,
        licence=speaker.licence,
        speaker_id=speaker.id,
        requested_at=now,
        duration_ms=take.duration_ms,
        loudness_lufs=None if loudness is None else f"{loudness:.1f}",
        sha256=take.key,
        approvals=0,
    )
    session.add(asset)
    session.flush()
    return asset


def _is_same(known: AudioAsset, take: Recorded, speaker: Speaker) -> bool:
    return (known.text_hash, known.language, known.speaker_id) == (
        hash_text(take.text),
        take.language,
        speaker.id,
    )


def _state_by_reviews(session: Session, asset: AudioAsset) -> AudioState:
    """A recording that comes back is what its reviewers made of it."""
    rejected = session.scalar(
        sa.select(sa.func.count()).where(
            AudioReview.asset_key == asset.key, AudioReview.verdict == ReviewVerdict.REJECT
        )
    )
    return AudioState.REJECTED if rejected else AudioState.MADE


def _outdate_earlier(session: Session, newest: AudioAsset) -> None:
    session.execute(
        sa.update(AudioAsset)
        .where(
            AudioAsset.language == newest.language,
            AudioAsset.text_hash == newest.text_hash,
            AudioAsset.speaker_id == newest.speaker_id,
            AudioAsset.key != newest.key,
        )
        .values(state=AudioState.STALE)
    )
    session.flush()


def _record(session: Session, asset: AudioAsset, by: Translator, now: datetime) -> None:
    record_event(
        session,
        actor=f"staff:{by.staff_id}",
        action="voice recorded",
        subject=f"speaker:{asset.speaker_id}",
        now=now,
        details={"language": asset.language, "audio": asset.key},
    )
