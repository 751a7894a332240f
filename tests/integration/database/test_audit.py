from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.models.audit import AuditRecord
from testplatform.models.staff import Role
from testplatform.services.audit import find_broken_link, list_audit_records, record_event
from tests.builders.attempts import a_submitted_attempt
from tests.builders.frozen import thaw

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class TestAuditChain:
    def test_a_whole_attempt_leaves_an_intact_chain(self, session: Session) -> None:
        a_submitted_attempt()

        records = list_audit_records(session)
        actions = [record.action for record in records]
        assert find_broken_link(records) is None
        assert actions[-4:] == [
            "candidate checked in",
            "lease taken",
            "attempt started",
            "attempt submitted",
        ]

    def test_finds_a_record_that_was_changed(self, session: Session) -> None:
        a_submitted_attempt()
        with unit_of_work() as work:
            thaw(work, "audit_log")
            work.execute(
                sa.update(AuditRecord).where(AuditRecord.position == 2).values(actor="nobody")
            )

        assert find_broken_link(list_audit_records(session)) == 2

    def test_finds_a_record_that_was_removed(self, session: Session) -> None:
        a_submitted_attempt()
        with unit_of_work() as work:
            work.execute(sa.delete(AuditRecord).where(AuditRecord.position == 2))

        assert find_broken_link(list_audit_records(session)) == 2

    def test_holds_no_names_and_no_answers(self, session: Session) -> None:
        a_submitted_attempt()

        text = " ".join(
            f"{record.actor} {record.action} {record.subject} {record.details}"
            for record in list_audit_records(session)
        )
        assert "Voorbeeld" not in text
        assert "chosen" not in text

    def test_is_rolled_back_with_what_it_records(self, session: Session) -> None:
        before = len(list_audit_records(session))

        with pytest.raises(IntegrityError), unit_of_work() as work:
            recorded_and_then_broken(work)

        assert len(list_audit_records(session)) == before


def recorded_and_then_broken(session: Session) -> None:
    """Record an event, then break a rule of the database in the same unit of work."""
    record_event(session, actor="a", action="b", subject="c:1", now=NOW)
    session.execute(sa.insert(Role), [{"name": "double", "description": ""}] * 2)
