"""The pages on which an objection is recorded, looked at again by another, and answered."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.appeals import Appeal, AppealState
from testplatform.models.attempts import Attempt
from testplatform.models.rescoring import RescoringKind
from testplatform.repositories.forms import get_form_plan
from testplatform.repositories.journal import fold_journal
from testplatform.services.rescoring_cases import withdraw
from tests.builders.appeals import (
    CLOSED_AT,
    LAST_DAY,
    LOOKER,
    RECORDER,
    SUMMARY,
    an_appeal,
    an_appeal_looked_at,
    look,
)
from tests.builders.rescoring import (
    PROPOSER,
    a_decided_attempt,
    a_new_case,
    a_proposed_case,
    a_written_case,
    staff_id_of,
)

PAGES = "/staff/administration/appeals/"
REASON = "Alleen antwoord b past bij de tekst."

pytestmark = pytest.mark.usefixtures("session")


def signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    return client


@pytest.fixture
def recorder(app: Flask) -> FlaskClient:
    return signed_in(app, RECORDER)


@pytest.fixture
def looker(app: Flask) -> FlaskClient:
    return signed_in(app, LOOKER)


def public_id_of(session: Session, attempt_id: int) -> str:
    return session.get_one(Attempt, attempt_id).public_id


def state_of(session: Session, appeal_id: int) -> AppealState:
    session.rollback()
    session.expire_all()
    return session.get_one(Appeal, appeal_id).state


def answer_to(session: Session, attempt_id: int, code: str) -> str:
    """The choice that somebody made."""
    attempt = session.get_one(Attempt, attempt_id)
    plan = get_form_plan(session, attempt.form_id)
    ref = next(one.ref for one in plan.scored_items if one.item.code == code)
    return str(fold_journal(session, attempt_id, attempt.fence).answers[ref]["chosen"][0])


def step(client: FlaskClient, appeal_id: int, name: str, **fields: str) -> str:
    return client.post(f"{PAGES}{appeal_id}/{name}", data=fields, follow_redirects=True).text


class TestRecording:
    def test_begins_at_the_attempt(self, recorder: FlaskClient, session: Session) -> None:
        public_id = public_id_of(session, a_decided_attempt())

        page = recorder.get(f"/staff/administration/attempts/{public_id}").text
        assert f"{PAGES}new/{public_id}" in page
        page = recorder.get(f"{PAGES}new/{public_id}").text

        assert "tot en met 30 dagen na de dag van de beslissing" in page
        assert "geslaagd, 02/03/2026" in page

    def test_opens_an_appeal(self, recorder: FlaskClient, session: Session) -> None:
        public_id = public_id_of(session, a_decided_attempt())

        response = recorder.post(
            f"{PAGES}new/{public_id}",
            data={"received_on": "2026-03-05", "summary": SUMMARY},
            follow_redirects=True,
        )

        assert "Het bezwaar is genoteerd." in response.text
        assert SUMMARY in response.text
        assert "op tijd" in response.text
        attempt = recorder.get(f"/staff/administration/attempts/{public_id}").text
        assert f'<a href="{PAGES}1">Bezwaar BZ-1</a>' in attempt

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            pytest.param({"summary": ""}, "Vat het bezwaar samen.", id="summary"),
            pytest.param({"received_on": ""}, "Schrijf een dag van de kalender.", id="no day"),
            pytest.param({"received_on": "31/02"}, "Schrijf een dag van de kalender.", id="day"),
            pytest.param({"received_on": "2999-01-01"}, "Deze dag moet nog komen.", id="later"),
            pytest.param(
                {"received_on": "2026-03-01"}, "Op deze dag was er nog geen beslissing.", id="early"
            ),
            pytest.param({"summary": "x" * 4_001}, "Schrijf hoogstens 4000 tekens.", id="long"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, recorder: FlaskClient, session: Session, fields: dict[str, str], sentence: str
    ) -> None:
        public_id = public_id_of(session, a_decided_attempt())
        typed = {"received_on": "2026-03-05", "summary": SUMMARY, **fields}

        response = recorder.post(f"{PAGES}new/{public_id}", data=typed)

        assert response.status_code == 422
        assert sentence in response.text
        assert typed["summary"] in response.text
        assert session.scalar(sa.select(sa.func.count()).select_from(Appeal)) == 0

    def test_of_no_attempt_is_not_found(self, recorder: FlaskClient) -> None:
        assert recorder.get(f"{PAGES}new/none").status_code == 404
        assert recorder.post(f"{PAGES}new/none").status_code == 404
        assert recorder.get(f"{PAGES}99").status_code == 404
        assert recorder.post(f"{PAGES}99/look").status_code == 404


class TestPage:
    def test_has_everything_to_look_again(self, looker: FlaskClient) -> None:
        page = looker.get(f"{PAGES}{an_appeal()}").text

        for sentence in (
            SUMMARY,
            "u kreeg 8 van de 11 punten. U had er 9 nodig (minstens 80 %). Dat is niet genoeg.",
            "U bent dus niet geslaagd.",
            "sokkelvragen 8/11 = 72,7 % &lt; 80 %: 9 nodig",  # the steps of the decision
            "MO-S-01",
            "0 op 1",
            "1 fout, 1 niet gedaan",
            "één keer",
            "Er werd op één toestel gewerkt.",
            "ingediend door de kandidaat",
            "Cesuur",
        ):
            assert sentence in page, sentence

    def test_shows_later_marks_beside_those_of_the_decision(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal(a_decided_attempt(wrong={"sokkel": 3}), received_on=date(2026, 3, 3))
        a_written_case()

        page = looker.get(f"{PAGES}{appeal_id}").text

        assert page.count("nu: 1 op 1") == 1
        assert "Beslissing 2" in page

    def test_shows_the_key_of_the_decision(self, looker: FlaskClient, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        answered = answer_to(session, attempt_id, "MO-S-01")
        a_written_case(a_new_case(kind=RescoringKind.WRONG_KEY, key=answered))

        page = looker.get(f"{PAGES}{an_appeal(attempt_id)}").text

        assert page.count('<span class="badge text-bg-info">verbeterd</span>') == 1
        assert "We hebben uw punten opnieuw berekend" in page

    def test_is_not_looked_at_by_who_recorded_it(
        self, recorder: FlaskClient, session: Session
    ) -> None:
        appeal_id = an_appeal()

        page = recorder.get(f"{PAGES}{appeal_id}").text
        assert "Iemand anders moet opnieuw kijken." in page
        assert "Ik kijk opnieuw" not in page
        assert "Iemand anders moet opnieuw kijken." in step(recorder, appeal_id, "look")

        assert state_of(session, appeal_id) is AppealState.RECEIVED

    def test_is_not_looked_at_by_who_approved_a_correction(self, looker: FlaskClient) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()

        page = step(looker, an_appeal(attempt_id), "look")

        assert "stelde een correctie ervan voor of keurde ze" in page


class TestAnswer:
    def test_is_rejected_with_a_reason(self, looker: FlaskClient, session: Session) -> None:
        appeal_id = an_appeal()
        assert "U kijkt opnieuw naar deze afname." in step(looker, appeal_id, "look")

        assert "Schrijf een reden." in step(looker, appeal_id, "reject", reason=" ")
        page = step(looker, appeal_id, "reject", reason=REASON)

        assert "Het bezwaar is ongegrond." in page
        assert REASON in page
        assert state_of(session, appeal_id) is AppealState.REJECTED

    def test_is_upheld_with_a_correction(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal_looked_at()
        case_id = a_proposed_case()
        page = looker.get(f"{PAGES}{appeal_id}").text
        assert "RS-1: vraag MO-S-01, versie 1 in mo-demo" in page

        page = step(looker, appeal_id, "uphold", reason=REASON, case_id=str(case_id))

        assert "Het bezwaar is gegrond." in page
        assert ">Correctie RS-1</a>" in page

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            pytest.param({}, "Kies een correctie, of schrijf wat er gebeurt.", id="nothing"),
            pytest.param({"case_id": "99"}, "gaat niet over deze afname", id="unknown"),
            pytest.param({"case_id": "x"}, "gaat niet over deze afname", id="no number"),
            pytest.param({"case_id": "1", "remedy": "Opnieuw."}, "niet allebei", id="both"),
        ],
    )
    def test_that_cannot_be_keeps_what_was_typed(
        self, looker: FlaskClient, session: Session, fields: dict[str, str], sentence: str
    ) -> None:
        appeal_id = an_appeal_looked_at()

        response = looker.post(f"{PAGES}{appeal_id}/uphold", data={"reason": REASON, **fields})

        assert response.status_code == 422
        assert sentence in response.text
        assert REASON in response.text
        assert state_of(session, appeal_id) is AppealState.SECOND_LOOK

    def test_is_not_given_by_another(self, recorder: FlaskClient, session: Session) -> None:
        appeal_id = an_appeal_looked_at()

        page = step(recorder, appeal_id, "reject", reason=REASON)

        assert "Alleen wie opnieuw kijkt, zegt wat het antwoord is." in page
        assert state_of(session, appeal_id) is AppealState.SECOND_LOOK

    def test_twice_is_once(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal_looked_at()
        step(looker, appeal_id, "reject", reason=REASON)

        assert "het bezwaar veranderde intussen" in step(
            looker, appeal_id, "reject", reason="Anders."
        )

    def test_is_withdrawn_by_an_administrator(self, recorder: FlaskClient) -> None:
        page = step(recorder, an_appeal(), "withdraw", reason="De kandidaat nam het terug.")

        assert "Het bezwaar is ingetrokken." in page

    def test_warns_when_its_correction_came_to_nothing(
        self, looker: FlaskClient, session: Session
    ) -> None:
        appeal_id = an_appeal_looked_at()
        case_id = a_proposed_case()
        step(looker, appeal_id, "uphold", reason=REASON, case_id=str(case_id))

        with unit_of_work() as work:
            proposer = staff_id_of(session, PROPOSER)
            withdraw(work, case_id, staff_id=proposer, now=CLOSED_AT)

        assert "werd afgekeurd of ingetrokken" in looker.get(f"{PAGES}{appeal_id}").text


class TestLetter:
    def test_says_that_somebody_looks_again(self, looker: FlaskClient) -> None:
        page = looker.get(f"{PAGES}{an_appeal()}/letter").text

        assert "Wij kregen uw bezwaar op 05/03/2026. Dat was op tijd" in page
        assert "Iemand kijkt uw test opnieuw na." in page
        assert "D-2026-000001" in page
        assert "MO-S-01" not in page

    def test_says_that_it_came_late(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal(received_on=date(2026, 4, 2))

        assert "Dat was te laat: de laatste dag was 01/04/2026." in (
            looker.get(f"{PAGES}{appeal_id}/letter").text
        )

    def test_says_why_the_decision_stays(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal_looked_at()
        step(looker, appeal_id, "reject", reason=REASON)

        page = looker.get(f"{PAGES}{appeal_id}/letter").text

        assert "Uw resultaat blijft hetzelfde." in page
        assert REASON in page
        assert "beroepscommissie" in page

    def test_says_what_is_done(self, looker: FlaskClient) -> None:
        first = an_appeal_looked_at(a_decided_attempt(1, wrong={"sokkel": 3}))
        second = an_appeal_looked_at(a_decided_attempt(2, wrong={"sokkel": 3}))
        case_id = a_proposed_case()
        step(looker, first, "uphold", reason=REASON, case_id=str(case_id))
        step(looker, second, "uphold", reason=REASON, remedy="U mag gratis opnieuw komen.")

        letters = [looker.get(f"{PAGES}{one}/letter").text for one in (first, second)]

        assert "Wij berekenen uw punten opnieuw (correctie RS-1)." in letters[0]
        assert "U mag gratis opnieuw komen." in letters[1]

    def test_says_that_it_was_taken_back(self, looker: FlaskClient) -> None:
        appeal_id = an_appeal()
        step(looker, appeal_id, "withdraw", reason="U vroeg dit zelf.")

        page = looker.get(f"{PAGES}{appeal_id}/letter").text

        assert "Wij kijken niet verder naar uw bezwaar." in page
        assert "U vroeg dit zelf." in page


class TestList:
    def test_says_that_there_are_none(self, recorder: FlaskClient) -> None:
        page = recorder.get(PAGES).text

        assert "Er zijn nog geen bezwaren." in page
        assert 'aria-current="page"' in page

    def test_is_filtered_and_handed_out_without_words_of_anybody(
        self, recorder: FlaskClient
    ) -> None:
        an_appeal(a_decided_attempt(1))
        look(an_appeal(a_decided_attempt(2), received_on=date(2026, 4, 2)))

        assert date(2026, 4, 1) == LAST_DAY
        page = recorder.get(f"{PAGES}?timeliness=late&state=second_look").text
        assert "D-2026-000002" in page
        assert "Bea Beheer" in page
        assert "D-2026-000001" not in page
        file = recorder.get(f"{PAGES}appeals.csv?timeliness=late").text
        assert file.splitlines()[0].startswith("\ufeffbezwaar;dossier;testprogramma")
        assert "BZ-2;D-2026-000002;" in file
        assert "te laat;tweede blik bezig" in file
        assert SUMMARY not in file
        assert "D-2026-000001" not in file

    def test_keeps_the_dossier_out_of_the_address(self, recorder: FlaskClient) -> None:
        an_appeal(a_decided_attempt(1))
        an_appeal(a_decided_attempt(2))

        found = recorder.post(f"{PAGES}search", data={"dossier": "D-2026-000002", "state": ""})

        address = found.headers["Location"]
        assert address == f"{PAGES}?by=dossier"
        page = recorder.get(address).text
        assert 'value="D-2026-000002"' in page
        assert ("BZ-1" in page, "BZ-2" in page) == (False, True)
        assert "BZ-1" not in recorder.get(f"{PAGES}appeals.csv?by=dossier").text
        assert "BZ-1" in recorder.get(PAGES).text

    def test_shows_how_long_somebody_waits(self, recorder: FlaskClient) -> None:
        an_appeal()

        assert "dagen open" in recorder.get(PAGES).text
