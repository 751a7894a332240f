"""Many devices at once through one desk: all that is acknowledged is there, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.group_commit import JournalDesk
from testplatform.models.journal import HeldEntry, HeldReason, JournalEntry
from testplatform.services.journal import JournalMessage, JournalReceipt
from tests.builders.attempts import DEVICE, a_started_attempt, an_entry, take_lease
from tests.builders.bookings import a_booking

DEVICES = 8
ENTRIES = 12


def a_started_device(number: int) -> int:
    return a_started_attempt(a_booking(id=f"A-{number}", dossier=f"D-2026-{number:06}"))


def hand_in(app: Flask, desk: JournalDesk, message: JournalMessage) -> JournalReceipt:
    with app.app_context():
        return desk.take_in(message)


class TestJournalDesk:
    def test_every_acknowledged_entry_of_many_devices_is_there_once(
        self, app: Flask, session: Session
    ) -> None:
        attempt_ids = [a_started_device(number) for number in range(1, DEVICES + 1)]
        messages = [
            JournalMessage(attempt_id=attempt_id, fence=1, entries=[an_entry(seq=seq)])
            for seq in range(1, ENTRIES + 1)
            for attempt_id in attempt_ids
        ]
        desk = JournalDesk()

        with ThreadPoolExecutor(DEVICES) as pool:
            receipts = list(pool.map(lambda message: hand_in(app, desk, message), messages))

        acknowledged = {
            (message.attempt_id, seq)
            for message, receipt in zip(messages, receipts, strict=True)
            for seq in receipt.acknowledged
        }
        stored = session.execute(sa.select(JournalEntry.attempt_id, JournalEntry.seq)).all()
        assert acknowledged == {tuple(row) for row in stored}
        assert len(stored) == DEVICES * ENTRIES

    def test_the_message_of_an_unknown_attempt_fails_alone(
        self, app: Flask, session: Session
    ) -> None:
        attempt_id = a_started_device(1)
        session.rollback()
        good = JournalMessage(attempt_id=attempt_id, fence=1, entries=[an_entry()])
        bad = JournalMessage(attempt_id=999, fence=1, entries=[an_entry()])
        desk = JournalDesk()

        with ThreadPoolExecutor(2) as pool:
            answers = [pool.submit(hand_in, app, desk, one) for one in (bad, good)]

        with pytest.raises(KeyError):
            answers[0].result()
        assert answers[1].result().acknowledged == [1]

    def test_one_batch_can_hold_two_leases_of_one_attempt(
        self, app: Flask, session: Session
    ) -> None:
        attempt_id = a_started_device(1)
        take_lease(attempt_id, device=DEVICE[::-1].replace("d", "e"))
        desk = JournalDesk()

        receipts = [
            hand_in(
                app, desk, JournalMessage(attempt_id=attempt_id, fence=fence, entries=[an_entry()])
            )
            for fence in (1, 2)
        ]

        assert receipts[0].refused == [(1, HeldReason.LEASE_SUPERSEDED)]
        assert receipts[1].acknowledged == [1]
        assert session.scalar(sa.select(sa.func.count()).select_from(HeldEntry)) == 1
