"""Read-aloud: which texts need a voice, which have one, and the frozen audio of a form.

Audio is made ahead by a worker and never at the candidate's moment: only `request_speech` and
`render_speech` ask the engine anything. A language without a voice gets no audio: nothing here
ever falls back on another language.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.readaloud import SpeechCoverage
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.forms import AudioManifest
from testplatform.models.languages import Language
from testplatform.repositories.forms import (
    PlannedSegment,
    find_newest_audio_manifest,
    get_form_plan,
    hash_text,
)
from testplatform.speech.rendering import render, speech_key, synthesiser_for
from testplatform.speech.store import AudioStore
from testplatform.speech.synthesis import SpeechError, SpeechSynthesiser, SpeechUnavailable

BATCH = 8

AudioDocument = dict[str, dict[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSpeech:
    """What became of one text: its measurements, or why it was refused."""

    key: str
    duration_ms: int | None = None
    loudness_lufs: float | None = None
    sha256: str | None = None
    refusal: str | None = None


def request_speech(
    session: Session, texts: Iterable[str], language: str, *, is_public: bool, now: datetime
) -> int:
    """Ask for audio of texts in a language; returns how many are new. Without a voice: none.

    Raises SpeechUnavailable when the engine is not there to name its version.
    """
    synthesiser = _synthesiser(language)
    if synthesiser is None:
        return 0
    keys = {speech_key(text, get_language(language), synthesiser): text for text in texts}
    known = set(session.scalars(sa.select(AudioAsset.key).where(AudioAsset.key.in_(list(keys)))))
    voice = synthesiser.voice
    for key in keys.keys() - known:
        session.add(
            AudioAsset(
                key=key,
                state=AudioState.WANTED,
                language=language,
                text=keys[key],
                text_hash=hash_text(keys[key]),
                is_public=is_public,
                engine=f"{voice.engine} {voice.version} {voice.name}",
                requested_at=now,
            )
        )
    session.flush()
    return len(keys.keys() - known)


def request_form_speech(session: Session, form_id: int, *, now: datetime) -> int:
    """Ask for the audio of a form in every language it can be shown in."""
    segments = get_form_plan(session, form_id).segments
    return sum(
        request_speech(session, [one.text for one in planned], tag, is_public=False, now=now)
        for tag, planned in segments.items()
    )


def find_ready_speech(session: Session, text: str, language: str) -> str | None:
    """The key of a text's newest audio, when it exists in exactly this language."""
    wanted = hash_text(text)
    return _ready_keys(session, [wanted], language).get(wanted)


def list_wanted(
    session: Session, *, limit: int = BATCH, but_not: Collection[str] = ()
) -> list[tuple[str, str, str]]:
    """Key, text and language of what is to be made.

    The interface first, then the languages of candidates who were checked in and wait.
    """
    languages_waiting = sa.select(Attempt.language).where(Attempt.state == AttemptState.READY)
    rows = session.execute(
        sa.select(AudioAsset.key, AudioAsset.text, AudioAsset.language)
        .join(Language, Language.tag == AudioAsset.language)
        .where(AudioAsset.state == AudioState.WANTED, AudioAsset.key.not_in(but_not))
        .order_by(
            AudioAsset.is_public.desc(),
            AudioAsset.language.in_(languages_waiting).desc(),
            Language.position,
            AudioAsset.key,
        )
        .limit(limit)
    )
    return [(row.key, row.text, row.language) for row in rows]


def render_speech(key: str, text: str, language: str, store: AudioStore) -> BuiltSpeech:
    """Render one text to disk; a text that the gate refuses says why. Needs no database.

    Raises SpeechUnavailable when the engine itself is not there: that is to be tried again.
    """
    synthesiser = _synthesiser(language)
    if synthesiser is None:
        return BuiltSpeech(key=key, refusal="no voice speaks this language")
    try:
        audio = render(text, get_language(language), synthesiser)
    except SpeechUnavailable:
        raise
    except SpeechError as problem:
        return BuiltSpeech(key=key, refusal=str(problem)[:250])
    store.write(key, audio.data)
    return BuiltSpeech(
        key=key,
        duration_ms=audio.duration_ms,
        loudness_lufs=audio.loudness_lufs,
        sha256=audio.sha256,
    )


def store_built_speech(session: Session, built: BuiltSpeech) -> None:
    """Write down what became of an asset; a second worker's same result changes nothing."""
    asset = session.get_one(AudioAsset, built.key, with_for_update=True)
    if asset.state is not AudioState.WANTED:
        return
    asset.state = AudioState.READY if built.refusal is None else AudioState.REFUSED
    asset.duration_ms = built.duration_ms
    asset.loudness_lufs = None if built.loudness_lufs is None else f"{built.loudness_lufs:.1f}"
    asset.sha256 = built.sha256
    asset.refusal = built.refusal
    session.flush()


def measure_coverage(session: Session, form_id: int, language: str) -> SpeechCoverage:
    """How much of a form has audio in a language."""
    return measure_texts(session, get_form_plan(session, form_id).segments[language], language)


def measure_texts(
    session: Session, planned: Iterable[PlannedSegment], language: str
) -> SpeechCoverage:
    """How much of some texts has audio in a language, counted in different texts."""
    hashes = {one.text_hash for one in planned}
    states = session.execute(
        sa.select(AudioAsset.text_hash, AudioAsset.state).where(
            AudioAsset.language == language, AudioAsset.text_hash.in_(hashes)
        )
    ).all()
    ready = {row.text_hash for row in states if row.state is AudioState.READY}
    refused = {row.text_hash for row in states if row.state is AudioState.REFUSED} - ready
    return SpeechCoverage(
        language=language,
        has_voice=get_language(language).voice is not None,
        wanted=len(hashes),
        ready=len(ready),
        refused=len(refused),
    )


def find_manifest(
    session: Session, form_id: int, language: str, *, now: datetime
) -> AudioManifest | None:
    """The frozen audio that an attempt can be bound to, or None while voices are still made.

    A language without a voice is complete at once: there is nothing to wait for.
    """
    newest = find_newest_audio_manifest(session, form_id, language)
    document = read_current_audio(session, form_id, language)
    content_hash = hash_audio_document(document)
    if newest is not None and newest.content_hash == content_hash:
        return newest
    if not measure_coverage(session, form_id, language).is_settled:
        return newest
    manifest = AudioManifest(
        form_id=form_id,
        language=language,
        version=1 if newest is None else newest.version + 1,
        document=document,
        content_hash=content_hash,
        created_at=now,
    )
    session.add(manifest)
    session.flush()
    return manifest


def bind_waiting_attempts(session: Session, *, now: datetime) -> int:
    """Bind attempts that began while their voices were still being made; returns how many."""
    waiting = session.scalars(
        sa.select(Attempt)
        .where(
            Attempt.state.in_((AttemptState.READY, AttemptState.IN_PROGRESS)),
            Attempt.fence > 0,
            Attempt.audio_manifest_id.is_(None),
        )
        .order_by(Attempt.id)
        .with_for_update(skip_locked=True)
    ).all()
    for attempt in waiting:
        attempt.audio_manifest = find_manifest(session, attempt.form_id, attempt.language, now=now)
    session.flush()
    return sum(attempt.audio_manifest is not None for attempt in waiting)


def read_current_audio(session: Session, form_id: int, language: str) -> AudioDocument:
    """Item ref → segment id → audio key, or None where there is no audio at this moment."""
    plan = get_form_plan(session, form_id)
    refs = [item.ref for item in plan.items]
    return write_audio_document(session, plan.segments[language], language, refs)


def write_audio_document(
    session: Session, planned: Sequence[PlannedSegment], language: str, refs: Iterable[str]
) -> AudioDocument:
    """Item ref → segment id → audio key of texts in a language, for every ref."""
    ready = _ready_keys(session, {segment.text_hash for segment in planned}, language)
    document: AudioDocument = {ref: {} for ref in refs}
    for segment in planned:
        document[segment.ref][segment.segment_id] = ready.get(segment.text_hash)
    return document


def tone_path(media_root: Path) -> Path:
    """Where the tone of the sound check lies."""
    return media_root / "tones" / "chime.webm"


def hash_audio_document(document: AudioDocument) -> str:
    """SHA-256 of the canonical JSON: what an audio manifest is known by."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _ready_keys(session: Session, hashes: Collection[str], language: str) -> Mapping[str, str]:
    """Text hash → key of the newest audio."""
    rows = session.execute(
        sa.select(AudioAsset.text_hash, AudioAsset.key)
        .where(
            AudioAsset.language == language,
            AudioAsset.text_hash.in_(hashes),
            AudioAsset.state == AudioState.READY,
        )
        .order_by(AudioAsset.requested_at, AudioAsset.key)
    )
    return {row.text_hash: row.key for row in rows}


@cache
def _synthesiser(language: str) -> SpeechSynthesiser | None:
    return synthesiser_for(get_language(language))
