"""Ask for the audio of texts: what a voice can say gets an asset that a worker will make."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from itembank.languages import get_language
from itembank.readaloud import AudioOrigin, Phrase
from itembank.voices import ListedVoice
from testplatform.db import hold_lock
from testplatform.models.audio import (
    AudioAsset,
    AudioReview,
    AudioState,
    EngineSwitch,
    ReviewVerdict,
)
from testplatform.models.forms import Form
from testplatform.repositories.forms import get_form_plan, hash_text
from testplatform.services.read_aloud.pronouncing import pronounce, read_pronunciation
from testplatform.speech.engines import find_voice, is_usable, open_voice
from testplatform.speech.phrases import phrases_to_document
from testplatform.speech.rendering import speech_key

SYNTHETIC_MEDIA_TYPE = "audio/webm"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    text: str
    phrases: tuple[Phrase, ...]


def request_speech(
    session: Session,
    texts: Iterable[str],
    language: str,
    *,
    is_public: bool,
    stakes: Stakes,
    now: datetime,
) -> int:
    """Ask for audio of texts in a language; returns how many are new. Without a voice: none.

    What a machine said for a text before, with other words, another voice or an older pipeline,
    becomes stale: it is never chosen again, and whoever holds it in a manifest keeps it.

    Raises SpeechUnavailable when the engine is not there to name its version.
    """
    voice = find_language_voice(session, language, stakes)
    if voice is None:
        return 0
    hold_speech(session, language)
    synthesiser = open_voice(language, voice.engine, voice.name)
    spoken = synthesiser.voice
    wanted = {
        key_of_text(one.text, speech_key(one.phrases, get_language(language), synthesiser)): one
        for one in _plan(session, set(texts), language)
    }
    known = _read_states(session, wanted.keys())
    for key in sorted(wanted.keys() - known.keys()):
        session.add(
            AudioAsset(
                key=key,
                state=AudioState.WANTED,
                origin=AudioOrigin.SYNTHETIC,
                language=language,
                text=wanted[key].text,
                text_hash=hash_text(wanted[key].text),
                phrases=phrases_to_document(wanted[key].phrases),
                is_public=is_public,
                media_type=SYNTHETIC_MEDIA_TYPE,
                engine=spoken.engine,
                voice=spoken.name,
                voice_version=spoken.version,
                licence=voice.licence.code,
                requested_at=now,
                approvals=0,
            )
        )
    again = [key for key, state in known.items() if state is AudioState.STALE]
    _bring_back(session, again)
    if is_public:
        _make_public(session, known)
    session.flush()
    _outdate(session, {hash_text(one.text): key for key, one in wanted.items()}, language, voice)
    return len(wanted.keys() - known.keys())


def hold_speech(session: Session, language: str) -> None:
    """Let one transaction at a time ask for audio of a language, or change how it says words."""
    hold_lock(session, f"speech:{language}")


def key_of_text(text: str, speech: str) -> str:
    """The key of a text's asset: of the text on the screen, and of what is said for it.

    Two texts may sound the same ("12:30", "12 uur 30"). Each has an asset of its own, because an
    asset is found by its text and marks the places in it.
    """
    return hashlib.sha256(f"{hash_text(text)} {speech}".encode("ascii")).hexdigest()


def request_form_speech(session: Session, form_id: int, *, now: datetime) -> int:
    """Ask for the audio of a form in every language it can be shown in."""
    stakes = session.get_one(Form, form_id).stakes
    plan = get_form_plan(session, form_id)
    return sum(
        request_speech(
            session,
            [one.text for one in plan.segments_in(tag)],
            tag,
            is_public=False,
            stakes=stakes,
            now=now,
        )
        for tag in plan.languages
    )


def find_language_voice(session: Session, language: str, stakes: Stakes) -> ListedVoice | None:
    """The voice that speaks a language here, or None where only people do."""
    return find_voice(language, stakes=stakes, switches=read_switches(session))


def read_switches(session: Session) -> Mapping[str, bool]:
    """Which engines an administrator turned on or off."""
    rows = session.execute(sa.select(EngineSwitch.engine, EngineSwitch.is_on))
    return {row.engine: row.is_on for row in rows}


def plan_text(session: Session, text: str, language: str) -> tuple[Phrase, ...]:
    """What a voice would say for a text now: for a preview before anything is made."""
    return pronounce(text, language, read_pronunciation(session, language))


def plan_texts(
    session: Session, texts: Iterable[str], language: str
) -> Mapping[str, tuple[Phrase, ...]]:
    """The same for many texts at once."""
    return {one.text: one.phrases for one in _plan(session, set(texts), language)}


def _plan(session: Session, texts: Collection[str], language: str) -> list[_Wanted]:
    pronunciation = read_pronunciation(session, language)
    return [
        _Wanted(text=text, phrases=pronounce(text, language, pronunciation))
        for text in sorted(texts)
    ]


def _read_states(session: Session, keys: Collection[str]) -> Mapping[str, AudioState]:
    rows = session.execute(
        sa.select(AudioAsset.key, AudioAsset.state).where(AudioAsset.key.in_(list(keys)))
    )
    return {row.key: row.state for row in rows}


def _make_public(session: Session, keys: Collection[str]) -> None:
    """A sentence of a question that stands on a screen as well: everybody may hear it."""
    session.execute(
        sa.update(AudioAsset)
        .where(AudioAsset.key.in_(list(keys)), AudioAsset.is_public.is_(False))
        .values(is_public=True)
    )


def _bring_back(session: Session, keys: Collection[str]) -> None:
    """A word that went back to what it was: what was said for it then is there, reviews and all."""
    if not keys:
        return
    was_made = AudioAsset.sha256.is_not(None)
    was_rejected = sa.exists().where(
        AudioReview.asset_key == AudioAsset.key, AudioReview.verdict == ReviewVerdict.REJECT
    )
    session.execute(
        sa.update(AudioAsset)
        .where(AudioAsset.key.in_(keys))
        .values(
            state=sa.case(
                (was_made & was_rejected, AudioState.REJECTED.value),
                (was_made, AudioState.MADE.value),
                else_=AudioState.WANTED.value,
            ),
            claimed_until=None,
        )
    )


def _outdate(
    session: Session, current: Mapping[str, str], language: str, voice: ListedVoice
) -> None:
    """What this voice, or one that it replaces, said for these texts before is stale.

    So is what was asked of a voice that is gone, or switched off, before it could be made.
    """
    switches = read_switches(session)
    rows = session.execute(
        sa.select(
            AudioAsset.key,
            AudioAsset.text_hash,
            AudioAsset.state,
            AudioAsset.licence,
            AudioAsset.engine,
            AudioAsset.voice,
        ).where(
            AudioAsset.language == language,
            AudioAsset.origin == AudioOrigin.SYNTHETIC,
            AudioAsset.state != AudioState.STALE,
            AudioAsset.text_hash.in_(list(current)),
        )
    ).all()
    gone = {
        (engine, name): not is_usable(language, engine, name, switches=switches)
        for engine, name in {(row.engine, row.voice) for row in rows}
    }
    stale = [
        row.key
        for row in rows
        if row.key != current[row.text_hash]
        and (
            row.licence == voice.licence.code
            or (row.state is AudioState.WANTED and gone[(row.engine, row.voice)])
        )
    ]
    if stale:
        session.execute(
            sa.update(AudioAsset).where(AudioAsset.key.in_(stale)).values(state=AudioState.STALE)
        )
