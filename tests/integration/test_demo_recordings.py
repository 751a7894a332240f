"""The messages of the listening questions of the demonstration, spoken and played."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.demo_banks import list_messages
from testplatform import demo_recordings
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.demo import load_demo_programmes
from testplatform.demo_recordings import make_demo_recordings
from testplatform.models.items import MediaFile
from testplatform.speech.audio import Container, decode
from testplatform.speech.synthesis import SpeechUnavailable

MESSAGES = {
    "ct-listening-01.mp3": "De bibliotheek is open van 8 tot 16 uur.",
    "ct-listening-02.mp3": "Het zwembad is open van 9 tot 17 uur.",
}


def config_of(app: Flask) -> Config:
    found: Config = app.extensions["testplatform_config"]
    return found


def give_others_the_same_sound(folder: Path) -> None:
    """Thirty recordings take twenty seconds; these differ in a byte behind the sound."""
    sound = (folder / "ct-listening-01.mp3").read_bytes()
    for number, name in enumerate(list_messages()):
        (folder / name).write_bytes(sound + bytes([number]))


@pytest.fixture
def two_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_recordings, "list_messages", lambda: MESSAGES)


class TestRecordings:
    def test_are_spoken_once(self, app: Flask, two_messages: None) -> None:
        folder = make_demo_recordings(config_of(app))

        assert folder is not None
        heard = {one.name: one.read_bytes() for one in folder.iterdir()}
        assert heard.keys() == MESSAGES.keys()
        sounds = [decode(one, Container.MP3).samples for one in heard.values()]
        assert all(one.duration_seconds > 1 for one in sounds)
        (folder / "ct-listening-01.mp3").write_bytes(b"kept")
        assert make_demo_recordings(config_of(app)) == folder
        assert (folder / "ct-listening-01.mp3").read_bytes() == b"kept"

    def test_are_not_there_without_a_voice(
        self, app: Flask, two_messages: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo_recordings, "find_voice", lambda *_args, **_more: None)

        assert make_demo_recordings(config_of(app)) is None

    def test_are_not_there_when_a_program_fails(
        self, app: Flask, two_messages: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object) -> None:
            raise SpeechUnavailable("ffmpeg", "is missing")

        monkeypatch.setattr(demo_recordings, "render", fail)

        assert make_demo_recordings(config_of(app)) is None


class TestForm:
    def test_has_what_is_heard_twice(
        self, app: Flask, session: Session, two_messages: None
    ) -> None:
        recordings = make_demo_recordings(config_of(app))
        assert recordings is not None
        give_others_the_same_sound(recordings)
        with unit_of_work() as work:
            load_demo_programmes(app, work, config_of(app), now_utc(), recordings=recordings)

        files = session.scalars(
            sa.select(MediaFile).where(MediaFile.name.startswith("ct-listening-"))
        ).all()
        assert len(files) == 30
        assert all(one.media_type == "audio/mpeg" and one.duration_ms > 1000 for one in files)

    def test_shows_what_cannot_be_heard(self, app: Flask, session: Session) -> None:
        with unit_of_work() as work:
            forms = load_demo_programmes(app, work, config_of(app), now_utc(), recordings=None)
            titles = [one.title for one in forms]

        assert "CT A1-2 demotoets" in titles
        names = session.scalars(sa.select(MediaFile.name)).all()
        assert [name for name in names if name.endswith(".mp3")] == []
