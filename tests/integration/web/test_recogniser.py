"""A recogniser of the house listens beforehand: reviewers are warned, and nothing is decided."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.samples import Sine
from testplatform.speech.store import AudioStore
from testplatform.tasks.audio import hear
from tests.builders.engines import put_program
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    QUESTION,
    SECOND_REVIEWER,
    a_form_to_hear,
    a_recording,
)
from tests.integration.web.test_translation_pages import sign_in

WARNING = "Een spraakherkenner hoort hier een andere taal: Engels (93 % zeker)."


@pytest.fixture
def recording(config: Config, session: Session) -> tuple[int, str]:
    """A form, and the key of what somebody recorded for a text of it."""
    form_id = a_form_to_hear(config.media_root)
    key = a_recording(QUESTION, recorded_by=SECOND_REVIEWER)
    sound = encode(assemble(Sine(440).to_audio_segment(800)), Container.WEBM)
    AudioStore(config.media_root).write(key, {Container.WEBM: sound})
    return form_id, key


class TestRecogniser:
    @pytest.mark.parametrize(
        ("answer", "is_warned"),
        [
            pytest.param('{"language": "en", "probability": 0.93}', True, id="another language"),
            pytest.param('{"language": "nl", "probability": 0.93}', False, id="the right one"),
            pytest.param('{"language": "en", "probability": 0.4}', False, id="not sure"),
            pytest.param('{"language": "en", "probability": NaN}', False, id="no number"),
            pytest.param("Traceback", False, id="something else"),
        ],
    )
    def test_warns_and_decides_nothing(
        self,
        app: Flask,
        session: Session,
        client: FlaskClient,
        recording: tuple[int, str],
        tmp_path: Path,
        answer: str,
        is_warned: bool,
    ) -> None:
        form_id, key = recording
        program = put_program(tmp_path, "hear", f"head -c 4 | grep -q RIFF && echo '{answer}'")
        use_recogniser(app, str(program))

        hear()

        sign_in(client, FIRST_REVIEWER)
        page = client.get(f"/staff/read-aloud/review/{form_id}/nl?show=all&at={key}").text
        assert f'value="{key[::-1]}"' in page
        assert (WARNING in page) is is_warned
        asset = session.get_one(AudioAsset, key)
        assert (asset.state, asset.approvals) == (AudioState.MADE, 0)

    def test_is_not_missed_where_there_is_none(
        self, app: Flask, config: Config, recording: tuple[int, str]
    ) -> None:
        hear()
        use_recogniser(app, "no-such-program")
        hear()

        assert list(config.media_root.glob("audio/*/*.json")) == []


def use_recogniser(app: Flask, *command: str) -> None:
    config: Config = app.extensions["testplatform_config"]
    app.extensions["testplatform_config"] = replace(config, speech_recogniser=command)
