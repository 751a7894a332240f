"""Pieces of recordings as a device sends them."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.recordings import Recording, RecordingState
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.samples import AudioSegment, Sine
from testplatform.tasks.recordings import check
from tests.builders.attempts import check_in_now, code_of
from tests.builders.banks import publish_items
from tests.builders.items import a_speaking_item
from tests.integration.web.player import SAME_ORIGIN, Player

KEY = "0123456789abcdef" * 2
SECONDS = 2


@pytest.fixture
def speaker(client: FlaskClient, session: Session, config: Config) -> Player:
    """A device in the middle of a test with an item that is spoken."""
    with unit_of_work() as work:
        publish_items(work, [a_speaking_item()], media_root=config.media_root, now=now_utc())
    player = Player(client)
    player.enter(code_of(session, check_in_now()))
    player.fetch_state()
    player.start()
    return player


def put(
    player: Player, number: int, data: bytes, *, headers: Any = SAME_ORIGIN, **query: Any
) -> TestResponse:
    usual = {
        "attempt": player.state["attempt"]["key"],
        "fence": player.fence,
        "item": "i1",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return player.client.put(
        f"/api/sitting/recordings/{KEY}/chunks/{number}",
        query_string={**usual, **query},
        data=data,
        headers=headers,
    )


def complete(player: Player, chunks: int) -> TestResponse:
    return player.post(f"recordings/{KEY}/complete", chunks=chunks)


class TestPieces:
    def test_are_taken_again_and_again(self, speaker: Player) -> None:
        answers = [put(speaker, 0, b"one").get_json() for _ in range(2)]

        assert answers == [{"received": 0}] * 2

    def test_that_lack_are_named(self, speaker: Player) -> None:
        put(speaker, 1, b"two")

        response = complete(speaker, 2)

        assert (response.status_code, response.get_json()) == (
            409,
            {"error": "chunks_missing", "missing": [0]},
        )

    @pytest.mark.parametrize(
        ("query", "status", "error"),
        [
            pytest.param({"attempt": "0" * 32}, 409, "other_attempt", id="of another page"),
            pytest.param({"fence": 2}, 409, "lease_superseded", id="of a lease to come"),
            pytest.param({"fence": ""}, 400, "unreadable", id="of no lease"),
            pytest.param({"sha256": "0" * 64}, 400, "unreadable", id="broken on the way"),
            pytest.param({"item": "i2"}, 409, "unknown_item", id="of another item"),
        ],
    )
    def test_are_refused(
        self, speaker: Player, query: dict[str, Any], status: int, error: str
    ) -> None:
        response = put(speaker, 0, b"one", **query)

        assert (response.status_code, response.get_json()["error"]) == (status, error)

    def test_are_limited(self, speaker: Player) -> None:
        assert put(speaker, 0, b"x" * (512 * 1024 + 1)).status_code == 413
        assert put(speaker, 0, b"").status_code == 400

    def test_need_the_name_of_a_recording(self, speaker: Player) -> None:
        response = speaker.client.put(
            "/api/sitting/recordings/..%2f..%2fkey/chunks/0", headers=SAME_ORIGIN
        )

        assert response.status_code == 404

    def test_come_from_our_own_page(self, speaker: Player) -> None:
        response = put(speaker, 0, b"one", headers={"Sec-Fetch-Site": "cross-site"})

        assert (response.status_code, response.get_json()["error"]) == (403, "from_elsewhere")

    def test_need_a_pass(self, app: Flask, speaker: Player) -> None:
        stranger = Player(app.test_client())
        stranger.state = speaker.state

        assert put(stranger, 0, b"one").status_code == 401

    def test_are_told_of_in_the_state(self, speaker: Player) -> None:
        put(speaker, 0, b"one")

        speaker.fetch_state()

        assert speaker.state["recordings"] == {"i1": [KEY]}


class TestHandingIn:
    def test_names_recordings_that_lack(self, speaker: Player) -> None:
        put(speaker, 0, b"one")
        answer = {
            "seq": 1,
            "kind": "answer",
            "item": "i1",
            "value": {"recording": KEY, "seconds": 1},
            "made_at_ms": int(now_utc().timestamp() * 1000),
        }
        speaker.post("journal", entries=[answer])

        response = speaker.submit(1)

        assert (response.status_code, response.get_json()) == (
            409,
            {"error": "recordings_missing", "recordings": [KEY]},
        )
        assert speaker.submit(1, lost_recordings=["no name"]).status_code == 400
        assert speaker.submit(1, lost_recordings=[KEY]).status_code == 200
        assert complete(speaker, 1).get_json()["error"] == "already_submitted"


class TestChecking:
    @pytest.mark.parametrize(
        ("speak", "state", "is_silent"),
        [
            pytest.param(
                lambda: encode(
                    assemble(Sine(440).to_audio_segment(SECONDS * 1000)), Container.WEBM
                ),
                RecordingState.CHECKED,
                False,
                id="a tone",
            ),
            pytest.param(lambda: b"no sound", RecordingState.UNPLAYABLE, None, id="no sound"),
            pytest.param(
                lambda: b"#EXTM3U\n/etc/passwd\n",
                RecordingState.UNPLAYABLE,
                None,
                id="a list of files",
            ),
        ],
    )
    def test_decides_by_the_samples(
        self,
        speaker: Player,
        session: Session,
        speak: Callable[[], bytes],
        state: RecordingState,
        is_silent: bool | None,
    ) -> None:
        data = speak()
        middle = len(data) // 2
        put(speaker, 0, data[:middle])
        put(speaker, 1, data[middle:])
        complete(speaker, 2)

        check()

        session.rollback()
        recording = session.scalars(sa.select(Recording)).one()
        assert (recording.state, recording.is_silent) == (state, is_silent)
        if recording.duration_ms is not None:
            assert recording.duration_ms == pytest.approx(SECONDS * 1000 + 240, abs=60)

    def test_flags_silence(self, speaker: Player, session: Session) -> None:
        quiet = assemble(Sine(440).to_audio_segment(500))
        silence = type(quiet)(samples=AudioSegment.silent(2000, 48_000), level_lufs=-18.0)
        put(speaker, 0, encode(silence, Container.WEBM))
        complete(speaker, 1)

        check()

        session.rollback()
        recording = session.scalars(sa.select(Recording)).one()
        assert (recording.state, recording.is_silent) == (RecordingState.CHECKED, True)
