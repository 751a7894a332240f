"""The pages on which one administrator proposes a correction and another approves it."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from testplatform.demo import PASSWORD
from testplatform.models.rescoring import RescoringCase, RescoringKind, RescoringState
from testplatform.tasks.rescoring import calculate, sweep, write
from tests.builders.rescoring import (
    APPROVER,
    PROPOSER,
    a_case,
    a_decided_attempt,
    a_new_case,
    a_proposed_case,
    a_written_case,
    decisions_of,
)
from tests.builders.schemes import a_ct_attempt_handed_in, a_ct_booking, decided

PAGES = "/staff/administration/rescoring/"
FULL_MARKS = {
    "kind": "full_marks",
    "form_code": "mo-demo",
    "item": "MO-S-01",
    "key": "",
    "cut_scores": "",
    "first_day": "",
    "last_day": "",
    "reason": "De vraag was dubbelzinnig.",
}

pytestmark = pytest.mark.usefixtures("session")


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


@pytest.fixture
def proposer(app: Flask) -> FlaskClient:
    return signed_in(app, PROPOSER)


@pytest.fixture
def approver(app: Flask) -> FlaskClient:
    return signed_in(app, APPROVER)


def forget(session: Session) -> None:
    """Look at the database as it is now."""
    session.rollback()
    session.expire_all()


def propose(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post(PAGES, data={**FULL_MARKS, **fields}, follow_redirects=True)


def step(client: FlaskClient, case_id: int, name: str, **fields: str) -> str:
    return client.post(f"{PAGES}{case_id}/{name}", data=fields, follow_redirects=True).text


class TestList:
    def test_says_how_to_begin(self, proposer: FlaskClient) -> None:
        page = proposer.get(PAGES).text

        assert "Er is nog geen correctie voorgesteld." in page
        assert "Nieuwe correctie voorstellen" in page

    def test_shows_every_case(self, proposer: FlaskClient) -> None:
        a_proposed_case()

        page = proposer.get(PAGES).text

        assert "vraag MO-S-01, versie 1 in mo-demo" in page
        assert "wacht op goedkeuring" in page

    def test_is_in_the_navigation(self, proposer: FlaskClient) -> None:
        assert 'aria-current="page"' in proposer.get(f"{PAGES}new").text


class TestNew:
    def test_opens_a_case_that_is_calculated(self, proposer: FlaskClient, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        page = propose(proposer)
        assert "De correctie is voorgesteld." in page.text
        assert "Dit wordt nu berekend." in page.text
        sweep()

        forget(session)
        page_after = proposer.get(f"{PAGES}1").text
        assert "8 op 11 → 9 op 11" in page_after
        assert "D-2026-000001" in page_after
        assert "Voorbeeld" not in page_after

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            pytest.param({"item": "MO-X"}, "Geen gepubliceerde testversie telt", id="item"),
            pytest.param({"form_code": "mo-x"}, "Deze testversie bestaat niet.", id="form"),
            pytest.param({"reason": " "}, "Schrijf een reden", id="reason"),
            pytest.param(
                {"kind": "wrong_key", "key": "zz"},
                "Deze sleutel kan niet bij deze vraag.",
                id="key",
            ),
            pytest.param({"kind": "cut_scores"}, "Kies een cesuur.", id="cut scores"),
            pytest.param(
                {"kind": "cut_scores", "cut_scores": "mo-after-course-2023-03-01/1"},
                "Geef een eerste en een laatste dag",
                id="period",
            ),
        ],
    )
    def test_says_what_is_wrong_and_opens_nothing(
        self, proposer: FlaskClient, session: Session, fields: dict[str, str], sentence: str
    ) -> None:
        response = propose(proposer, **fields)

        assert response.status_code == 422
        assert sentence in response.text
        assert session.scalar(sa.select(sa.func.count()).select_from(RescoringCase)) == 0

    def test_a_day_that_is_none_is_refused(self, proposer: FlaskClient) -> None:
        answer = propose(proposer, first_day="31/02/2026")

        assert answer.status_code == 422
        assert "Schrijf een dag van de kalender." in answer.text


class TestCheck:
    def test_names_the_item_its_key_and_how_many_are_concerned(
        self, proposer: FlaskClient, session: Session
    ) -> None:
        a_decided_attempt()

        page = proposer.post(f"{PAGES}check", data=FULL_MARKS).text

        assert "Vraag MO-S-01, versie 1" in page
        assert "Juist volgens de sleutel" in page
        assert "Eén besliste afname is betrokken." in page
        assert session.scalar(sa.select(sa.func.count()).select_from(RescoringCase)) == 0

    def test_says_why_it_cannot_be(self, proposer: FlaskClient) -> None:
        answer = proposer.post(f"{PAGES}check", data={**FULL_MARKS, "item": "MO-X"})

        assert answer.status_code == 422
        assert "Geen gepubliceerde testversie telt een vraag met deze code." in answer.text


class TestCase:
    def test_is_approved_by_another_and_written(
        self, approver: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        case_id = a_proposed_case()

        page = step(approver, case_id, "approve")
        assert "De correctie is goedgekeurd." in page
        assert "0 van 1 afnames verwerkt" in page
        sweep()

        assert len(decisions_of(session, attempt_id)) == 2
        page = approver.get(f"{PAGES}{case_id}").text
        assert "1 van 1 afnames verwerkt, 1 nieuwe beslissingen." in page
        assert "doorgevoerd" in page

    def test_is_not_approved_by_who_proposed_it(
        self, proposer: FlaskClient, session: Session
    ) -> None:
        case_id = a_proposed_case()

        assert "Keur de correctie goed" not in proposer.get(f"{PAGES}{case_id}").text
        page = step(proposer, case_id, "approve")

        assert "Iemand anders moet ze beoordelen." in page
        forget(session)
        assert session.get_one(RescoringCase, case_id).state is RescoringState.PROPOSED

    def test_twice_is_once(self, approver: FlaskClient) -> None:
        case_id = a_proposed_case()
        step(approver, case_id, "approve")

        assert "Deze correctie is al beoordeeld" in step(approver, case_id, "approve")

    def test_is_rejected_with_a_reason(self, approver: FlaskClient) -> None:
        case_id = a_proposed_case()

        too_long = "Te lang. " * 300
        refused = approver.post(f"{PAGES}{case_id}/reject", data={"why": too_long})
        assert refused.status_code == 422
        assert "Schrijf een reden" in refused.text
        assert too_long in refused.text
        page = step(approver, case_id, "reject", why="De sleutel was juist.")

        assert "De correctie is afgekeurd." in page
        assert "De sleutel was juist." in page

    def test_is_withdrawn_by_who_proposed_it(self, proposer: FlaskClient) -> None:
        assert "De correctie is ingetrokken." in step(proposer, a_proposed_case(), "withdraw")

    def test_is_withdrawn_by_nobody_else(self, approver: FlaskClient) -> None:
        page = step(approver, a_proposed_case(), "withdraw")

        assert "Alleen wie een correctie voorstelde, kan ze intrekken." in page

    def test_is_outdated_after_another_approval(self, approver: FlaskClient) -> None:
        first, second = a_proposed_case(), a_proposed_case(a_new_case(item="MO-S-02"))
        step(approver, first, "approve")

        assert "Na deze berekening is een andere correctie" in step(approver, second, "approve")

    def test_is_filtered_and_handed_out(self, approver: FlaskClient) -> None:
        a_decided_attempt(1, wrong={"sokkel": 3}, language="ar")
        a_decided_attempt(2, wrong={"sokkel": 5})
        case_id = a_proposed_case()

        page = approver.get(f"{PAGES}{case_id}?change=to_passed").text
        assert "D-2026-000001" in page
        assert "D-2026-000002" not in page
        assert "D-2026-000001" not in approver.get(f"{PAGES}{case_id}?language=nl").text
        file = approver.get(f"{PAGES}{case_id}/changes.csv?change=to_passed").text
        assert file.splitlines()[0].startswith("\ufeffdossier;taal;testcentrum")
        assert "niet geslaagd;geslaagd;8 op 11;9 op 11" in file
        assert "D-2026-000002" not in file

    def test_that_is_none_is_not_found(self, approver: FlaskClient) -> None:
        assert approver.get(f"{PAGES}99").status_code == 404
        assert approver.post(f"{PAGES}99/approve").status_code == 404

    def test_shows_both_keys(self, approver: FlaskClient) -> None:
        case_id = a_case(a_new_case(kind=RescoringKind.WRONG_KEY, key="c"))

        page = approver.get(f"{PAGES}{case_id}").text

        assert "Juist volgens de verbeterde sleutel" in page

    def test_names_the_columns_of_languages_and_test_centres(self, approver: FlaskClient) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        page = approver.get(f"{PAGES}{a_proposed_case()}").text

        headings = re.findall(r'<h3>(Per \w+)</h3>.*?<th scope="col">(.*?)</th>', page, re.DOTALL)
        assert headings == [("Per taal", "Taal"), ("Per testcentrum", "Testcentrum")]


class TestHistory:
    def test_an_attempt_shows_every_decision_and_the_correction(
        self, approver: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()
        public_id = decisions_of(session, attempt_id)[0].attempt.public_id

        page = approver.get(f"/staff/administration/attempts/{public_id}").text

        assert "vervangen" in page
        assert "sokkelvragen 8/11 = 72,7 % &lt; 80 %: 9 nodig" in page
        assert f'<a href="{PAGES}1">Correctie RS-1</a>' in page
        assert "is geneutraliseerd" in page


class TestTasks:
    def test_twice_is_once(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        case_id = a_case()

        calculate(case_id)
        calculate(case_id)
        write(case_id)

        forget(session)
        assert session.get_one(RescoringCase, case_id).state is RescoringState.PROPOSED


class TestFindings:
    def test_are_shown_in_place_of_an_outcome(self, approver: FlaskClient) -> None:
        decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)
        case_id = a_proposed_case(a_new_case(item="CT-READING-01", form_code=None))

        page = approver.get(f"{PAGES}{case_id}?change=result_changed").text

        assert "20 op 30, A1 → 21 op 30, A2" in page
        assert "verklaring van niveau" in page
        assert "Ander resultaat" in page
        assert "Nu wel geslaagd" not in page
        file = approver.get(f"{PAGES}{case_id}/changes.csv").text
        assert ";verklaring van niveau;bewijs;20 op 30, A1;21 op 30, A2;" in file

    def test_say_what_comes_through_an_earlier_sitting(self, approver: FlaskClient) -> None:
        decided(a_ct_attempt_handed_in(left={"reading": 10}), writing=3)
        resit = a_ct_booking(id="A-NEW", parts=("listening",))
        decided(a_ct_attempt_handed_in(resit))
        case_id = a_proposed_case(a_new_case(item="CT-READING-01", form_code=None))

        page = approver.get(f"{PAGES}{case_id}").text
        file = approver.get(f"{PAGES}{case_id}/changes.csv").text

        # Once beside the totals, once in the row.
        assert page.count("door een eerdere afname") == 2
        assert file.count(";door een eerdere afname") == 1
