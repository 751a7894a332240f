from datetime import timedelta

import html5lib
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.clock import now_utc
from testplatform.services.access_codes import show_code
from tests.builders.attempts import check_in_now, code_of
from tests.integration.web.player import Player


def parsed(text: str) -> None:
    """Refuse HTML that a strict parser would have to mend."""
    html5lib.HTMLParser(strict=True).parse(text)


class TestStart:
    def test_names_each_language_by_itself(self, client: FlaskClient) -> None:
        text = client.get("/").get_data(as_text=True)

        for own_name in ("Nederlands", "English", "Français", "العربية", "Türkçe", "ትግርኛ"):
            assert own_name in text

    def test_offers_only_languages_that_lead_somewhere(self, client: FlaskClient) -> None:
        assert "Soomaali" not in client.get("/").get_data(as_text=True)
        assert client.get("/start/so").status_code == 404


class TestCode:
    @pytest.mark.parametrize("language", ["nl", "en", "fr", "ar", "tr", "ti"])
    def test_speaks_the_language(self, client: FlaskClient, language: str) -> None:
        text = client.get(f"/start/{language}").get_data(as_text=True)

        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in text

    def test_the_right_code_leads_on(self, client: FlaskClient, code: str) -> None:
        response = Player(client).enter(show_code(code))

        assert (response.status_code, response.location) == (303, "/sitting/confirm")

    def test_digits_of_another_script_are_digits(self, client: FlaskClient, code: str) -> None:
        arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

        assert Player(client).enter(arabic, "ar").status_code == 303

    @pytest.mark.parametrize("typed", ["", "1234", "abcdefgh", "0000 0000", "' OR 1=1"])
    def test_another_code_is_refused_in_the_language(
        self, client: FlaskClient, code: str, typed: str
    ) -> None:
        response = Player(client).enter(typed, "ar")

        assert response.status_code == 422
        assert 'role="alert"' in response.get_data(as_text=True)
        assert "sitting=" not in response.headers.get("Set-Cookie", "")

    def test_guessing_is_slowed_down(self, client: FlaskClient, code: str) -> None:
        answers = [Player(client).enter(f"{number:08d}").status_code for number in range(31)]

        assert answers[-1] == 429
        assert Player(client).enter(code).status_code == 429

    def test_right_codes_of_a_whole_room_are_not(self, app: Flask, code: str) -> None:
        answers = {Player(app.test_client()).enter(code).status_code for _ in range(40)}

        assert answers == {303}

    def test_a_used_code_says_so(self, started: Player, app: Flask, code: str) -> None:
        started.submit(0)

        response = Player(app.test_client()).enter(code)

        assert response.status_code == 409

    def test_a_sitting_that_is_not_open_says_so(self, app: Flask, session: Session) -> None:
        code = code_of(session, check_in_now(opens_in=120))

        response = Player(app.test_client()).enter(code)

        assert response.status_code == 409

    def test_guessing_used_codes_is_slowed_down_too(
        self, started: Player, app: Flask, code: str
    ) -> None:
        started.submit(0)

        answers = [Player(app.test_client()).enter(code).status_code for _ in range(31)]

        assert (answers[0], answers[-1]) == (409, 429)

    def test_waiting_for_the_sitting_is_no_guessing(self, app: Flask, session: Session) -> None:
        code = code_of(session, check_in_now(opens_in=120))

        answers = {Player(app.test_client()).enter(code).status_code for _ in range(40)}

        assert answers == {409}

    def test_takes_no_code_from_the_address(self, client: FlaskClient, code: str) -> None:
        assert code not in client.get(f"/start/nl?code={code}").get_data(as_text=True)


class TestPages:
    @pytest.mark.parametrize("language", ["nl", "ar", "ti"])
    def test_every_page_is_sound_html_and_never_kept(
        self, app: Flask, session: Session, language: str
    ) -> None:
        player = Player(app.test_client())
        player.enter(code_of(session, check_in_now(language=language)), language)

        for path in ("/", f"/start/{language}", *BEFORE_THE_TEST, "/sitting/test"):
            response = player.client.get(path)
            assert (path, response.status_code) == (path, 200)
            assert response.headers["Cache-Control"] == "no-store"
            parsed(response.get_data(as_text=True))

    @pytest.mark.parametrize("path", ["/sitting/confirm", "/sitting/test", "/sitting/done"])
    def test_needs_a_pass(self, client: FlaskClient, path: str) -> None:
        assert client.get(path).status_code == 401

    def test_not_me_takes_the_pass_away(self, player: Player) -> None:
        player.client.post("/sitting/confirm", data={"answer": "no"})

        assert player.fetch_state().status_code == 401

    def test_hears_nothing_is_helped(self, player: Player) -> None:
        response = player.client.post("/sitting/sound", data={"answer": "not_heard"})

        assert response.status_code == 200

    def test_going_back_during_the_test_leads_to_the_test(self, started: Player) -> None:
        for path in BEFORE_THE_TEST:
            assert started.client.get(path).location == "/sitting/test"

    def test_a_shut_out_device_still_gets_the_player(
        self, started: Player, app: Flask, code: str
    ) -> None:
        Player(app.test_client()).enter(code)

        assert started.client.get("/sitting/test").status_code == 200
        assert started.client.get("/sitting/done").status_code == 409

    def test_leaving_forgets_the_sitting(self, started: Player) -> None:
        started.submit(0)

        assert started.client.get("/sitting/done").status_code == 200
        assert started.client.post("/sitting/leave").location == "/"
        assert started.client.get("/sitting/done").status_code == 401

    def test_says_nothing_of_the_state(self, started: Player) -> None:
        started.answer(1, "i1", "a")

        text = started.client.get("/sitting/test").get_data(as_text=True)
        assert started.state["attempt"]["key"] not in text


BEFORE_THE_TEST = ("/sitting/confirm", "/sitting/sound", "/sitting/practice")


class TestForms:
    def test_need_their_token(self, app: Flask, code: str) -> None:
        app.config["WTF_CSRF_ENABLED"] = True

        assert Player(app.test_client()).enter(code).status_code == 400

    def test_a_token_lives_as_long_as_the_paper(self, app: Flask, code: str) -> None:
        app.config["WTF_CSRF_ENABLED"] = True
        client = app.test_client()
        text = client.get("/start/nl").get_data(as_text=True)
        token = text.split('name="csrf_token" value="')[1].split('"')[0]

        with time_machine.travel(now_utc() + timedelta(minutes=180), tick=True):
            response = client.post("/start/nl", data={"code": code, "csrf_token": token})

        assert response.status_code == 303
