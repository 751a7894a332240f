"""The outbox is emptied a few results at a time, and never in the way of what was handed in."""

from collections.abc import Callable
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.clienttracking.client import Delivered
from testplatform.clienttracking.contract import ResultMessage
from testplatform.db import unit_of_work
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.tasks import results
from tests.builders.attempts import a_submitted_attempt
from tests.builders.bookings import a_booking
from tests.builders.rescoring import a_decided_attempt, a_written_case

PATIENCE_SECONDS = 20


class Sink:
    """A client-tracking system that takes everything, and remembers it in the order it came."""

    def __init__(self, on_arrival: Callable[[], object] = lambda: None) -> None:
        self.on_arrival = on_arrival
        self.taken: list[ResultMessage] = []

    def __call__(self, *_arguments: str) -> "Sink":
        return self

    def __enter__(self) -> "Sink":
        return self

    def __exit__(self, *_problem: object) -> None:
        pass

    def deliver_result(self, message: ResultMessage) -> Delivered:
        self.on_arrival()
        self.taken.append(message)
        return Delivered(result=message.result, revision=message.revision, already=False)


def states(session: Session) -> list[DeliveryState]:
    session.rollback()
    session.expire_all()
    return [one.state for one in session.scalars(sa.select(OutboxMessage))]


def put_in(monkeypatch: pytest.MonkeyPatch, sink: Sink) -> Sink:
    monkeypatch.setattr(results, "ClientTracking", sink)
    return sink


class TestSweep:
    def test_delivers_several_side_by_side(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        together = Barrier(3, timeout=PATIENCE_SECONDS)
        put_in(monkeypatch, Sink(together.wait))
        for number in range(1, 4):
            a_decided_attempt(number)

        results.sweep()

        assert states(session) == [DeliveryState.DELIVERED] * 3

    def test_brings_a_correction_after_what_it_corrects(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sink = put_in(monkeypatch, Sink())
        a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()

        results.sweep()
        results.sweep()

        assert [one.revision for one in sink.taken] == [1, 2]

    def test_ends_in_time_and_goes_on_at_the_next(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put_in(monkeypatch, Sink())
        monkeypatch.setattr(results, "SECONDS_AT_A_TIME", -1)
        for number in range(1, 11):
            a_decided_attempt(number)

        results.sweep()
        assert states(session).count(DeliveryState.DELIVERED) == results.DELIVERED_AT_ONCE
        results.sweep()

        assert states(session) == [DeliveryState.DELIVERED] * 10

    def test_one_that_cannot_be_read_holds_up_nobody(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put_in(monkeypatch, Sink())
        a_decided_attempt(1)
        a_decided_attempt(2)
        with unit_of_work() as work:
            first = work.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).first()
            assert first is not None
            first.document = {}

        results.sweep()

        assert sorted(states(session)) == [DeliveryState.DELIVERED, DeliveryState.PENDING]


class TestScore:
    def test_wakes_the_delivery_of_its_own_result_alone(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        woken: list[tuple[int | str, ...]] = []
        monkeypatch.setattr(results, "wake", lambda _task, *ids: woken.append(ids))
        a_decided_attempt(1)
        attempt_id = a_submitted_attempt(a_booking(id="A-2", dossier="D-2026-000002"))

        results.score(attempt_id)

        session.rollback()
        newest = session.scalar(sa.select(sa.func.max(OutboxMessage.id)))
        assert woken == [(newest,)]
