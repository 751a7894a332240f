"""Parts with a time of their own: opened once, and counted until their end."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from itembank.demo_banks import build_covaar_bank
from testplatform.db import unit_of_work
from testplatform.models.journal import JournalEntry
from testplatform.models.part_openings import PartOpening
from testplatform.services.journal import EntryMessage, JournalReceipt, append_entries
from tests.builders.attempts import STARTED_AT, a_started_attempt, an_entry, plan_of, take_lease
from tests.builders.schemes import a_covaar_booking, publish_demo_bank


@pytest.fixture
def attempt_id(session: Session) -> int:
    publish_demo_bank(build_covaar_bank())
    return a_started_attempt(a_covaar_booking())


def told(
    attempt_id: int,
    part: str,
    *,
    seq: int,
    made: float,
    arrived: float | None = None,
    kind: str = "visit",
    fence: int = 1,
) -> JournalReceipt:
    """The device tells of the first question of a part, these minutes after the start."""
    with unit_of_work() as session:
        item = plan_of(session, attempt_id).items_of(part)[0]
        right = item.item.body.correct_response() or {}
        entry = EntryMessage(
            seq=seq,
            kind=kind,
            item=item.ref,
            value=right if kind == "answer" else {},
            made_at=STARTED_AT + timedelta(minutes=made),
        )
        now = STARTED_AT + timedelta(minutes=made if arrived is None else arrived)
        return append_entries(session, attempt_id, fence=fence, entries=[entry], now=now)


def minutes_of_openings(session: Session) -> dict[str, float]:
    rows = session.execute(
        sa.select(PartOpening.part, PartOpening.opened_at).order_by(PartOpening.number)
    )
    return {row.part: (row.opened_at - STARTED_AT) / timedelta(minutes=1) for row in rows}


def counted(session: Session) -> dict[int, bool]:
    rows = session.execute(sa.select(JournalEntry.seq, JournalEntry.counted))
    return {row.seq: row.counted for row in rows}


class TestOpening:
    def test_is_the_first_entry_about_a_part(self, session: Session, attempt_id: int) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)
        told(attempt_id, "reeksen", seq=2, made=3)
        receipt = told(attempt_id, "matrices", seq=3, made=6, kind="answer")

        assert minutes_of_openings(session) == {"reeksen": 1, "matrices": 6}
        assert list(receipt.part_clocks) == ["reeksen", "matrices"]

    def test_is_when_the_device_says_so_without_a_network(
        self, session: Session, attempt_id: int
    ) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)
        told(attempt_id, "matrices", seq=2, made=6, arrived=40)
        told(attempt_id, "indelen", seq=3, made=50, arrived=41)

        assert minutes_of_openings(session) == {"reeksen": 1, "matrices": 6, "indelen": 41}

    def test_stays_on_another_device(self, session: Session, attempt_id: int) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)
        fence = take_lease(attempt_id, device="e" * 32)

        told(attempt_id, "reeksen", seq=1, made=5, fence=fence)
        told(attempt_id, "matrices", seq=2, made=7)  # of the device that was shut out

        assert minutes_of_openings(session) == {"reeksen": 1}

    def test_is_frozen(self, session: Session, attempt_id: int) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)

        with pytest.raises(IntegrityError, match="are frozen"), unit_of_work() as work:
            work.execute(sa.update(PartOpening).values(number=2))

    def test_is_none_where_parts_share_the_time_of_the_test(self, session: Session) -> None:
        mo = a_started_attempt()

        with unit_of_work() as work:
            now = STARTED_AT + timedelta(minutes=2)
            append_entries(work, mo, fence=1, entries=[an_entry()], now=now)

        assert minutes_of_openings(session) == {}


class TestCounting:
    def test_ends_with_the_time_of_the_part(self, session: Session, attempt_id: int) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)
        told(attempt_id, "reeksen", seq=2, made=9, arrived=20, kind="answer")
        told(attempt_id, "reeksen", seq=3, made=9.1, arrived=20, kind="answer")

        assert counted(session) == {1: True, 2: True, 3: False}

    def test_ends_when_the_next_part_is_opened(self, session: Session, attempt_id: int) -> None:
        told(attempt_id, "reeksen", seq=1, made=1)
        told(attempt_id, "matrices", seq=2, made=4)
        told(attempt_id, "reeksen", seq=3, made=5, kind="answer")
        told(attempt_id, "matrices", seq=4, made=5, kind="answer")

        assert counted(session) == {1: True, 2: True, 3: False, 4: True}
