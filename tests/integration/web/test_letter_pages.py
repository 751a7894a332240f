"""The letter with a result: plain words, in the candidate's language and in Dutch."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt
from testplatform.models.rescoring import RescoringKind
from tests.builders.attempts import a_submitted_attempt
from tests.builders.rescoring import PROPOSER, a_decided_attempt, a_new_case, a_written_case
from tests.builders.routed import a_started_nivo_attempt, speak, take_test
from tests.builders.schemes import (
    a_covaar_attempt_handed_in,
    a_ct_attempt_handed_in,
    a_ct_bank_for,
    a_ct_booking,
    decided,
    score,
)
from tests.integration.database.test_rescoring import DAY_OF_SITTING, a_lower_set

LETTERS = "/staff/administration/letters/"

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": PROPOSER, "password": PASSWORD})
    return client


def letter_of(
    client: FlaskClient, session: Session, attempt_id: int, language: str | None = None
) -> str:
    public_id = session.get_one(Attempt, attempt_id).public_id
    wish = {} if language is None else {"language": language}
    return client.get(f"{LETTERS}{public_id}", query_string=wish).text


def text_in(page: str, language: str) -> str:
    """The part of the letter in a language; empty where there is none."""
    found = re.search(rf'<section lang="{language}".*?</section>', page, re.DOTALL)
    return "" if found is None else found[0]


class TestLetter:
    def test_is_found_at_a_decided_attempt(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        public_id = session.get_one(Attempt, a_decided_attempt()).public_id

        page = administrator.get(f"/staff/administration/attempts/{public_id}").text

        assert f"{LETTERS}{public_id}" in page

    def test_says_what_came_of_it_and_what_can_be_done(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})

        page = letter_of(administrator, session, attempt_id)

        for sentence in (
            "U bent niet geslaagd voor de test.",
            "U deed de test op 02/03/2026.",
            "Waarden en regels: u kreeg 8 van de 11 punten. U had er 9 nodig. Dat is niet genoeg.",
            "u kreeg 30 van de 30 punten. U had er 16 nodig. Dat is genoeg.",
            "U bent geslaagd als u voor elk deel genoeg punten hebt.",
            "U kunt de test opnieuw doen vanaf 16/03/2026.",
            "U krijgt dan andere vragen.",
            "Dan kunt u bezwaar maken tot en met 01/04/2026.",
        ):
            assert sentence in page, sentence
        assert "vertaling" not in page

    def test_offers_no_resit_to_who_passed(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        page = letter_of(administrator, session, a_decided_attempt())

        assert "U bent geslaagd voor de test." in page
        assert "opnieuw doen" not in page

    def test_is_in_the_language_of_the_test_and_in_dutch(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        page = letter_of(administrator, session, a_decided_attempt(language="ar"))

        assert 'dir="rtl"' in text_in(page, "ar")
        assert "تم النجاح في الاختبار." in text_in(page, "ar")
        assert "U bent geslaagd voor de test." in text_in(page, "nl")
        assert "De zinnen in het Arabisch zijn een concept" in page

    def test_is_in_another_language_when_somebody_asks(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_decided_attempt()

        turkish = letter_of(administrator, session, attempt_id, "tr")
        unknown = letter_of(administrator, session, attempt_id, "tlh")

        assert "Testi geçtiniz." in text_in(turkish, "tr")
        assert "Bu bir çeviridir." in text_in(turkish, "tr")
        assert [lang for lang in ("tr", "tlh", "nl") if text_in(unknown, lang)] == ["nl"]

    def test_tells_of_a_correction(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case(a_new_case(kind=RescoringKind.FULL_MARKS))

        page = letter_of(administrator, session, attempt_id)

        assert "We hebben uw punten opnieuw berekend" in page
        assert "u kreeg 9 van de 11 punten" in page
        assert "U bent geslaagd voor de test." in page

    def test_does_not_say_that_points_changed_where_the_cut_scores_did(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        days = (DAY_OF_SITTING, DAY_OF_SITTING)
        lower = a_lower_set(session)
        a_written_case(a_new_case(kind=RescoringKind.CUT_SCORES, cut_scores=lower, days=days))

        page = letter_of(administrator, session, attempt_id)

        assert "U bent geslaagd voor de test." in page
        assert "opnieuw berekend" not in page

    def test_tells_a_band(self, administrator: FlaskClient, session: Session) -> None:
        attempt_id = decided(a_covaar_attempt_handed_in(left={"reeksen": 2}))

        page = letter_of(administrator, session, attempt_id, "tr")

        for sentence in (
            "<strong>Uw resultaat is: hoog.</strong>",
            "Figuurreeksen: u kreeg 13 van de 15 punten.",
            "Samen kreeg u 43 van de 45 punten.",
            "Bij deze test kunt u niet slagen of zakken.",
            "Dan kunt u bezwaar maken",
        ):
            assert sentence in text_in(page, "nl"), sentence
        assert "Şekil dizileri: " in text_in(page, "tr")
        assert "Sonucunuz: yüksek." in text_in(page, "tr")

    def test_tells_levels_and_what_they_prove(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(), writing=3)

        page = letter_of(administrator, session, attempt_id)

        assert "U hebt alle niveaus die nodig zijn. U krijgt een bewijs." in page
        assert "Lezen: u hebt niveau A2." in page
        assert "Voor Spreken is niveau A2 nodig. Dat hebt u." in page
        assert "opnieuw doen" not in page

    def test_tells_which_level_is_not_reached(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(left={"listening": 12}), writing=3)

        page = letter_of(administrator, session, attempt_id)

        assert "U krijgt een verklaring van niveau. Dat is nog geen bewijs." in page
        assert "Luisteren: u hebt niveau A1." in page
        assert "Voor Luisteren is niveau A2 nodig. Dat hebt u niet." in page
        assert "U kunt opnieuw doen: Luisteren." in page

    def test_tells_the_modules_of_a_placement(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = a_started_nivo_attempt()
        take_test(attempt_id, {"written_voormeting": 20})
        take_test(attempt_id, {"writing_reading_32": 5, "writing_reading_42": 5})
        take_test(attempt_id, {"writing_reading_21_22": 12, "writing_reading_23_24": 4})
        speak(attempt_id, {"oral_voormeting": 5}, {"oral_interaction_12": 10})
        assert score(attempt_id) is not None

        page = letter_of(administrator, session, attempt_id)

        assert "Spreken en luisteren: u begint in module 1.2 (niveau A2)." in page
        assert "Lezen en schrijven: u begint in module 2.2 (niveau B1)." in page
        assert "De plaats in een module is geen bewijs van uw niveau." in page

    def test_tells_an_estimate(self, administrator: FlaskClient, session: Session) -> None:
        moment = "prescreening"
        attempt_id = decided(
            a_ct_attempt_handed_in(a_ct_booking(moment=moment), bank=a_ct_bank_for(moment))
        )

        page = letter_of(administrator, session, attempt_id)

        assert "De kans dat u het niveau haalt, is ongeveer 100 op 100." in page
        assert "Dit is een schatting. Het is geen bewijs." in page

    def test_of_levels_says_from_when_parts_can_be_sat_again(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        attempt_id = decided(a_ct_attempt_handed_in(), writing=0)

        page = letter_of(administrator, session, attempt_id)

        assert "U kunt opnieuw doen: Schrijven." in page
        assert "U kunt de test opnieuw doen vanaf 16/03/2026." in page

    def test_is_not_there_before_a_decision(
        self, administrator: FlaskClient, session: Session
    ) -> None:
        public_id = session.get_one(Attempt, a_submitted_attempt()).public_id

        assert administrator.get(f"{LETTERS}{public_id}").status_code == 404
        assert administrator.get(f"{LETTERS}unknown").status_code == 404
        assert LETTERS not in administrator.get(f"/staff/administration/attempts/{public_id}").text

    @pytest.mark.parametrize("email", ["toezichter@example.org", "beoordelaar@example.org"])
    def test_is_for_administrators(self, app: Flask, session: Session, email: str) -> None:
        public_id = session.get_one(Attempt, a_decided_attempt()).public_id
        client = app.test_client()
        client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})

        assert client.get(f"{LETTERS}{public_id}").status_code == 403
