"""Where staff see what others told beside a test: the sitting, the attempt, and an appeal."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt
from testplatform.services.appeals import record_appeal
from tests.builders.attempts import STARTED_AT, a_checked_in_attempt, a_submitted_attempt
from tests.builders.bookings import a_booking, an_evaluation
from tests.builders.rescoring import PROPOSER, decide, staff_id_of
from tests.integration.web.test_bookings_api import told

SENTENCE = "procesevaluatie: positief, meegedeeld op 19/02/2026; telt hier niet mee"
WITH = a_booking(facts=(an_evaluation(),))
WITHOUT = a_booking()

pytestmark = pytest.mark.usefixtures("session")

each_booking = pytest.mark.parametrize(
    ("booking", "is_told"),
    [pytest.param(WITH, True, id="told"), pytest.param(WITHOUT, False, id="not told")],
)


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": PROPOSER, "password": PASSWORD})
    return client


class TestTheSitting:
    @each_booking
    def test_shows_it_beside_the_moment(
        self, administrator: FlaskClient, session: Session, booking: BookingMessage, is_told: bool
    ) -> None:
        attempt_id = a_checked_in_attempt(booking)
        sitting_id = session.get_one(Attempt, attempt_id).booking.sitting_id

        page = administrator.get(f"/staff/invigilator/sittings/{sitting_id}").text

        assert (SENTENCE in page) is is_told


class TestTheAttempt:
    @each_booking
    def test_shows_it_before_the_decision(
        self, administrator: FlaskClient, session: Session, booking: BookingMessage, is_told: bool
    ) -> None:
        page = attempt_page(administrator, session, a_checked_in_attempt(booking))

        assert ("Ter informatie" in page) is is_told
        assert page.count(SENTENCE) == int(is_told)

    @each_booking
    def test_shows_it_in_the_decision_too(
        self, administrator: FlaskClient, session: Session, booking: BookingMessage, is_told: bool
    ) -> None:
        attempt_id = a_submitted_attempt(booking)
        decide(attempt_id)

        page = attempt_page(administrator, session, attempt_id)

        assert page.count(SENTENCE) == 2 * is_told


class TestTheAppeal:
    @each_booking
    def test_has_it_in_its_file(
        self, administrator: FlaskClient, booking: BookingMessage, is_told: bool
    ) -> None:
        attempt_id = a_submitted_attempt(booking, wrong={"sokkel": 3})
        decide(attempt_id)

        page = administrator.get(f"/staff/administration/appeals/{an_appeal(attempt_id)}").text

        assert page.count(SENTENCE) == 2 * is_told


class TestTheLetter:
    def test_says_nothing_of_it(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = a_submitted_attempt(WITH)
        decide(attempt_id)

        answer = administrator.get(
            f"/staff/administration/letters/{public_id_of(session, attempt_id)}"
        )

        assert answer.status_code == 200
        assert "positief" not in answer.text


class TestTheWebhook:
    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            pytest.param(
                {"attendance": {"value": "positief", "told_on": "2026-02-19"}},
                "facts.attendance",
                id="unknown fact",
            ),
            pytest.param(
                {"process_evaluation": {"value": "matig", "told_on": "2026-02-19"}},
                "facts.process_evaluation.value",
                id="unknown word",
            ),
            pytest.param(
                {"process_evaluation": {"value": "positief"}},
                "facts.process_evaluation.told_on",
                id="no day",
            ),
        ],
    )
    def test_names_the_field_that_is_wrong(
        self, client: FlaskClient, facts: object, field: str
    ) -> None:
        answer = told(client, {**WITHOUT.to_document(), "facts": facts})

        assert answer.status_code == 422
        assert list(answer.get_json()["problems"]) == [field]

    def test_takes_one_until_the_decision(self, client: FlaskClient) -> None:
        attempt_id = a_submitted_attempt(WITHOUT)

        answers = [told(client, a_later(revision=2)).status_code]
        decide(attempt_id)
        answers.append(told(client, a_later(revision=3, value="negatief")).status_code)

        assert answers == [200, 409]


def a_later(*, revision: int, value: str = "positief") -> dict[str, object]:
    return a_booking(revision=revision, facts=(an_evaluation(value),)).to_document()


def attempt_page(client: FlaskClient, session: Session, attempt_id: int) -> str:
    return client.get(f"/staff/administration/attempts/{public_id_of(session, attempt_id)}").text


def public_id_of(session: Session, attempt_id: int) -> str:
    return session.get_one(Attempt, attempt_id).public_id


def an_appeal(attempt_id: int) -> int:
    with unit_of_work() as session:
        return record_appeal(
            session,
            attempt_id,
            received_on=date(2026, 3, 5),
            summary="Vindt het resultaat te laag.",
            recorded_by_id=staff_id_of(session, PROPOSER),
            now=STARTED_AT.replace(day=6),
        ).id
