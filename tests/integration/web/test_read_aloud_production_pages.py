"""The pages on which an administrator has voices made, sees how far they are, and releases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from itembank.forms import Stakes
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.models.bookings import Booking
from testplatform.models.forms import FormRelease
from testplatform.services.bookings import receive_booking
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech
from testplatform.services.read_aloud.requesting import request_form_speech
from tests.builders.banks import publish_items
from tests.builders.bookings import a_booking
from tests.builders.items import an_item

AREA = "/staff/read-aloud/"
DEMO = f"{AREA}forms/1"
EXAM = f"{AREA}forms/2"
DUTCH = f"{EXAM}/languages/nl/release"

pytestmark = pytest.mark.usefixtures("session")


class TestForms:
    def test_are_shown_beside_their_languages(self, administrator: FlaskClient) -> None:
        page = administrator.get(AREA).text

        assert "Het dichtst bij vrijgave: Arabisch." in page
        assert "Turks: wordt gemaakt 0 %. Van " in page
        assert "Somali: geen tekst" in page

    def test_are_for_administrators_alone(self, app: Flask) -> None:
        author = app.test_client()
        sign_in(author, "auteur@example.org")

        assert author.get(AREA).status_code == 403
        assert author.post(f"{DEMO}/produce").status_code == 403

    @pytest.mark.parametrize(
        "address",
        [
            pytest.param("forms/99", id="form"),
            pytest.param("forms/99/items", id="items"),
            pytest.param("forms/1/languages/nl/release", id="practice needs no release"),
        ],
    )
    def test_that_do_not_exist_are_not_found(
        self, administrator: FlaskClient, address: str
    ) -> None:
        assert administrator.get(AREA + address).status_code == 404


class TestProduction:
    def test_refreshes_itself_while_work_is_in_hand(self, administrator: FlaskClient) -> None:
        in_hand = administrator.get(DEMO).text
        settle_everything()
        settled = administrator.get(DEMO).text

        assert "data-until-settled" in in_hand
        assert "Er wordt aan gewerkt." in in_hand
        assert "data-until-settled" not in settled
        assert "Er wordt nu niets gemaakt." in settled

    def test_asks_for_all_that_is_missing_once(self, administrator: FlaskClient) -> None:
        with unit_of_work() as session:
            session.execute(sa.delete(AudioAsset))

        first = post(administrator, f"{DEMO}/produce").text
        asked = count_assets()
        again = post(administrator, f"{DEMO}/produce").text

        assert f"Gevraagd: {asked} teksten worden gemaakt." in first
        assert "Er is niets nieuws te maken" in again
        assert count_assets() == asked

    def test_stops_what_waits_and_nothing_that_a_worker_has(
        self, administrator: FlaskClient
    ) -> None:
        with unit_of_work() as session:
            of_questions = sa.select(AudioAsset).where(AudioAsset.is_public.is_(False))
            busy = session.scalars(of_questions.order_by(AudioAsset.key).limit(2)).all()
            for asset in busy:
                asset.claimed_until = now_utc() + timedelta(minutes=2)

        page = post(administrator, f"{DEMO}/stop").text

        assert "Stopgezet: " in page
        left = db.session.scalars(
            sa.select(AudioAsset.key).where(AudioAsset.is_public.is_(False))
        ).all()
        assert sorted(left) == sorted(asset.key for asset in busy)

    def test_says_in_dutch_what_was_refused_and_tries_it_again(
        self, administrator: FlaskClient
    ) -> None:
        settle_everything(refusal="the text cannot be spoken: nothing_to_say")
        key = db.session.scalar(
            sa.select(AudioAsset.key).where(
                AudioAsset.state == AudioState.REFUSED, AudioAsset.is_public.is_(False)
            )
        )

        page = administrator.get(DEMO).text
        again = post(administrator, f"{DEMO}/retry", key=str(key)).text

        assert "De tekst bestaat alleen uit leestekens" in page
        assert "En nog " in page
        assert "Opnieuw geprobeerd: 1 teksten." in again
        assert count_assets(AudioState.WANTED) == 1

    def test_tries_nothing_again_that_is_not_of_the_form(self, administrator: FlaskClient) -> None:
        page = post(administrator, f"{DEMO}/retry", key="0" * 64).text

        assert "Opnieuw geprobeerd: 0 teksten." in page


class TestMatrix:
    def test_says_of_every_item_and_language_what_lacks(self, administrator: FlaskClient) -> None:
        page = administrator.get(f"{DEMO}/items").text

        assert "MO-S-01, Nederlands: " in page
        assert "ontbreekt</span>" in page
        assert "MO-S-01, Somali: geen tekst" in page

    def test_is_narrowed_to_a_language_and_a_state(self, administrator: FlaskClient) -> None:
        page = administrator.get(f"{DEMO}/items?language=fr&state=missing").text
        nothing = administrator.get(f"{DEMO}/items?language=fr&state=approved").text

        assert "MO-S-01, Frans" in page
        assert "MO-S-01, Turks" not in page
        assert "Geen vraag voldoet hieraan." in nothing

    def test_can_be_kept_as_a_file(self, administrator: FlaskClient) -> None:
        response = administrator.get(f"{DEMO}/items.csv?language=fr")
        lines = response.text.splitlines()

        assert lines[0].endswith("vraag;code;deel;taal;ontbreekt;verouderd;gemaakt;goedgekeurd")
        assert ";Frans;" in lines[1]
        assert "voorlezen-mo-demo-1-" in response.headers["Content-Disposition"]


@pytest.mark.usefixtures("exam")
class TestRelease:
    def test_with_read_aloud_is_refused_with_the_numbers(self, administrator: FlaskClient) -> None:
        response = post(administrator, DUTCH, choice="with")

        assert response.status_code == 422
        assert "Niet vrijgegeven met voorlezen. Van " in response.text
        assert db.session.scalar(sa.select(sa.func.count()).select_from(FormRelease)) == 0

    def test_without_read_aloud_asks_why(self, administrator: FlaskClient) -> None:
        response = post(administrator, DUTCH, choice="without", comment=" ")

        assert response.status_code == 422
        assert "Schrijf waarom deze taal zonder voorlezen vrijgegeven wordt." in response.text

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            pytest.param({}, "Kies met of zonder voorlezen.", id="no choice"),
            pytest.param(
                {"choice": "without", "comment": "x" * 251}, "Hoogstens 250 tekens.", id="too long"
            ),
        ],
    )
    def test_says_what_is_wrong(
        self, administrator: FlaskClient, fields: dict[str, str], sentence: str
    ) -> None:
        response = post(administrator, DUTCH, **fields)

        assert response.status_code == 422
        assert sentence in response.text

    def test_without_read_aloud_is_given_and_taken_back(self, administrator: FlaskClient) -> None:
        given = post(administrator, DUTCH, choice="without", comment="Nog geen opnames.").text
        shown = administrator.get(DUTCH).text
        other = post(administrator, DUTCH, choice="with")
        withdrawn = post(administrator, f"{EXAM}/languages/nl/withdraw").text

        assert "Nederlands is vrijgegeven zonder voorlezen." in given
        assert "vrijgegeven zonder voorlezen" in given
        assert "Nog geen opnames." in shown
        assert "Bas Beheer" in shown
        assert other.status_code == 422
        assert "De vrijgave van Nederlands is ingetrokken." in withdrawn

    def test_with_read_aloud_is_given_when_all_is_approved(
        self, administrator: FlaskClient
    ) -> None:
        settle_everything(approvals=2)

        page = post(administrator, DUTCH, choice="with").text

        assert "Nederlands is vrijgegeven met voorlezen." in page

    def test_is_written_in_the_audit_log_in_dutch(self, administrator: FlaskClient) -> None:
        post(administrator, DUTCH, choice="without", comment="Nog geen opnames.")

        page = administrator.get("/staff/administration/audit").text

        assert "taal van een testversie vrijgegeven" in page
        assert "reden" in page


@pytest.mark.usefixtures("exam")
class TestBooking:
    def test_is_refused_in_a_language_that_was_not_released(
        self, administrator: FlaskClient
    ) -> None:
        booking_id, sitting_id = book()

        response = post(administrator, f"/staff/invigilator/bookings/{booking_id}/check-in")

        assert "De test is nog niet vrijgegeven in deze taal: Nederlands." in response.text
        assert "niet vrijgegeven" in sitting_page(administrator, sitting_id)
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 0

    def test_says_that_there_is_no_read_aloud(self, administrator: FlaskClient) -> None:
        booking_id, sitting_id = book()
        post(administrator, DUTCH, choice="without", comment="Nog geen opnames.")

        before = sitting_page(administrator, sitting_id)
        after = post(administrator, f"/staff/invigilator/bookings/{booking_id}/check-in").text
        post(administrator, f"{EXAM}/languages/nl/withdraw")
        later = sitting_page(administrator, sitting_id)

        assert "is ingecheckt." in after
        assert all("zonder voorlezen" in page for page in (before, after, later))

    def test_with_read_aloud_says_that_it_was_approved(self, administrator: FlaskClient) -> None:
        booking_id, _sitting_id = book()
        settle_everything(approvals=2)
        post(administrator, DUTCH, choice="with")

        page = post(administrator, f"/staff/invigilator/bookings/{booking_id}/check-in").text

        assert "goedgekeurd" in page
        assert "zonder voorlezen" not in page


class TestOverview:
    def test_says_which_language_misses_the_least(self, administrator: FlaskClient) -> None:
        page = administrator.get("/staff/administration/").text

        assert "Het dichtst bij vrijgave: " in page


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """A browser in which the administrator has signed in."""
    client = app.test_client()
    sign_in(client, "beheerder@example.org")
    return client


@pytest.fixture
def exam(config: Config, session: Session) -> None:
    """An exam of a few items in Dutch, published after the demo form; its voices are asked for."""
    with unit_of_work() as work:
        form = publish_items(work, [an_item()], media_root=config.media_root, stakes=Stakes.HIGH)
        request_form_speech(work, form.id, now=now_utc())


def settle_everything(*, refusal: str | None = None, approvals: int = 0) -> None:
    """Write down that everything wanted was made, or refused."""
    with unit_of_work() as session:
        wanted = sa.select(AudioAsset).where(AudioAsset.state == AudioState.WANTED)
        for asset in session.scalars(wanted).all():
            sha256 = None if refusal else "0" * 64
            built = BuiltSpeech(key=asset.key, sha256=sha256, refusal=refusal)
            store_built_speech(session, built, now=now_utc())
            asset.approvals = approvals


def book() -> tuple[int, int]:
    """A candidate of a sitting of now: their booking and the sitting."""
    with unit_of_work() as session:
        message = a_booking(starts_at=now_utc())
        booking_id = receive_booking(session, message, now_utc()).booking_id
        return booking_id, session.get_one(Booking, booking_id).sitting_id


def sitting_page(client: FlaskClient, sitting_id: int) -> str:
    return client.get(f"/staff/invigilator/sittings/{sitting_id}").text


def count_assets(state: AudioState | None = None) -> int:
    db.session.rollback()
    asked = sa.select(sa.func.count()).select_from(AudioAsset)
    asked = asked if state is None else asked.where(AudioAsset.state == state)
    return db.session.scalar(asked) or 0


def sign_in(client: FlaskClient, email: str) -> None:
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})


def post(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    return client.post(address, data=fields, follow_redirects=True)
