"""`testplatform read-aloud …`: counting, asking, making, and being stopped in the middle."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from testplatform.cli.read_aloud import read_aloud
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.interface_speech import request_interface_speech
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud.making import BuiltSpeech, claim_wanted, store_built_speech
from testplatform.speech.audio import Container
from testplatform.speech.store import AudioStore
from tests.builders.banks import publish_items
from tests.builders.items import an_item
from tests.integration.speech.tools import needs_espeak, needs_ffmpeg

COMMAND = Path(sys.executable).parent / "testplatform"
FORM = ("--form", "mo-test")
LONG_AFTER = timedelta(minutes=10)
SECONDS_TO_START = 60


def call(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(read_aloud, arguments)


class TestCoverage:
    def test_counts_the_segments_of_every_language_of_the_test(self, app: Flask) -> None:
        result = call(app, "coverage", "--form", "mo-demo", "--format", "json")

        document = json.loads(result.stdout)
        assert (result.exit_code, set(document), document["form"]) == (
            0,
            {"form", "languages"},
            "mo-demo",
        )
        rows = {row.pop("tag"): row for row in document["languages"]}
        segments = rows["nl"]["segments"]
        nothing = {
            "segments": segments,
            "missing": segments,
            "stale": 0,
            "made": 0,
            "approved": 0,
            "human": 0,
            "releasable": False,
        }
        assert len(rows) >= 27
        assert rows["nl"] == rows["so"] == nothing

    def test_is_a_table_for_people(self, app: Flask) -> None:
        result = call(app, "coverage", "--form", "mo-demo")

        first, headings, *rows = result.stdout.splitlines()
        assert first == "mo-demo version 1"
        assert headings.split()[:3] == ["language", "segments", "missing"]
        assert rows[0].split()[0] == "ar"

    def test_of_an_unknown_form_says_so(self, app: Flask) -> None:
        in_words = call(app, "coverage", "--form", "nowhere")
        as_json = call(app, "coverage", "--form", "nowhere", "--format", "json")

        assert (in_words.exit_code, as_json.exit_code) == (2, 2)
        assert in_words.stderr == "Error: no form has the code nowhere\n"
        assert json.loads(as_json.stdout) == {"error": "no form has the code nowhere"}


class TestProduce:
    def test_asks_and_leaves_the_making_to_the_worker(self, app: Flask, small_form: None) -> None:
        first = call(app, "produce", *FORM)
        again = call(app, "produce", *FORM)

        assert (first.exit_code, again.exit_code) == (0, 0)
        assert "; 6 recordings to be made" in first.stdout
        assert "; 0 recordings to be made" in again.stdout

    def test_refuses_a_language_that_the_form_does_not_have(
        self, app: Flask, small_form: None
    ) -> None:
        result = call(app, "produce", *FORM, "--language", "so")

        assert result.exit_code == 2
        assert "mo-test does not have the texts of so" in result.stderr

    @needs_espeak
    @needs_ffmpeg
    def test_makes_everything_here_with_progress(
        self, app: Flask, session: Session, config: Config, small_form: None
    ) -> None:
        result = call(app, "produce", *FORM, "--wait")

        assert result.exit_code == 0, result.output
        assert "nl: 6 of 6" in result.stdout
        assert "6 recordings made in " in result.stdout
        store = AudioStore(config.media_root)
        of_the_form = sa.select(AudioAsset.key).where(AudioAsset.is_public.is_(False))
        assert all(store.exists(key) for key in session.scalars(of_the_form))
        assert "0 recordings made" in call(app, "produce", *FORM, "--wait").stdout

    def test_exits_1_when_something_was_refused(
        self, app: Flask, session: Session, small_form: None
    ) -> None:
        call(app, "produce", *FORM)
        with unit_of_work() as work:
            for key in list_keys(work, AudioState.WANTED):
                built = BuiltSpeech(key=key, refusal="the result is silence")
                store_built_speech(work, built, now=now_utc())

        result = call(app, "produce", *FORM, "--wait")

        assert result.exit_code == 1
        assert "nl: refused: 'Waar woont u?': the result is silence" in result.stderr


@needs_espeak
@needs_ffmpeg
@pytest.mark.timeout(300)
class TestStopped:
    @pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
    def test_in_the_middle_loses_nothing(
        self, session: Session, config: Config, stop: signal.Signals
    ) -> None:
        wanted = list_keys(session, AudioState.WANTED)

        stop_in_the_middle(config, stop)

        session.rollback()
        made = list_keys(session, AudioState.MADE)
        store = AudioStore(config.media_root)
        assert made
        assert all(store.exists(key) for key in made)
        assert all(is_whole(file) for file in (config.media_root / "audio").glob("*/[0-9a-f]*"))
        when = now_utc() + (LONG_AFTER if stop is signal.SIGKILL else timedelta())
        with unit_of_work() as work:
            left = [one.key for one in claim_wanted(work, now=when, limit=10_000)]
        assert sorted([*left, *made]) == sorted(wanted)


def stop_in_the_middle(config: Config, stop: signal.Signals) -> None:
    """Make voices in a process of its own until the first of them are there, and stop it.

    Where the tests run in the background, Ctrl-C is ignored by all that they start: not here.
    """
    arguments = ("read-aloud", "produce", "--form", "mo-demo", "--language", "nl", "--wait")
    listening = "import os, signal, sys; signal.signal(2, signal.default_int_handler)"
    listening += "; os.execv(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", listening, str(COMMAND), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment_of(config),
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("nl: "):
                break
        os.killpg(process.pid, stop)
        process.communicate(timeout=SECONDS_TO_START)
    assert process.returncode != 0


def environment_of(config: Config) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONUNBUFFERED": "1",
        "INSTANCE_FOLDER": str(config.instance_folder),
        "MEDIA_ROOT": str(config.media_root),
        "DATABASE_URL": config.database_url,
        "SECRET_KEY": config.secret_key,
        "PASSWORD_PEPPER": config.password_pepper,
        "CLIENT_TRACKING_URL": config.client_tracking_url,
        "CLIENT_TRACKING_SECRET": config.client_tracking_secret,
        "CLIENT_TRACKING_TOKEN": config.client_tracking_token,
    }


def is_whole(file: Path) -> bool:
    """Whether a file begins as its kind does and decodes to its end without a complaint."""
    command = ["ffmpeg", "-v", "error", "-xerror", "-i", str(file), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_TO_START)
    return file.suffix[1:] in list(Container) and (done.returncode, done.stderr) == (0, b"")


def list_keys(session: Session, state: AudioState) -> list[str]:
    asked = sa.select(AudioAsset.key).where(AudioAsset.state == state)
    return list(session.scalars(asked.order_by(AudioAsset.key)))


@pytest.fixture
def small_form(app: Flask, session: Session, config: Config) -> None:
    """A form of three questions in Dutch; the screens were made, and nothing else waits."""
    with unit_of_work() as work:
        work.execute(sa.delete(AudioAsset))
        form = publish_items(work, [an_item()], media_root=config.media_root)
        request_interface_speech(app, work, form, now=now_utc())
        for key in list_keys(work, AudioState.WANTED):
            store_built_speech(work, BuiltSpeech(key=key, sha256="0" * 64), now=now_utc())
