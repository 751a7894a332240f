from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.clienttracking.client import (
    ClientTrackingError,
    Delivered,
    Refused,
    UnknownDossier,
    Unreachable,
    UnreachableReason,
)
from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.services.marking import score_attempt
from testplatform.services.outbox import claim_message, list_due_messages, next_wait, settle, unpark
from tests.builders.attempts import STARTED_AT, a_submitted_attempt

NOW = STARTED_AT + timedelta(hours=1)
DELIVERED = Delivered(result="r", revision=1, already=False)
NO_ANSWER = Unreachable(UnreachableReason.NO_CONNECTION)


def a_pending_message() -> int:
    attempt_id = a_submitted_attempt()
    with unit_of_work() as session:
        score_attempt(session, attempt_id, now=NOW)
        return session.scalars(sa.select(OutboxMessage.id)).one()


def settled(outbox_id: int, answer: Delivered | ClientTrackingError) -> OutboxMessage:
    with unit_of_work() as session:
        claim_message(session, outbox_id, now=NOW)
    with unit_of_work() as session:
        settle(session, outbox_id, answer, now=NOW)
        return session.get_one(OutboxMessage, outbox_id)


class TestClaimMessage:
    def test_one_worker_has_it_at_a_time(self, session: Session) -> None:
        outbox_id = a_pending_message()
        with unit_of_work() as work:
            first = claim_message(work, outbox_id, now=NOW)
        with unit_of_work() as work:
            second = claim_message(work, outbox_id, now=NOW)

        assert first is not None
        assert second is None

    def test_the_claim_of_a_dead_worker_runs_out(self, session: Session) -> None:
        outbox_id = a_pending_message()
        with unit_of_work() as work:
            claim_message(work, outbox_id, now=NOW)

        later = NOW + timedelta(minutes=3)
        assert list_due_messages(session, NOW) == []
        assert list_due_messages(session, later) == [outbox_id]


class TestSettle:
    def test_delivered_stays_delivered(self, session: Session) -> None:
        outbox_id = a_pending_message()
        settled(outbox_id, DELIVERED)

        with unit_of_work() as work:
            state = settle(work, outbox_id, NO_ANSWER, now=NOW)

        assert state is DeliveryState.DELIVERED

    def test_an_unreachable_system_is_tried_again_later(self, session: Session) -> None:
        message = settled(a_pending_message(), NO_ANSWER)

        assert (message.state, message.tries) == (DeliveryState.PENDING, 1)
        assert message.next_try_at == NOW + timedelta(seconds=5)
        assert message.problem == "no_connection"

    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(UnknownDossier("D-2026-000001", "r"), id="unknown dossier"),
            pytest.param(Refused(409, "urn:x"), id="refused"),
        ],
    )
    def test_what_would_be_refused_again_is_parked_visibly(
        self, session: Session, answer: ClientTrackingError
    ) -> None:
        message = settled(a_pending_message(), answer)

        assert message.state is DeliveryState.PARKED
        assert message.problem == str(answer)

    def test_a_parked_message_can_be_offered_again(self, session: Session) -> None:
        outbox_id = a_pending_message()
        settled(outbox_id, UnknownDossier("D-2026-000001", "r"))

        with unit_of_work() as work:
            unpark(work, outbox_id, actor="staff:2", now=NOW)

        assert list_due_messages(session, NOW) == [outbox_id]

    def test_only_a_parked_message_can_be_offered_again(self, session: Session) -> None:
        outbox_id = a_pending_message()

        with pytest.raises(TransitionRefused), unit_of_work() as work:
            unpark(work, outbox_id, actor="staff:2", now=NOW)


class TestNextWait:
    @pytest.mark.parametrize(
        ("tries", "asked", "seconds"),
        [
            pytest.param(1, None, 5, id="first"),
            pytest.param(2, None, 10, id="doubles"),
            pytest.param(9, None, 900, id="at most a quarter of an hour"),
            pytest.param(1000, None, 900, id="for ever"),
            pytest.param(1, 3600, 3600, id="never less than asked"),
        ],
    )
    def test_doubles_up_to_a_bound(self, tries: int, asked: int | None, seconds: int) -> None:
        assert next_wait(tries, asked) == timedelta(seconds=seconds)
