"""Sound that may be started a few times: the server counts, whatever device it was started on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.models.journal import HeldEntry, HeldReason
from testplatform.repositories.journal import count_plays
from testplatform.services.journal import (
    EntryMessage,
    JournalMessage,
    JournalReceipt,
    append_entries,
    append_messages,
)
from tests.builders.attempts import STARTED_AT, a_play, a_started_attempt, an_entry, take_lease
from tests.builders.banks import publish_items
from tests.builders.items import a_listening_item, an_item

NOW = STARTED_AT + timedelta(minutes=2)
OTHER_DEVICE = "e" * 32
LIMIT = 2


@pytest.fixture
def attempt_id(session: Session, config: Config) -> int:
    """An attempt whose first item may be heard twice; the second has no sound."""
    with unit_of_work() as work:
        publish_items(
            work,
            [a_listening_item(plays=LIMIT), an_item()],
            media_root=config.media_root,
            media={"message.webm": b"sound"},
        )
    return a_started_attempt()


def sent(attempt_id: int, *entries: EntryMessage, fence: int = 1) -> JournalReceipt:
    with unit_of_work() as session:
        return append_entries(session, attempt_id, fence=fence, entries=entries, now=NOW)


class TestPlays:
    def test_are_taken_up_to_the_limit_and_held_beyond_it(
        self, session: Session, attempt_id: int
    ) -> None:
        sent(attempt_id, a_play(seq=1))

        receipt = sent(attempt_id, a_play(seq=2), a_play(seq=3), an_entry(seq=4, item="i2"))

        assert receipt.acknowledged == [2, 4]
        assert receipt.refused == [(3, HeldReason.NO_PLAYS_LEFT)]
        assert session.scalars(sa.select(HeldEntry.reason)).all() == [HeldReason.NO_PLAYS_LEFT]
        assert count_plays(session, [attempt_id]) == {(attempt_id, "i1"): LIMIT}

    def test_sent_again_count_once(self, session: Session, attempt_id: int) -> None:
        for _ in range(3):
            assert sent(attempt_id, a_play(seq=1)).acknowledged == [1]

        assert count_plays(session, [attempt_id]) == {(attempt_id, "i1"): 1}

    def test_refused_once_are_refused_again(self, session: Session, attempt_id: int) -> None:
        sent(attempt_id, a_play(seq=1), a_play(seq=2))

        receipts = [sent(attempt_id, a_play(seq=3)) for _ in range(2)]

        assert [one.refused for one in receipts] == [[(3, HeldReason.NO_PLAYS_LEFT)]] * 2
        assert len(session.scalars(sa.select(HeldEntry)).all()) == 1

    def test_of_another_device_count(self, attempt_id: int) -> None:
        sent(attempt_id, a_play(seq=1))
        take_lease(attempt_id, device=OTHER_DEVICE)

        receipt = sent(attempt_id, a_play(seq=1), a_play(seq=2), fence=2)

        assert (receipt.acknowledged, receipt.refused) == ([1], [(2, HeldReason.NO_PLAYS_LEFT)])

    def test_that_a_superseded_device_hands_over_late_count(
        self, session: Session, attempt_id: int
    ) -> None:
        take_lease(attempt_id, device=OTHER_DEVICE)
        sent(attempt_id, a_play(seq=1))
        sent(attempt_id, a_play(seq=1))

        receipt = sent(attempt_id, a_play(seq=1), a_play(seq=2), fence=2)

        assert (receipt.acknowledged, receipt.refused) == ([1], [(2, HeldReason.NO_PLAYS_LEFT)])
        assert count_plays(session, [attempt_id]) == {(attempt_id, "i1"): LIMIT}

    def test_of_both_devices_in_one_batch_count(self, session: Session, attempt_id: int) -> None:
        take_lease(attempt_id, device=OTHER_DEVICE)
        late = JournalMessage(attempt_id=attempt_id, fence=1, entries=[a_play(seq=1)])
        own = JournalMessage(attempt_id=attempt_id, fence=2, entries=[a_play(seq=1), a_play(seq=2)])

        with unit_of_work() as work:
            receipts = append_messages(work, [late, own], now=NOW)

        assert [one.refused for one in receipts] == [
            [(1, HeldReason.LEASE_SUPERSEDED)],
            [(2, HeldReason.NO_PLAYS_LEFT)],
        ]

    def test_under_a_reused_number_count_only_when_they_come_again(
        self, session: Session, attempt_id: int
    ) -> None:
        sent(attempt_id, an_entry(seq=1, item="i2"))

        assert sent(attempt_id, a_play(seq=1)).refused == [(1, HeldReason.SEQUENCE_REUSED)]
        assert count_plays(session, [attempt_id]) == {}

    @pytest.mark.parametrize(
        "entry",
        [
            pytest.param(a_play(item="i2"), id="of an item without a limit"),
            pytest.param(a_play(stimulus="i2"), id="of another item than it says"),
        ],
    )
    def test_make_no_sense(self, attempt_id: int, entry: EntryMessage) -> None:
        assert sent(attempt_id, entry).refused == [(1, HeldReason.UNREADABLE)]


class TestFastPath:
    def test_a_batch_without_a_play_counts_nothing(self, app: Flask, attempt_id: int) -> None:
        usual = statements_of(attempt_id, an_entry(seq=1, item="i2"))
        playing = statements_of(attempt_id, a_play(seq=2))

        assert not any("held_entries" in statement for statement in usual)
        assert len(playing) == len(usual) + 2


def statements_of(attempt_id: int, entry: EntryMessage) -> list[str]:
    """What is asked of the database to take an entry in."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        sent(attempt_id, entry)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return statements
