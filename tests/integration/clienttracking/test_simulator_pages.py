"""The simulator's pages: dossiers, appointments sent by webhook, faults."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import html5lib
import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from testplatform.clienttracking.contract import (
    BookingMessage,
    booking_message_from_document,
)
from testplatform.clienttracking.documents import read_json
from testplatform.clienttracking.simulator import (
    SimulatorConfig,
    Store,
    create_simulator,
    seed,
)
from testplatform.clienttracking.simulator.bookings import list_changed_bookings
from testplatform.clienttracking.simulator.dossiers import MOST_LISTED
from testplatform.clienttracking.simulator.results import receive_result
from testplatform.clienttracking.webhooks import verify_webhook
from tests.integration.clienttracking.conftest import served
from tests.unit.clienttracking.builders import NOW, SECRET, a_booking_document, a_result

NEW_BOOKING = {
    "dossier": "",
    "given_name": "Noor",
    "family_name": "Voorbeeld",
    "programme": "mo",
    "moment": "exemption",
    "language": "nl",
    "needs": ["read_aloud", "extra_time"],
    "test_centre": "AGII-HASSELT",
    "day": "2026-11-24",
    "time": "09:00",
    "region": "Brussel",
}


class Platform:
    """The platform's door for bookings: verifies, reads, and answers as it is told."""

    def __init__(self) -> None:
        self.received: list[BookingMessage] = []
        self.status = 201
        self.application = Flask(__name__)
        self.application.post("/api/v1/bookings")(self._receive)

    def _receive(self) -> Response:
        body = request.get_data()
        verify_webhook(SECRET, headers=request.headers, body=body)
        self.received.append(booking_message_from_document(read_json(body)))
        answer = '{"problems":{"language":"<unknown>"}}'
        return Response(answer, self.status, content_type="application/json")


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def simulator_config(
    tmp_path: Path, simulator_config: SimulatorConfig, request: pytest.FixtureRequest
) -> Iterator[SimulatorConfig]:
    if "platform" not in request.fixturenames:
        yield simulator_config
        return
    platform: Platform = request.getfixturevalue("platform")
    with served(platform.application) as url:
        yield replace(simulator_config, platform_url=url)


def read_page(browser: FlaskClient, path: str) -> str:
    """Get a page, check what holds for every page, and give its text."""
    answer = browser.get(path)
    assert answer.status_code == 200
    check_page(answer.text)
    return unescape(answer.text)


def check_page(text: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text)
    assert '<html lang="nl">' in text
    assert text.count("<h1>") == 1
    assert "style=" not in text
    assert "<style" not in text
    assert "<script" not in text
    fields = set(re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', text)) - {"csrf_token"}
    assert fields <= set(re.findall(r'<label for="([^"]+)"', text))


def send_form(
    browser: FlaskClient, form_page: str, path: str, fields: Mapping[str, object]
) -> tuple[int, str]:
    """Fill the form of a page in and send it; gives the status and text of the page it ends on."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(form_page).text)
    assert token
    answer = browser.post(path, data={**fields, "csrf_token": token[1]}, follow_redirects=True)
    check_page(answer.text)
    return answer.status_code, unescape(answer.text)


def list_bookings(store: Store) -> list[BookingMessage]:
    with store.reading() as connection:
        documents, _ = list_changed_bookings(connection, None, most=100)
    return [booking_message_from_document(document) for document in documents]


class TestTheDossiers:
    def test_say_so_when_there_are_none(self, browser: FlaskClient) -> None:
        assert "Er zijn nog geen dossiers." in read_page(browser, "/")

    @pytest.mark.parametrize("search", ["000123", "AMINA", "mithal", " amina  al "])
    def test_are_found_by_number_and_name(
        self, browser: FlaskClient, store: Store, search: str
    ) -> None:
        seed(
            store,
            [
                a_booking_document(),
                a_booking_document(
                    id="B", dossier="D-2026-000124", given_name="Örs", family_name="X"
                ),
            ],
        )

        page = browser.get("/", query_string={"q": search}).text

        assert "D-2026-000123" in page
        assert "D-2026-000124" not in page

    def test_are_found_by_letters_with_marks(self, browser: FlaskClient, store: Store) -> None:
        seed(store, [a_booking_document(family_name="Örnek")])

        assert "D-2026-000123" in browser.get("/", query_string={"q": "ÖRNEK"}).text

    def test_are_listed_in_a_bounded_number(self, browser: FlaskClient, store: Store) -> None:
        numbers = range(MOST_LISTED + 1)
        seed(store, [a_booking_document(id=f"A-{n}", dossier=f"D-2026-{n:06}") for n in numbers])

        page = read_page(browser, "/")

        assert f"De eerste {MOST_LISTED} dossiers." in page

    def test_show_names_without_believing_them(self, browser: FlaskClient, store: Store) -> None:
        seed(store, [a_booking_document(given_name="<script>alert(1)</script>")])

        for path in ("/", "/dossiers/D-2026-000123"):
            assert "&lt;script&gt;alert" in browser.get(path).text

    def test_have_a_page_with_everything_received(self, browser: FlaskClient, store: Store) -> None:
        seed(store, [a_booking_document()])
        correction = a_result(result="R-2", revision=2, supersedes="R-1")
        with store.writing() as connection:
            for message in (a_result(), a_result(), correction):
                receive_result(connection, message, message.idempotency_key, NOW)

        page = read_page(browser, "/dossiers/D-2026-000123")

        for expected in (
            "Amina Al-Mithal",
            "Niet geslaagd",
            "8/11",
            "minstens 80 % (9 nodig)",
            "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig",
            "2 keer, het laatst op 24/11/2026 09:30:00",
            "(vervangen door een latere revisie)",
            "24/11/2026 09:00",
            "Voorleesfunctie",
        ):
            assert expected in page

    def test_that_do_not_exist_say_so(self, browser: FlaskClient) -> None:
        answer = browser.get("/dossiers/D-2026-000199")

        assert answer.status_code == 404
        check_page(answer.text)


class TestANewAppointment:
    def test_makes_a_dossier_and_is_sent_to_the_platform(
        self, platform: Platform, browser: FlaskClient, store: Store
    ) -> None:
        status, page = send_form(browser, "/bookings/new", "/bookings", NEW_BOOKING)

        assert status == 200
        assert "Noor Voorbeeld" in page
        assert "aanvaard, het platform antwoordde 201" in page
        assert platform.received == list_bookings(store)
        assert platform.received[0].needs == ("extra_time", "read_aloud")

    def test_shows_what_the_platform_refused(
        self, platform: Platform, browser: FlaskClient, store: Store
    ) -> None:
        platform.status = 422
        fields = {**NEW_BOOKING, "language": "tlh"}

        _, page = send_form(browser, "/bookings/new", "/bookings", fields)

        assert "niet aanvaard, het platform antwoordde 422" in page
        assert '{"problems":{"language":"<unknown>"}}' in page
        assert len(list_bookings(store)) == 1

    def test_stays_for_the_pull_when_the_platform_is_not_there(
        self, browser: FlaskClient, store: Store
    ) -> None:
        _, page = send_form(browser, "/bookings/new", "/bookings", NEW_BOOKING)

        assert "het platform was niet bereikbaar" in page
        assert len(list_bookings(store)) == 1

    def test_can_be_sent_again(
        self, platform: Platform, browser: FlaskClient, store: Store
    ) -> None:
        send_form(browser, "/bookings/new", "/bookings", NEW_BOOKING)
        booking = list_bookings(store)[0]
        platform.status = 200

        _, page = send_form(
            browser, f"/dossiers/{booking.dossier}", f"/bookings/{booking.id}/send", {}
        )

        assert platform.received == [booking, booking]
        assert "het platform antwoordde 200" in page

    def test_may_be_a_resit_of_some_parts(
        self, platform: Platform, browser: FlaskClient, store: Store
    ) -> None:
        fields = {
            **NEW_BOOKING,
            "programme": "ct",
            "moment": "ct_a1_a2",
            "purpose": "integration",
            "parts": "writing, listening,",
        }

        _, page = send_form(browser, "/bookings/new", "/bookings", fields)

        assert platform.received[0].parts == ("listening", "writing")
        assert "Luisteren, Schrijven" in page

    @pytest.mark.parametrize("value", ["positief", "negatief"])
    def test_may_tell_the_process_evaluation(
        self, platform: Platform, browser: FlaskClient, store: Store, value: str
    ) -> None:
        fields = {**NEW_BOOKING, "evaluation": value, "evaluation_day": "2026-11-20"}

        _, page = send_form(browser, "/bookings/new", "/bookings", fields)

        assert platform.received[0].to_document()["facts"] == {
            "process_evaluation": {"value": value, "told_on": "2026-11-20"}
        }
        assert f"{value}, meegedeeld op 20/11/2026" in page

    def test_tells_none_unasked(
        self, platform: Platform, browser: FlaskClient, store: Store
    ) -> None:
        _, page = send_form(browser, "/bookings/new", "/bookings", NEW_BOOKING)

        assert platform.received[0].facts == ()
        assert "Procesevaluatie" not in page

    def test_may_be_for_a_known_dossier(self, browser: FlaskClient, store: Store) -> None:
        seed(store, [a_booking_document()])

        _, page = send_form(
            browser, "/bookings/new", "/bookings", {**NEW_BOOKING, "dossier": "D-2026-000123"}
        )

        assert "Dossier D-2026-000123" in page
        assert {message.dossier for message in list_bookings(store)} == {"D-2026-000123"}

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            pytest.param({"family_name": ""}, "Vul dit veld in.", id="no name"),
            pytest.param({"given_name": "x" * 121}, "Deze naam is te lang.", id="long name"),
            pytest.param({"dossier": "12"}, "Zo: D-2026-000123.", id="no dossier number"),
            pytest.param({"moment": "never"}, "Ongeldige keuze", id="unknown moment"),
            pytest.param({"day": "2026-02-30"}, "Ongeldige datum", id="no day"),
            pytest.param(
                {"day": "2026-03-29", "time": "02:30"}, "Dit uur bestaat niet", id="skipped hour"
            ),
            pytest.param({"evaluation": "matig"}, "Ongeldige keuze", id="unknown evaluation"),
            pytest.param(
                {"evaluation": "positief"}, "en haar dag samen in", id="evaluation without a day"
            ),
            pytest.param(
                {"evaluation_day": "2026-11-20"}, "en haar dag samen in", id="day of no evaluation"
            ),
            pytest.param(
                {"evaluation": "positief", "evaluation_day": "1999-01-01"},
                "Dit past niet in een bericht",
                id="evaluation of long ago",
            ),
            pytest.param({"parts": "lezen!"}, "Dit past niet in een bericht", id="no part"),
            pytest.param({"language": "!"}, "Dit past niet in een bericht", id="no language"),
            pytest.param({"family_name": "\u202e"}, "Dit past niet", id="name turned around"),
            pytest.param({"day": "1999-01-01"}, "Dit past niet in een bericht", id="long ago"),
        ],
    )
    def test_says_what_is_wrong_and_stores_nothing(
        self, browser: FlaskClient, store: Store, changes: dict[str, object], sentence: str
    ) -> None:
        status, page = send_form(browser, "/bookings/new", "/bookings", {**NEW_BOOKING, **changes})

        assert status == 422
        assert sentence in page
        assert list_bookings(store) == []

    def test_is_refused_from_another_page(self, browser: FlaskClient, store: Store) -> None:
        answer = browser.post("/bookings", data=NEW_BOOKING)

        assert answer.status_code == 400
        assert list_bookings(store) == []

    def test_that_does_not_exist_cannot_be_sent(self, browser: FlaskClient) -> None:
        status, _ = send_form(browser, "/bookings/new", "/bookings/A-9/send", {})

        assert status == 404


class TestTheFaultPage:
    def test_arms_a_fault(self, browser: FlaskClient) -> None:
        _, page = send_form(
            browser,
            "/faults",
            "/faults/from-page",
            {"kind": "slow", "times": "2", "seconds": "3", "only_on": "results"},
        )

        assert "Traag antwoord: nog 2 antwoorden, 3 s, resultaten ontvangen" in page

    def test_says_what_is_wrong(self, browser: FlaskClient) -> None:
        status, page = send_form(
            browser,
            "/faults",
            "/faults/from-page",
            {"kind": "slow", "times": "-1", "seconds": "x", "only_on": ""},
        )

        assert status == 422
        assert "Een getal van 0 tot 10000." in page


class TestEveryAnswer:
    def test_lets_the_browser_load_nothing_from_elsewhere(self, browser: FlaskClient) -> None:
        answer = browser.get("/")

        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"

    def test_comes_with_its_own_style_sheet(self, browser: FlaskClient) -> None:
        with browser.get("/style.css") as answer:
            assert (answer.status_code, answer.mimetype) == (200, "text/css")

    def test_is_no_error_where_browsers_ask_for_an_icon(self, browser: FlaskClient) -> None:
        assert browser.get("/favicon.ico").status_code == 204

    def test_has_a_cookie_of_its_own_name(self, simulator_config: SimulatorConfig) -> None:
        answer = create_simulator(simulator_config).test_client().get("/bookings/new")

        assert answer.headers["Set-Cookie"].startswith("simulator_session=")
