"""Who hears a test, what packages say of recordings, and which screens speak by themselves."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from itembank import programmes
from itembank.programmes import ReadAloudFor
from testplatform.clock import now_utc
from testplatform.repositories import forms
from testplatform.speech.rendering import Mark
from testplatform.web.api import packages
from tests.builders.attempts import check_in_now, code_of
from tests.builders.audio import make_ready
from tests.integration.web.player import Player

MARKS = (
    Mark(start=0, end=4, from_ms=120, to_ms=900),
    Mark(start=5, end=9, from_ms=1250, to_ms=2000),
)


@pytest.fixture
def by_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """MO as a programme that is read aloud to whom needs it."""
    mo = programmes.get_programme("mo")
    known = {**programmes._programmes(), "mo": replace(mo, read_aloud=ReadAloudFor.BY_NEED)}
    monkeypatch.setattr(programmes, "_programmes", lambda: known)
    forms._plans.clear()
    packages._built.clear()


class TestPackage:
    def test_has_audio_for_everybody_where_the_programme_says_so(
        self, client: FlaskClient, session: Session
    ) -> None:
        player = a_player(client, session)

        assert all(url for url in audio_of(player))

    def test_has_none_without_the_need(
        self, client: FlaskClient, session: Session, by_need: None
    ) -> None:
        player = a_player(client, session)

        content = [item for package in packages_of(player) for item in package["items"]]

        assert {str(item["audio"]) for item in content} == {"{}"}
        assert "/media/audio/" not in json.dumps(content)
        assert "data-audio-url" not in json.dumps(content)

    @pytest.mark.parametrize("need", ["read_aloud", "audio_first"])
    def test_has_audio_with_a_need(
        self, client: FlaskClient, session: Session, by_need: None, need: str
    ) -> None:
        player = a_player(client, session, needs=(need,))

        assert all(url for url in audio_of(player))

    def test_two_people_get_what_is_theirs(
        self, app: Flask, session: Session, by_need: None
    ) -> None:
        hearing = a_player(app.test_client(), session, needs=("read_aloud",))
        reading = a_player(app.test_client(), session, number=2)

        assert all(url for url in audio_of(hearing))
        assert audio_of(reading) == []

    def test_has_the_marks_of_each_sentence_and_its_text(
        self, client: FlaskClient, session: Session
    ) -> None:
        player = a_player(client, session, marks=MARKS)

        item = packages_of(player)[0]["items"][0]

        assert item["marks"]["prompt"] == {
            "text": "Een man en een vrouw doen hetzelfde werk. Wat zegt de wet in België?",
            "marks": [[0, 4, 120, 900], [5, 9, 1250, 2000]],
        }

    def test_has_no_marks_of_a_single_sentence(self, client: FlaskClient, session: Session) -> None:
        player = a_player(client, session, marks=MARKS[:1])

        assert packages_of(player)[0]["items"][0]["marks"] == {}

    def test_says_that_nobody_checked_its_voice(
        self, client: FlaskClient, session: Session
    ) -> None:
        player = a_player(client, session)

        assert [package["reviewed"] for package in packages_of(player)] == [False, False]


class TestPractice:
    def test_is_silent_without_the_need(
        self, client: FlaskClient, session: Session, by_need: None
    ) -> None:
        a_player(client, session)

        page = client.get("/sitting/practice").get_data(as_text=True)

        assert 'data-segment="prompt"' not in page

    def test_says_that_nobody_checked_its_voice(
        self, client: FlaskClient, session: Session
    ) -> None:
        a_player(client, session)

        page = client.get("/sitting/practice").get_data(as_text=True)

        assert 'data-segment="prompt"' in page
        assert "Stem niet nagekeken" in page


class TestByEar:
    @pytest.mark.parametrize("path", ["confirm", "sound", "practice", "test"])
    def test_a_need_lets_every_screen_speak(
        self, client: FlaskClient, session: Session, path: str
    ) -> None:
        a_player(client, session, needs=("audio_first",))

        page = client.get(f"/sitting/{path}").get_data(as_text=True)

        assert 'data-by-ear="always"' in page
        assert page.count("data-speech-url=") > 90

    def test_nobody_else_is_spoken_to(self, client: FlaskClient, session: Session) -> None:
        a_player(client, session, needs=("read_aloud",))

        page = client.get("/sitting/test").get_data(as_text=True)

        assert 'data-by-ear="never"' in page
        assert "data-speech-url=" not in page

    def test_a_language_without_a_voice_has_nothing_to_say(
        self, client: FlaskClient, session: Session
    ) -> None:
        a_player(client, session, needs=("audio_first",), language="ti")

        page = client.get("/sitting/test").get_data(as_text=True)

        assert "data-speech-url=" not in page


class TestTone:
    @pytest.mark.parametrize("extension", ["exe", "wav"])
    def test_is_there_in_two_kinds_only(self, client: FlaskClient, extension: str) -> None:
        assert client.get(f"/media/tone.{extension}").status_code == 404


def a_player(
    client: FlaskClient,
    session: Session,
    *,
    number: int = 1,
    needs: tuple[str, ...] = (),
    language: str = "nl",
    marks: tuple[Mark, ...] = (),
) -> Player:
    """A device on which somebody entered the right code, after the voices were made."""
    make_ready(language, now=now_utc(), marks=marks)
    code = code_of(session, check_in_now(number=number, needs=needs, language=language))
    player = Player(client)
    player.enter(code, language)
    player.fetch_state()
    return player


def packages_of(player: Player) -> list[dict[str, Any]]:
    urls = [part["package"]["url"] for part in player.state["parts"]]
    return [player.client.get(url).get_json() for url in urls]


def audio_of(player: Player) -> list[str | None]:
    return [
        url
        for package in packages_of(player)
        for item in package["items"]
        for url in item["audio"].values()
    ]
