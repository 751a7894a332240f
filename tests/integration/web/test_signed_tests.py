"""A test in Flemish Sign Language: Dutch texts with a video beside each that was signed."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.errors import NoFormInLanguage, NotReleased
from testplatform.models.attempts import Attempt
from testplatform.services.read_aloud.manifests import freeze_audio
from testplatform.services.read_aloud.releasing import release_language
from tests.builders.attempts import check_in_now, code_of
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    NOW,
    OTHER_QUESTION,
    QUESTION,
    a_clip,
    a_form_to_hear,
)
from tests.integration.web.player import Player

LANGUAGE = "vgt"
MakeForm = Callable[[Stakes], int]
ADMINISTRATOR_ID = 6


@pytest.fixture
def make_form(config: Config, session: Session) -> MakeForm:
    return lambda stakes: a_form_to_hear(config.media_root, stakes=stakes)


class TestCheckIn:
    def test_needs_a_video(self, make_form: MakeForm, session: Session) -> None:
        make_form(Stakes.PRACTICE)
        with pytest.raises(NoFormInLanguage):
            check_in_now(language=LANGUAGE)

        a_clip(QUESTION, recorded_by=FIRST_REVIEWER)

        attempt = session.get_one(Attempt, check_in_now(language=LANGUAGE))
        assert attempt.language == LANGUAGE

    def test_for_an_exam_needs_a_release(self, make_form: MakeForm, session: Session) -> None:
        make_form(Stakes.HIGH)
        a_clip(QUESTION, recorded_by=FIRST_REVIEWER)

        with pytest.raises(NotReleased):
            check_in_now(language=LANGUAGE)

    def test_without_any_goes_to_the_interpreter(
        self, make_form: MakeForm, session: Session, app: Flask
    ) -> None:
        form_id = make_form(Stakes.HIGH)
        release(form_id, "nl")

        attempt_id = check_in_now(language=LANGUAGE, needs=("video_interpreter",))

        assert session.get_one(Attempt, attempt_id).language == "nl"


class TestTest:
    def test_has_its_videos_beside_the_texts(
        self, make_form: MakeForm, session: Session, app: Flask
    ) -> None:
        make_form(Stakes.PRACTICE)
        key = a_clip(QUESTION, recorded_by=FIRST_REVIEWER)

        package = open_package(app, session)

        assert (package["language"], package["reviewed"]) == ("nl", False)
        [item] = [one for one in package["items"] if QUESTION in one["html"]]
        addresses = {f"/media/clips/{key}.{ending}" for ending in ("mp4", "jpg", "vtt")}
        assert addresses <= set(item["media"])
        for address in addresses:
            assert address in item["html"]
        assert item["html"].count("<video") == 1
        assert 'preload="none"' in item["html"]
        assert "playsinline" in item["html"]
        assert "autoplay" not in item["html"]
        assert not any(item["audio"].values())
        [other] = [one for one in package["items"] if OTHER_QUESTION in one["html"]]
        assert "<video" not in other["html"]
        assert "audio-absent" not in other["html"]

    def test_as_an_exam_shows_what_was_approved(
        self, make_form: MakeForm, session: Session, app: Flask
    ) -> None:
        form_id = make_form(Stakes.HIGH)
        approved = a_clip(QUESTION, recorded_by=FIRST_REVIEWER, approvals=2)
        unheard = a_clip(OTHER_QUESTION, recorded_by=FIRST_REVIEWER, approvals=1)
        release(form_id, LANGUAGE)
        with unit_of_work() as work:
            freeze_audio(work, form_id, LANGUAGE, now=NOW)

        text = json.dumps(open_package(app, session))

        assert approved in text
        assert unheard not in text

    def test_has_its_screens_in_dutch(
        self, make_form: MakeForm, session: Session, app: Flask
    ) -> None:
        make_form(Stakes.PRACTICE)
        a_clip(QUESTION, recorded_by=FIRST_REVIEWER)
        practised = a_clip("Waar woont u?", recorded_by=FIRST_REVIEWER)
        player = enter(app, session)

        page = player.client.get("/sitting/practice")

        assert page.status_code == 200
        assert '<html lang="nl"' in page.text
        assert f"/media/clips/{practised}.mp4" in page.text
        for path in ("confirm", "sound", "test"):
            assert player.client.get(f"/sitting/{path}").status_code == 200


def enter(app: Flask, session: Session) -> Player:
    attempt_id = check_in_now(language=LANGUAGE)
    player = Player(app.test_client())
    player.enter(code_of(session, attempt_id))
    player.fetch_state()
    return player


def open_package(app: Flask, session: Session) -> dict[str, Any]:
    """The first part of the test, as a device gets it."""
    player = enter(app, session)
    address = player.state["parts"][0]["package"]["url"]
    data = player.client.get(address).data
    package: dict[str, Any] = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    return package


def release(form_id: int, language: str) -> None:
    with unit_of_work() as work:
        release_language(
            work,
            form_id,
            language,
            has_read_aloud=False,
            comment="Er is nog geen stem.",
            actor_id=ADMINISTRATOR_ID,
            now=NOW,
        )
