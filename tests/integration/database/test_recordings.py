"""What candidates speak arrives piece by piece, again and again if need be, and once in effect."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.errors import (
    AttemptAlreadySubmitted,
    AttemptNotStarted,
    ChunksMissing,
    RecordingRefused,
    RecordingsMissing,
)
from testplatform.models.audit import AuditRecord
from testplatform.models.recordings import Recording, RecordingChunk, RecordingState
from testplatform.recording_files import RecordingStore
from testplatform.services.attempts import submit_attempt
from testplatform.services.journal import EntryMessage, append_entries
from testplatform.services.recordings import (
    KEPT_DAYS,
    SPARE_TAKES,
    ChunkMessage,
    complete_recording,
    delete_old_recordings,
    note_facts,
    take_chunk,
)
from testplatform.speech.inspection import SoundFacts
from tests.builders.attempts import STARTED_AT, a_leased_attempt, a_started_attempt, take_lease
from tests.builders.banks import publish_items
from tests.builders.items import a_speaking_body, a_speaking_item, an_item

NOW = STARTED_AT + timedelta(minutes=2)
KEY = "0123456789abcdef" * 2
TAKES = 2


@pytest.fixture
def store(config: Config) -> RecordingStore:
    return RecordingStore(config.media_root)


@pytest.fixture
def form(session: Session, config: Config) -> None:
    """A form whose first item is spoken, for one second at most."""
    body = a_speaking_body(record_seconds=1, takes=TAKES)
    with unit_of_work() as work:
        publish_items(work, [a_speaking_item(body=body), an_item()], media_root=config.media_root)


@pytest.fixture
def attempt_id(form: None) -> int:
    return a_started_attempt()


def a_chunk(number: int = 0, data: bytes = b"one", *, key: str = KEY) -> ChunkMessage:
    return ChunkMessage(key=key, item="i1", number=number, data=data)


def sent(attempt_id: int, store: RecordingStore, *chunks: ChunkMessage) -> None:
    for chunk in chunks:
        with unit_of_work() as session:
            take_chunk(session, attempt_id, chunk, store, now=NOW)


def completed(attempt_id: int, store: RecordingStore, chunks: int) -> None:
    with unit_of_work() as session:
        complete_recording(session, attempt_id, KEY, chunks=chunks, store=store, now=NOW)


def answered(attempt_id: int, key: str | None = KEY) -> None:
    value = {"recording": key, **({"seconds": 1} if key else {})}
    entry = EntryMessage(seq=1, kind="answer", item="i1", value=value, made_at=NOW)
    with unit_of_work() as session:
        receipt = append_entries(session, attempt_id, fence=1, entries=[entry], now=NOW)
    assert receipt.acknowledged == [1]


def handed_in(attempt_id: int, *lost: str) -> bool:
    with unit_of_work() as session:
        return submit_attempt(
            session, attempt_id, fence=1, last_seq=1, lost_recordings=lost, now=NOW
        )


class TestPieces:
    def test_become_one_file_in_their_order(
        self, session: Session, attempt_id: int, store: RecordingStore
    ) -> None:
        sent(attempt_id, store, a_chunk(1, b"two"), a_chunk(0, b"one"), a_chunk(1, b"two"))

        for _ in range(2):
            completed(attempt_id, store, 2)

        recording = session.scalars(sa.select(Recording)).one()
        assert (recording.state, recording.chunk_count) == (RecordingState.COMPLETE, 2)
        assert store.path_of(recording.id).read_bytes() == b"onetwo"
        assert len(session.scalars(sa.select(RecordingChunk)).all()) == 2

    def test_that_lack_are_named(self, attempt_id: int, store: RecordingStore) -> None:
        sent(attempt_id, store, a_chunk(1))

        with pytest.raises(ChunksMissing) as refusal:
            completed(attempt_id, store, 3)
        assert refusal.value.missing == (0, 2)

    def test_of_another_content_do_not_replace_what_is_there(
        self, attempt_id: int, store: RecordingStore
    ) -> None:
        sent(attempt_id, store, a_chunk(0, b"one"))

        with pytest.raises(RecordingRefused, match="chunk_differs"):
            sent(attempt_id, store, a_chunk(0, b"other"))

    def test_are_not_added_to_what_is_complete(
        self, attempt_id: int, store: RecordingStore
    ) -> None:
        sent(attempt_id, store, a_chunk(0))
        completed(attempt_id, store, 1)

        with pytest.raises(RecordingRefused, match="already_complete"):
            sent(attempt_id, store, a_chunk(1))
        with pytest.raises(RecordingRefused, match="already_complete"):
            completed(attempt_id, store, 2)

    @pytest.mark.parametrize(
        ("chunk", "reason"),
        [
            pytest.param(replace(a_chunk(), item="i2"), "unknown_item", id="not spoken"),
            pytest.param(replace(a_chunk(), item="i9"), "unknown_item", id="not in the form"),
            pytest.param(a_chunk(0, b"x" * 200_000), "too_large", id="too large"),
        ],
    )
    def test_are_refused(
        self,
        session: Session,
        attempt_id: int,
        store: RecordingStore,
        chunk: ChunkMessage,
        reason: str,
    ) -> None:
        with pytest.raises(RecordingRefused, match=reason):
            sent(attempt_id, store, chunk)
        assert session.scalars(sa.select(RecordingChunk)).all() == []

    def test_of_endless_takes_are_refused(self, attempt_id: int, store: RecordingStore) -> None:
        for number in range(TAKES + SPARE_TAKES):
            sent(attempt_id, store, a_chunk(key=f"{number:032}"))

        with pytest.raises(RecordingRefused, match="too_many"):
            sent(attempt_id, store, a_chunk())

    def test_of_a_superseded_device_are_taken(
        self, session: Session, attempt_id: int, store: RecordingStore
    ) -> None:
        take_lease(attempt_id, device="e" * 32)

        sent(attempt_id, store, a_chunk())

        assert session.scalars(sa.select(RecordingChunk)).one().number == 0

    def test_wait_for_the_start(self, form: None, store: RecordingStore) -> None:
        with pytest.raises(AttemptNotStarted):
            sent(a_leased_attempt(), store, a_chunk())


class TestHandingIn:
    def test_waits_for_a_recording_that_an_answer_names(
        self, attempt_id: int, store: RecordingStore
    ) -> None:
        sent(attempt_id, store, a_chunk())
        answered(attempt_id)

        with pytest.raises(RecordingsMissing) as refusal:
            handed_in(attempt_id)
        assert refusal.value.keys == (KEY,)
        completed(attempt_id, store, 1)
        assert handed_in(attempt_id)
        with pytest.raises(AttemptAlreadySubmitted):
            sent(attempt_id, store, a_chunk(1))

    def test_does_not_wait_for_what_is_lost_and_writes_that_down(
        self, session: Session, attempt_id: int
    ) -> None:
        answered(attempt_id)

        assert handed_in(attempt_id, KEY)
        actions = session.scalars(sa.select(AuditRecord.action)).all()
        assert "recordings lost on device" in actions

    def test_waits_for_nothing_where_nothing_was_spoken(self, attempt_id: int) -> None:
        answered(attempt_id, None)

        assert handed_in(attempt_id)


class TestChecking:
    @pytest.mark.parametrize(
        ("facts", "state", "is_silent"),
        [
            (SoundFacts(duration_ms=900, peak_dbfs=-12.0), RecordingState.CHECKED, False),
            (SoundFacts(duration_ms=900, peak_dbfs=-91.0), RecordingState.CHECKED, True),
            (None, RecordingState.UNPLAYABLE, None),
        ],
        ids=["spoken", "silent", "broken"],
    )
    def test_writes_down_what_was_measured(
        self,
        session: Session,
        attempt_id: int,
        store: RecordingStore,
        facts: SoundFacts | None,
        state: RecordingState,
        is_silent: bool | None,
    ) -> None:
        sent(attempt_id, store, a_chunk())
        completed(attempt_id, store, 1)
        recording_id = session.scalars(sa.select(Recording.id)).one()

        with unit_of_work() as work:
            note_facts(work, recording_id, facts)

        recording = session.get_one(Recording, recording_id, populate_existing=True)
        assert (recording.state, recording.is_silent) == (state, is_silent)


class TestKeeping:
    def test_ends_after_the_days_that_were_promised(
        self, session: Session, attempt_id: int, store: RecordingStore
    ) -> None:
        sent(attempt_id, store, a_chunk())
        completed(attempt_id, store, 1)
        recording_id = session.scalars(sa.select(Recording.id)).one()
        on_the_day = NOW + timedelta(days=KEPT_DAYS)

        deleted = []
        for now in (on_the_day, on_the_day + timedelta(seconds=1), on_the_day + timedelta(days=1)):
            with unit_of_work() as work:
                deleted.append(delete_old_recordings(work, store, now=now))

        assert deleted == [0, 1, 0]
        assert not store.path_of(recording_id).parent.exists()
