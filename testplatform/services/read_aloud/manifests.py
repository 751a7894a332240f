"""The frozen audio of a form in a language: what every candidate with that manifest hears."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.db import hold_lock
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.forms import AudioManifest, Form
from testplatform.repositories.forms import (
    PlannedSegment,
    find_newest_audio_manifest,
    get_form_plan,
)
from testplatform.services.read_aloud.choosing import choose_for_texts
from testplatform.services.read_aloud.coverage import measure_form_texts
from testplatform.speech.audio import Container

AudioDocument = dict[str, dict[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentAudio:
    """Item ref → segment id → audio key, or None where nothing is played at this moment.

    `is_reviewed` says that native reviewers approved all that is played.
    """

    document: AudioDocument
    is_reviewed: bool

    @property
    def content_hash(self) -> str:
        """What a manifest is known by."""
        return hash_audio_document(self.document)

    @property
    def silenced(self) -> "CurrentAudio":
        """The same items with nothing to be heard."""
        silence: AudioDocument = {
            ref: dict.fromkeys(keys, None) for ref, keys in self.document.items()
        }
        return CurrentAudio(document=silence, is_reviewed=True)


def find_manifest(
    session: Session, form_id: int, language: str, *, now: datetime
) -> AudioManifest | None:
    """The frozen audio that an attempt can be bound to, or None while voices are still made.

    A language without a voice is complete at once: there is nothing to wait for. An exam plays
    what was frozen when its language was released, whatever was made or approved since.
    """
    newest = find_newest_audio_manifest(session, form_id, language)
    if newest is not None and _is_for_exams(session, form_id):
        return newest
    current = read_current_audio(session, form_id, language)
    if newest is not None and _says_the_same(newest, current):
        return newest
    if not measure_form_texts(session, form_id, language).is_settled:
        return newest
    return _freeze(session, form_id, language, current, now)


def freeze_audio(session: Session, form_id: int, language: str, *, now: datetime) -> AudioManifest:
    """Freeze what a form plays in a language at this moment: what an exam is released with."""
    return _freeze(session, form_id, language, read_current_audio(session, form_id, language), now)


def freeze_silence(
    session: Session, form_id: int, language: str, *, now: datetime
) -> AudioManifest:
    """Freeze that nothing of a form is played in a language: it is released without read-aloud."""
    silent = read_current_audio(session, form_id, language).silenced
    return _freeze(session, form_id, language, silent, now)


def is_whole(manifest: AudioManifest) -> bool:
    """Whether every text of it is played."""
    return all(key for keys in manifest.document.values() for key in keys.values())


def is_silent(manifest: AudioManifest) -> bool:
    """Whether nothing at all is played."""
    return not any(key for keys in manifest.document.values() for key in keys.values())


def _is_for_exams(session: Session, form_id: int) -> bool:
    """What an exam plays is decided when a language is released, and by nothing after that."""
    return session.get_one(Form, form_id).stakes.needs_release


def _freeze(
    session: Session, form_id: int, language: str, current: CurrentAudio, now: datetime
) -> AudioManifest:
    """Two candidates may need the next version at once: the second finds that of the first."""
    hold_lock(session, f"audio manifest:{form_id}:{language}")
    newest = find_newest_audio_manifest(session, form_id, language)
    if newest is not None and _says_the_same(newest, current):
        return newest
    return _add_manifest(session, form_id, language, current, newest, now=now)


def _add_manifest(
    session: Session,
    form_id: int,
    language: str,
    current: CurrentAudio,
    newest: AudioManifest | None,
    *,
    now: datetime,
) -> AudioManifest:
    manifest = AudioManifest(
        form_id=form_id,
        language=language,
        version=1 if newest is None else newest.version + 1,
        document=current.document,
        content_hash=current.content_hash,
        is_reviewed=current.is_reviewed,
        created_at=now,
    )
    session.add(manifest)
    session.flush()
    return manifest


def _says_the_same(manifest: AudioManifest, current: CurrentAudio) -> bool:
    return (manifest.content_hash, manifest.is_reviewed) == (
        current.content_hash,
        current.is_reviewed,
    )


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


def read_current_audio(session: Session, form_id: int, language: str) -> CurrentAudio:
    """What a form would play in a language at this moment."""
    plan = get_form_plan(session, form_id)
    stakes = session.get_one(Form, form_id).stakes
    refs = [item.ref for item in plan.items]
    return choose_audio_of(session, plan.segments_in(language), language, refs, stakes)


def choose_audio_of(
    session: Session,
    planned: Sequence[PlannedSegment],
    language: str,
    refs: Iterable[str],
    stakes: Stakes,
) -> CurrentAudio:
    """What is played for segments in a language, with an entry for every ref."""
    hashes = {segment.text_hash for segment in planned}
    chosen = choose_for_texts(session, hashes, language, stakes)
    document: AudioDocument = {ref: {} for ref in refs}
    for segment in planned:
        audio = chosen.get(segment.text_hash)
        document[segment.ref][segment.segment_id] = None if audio is None else audio.key
    return CurrentAudio(
        document=document, is_reviewed=all(one.is_approved(stakes) for one in chosen.values())
    )


def tone_path(media_root: Path, container: Container = Container.WEBM) -> Path:
    """Where the tone of the sound check lies."""
    return media_root / "tones" / f"chime.{container}"


def hash_audio_document(document: AudioDocument) -> str:
    """SHA-256 of the canonical JSON: what an audio manifest is known by."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
