"""The process evaluation of MO from its booking to the decision that carries it (rule 10.3)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy.orm import Session

from scoring.decisions import FactCarried, Outcome
from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import db, unit_of_work
from testplatform.errors import BookingConflict, BookingRefused
from testplatform.migrating import alembic_config
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.outbox import OutboxMessage
from testplatform.services.bookings import ReceiptStatus, receive_booking
from tests.builders.attempts import (
    a_checked_in_attempt,
    a_started_attempt,
    a_submitted_attempt,
)
from tests.builders.bookings import a_booking, an_evaluation
from tests.builders.rescoring import an_approved_case, decide, decisions_of, write_all
from tests.integration.threads import at_once

NOW = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
TOLD = {"process_evaluation": {"value": "positief", "told_on": "2026-02-19"}}
STEP = {
    "kind": "fact_carried",
    "rule": "10.3",
    "rule_version": 1,
    "fact": "process_evaluation",
    "value": "positief",
    "told_on": "2026-02-19",
}
SENTENCE = "procesevaluatie: positief, meegedeeld op 19/02/2026; telt hier niet mee"
NEGATIVE = an_evaluation("negatief", told_on=date(2026, 3, 1))


def told(message: BookingMessage, *, now: datetime = NOW) -> ReceiptStatus:
    with unit_of_work() as session:
        return receive_booking(session, message, now).status


def booked(session: Session) -> Booking:
    session.rollback()
    session.expire_all()
    return session.scalars(sa.select(Booking)).one()


def decided(session: Session, attempt_id: int) -> Decision:
    decide(attempt_id)
    return decisions_of(session, attempt_id)[0]


def migrate(step: Callable[[Config, str], None], revision: str) -> None:
    config = alembic_config()
    config.attributes["engine"] = db.engine
    step(config, revision)


def carried(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for step in document["steps"] if step["kind"] == "fact_carried"]


class TestTakingThemIn:
    def test_keeps_what_was_told(self, session: Session) -> None:
        told(a_booking(facts=(an_evaluation(),)))

        assert booked(session).facts == TOLD

    def test_keeps_nothing_where_nothing_was_told(self, session: Session) -> None:
        told(a_booking())

        nothing = sa.select(Booking.id).where(Booking.facts.is_(None))
        assert session.scalars(nothing).all() == [booked(session).id]

    def test_told_twice_changes_nothing(self, session: Session) -> None:
        told(a_booking(facts=(an_evaluation(),)))

        assert told(a_booking(facts=(an_evaluation(),))) is ReceiptStatus.UNCHANGED

    @pytest.mark.parametrize(
        ("message", "problems"),
        [
            pytest.param(
                a_booking(moment="exemption", facts=(an_evaluation(),)),
                {"facts.process_evaluation": "is not told at the moment 'exemption'"},
                id="an exemption has no course",
            ),
            pytest.param(
                a_booking(facts=(an_evaluation(fact="attendance"),)),
                {"facts.attendance": "is no fact of 'mo'"},
                id="a fact that the programme does not have",
            ),
            pytest.param(
                a_booking(programme="covaar", moment="intake", facts=(an_evaluation(),)),
                {"facts.process_evaluation": "is no fact of 'covaar'"},
                id="a programme without facts",
            ),
            pytest.param(
                a_booking(facts=(an_evaluation("matig"),)),
                {"facts.process_evaluation.value": "must be one of positief, negatief"},
                id="a word that the programme does not have",
            ),
            pytest.param(
                a_booking(facts=(an_evaluation(told_on=date(2026, 3, 3)),)),
                {"facts.process_evaluation.told_on": "must not be a day to come"},
                id="a day to come",
            ),
            pytest.param(
                a_booking(
                    facts=(
                        an_evaluation("matig", told_on=date(2026, 3, 3)),
                        an_evaluation(fact="attendance"),
                    )
                ),
                {
                    "facts.process_evaluation.value": "must be one of positief, negatief",
                    "facts.process_evaluation.told_on": "must not be a day to come",
                    "facts.attendance": "is no fact of 'mo'",
                },
                id="all at once",
            ),
        ],
    )
    def test_refuses_what_the_programme_does_not_take(
        self, session: Session, message: BookingMessage, problems: dict[str, str]
    ) -> None:
        with pytest.raises(BookingRefused) as refusal:
            told(message)

        assert refusal.value.problems == problems
        assert session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 0

    @pytest.mark.parametrize(
        ("hour", "status"),
        [
            pytest.param(22, None, id="before midnight in Brussels"),
            pytest.param(23, ReceiptStatus.CREATED, id="after it"),
        ],
    )
    def test_takes_days_of_brussels(
        self, session: Session, hour: int, status: ReceiptStatus | None
    ) -> None:
        message = a_booking(facts=(an_evaluation(told_on=date(2026, 3, 3)),))
        now = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)

        try:
            answer = told(message, now=now)
        except BookingRefused:
            answer = None

        assert answer is status


class TestChangingThem:
    @pytest.mark.parametrize(
        ("facts", "kept"),
        [
            pytest.param(
                (NEGATIVE,),
                {"process_evaluation": {"value": "negatief", "told_on": "2026-03-01"}},
                id="another one",
            ),
            pytest.param((), None, id="taken back"),
        ],
    )
    @pytest.mark.parametrize("sit", [a_checked_in_attempt, a_started_attempt, a_submitted_attempt])
    def test_is_possible_until_the_decision(
        self, session: Session, sit: Any, facts: tuple[FactCarried, ...], kept: object
    ) -> None:
        sit(a_booking(facts=(an_evaluation(),)))

        status = told(a_booking(revision=2, facts=facts))

        assert status is ReceiptStatus.UPDATED
        assert (booked(session).facts, booked(session).revision) == (kept, 2)

    def test_may_be_the_first_time_that_one_is_told(self, session: Session) -> None:
        a_submitted_attempt(a_booking())

        assert told(a_booking(revision=2, facts=(an_evaluation(),))) is ReceiptStatus.UPDATED

    def test_is_possible_again_and_again(self, session: Session) -> None:
        a_checked_in_attempt(a_booking(facts=(an_evaluation(),)))
        told(a_booking(revision=2, facts=(NEGATIVE,)))

        assert told(a_booking(revision=5, facts=(an_evaluation(),))) is ReceiptStatus.UPDATED
        assert booked(session).facts == TOLD

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"language": "ar"}, id="the language"),
            pytest.param({"given_name": "Nora"}, id="the name"),
            pytest.param({"needs": ("extra_time",)}, id="the needs"),
            pytest.param({"starts_at": NOW + timedelta(days=1)}, id="the sitting"),
            pytest.param({"dossier": "D-2026-000002"}, id="the person"),
        ],
    )
    def test_after_the_check_in_lets_nothing_else_change_with_it(
        self, session: Session, changes: dict[str, Any]
    ) -> None:
        a_checked_in_attempt(a_booking(facts=(an_evaluation(),)))

        with pytest.raises(BookingConflict, match="has been checked in already"):
            told(a_booking(revision=2, facts=(NEGATIVE,), **changes))
        assert booked(session).facts == TOLD

    def test_wants_a_higher_revision(self, session: Session) -> None:
        a_checked_in_attempt(a_booking(facts=(an_evaluation(),)))

        with pytest.raises(BookingConflict, match="with another content"):
            told(a_booking(facts=(NEGATIVE,)))

    def test_ends_with_the_decision(self, session: Session) -> None:
        attempt_id = a_submitted_attempt(a_booking(facts=(an_evaluation(),)))
        decide(attempt_id)

        with pytest.raises(BookingConflict, match="has been decided already"):
            told(a_booking(revision=2, facts=(NEGATIVE,)))
        assert carried(decisions_of(session, attempt_id)[0].document) == [STEP]
        assert booked(session).facts == TOLD


class TestAtTheSameTime:
    def test_a_decision_waits_for_a_change_under_way(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt(a_booking(facts=(an_evaluation(),)))

        def score() -> None:
            with app.app_context():
                decide(attempt_id)

        with ThreadPoolExecutor(1) as pool:
            with unit_of_work() as work:
                receive_booking(work, a_booking(revision=2, facts=(NEGATIVE,)), NOW)
                scoring = pool.submit(score)
                with pytest.raises(TimeoutError):
                    scoring.result(timeout=0.5)
            scoring.result(timeout=30)

        steps = carried(decisions_of(session, attempt_id)[0].document)
        assert [step["value"] for step in steps] == ["negatief"]

    def test_a_change_and_a_decision_agree(self, app: Flask, session: Session) -> None:
        attempt_id = a_submitted_attempt(a_booking(facts=(an_evaluation(),)))

        def change() -> None:
            with suppress(BookingConflict):
                told(a_booking(revision=2, facts=(NEGATIVE,)))

        at_once(app, change, lambda: decide(attempt_id))

        steps = carried(decisions_of(session, attempt_id)[0].document)
        kept = booked(session).facts
        assert kept is not None
        assert [step["value"] for step in steps] == [kept["process_evaluation"]["value"]]


class TestTheDecision:
    def test_carries_it_as_its_last_step(self, session: Session) -> None:
        attempt_id = a_submitted_attempt(a_booking(facts=(an_evaluation(),)))

        document = decided(session, attempt_id).document

        assert document["steps"][-1] == STEP
        assert document["sentences"][-1] == SENTENCE
        assert document["versions"]["rules"]["10.3"] == 1

    def test_carries_what_was_told_last(self, session: Session) -> None:
        attempt_id = a_submitted_attempt(a_booking(facts=(an_evaluation(),)))
        told(a_booking(revision=2, facts=(NEGATIVE,)))

        steps = carried(decided(session, attempt_id).document)

        assert [(step["value"], step["told_on"]) for step in steps] == [("negatief", "2026-03-01")]

    @pytest.mark.parametrize("value", ["positief", "negatief"])
    @pytest.mark.parametrize(
        ("wrong", "outcome"),
        [
            pytest.param({}, Outcome.PASSED, id="all right"),
            pytest.param({"sokkel": 2, "praktisch": 14}, Outcome.PASSED, id="just enough"),
            pytest.param({"sokkel": 3}, Outcome.FAILED, id="a point short"),
        ],
    )
    def test_is_the_same_without_it(
        self, session: Session, value: str, wrong: dict[str, int], outcome: Outcome
    ) -> None:
        beside = a_submitted_attempt(a_booking(facts=(an_evaluation(value),)), wrong=wrong)
        other = a_booking(id="A-2", dossier="D-2026-000002")
        without = decided(session, a_submitted_attempt(other, wrong=wrong))

        decision = decided(session, beside)

        assert decision.outcome is without.outcome is outcome
        assert decision.document["parts"] == without.document["parts"]
        assert decision.document["steps"][:-1] == without.document["steps"]

    def test_is_told_with_it(self, session: Session) -> None:
        decide(a_submitted_attempt(a_booking(facts=(an_evaluation(),))))

        message = session.scalars(sa.select(OutboxMessage)).one()
        assert message.document["steps"][-1] == {**STEP, "sentence": SENTENCE}

    def test_keeps_it_when_it_is_corrected(self, session: Session) -> None:
        booking = a_booking(facts=(an_evaluation(),))
        attempt_id = a_submitted_attempt(booking, wrong={"sokkel": 3})
        decide(attempt_id)

        write_all(an_approved_case())

        newest = decisions_of(session, attempt_id)[0]
        assert (newest.revision, carried(newest.document)) == (2, [STEP])
        assert session.get_one(Attempt, attempt_id).booking.facts == TOLD


class TestTheMigration:
    def test_goes_back_and_forth(self, app: Flask, session: Session) -> None:
        told(a_booking())
        session.rollback()

        migrate(command.downgrade, "0016_corrected")
        migrate(command.upgrade, "head")

        assert booked(session).facts is None

    def test_does_not_go_back_over_what_was_told(self, app: Flask, session: Session) -> None:
        told(a_booking(facts=(an_evaluation(),)))
        session.rollback()

        with pytest.raises(RuntimeError, match="facts were told"):
            migrate(command.downgrade, "0016_corrected")
        assert booked(session).facts == TOLD
