"""Make what is wanted: claimed by one worker at a time, rendered, and written down."""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.readaloud import Phrase
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.languages import Language
from testplatform.services.read_aloud.requesting import read_switches
from testplatform.speech.engines import list_switched_off, open_voice
from testplatform.speech.phrases import phrases_from_document
from testplatform.speech.rendering import Mark, render
from testplatform.speech.store import AudioStore, StagedAudio
from testplatform.speech.synthesis import SpeechError, SpeechRateLimited, SpeechUnavailable

BATCH = 8
ENGINES_AT_ONCE = 2
CLAIM = timedelta(minutes=6)  # longer than the task that claims may live
TRY_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSpeech:
    """An asset that is to be made, as a worker needs to know it."""

    key: str
    language: str
    engine: str
    voice: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSpeech:
    """What became of one text: its measurements, or why it was refused.

    With `problem` it is to be tried again after `try_again_after`. `staged` are the files, which
    get their names when it is written down.
    """

    key: str
    duration_ms: int | None = None
    loudness_lufs: float | None = None
    sha256: str | None = None
    staged: StagedAudio | None = field(default=None, repr=False)
    marks: tuple[Mark, ...] = ()
    refusal: str | None = None
    problem: str | None = None
    try_again_after: timedelta = TRY_AGAIN_AFTER


def claim_wanted(
    session: Session,
    *,
    now: datetime,
    limit: int = BATCH,
    only: Collection[str] | None = None,
) -> list[WantedSpeech]:
    """Take what is to be made, so that no other worker makes it at the same time.

    First come the names of the languages, by which somebody chooses one by ear; then the languages
    of candidates who were checked in and wait, and of a language the interface. A claim that runs
    out (its worker died) is free again. What was asked of an engine that was switched off since
    stays where it is: nothing more is told to it. `only` keeps to assets with these keys.
    """
    switched_off = list_switched_off(read_switches(session))
    languages_waiting = sa.select(Attempt.language).where(Attempt.state == AttemptState.READY)
    rows = session.scalars(
        sa.select(AudioAsset)
        .join(Language, Language.tag == AudioAsset.language)
        .where(
            AudioAsset.state == AudioState.WANTED,
            AudioAsset.engine.not_in(switched_off),
            sa.or_(AudioAsset.claimed_until.is_(None), AudioAsset.claimed_until < now),
            sa.true() if only is None else AudioAsset.key.in_(list(only)),
        )
        .order_by(
            (AudioAsset.text == Language.own_name).desc(),
            AudioAsset.language.in_(languages_waiting).desc(),
            AudioAsset.is_public.desc(),
            Language.position,
            AudioAsset.key,
        )
        .limit(limit)
        .with_for_update(skip_locked=True, of=AudioAsset)
    ).all()
    for row in rows:
        row.claimed_until = now + CLAIM
        row.problem = None
    session.flush()
    return [
        WantedSpeech(
            key=row.key,
            language=row.language,
            engine=row.engine,
            voice=row.voice,
            phrases=phrases_from_document(row.phrases),
        )
        for row in rows
    ]


def render_speech(wanted: WantedSpeech, store: AudioStore) -> BuiltSpeech:
    """Render one asset, its files staged; what is refused, or cannot be made now, says why.

    Needs no database.
    """
    try:
        synthesiser = open_voice(wanted.language, wanted.engine, wanted.voice)
        reading = render(wanted.phrases, get_language(wanted.language), synthesiser)
        staged = store.stage(wanted.key, reading.audio.files)
    except SpeechRateLimited as problem:
        pause = timedelta(seconds=problem.retry_after_seconds)
        return BuiltSpeech(key=wanted.key, problem=str(problem)[:250], try_again_after=pause)
    except (SpeechUnavailable, OSError) as problem:
        return BuiltSpeech(key=wanted.key, problem=_describe(problem))
    except SpeechError as problem:
        return BuiltSpeech(key=wanted.key, refusal=str(problem)[:250])
    webm = reading.audio.webm
    return BuiltSpeech(
        key=wanted.key,
        duration_ms=webm.duration_ms,
        loudness_lufs=webm.loudness_lufs,
        sha256=webm.sha256,
        staged=staged,
        marks=reading.marks,
    )


def render_together(
    wanted: Sequence[WantedSpeech], store: AudioStore, built: list[BuiltSpeech]
) -> None:
    """Render what was claimed, two at once, and add to `built` what became of each.

    Interrupted, what is being spoken is finished first; what was not begun is left out.
    """
    pool = ThreadPoolExecutor(ENGINES_AT_ONCE)
    futures = [pool.submit(render_speech, one, store) for one in wanted]
    try:
        wait(futures)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        built.extend(one.result() for one in futures if not one.cancelled())


def settle_claims(
    session: Session,
    wanted: Sequence[WantedSpeech],
    built: Sequence[BuiltSpeech],
    *,
    now: datetime,
) -> None:
    """Write down what was built, and give back the claims on what was not."""
    for one in built:
        store_built_speech(session, one, now=now)
    left = {one.key for one in wanted} - {one.key for one in built}
    if left:
        session.execute(
            sa.update(AudioAsset)
            .where(AudioAsset.key.in_(sorted(left)), AudioAsset.state == AudioState.WANTED)
            .values(claimed_until=None)
        )


def store_built_speech(session: Session, built: BuiltSpeech, *, now: datetime) -> None:
    """Write down what became of an asset, and give its files their names.

    What a second worker made of it is thrown away: some voices never say a text twice in the same
    way, and what was reviewed is what must be heard. What became stale, or was called off, while it
    was made stays so.
    """
    asset = session.get(AudioAsset, built.key, with_for_update=True, populate_existing=True)
    if asset is None or asset.state is not AudioState.WANTED:
        if built.staged is not None:
            built.staged.discard()
        return
    if built.staged is not None:
        built.staged.publish()
    asset.problem = built.problem
    if built.problem is not None:
        asset.claimed_until = now + built.try_again_after
    else:
        asset.state = AudioState.MADE if built.refusal is None else AudioState.REFUSED
        asset.claimed_until = None
        asset.duration_ms = built.duration_ms
        asset.loudness_lufs = None if built.loudness_lufs is None else f"{built.loudness_lufs:.1f}"
        asset.sha256 = built.sha256
        asset.marks = marks_to_document(built.marks) if built.marks else None
        asset.refusal = built.refusal
    session.flush()


def marks_to_document(marks: Sequence[Mark]) -> list[list[int]]:
    """Write marks as JSON: [start, end, from ms, to ms]."""
    return [[one.start, one.end, one.from_ms, one.to_ms] for one in marks]


def _describe(problem: Exception) -> str:
    """A full disk is a problem of the moment; where it happened stays in the log."""
    if isinstance(problem, OSError):
        return f"the file cannot be written: {problem.strerror}"
    return str(problem)[:250]
