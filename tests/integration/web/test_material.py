"""Sound, captions and video as a device fetches them, and what the state says of plays."""

import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from itembank.items import Item
from itembank.stimuli import Stimulus
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.models.items import MediaFile
from testplatform.services.publishing import MediaNameTaken
from testplatform.web.candidate.building import media_urls
from tests.builders.attempts import check_in_now, code_of
from tests.builders.banks import publish_items
from tests.builders.items import (
    a_listening_item,
    a_stimulus_group,
    an_information_page,
    an_item,
)
from tests.integration.web.player import Player

SOUND = bytes(range(256)) * 8
FILES = {"message.webm": SOUND, "talk.mp4": b"video", "talk.vtt": b"WEBVTT\n", "map.svg": b"<svg/>"}


def a_video_item() -> Item:
    return an_item(stimulus=Stimulus(video="talk.mp4", captions="talk.vtt"))


def a_map_item() -> Item:
    return an_item(stimulus=Stimulus(image="map.svg", image_text="Een plan"))


@pytest.fixture
def listener(client: FlaskClient, session: Session, config: Config) -> Player:
    """A device in the middle of a test with every sort of material."""
    items = [a_listening_item(plays=2), an_information_page(), a_video_item(), a_map_item()]
    with unit_of_work() as work:
        publish_items(work, items, media_root=config.media_root, media=FILES, now=now_utc())
    player = Player(client)
    player.enter(code_of(session, check_in_now()))
    player.fetch_state()
    player.start()
    return player


def address_of(app: Flask, name: str) -> str:
    with app.test_request_context():
        return media_urls(db.session)[name]


class TestMaterial:
    @pytest.mark.parametrize(
        ("name", "media_type"),
        [
            ("message.webm", "audio/webm"),
            ("talk.mp4", "video/mp4"),
            ("talk.vtt", "text/vtt; charset=utf-8"),
            ("map.svg", "image/svg+xml; charset=utf-8"),
        ],
    )
    def test_is_sent_as_what_it_is(
        self, app: Flask, listener: Player, name: str, media_type: str
    ) -> None:
        response = listener.client.get(address_of(app, name), buffered=True)

        assert (response.status_code, response.data) == (200, FILES[name])
        assert response.headers["Content-Type"] == media_type
        assert response.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        ("wanted", "status", "sent"),
        [
            pytest.param("bytes=100-199", 206, SOUND[100:200], id="from the middle"),
            pytest.param("bytes=2000-", 206, SOUND[2000:], id="to the end"),
            pytest.param("bytes=-10", 206, SOUND[-10:], id="the end"),
            pytest.param("bytes=9000-", 416, None, id="behind the end"),
        ],
    )
    def test_is_sent_in_pieces(
        self, app: Flask, listener: Player, wanted: str, status: int, sent: bytes | None
    ) -> None:
        response = listener.client.get(
            address_of(app, "message.webm"), headers={"Range": wanted}, buffered=True
        )

        assert response.status_code == status
        assert sent is None or response.data == sent

    def test_is_not_for_a_stranger(self, app: Flask, listener: Player) -> None:
        assert app.test_client().get(address_of(app, "message.webm")).status_code == 404

    def test_has_one_name(self, app: Flask, listener: Player) -> None:
        address = address_of(app, "message.webm")

        assert listener.client.get(address.replace(".webm", ".svg")).status_code == 404

    def test_is_named_by_the_package(self, listener: Player) -> None:
        package = listener.client.get(listener.state["parts"][0]["package"]["url"]).get_json()

        media = [address for item in package["items"] for address in item["media"]]
        assert [address.rpartition(".")[2] for address in media] == ["webm", "mp4", "vtt", "svg"]
        assert "Dag, met de school" not in str(package)

    def test_never_changes_under_its_name(self, session: Session, config: Config) -> None:
        first, second = ({"message.webm": data} for data in (b"one", b"two"))
        item = a_listening_item()
        with unit_of_work() as work:
            publish_items(work, [item], media_root=config.media_root, media=first)

        with pytest.raises(MediaNameTaken), unit_of_work() as work:
            publish_items(work, [item, an_item()], media_root=config.media_root, media=second)


class TestALibraryFilledFromAFolder:
    def test_says_how_long_a_sound_lasts(self, session: Session, config: Config) -> None:
        sound = make_a_tone(config.media_root / "tone.webm", seconds=2)
        with unit_of_work() as work:
            files = {"message.webm": sound, "map.svg": b"<svg/>"}
            publish_items(
                work, [a_listening_item(), a_map_item()], media_root=config.media_root, media=files
            )

        rows = session.scalars(sa.select(MediaFile).where(MediaFile.name.in_(files)))
        lengths = {row.name: row.duration_ms for row in rows}
        assert lengths["map.svg"] is None
        assert lengths["message.webm"] == pytest.approx(2_000, abs=50)


def make_a_tone(path: Path, *, seconds: int) -> bytes:
    source = ["-f", "lavfi", "-i", f"sine=duration={seconds}", "-c:a", "libopus"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(path)], check=True, timeout=60)
    return path.read_bytes()


class TestState:
    def test_names_what_is_no_single_question(self, listener: Player) -> None:
        assert listener.state["items"] == {
            "i1": {"questions": ["q1", "q2"]},
            "i2": {"informs": True},
        }

    def test_counts_plays(self, listener: Player) -> None:
        before = listener.state["plays"]
        listener.post("journal", entries=[a_play_entry(1)])

        listener.fetch_state()

        assert (before, listener.state["plays"]) == ({}, {"i1": 1})

    def test_refuses_a_play_too_many(self, listener: Player) -> None:
        response = listener.post("journal", entries=[a_play_entry(seq) for seq in (1, 2, 3)])

        assert (response.status_code, response.get_json()["refused"]) == (
            409,
            [{"seq": 3, "reason": "no_plays_left"}],
        )


class TestGroup:
    def test_names_controls_and_texts_by_question(self, app: Flask, session: Session) -> None:
        with unit_of_work() as work:
            publish_items(
                work,
                [a_stimulus_group()],
                media_root=app.extensions["testplatform_config"].media_root,
                now=now_utc(),
            )
        player = Player(app.test_client())
        player.enter(code_of(session, check_in_now()))
        player.fetch_state()

        [item] = player.client.get(player.state["parts"][0]["package"]["url"]).get_json()["items"]

        assert 'data-question="q1"' in item["html"]
        assert 'name="i1-q2"' in item["html"]
        assert list(item["audio"])[:3] == ["stimulus", "prompt", "q1.prompt"]


def a_play_entry(seq: int) -> dict[str, object]:
    return {
        "seq": seq,
        "kind": "play",
        "item": "i1",
        "value": {"stimulus": "i1"},
        "made_at_ms": int(now_utc().timestamp() * 1000),
    }
