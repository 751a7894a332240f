"""The page on which an administrator sees the engines and turns them on or off."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.audio import AudioAsset, EngineSwitch
from testplatform.models.audit import AuditRecord
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech

PAGE = "/staff/read-aloud/engines/"

pytestmark = pytest.mark.usefixtures("session")


class TestPage:
    def test_shows_every_engine_with_what_is_missing(self, administrator: FlaskClient) -> None:
        page = administrator.get(PAGE).text

        for title in ("Kokoro", "Piper", "RHVoice", "MBROLA", "gTTS", "espeak-ng"):
            assert f"Stemmen van {title}" in page
        assert "instelling PIPER_VOICES ontbreekt" in page or "programma piper ontbreekt" in page
        assert "Letícia-F123" in page
        assert "personal use only, no organisations" in page

    def test_says_what_would_leave_the_house(self, administrator: FlaskClient) -> None:
        example = db.session.scalars(
            sa.select(AudioAsset.text).where(AudioAsset.is_public.is_(False))
        ).all()

        page = administrator.get(PAGE).text

        assert "Google, via translate.google.com" in page
        assert "Zo zou deze tekst letterlijk verstuurd worden:" in page
        assert any(text in page for text in example)

    def test_says_that_an_engine_is_left_alone(self, administrator: FlaskClient) -> None:
        key = db.session.scalars(sa.select(AudioAsset.key).limit(1)).one()
        with unit_of_work() as session:
            resting = BuiltSpeech(
                key=key, problem="espeak-ng took over 30 s", try_again_after=timedelta(hours=1)
            )
            store_built_speech(session, resting, now=now_utc())

        page = administrator.get(PAGE).text

        assert "open: er wordt gewacht" in page
        assert "espeak-ng took over 30 s" in page

    def test_is_for_administrators(self, client: FlaskClient) -> None:
        sign_in(client, "toezichter@example.org")

        assert client.get(PAGE).status_code == 403


class TestSwitch:
    def test_turns_an_engine_off_and_on(self, administrator: FlaskClient) -> None:
        off = turn(administrator, "kokoro", turn="off")
        on = turn(administrator, "kokoro", turn="on")

        assert "Kokoro staat nu uit." in off
        assert "uit, door Bas Beheer" in " ".join(off.split())
        assert "Kokoro staat nu aan." in on

    def test_sends_no_text_out_before_somebody_says_to_know_it(
        self, administrator: FlaskClient
    ) -> None:
        page = turn(administrator, "gtts", turn="on")

        assert "Vink aan dat u weet wat ons huis verlaat. Er is niets veranderd." in page
        assert db.session.get(EngineSwitch, "gtts") is None

    def test_turns_it_on_for_somebody_who_knows(self, administrator: FlaskClient) -> None:
        page = turn(administrator, "gtts", turn="on", accepts_departure="y")

        assert "gTTS (Google Translate) staat nu aan." in page
        record = db.session.scalars(
            sa.select(AuditRecord).order_by(AuditRecord.position.desc()).limit(1)
        ).one()
        assert (record.action, record.subject) == ("engine turned on", "engine:gtts")

    @pytest.mark.parametrize("word", ["", "maybe"])
    def test_changes_nothing_for_another_word(
        self, administrator: FlaskClient, word: str, session: Session
    ) -> None:
        assert "Er is niets veranderd." in turn(administrator, "kokoro", turn=word)
        assert session.get(EngineSwitch, "kokoro") is None

    def test_knows_its_engines(self, administrator: FlaskClient) -> None:
        assert administrator.post(f"{PAGE}siri/switch", data={"turn": "on"}).status_code == 404


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """A browser in which the administrator has signed in."""
    client = app.test_client()
    sign_in(client, "beheerder@example.org")
    return client


def sign_in(client: FlaskClient, email: str) -> None:
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})


def turn(client: FlaskClient, engine: str, **fields: str) -> str:
    answer = client.post(f"{PAGE}{engine}/switch", data=fields, follow_redirects=True)
    return str(answer.text)
