"""Two people, two tabs, two workers: real threads on real connections."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.interchange.previews import preview
from testplatform.db import db, unit_of_work
from testplatform.errors import ItemCodeTaken
from testplatform.media import MediaStore
from testplatform.models.attempts import Attempt
from testplatform.models.audit import AuditRecord
from testplatform.models.decisions import Decision
from testplatform.models.items import Item
from testplatform.models.journal import HeldEntry, JournalEntry
from testplatform.models.outbox import OutboxMessage
from testplatform.services.attempts import submit_attempt
from testplatform.services.audit import find_broken_link, list_audit_records
from testplatform.services.imported_media import check_media
from testplatform.services.importing import Destination, import_items
from testplatform.services.importing import ItemCodeTaken as ImportedCodeTaken
from testplatform.services.item_versions import add_item
from testplatform.services.journal import append_entries
from testplatform.services.marking import score_attempt
from testplatform.services.outbox import claim_message
from tests.builders.attempts import (
    STARTED_AT,
    a_checked_in_attempt,
    a_started_attempt,
    a_submitted_attempt,
    an_entry,
    answer_all,
)
from tests.builders.qti import a_qti_item
from tests.integration.threads import at_once

NOW = STARTED_AT + timedelta(minutes=20)


def count(session: Session, model: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


class TestTwoAtOnce:
    def test_two_check_ins_make_one_attempt(self, app: Flask, session: Session) -> None:
        at_once(app, a_checked_in_attempt, a_checked_in_attempt)

        assert count(session, Attempt) == 1

    def test_two_tabs_with_one_number_keep_both_contents(
        self, app: Flask, session: Session
    ) -> None:
        attempt_id = a_started_attempt()

        def send(choice: str) -> Callable[[], object]:
            def work() -> object:
                with unit_of_work() as session:
                    entry = an_entry(chosen=(choice,))
                    return append_entries(session, attempt_id, fence=1, entries=[entry], now=NOW)

            return work

        at_once(app, send("a"), send("b"))

        assert (count(session, JournalEntry), count(session, HeldEntry)) == (1, 1)

    def test_a_double_hand_in_is_one(self, app: Flask, session: Session) -> None:
        attempt_id = a_started_attempt()
        last = answer_all(attempt_id)

        def submit() -> bool:
            with unit_of_work() as session:
                return submit_attempt(session, attempt_id, fence=1, last_seq=last, now=NOW)

        assert sorted(at_once(app, submit, submit)) == [False, True]

    def test_two_workers_make_one_decision(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt()

        def score() -> bool:
            with unit_of_work() as session:
                return score_attempt(session, attempt_id, now=NOW) is not None

        assert sorted(at_once(app, score, score, score)) == [False, False, True]
        assert (count(session, Decision), count(session, OutboxMessage)) == (1, 1)

    def test_two_workers_make_one_delivery(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt()
        with unit_of_work() as work:
            score_attempt(work, attempt_id, now=NOW)
        outbox_id = session.scalars(sa.select(OutboxMessage.id)).one()
        session.rollback()

        def claim() -> bool:
            with unit_of_work() as session:
                return claim_message(session, outbox_id, now=NOW) is not None

        assert sorted(at_once(app, claim, claim)) == [False, True]

    def test_the_audit_chain_never_forks(self, app: Flask, session: Session) -> None:
        from tests.builders.bookings import a_booking

        def check_in(number: int) -> Callable[[], int]:
            booking = a_booking(id=f"A-{number}", dossier=f"D-2026-00000{number}")
            return lambda: a_checked_in_attempt(booking)

        at_once(app, *(check_in(number) for number in range(1, 7)))

        assert find_broken_link(list_audit_records(session)) is None
        assert count(session, AuditRecord) == count(session, Attempt) * 2 + 1
        assert db.session is session


class TestTwoItemsWithOneCode:
    def test_one_is_made_and_the_other_is_told(self, app: Flask, session: Session) -> None:
        answers = at_once(app, a_new_item, a_new_item)

        assert sorted(answers) == ["made", "taken"]
        assert session.scalar(sa.select(sa.func.count()).where(Item.code == "MO-T-77")) == 1

    def test_an_import_is_told_of_an_item_that_came_meanwhile(
        self, app: Flask, session: Session, tmp_path: Path
    ) -> None:
        checked = check_media(preview(a_qti_item(identifier="MO-T-77").encode(), "item.xml"))

        def take() -> str:
            try:
                with unit_of_work() as own:
                    import_items(
                        own,
                        checked,
                        destination=Destination(programme="mo"),
                        store=MediaStore(tmp_path),
                        now=NOW,
                    )
            except ImportedCodeTaken:
                return "taken"
            return "made"

        assert sorted(at_once(app, take, a_new_item)) == ["made", "taken"]


def a_new_item() -> str:
    try:
        with unit_of_work() as own:
            add_item(own, "MO-T-77", programme="mo", now=NOW)
    except ItemCodeTaken:
        return "taken"
    return "made"
