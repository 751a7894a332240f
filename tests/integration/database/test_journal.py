from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.errors import AttemptNotStarted
from testplatform.models.journal import HeldEntry, HeldReason, JournalEntry
from testplatform.repositories.journal import fold_journal
from testplatform.services.attempts import submit_attempt
from testplatform.services.journal import EntryMessage, JournalReceipt, append_entries
from tests.builders.attempts import (
    STARTED_AT,
    a_leased_attempt,
    a_started_attempt,
    an_entry,
    take_lease,
)

NOW = STARTED_AT + timedelta(minutes=2)


def sent(
    attempt_id: int, *entries: EntryMessage, fence: int = 1, minutes: float = 2
) -> JournalReceipt:
    with unit_of_work() as session:
        now = STARTED_AT + timedelta(minutes=minutes)
        return append_entries(session, attempt_id, fence=fence, entries=entries, now=now)


def number_of(session: Session, model: type[JournalEntry] | type[HeldEntry]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


class TestAppendEntries:
    def test_acknowledges_what_it_stores(self, session: Session) -> None:
        attempt_id = a_started_attempt()

        receipt = sent(attempt_id, an_entry(seq=1), an_entry(seq=2, item="i2"))

        assert receipt.acknowledged == [1, 2]
        assert number_of(session, JournalEntry) == 2

    def test_the_same_entry_again_is_acknowledged_and_stored_once(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        sent(attempt_id, an_entry())

        assert sent(attempt_id, an_entry()).acknowledged == [1]
        assert number_of(session, JournalEntry) == 1

    def test_the_same_entry_twice_in_one_message_is_stored_once(self, session: Session) -> None:
        attempt_id = a_started_attempt()

        assert sent(attempt_id, an_entry(), an_entry()).acknowledged == [1, 1]
        assert number_of(session, JournalEntry) == 1

    def test_a_reused_number_is_held_and_the_first_stays(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        sent(attempt_id, an_entry(chosen=("a",)))

        receipt = sent(attempt_id, an_entry(chosen=("b",)))

        assert receipt.refused == [(1, HeldReason.SEQUENCE_REUSED)]
        assert session.scalars(sa.select(HeldEntry)).one().document["value"] == {"chosen": ["b"]}
        assert fold_journal(session, attempt_id, 1).answers == {"i1": {"chosen": ["a"]}}

    @pytest.mark.parametrize(
        ("entry", "reason"),
        [
            pytest.param(an_entry(item="i99"), HeldReason.UNKNOWN_ITEM, id="item not in the form"),
            pytest.param(an_entry(chosen=("z",)), HeldReason.UNREADABLE, id="no such choice"),
            pytest.param(an_entry(kind="dance"), HeldReason.UNREADABLE, id="no such kind"),
        ],
    )
    def test_a_bad_entry_is_held_and_the_good_one_beside_it_goes_in(
        self, session: Session, entry: EntryMessage, reason: HeldReason
    ) -> None:
        attempt_id = a_started_attempt()

        receipt = sent(attempt_id, entry, an_entry(seq=2, item="i2"))

        assert receipt.refused == [(1, reason)]
        assert receipt.acknowledged == [2]

    def test_a_shut_out_device_has_its_entries_held_once(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        sent(attempt_id, an_entry(seq=1))
        take_lease(attempt_id, device="e" * 32)

        for _ in range(2):
            receipt = sent(attempt_id, an_entry(seq=1), an_entry(seq=2, chosen=("b",)))

        assert receipt.shut_out is HeldReason.LEASE_SUPERSEDED
        assert (receipt.acknowledged, receipt.refused) == ([1], [(2, HeldReason.LEASE_SUPERSEDED)])
        assert number_of(session, HeldEntry) == 1

    def test_the_later_lease_wins_over_a_higher_number(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        sent(attempt_id, an_entry(seq=7, chosen=("a",)))
        take_lease(attempt_id, device="e" * 32)

        sent(attempt_id, an_entry(seq=1, chosen=("b",)), fence=2)

        assert fold_journal(session, attempt_id, 2).answers == {"i1": {"chosen": ["b"]}}

    def test_after_hand_in_entries_are_held(self, session: Session) -> None:
        attempt_id = a_started_attempt()
        with unit_of_work() as work:
            submit_attempt(work, attempt_id, fence=1, last_seq=0, now=NOW)

        assert sent(attempt_id, an_entry()).shut_out is HeldReason.ALREADY_SUBMITTED

    def test_refuses_before_the_clock_runs_and_stores_nothing(self, session: Session) -> None:
        attempt_id = a_leased_attempt()

        with pytest.raises(AttemptNotStarted):
            sent(attempt_id, an_entry())
        assert number_of(session, JournalEntry) == 0

    def test_an_answer_made_in_time_but_sent_hours_later_counts(self, session: Session) -> None:
        attempt_id = a_started_attempt()

        sent(attempt_id, an_entry(), minutes=60 * 5)

        assert fold_journal(session, attempt_id, 1).answers == {"i1": {"chosen": ["a"]}}

    def test_an_answer_made_after_the_time_is_kept_and_does_not_count(
        self, session: Session
    ) -> None:
        attempt_id = a_started_attempt()
        late = STARTED_AT + timedelta(minutes=90)

        receipt = sent(attempt_id, an_entry(made_at=late), minutes=91)

        assert receipt.acknowledged == [1]
        assert fold_journal(session, attempt_id, 1).answers == {}
