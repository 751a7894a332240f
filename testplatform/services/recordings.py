"""Take in what candidates speak: numbered pieces, idempotent, put together once all have come."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_types.speaking import SPARE_SECONDS, SpeakingBody
from testplatform.errors import (
    AttemptAlreadySubmitted,
    AttemptNotStarted,
    ChunksMissing,
    RecordingRefused,
)
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.recordings import Recording, RecordingChunk, RecordingState
from testplatform.recording_files import RecordingStore
from testplatform.repositories.forms import get_form_plan
from testplatform.repositories.recordings import find_recording
from testplatform.services.attempts import CLOSED_STATES, get_attempt_for_update
from testplatform.speech.inspection import SoundFacts

# How long a recording is kept; the screen says so before anybody speaks.
KEPT_DAYS = 365
MOST_CHUNK_BYTES = 512 * 1024
MOST_BYTES_PER_SECOND = 16 * 1024  # opus for speech needs a quarter of it
# Takes that a killed page or another device broke off come on top of those that are allowed.
SPARE_TAKES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkMessage:
    """One piece of a recording as a device sends it; numbers begin at 0."""

    key: str
    item: str
    number: int
    data: bytes = field(repr=False)


def take_chunk(
    session: Session, attempt_id: int, chunk: ChunkMessage, store: RecordingStore, *, now: datetime
) -> None:
    """Store a piece; the same piece again changes nothing.

    A device that was shut out may still hand over what it recorded. Raises AttemptNotStarted,
    AttemptAlreadySubmitted or RecordingRefused.
    """
    attempt = _get_open_attempt(session, attempt_id)
    body = _find_body(session, attempt, chunk.item)
    recording = _find_or_add(session, attempt, chunk, body, now)
    sha256 = hashlib.sha256(chunk.data).hexdigest()
    known = session.get(RecordingChunk, (recording.id, chunk.number))
    if known is not None:
        if known.sha256 != sha256:
            raise RecordingRefused("chunk_differs")
        return
    if recording.state is not RecordingState.RECEIVING:
        raise RecordingRefused("already_complete")
    size = recording.size_bytes + len(chunk.data)
    if size > (body.record_seconds + SPARE_SECONDS) * MOST_BYTES_PER_SECOND:
        raise RecordingRefused("too_large")
    store.write_chunk(recording.id, chunk.data)
    recording.size_bytes = size
    session.add(
        RecordingChunk(
            recording_id=recording.id,
            number=chunk.number,
            sha256=sha256,
            size_bytes=len(chunk.data),
            received_at=now,
        )
    )
    session.flush()


def complete_recording(
    session: Session,
    attempt_id: int,
    key: str,
    *,
    chunks: int,
    store: RecordingStore,
    now: datetime,
) -> None:
    """Put the pieces together; again changes nothing.

    Raises ChunksMissing while a piece is still to come, and RecordingRefused for a recording that
    nobody began or that was another length before.
    """
    attempt = _get_open_attempt(session, attempt_id)
    recording = find_recording(session, attempt.id, key)
    if recording is None:
        raise RecordingRefused("unknown_recording")
    if recording.state is not RecordingState.RECEIVING:
        if recording.chunk_count != chunks:
            raise RecordingRefused("already_complete")
        return
    hashes = _list_hashes(session, recording.id)
    missing = tuple(number for number in range(chunks) if number not in hashes)
    if missing or not hashes:
        raise ChunksMissing(missing)
    recording.size_bytes = store.assemble(recording.id, [hashes[n] for n in range(chunks)])
    recording.chunk_count = chunks
    recording.state = RecordingState.COMPLETE
    recording.completed_at = now
    session.flush()


def list_unchecked(session: Session) -> list[int]:
    """The recordings that nobody has listened to yet, the oldest first."""
    return list(
        session.scalars(
            sa.select(Recording.id)
            .where(Recording.state == RecordingState.COMPLETE)
            .order_by(Recording.id)
        )
    )


def note_facts(session: Session, recording_id: int, facts: SoundFacts | None) -> None:
    """Write down what was measured; None is a file that no player can play. Twice is once."""
    recording = session.get_one(Recording, recording_id, with_for_update=True)
    if recording.state is not RecordingState.COMPLETE:
        return
    recording.state = RecordingState.UNPLAYABLE if facts is None else RecordingState.CHECKED
    if facts is not None:
        recording.duration_ms = facts.duration_ms
        recording.is_silent = facts.is_silent


def delete_old_recordings(session: Session, store: RecordingStore, *, now: datetime) -> int:
    """Delete what was kept as long as was promised; return how many."""
    old = session.scalars(
        sa.select(Recording)
        .where(
            Recording.created_at < now - timedelta(days=KEPT_DAYS),
            Recording.state != RecordingState.DELETED,
        )
        .order_by(Recording.id)
    ).all()
    for recording in old:
        store.delete(recording.id)
        recording.state = RecordingState.DELETED
    return len(old)


def _get_open_attempt(session: Session, attempt_id: int) -> Attempt:
    attempt = get_attempt_for_update(session, attempt_id)
    if attempt.state is AttemptState.READY:
        raise AttemptNotStarted
    if attempt.state in CLOSED_STATES:
        raise AttemptAlreadySubmitted
    return attempt


def _find_body(session: Session, attempt: Attempt, item: str) -> SpeakingBody:
    planned = get_form_plan(session, attempt.form_id).find_item(item)
    if planned is None or not isinstance(planned.item.body, SpeakingBody):
        raise RecordingRefused("unknown_item")
    return planned.item.body


def _find_or_add(
    session: Session, attempt: Attempt, chunk: ChunkMessage, body: SpeakingBody, now: datetime
) -> Recording:
    recording = find_recording(session, attempt.id, chunk.key)
    if recording is not None:
        if recording.item_ref != chunk.item:
            raise RecordingRefused("unknown_item")
        return recording
    number = session.scalar(
        sa.select(sa.func.count()).where(
            Recording.attempt_id == attempt.id, Recording.item_ref == chunk.item
        )
    )
    if (number or 0) >= body.takes + SPARE_TAKES:
        raise RecordingRefused("too_many")
    recording = Recording(
        attempt_id=attempt.id,
        key=chunk.key,
        item_ref=chunk.item,
        state=RecordingState.RECEIVING,
        size_bytes=0,
        created_at=now,
    )
    session.add(recording)
    session.flush()
    return recording


def _list_hashes(session: Session, recording_id: int) -> dict[int, str]:
    rows = session.execute(
        sa.select(RecordingChunk.number, RecordingChunk.sha256).where(
            RecordingChunk.recording_id == recording_id
        )
    )
    return {row.number: row.sha256 for row in rows}
