"""A room with the demo test in which every text can be heard, and ears for what a page plays.

Making hundreds of recordings takes minutes, so one is made for what a test listens to, by a real
engine; all the others are the same short recording under their own names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.readaloud import Phrase
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.demo import load_demo_content
from testplatform.interface_speech import make_tone
from testplatform.models.audio import AudioAsset
from testplatform.services.read_aloud.making import (
    WantedSpeech,
    render_speech,
    store_built_speech,
)
from testplatform.speech.engines import open_voice
from testplatform.speech.phrases import phrases_from_document
from testplatform.speech.rendering import render
from testplatform.speech.store import AudioStore
from tests.builders.audio import make_ready
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room, serve

SECONDS_TO_HEAR = 90
KEY = re.compile(r"/media/audio/([0-9a-f]{64})\.(webm|mp3)")
REMEMBER_SOUND = """
window.heard = [];
window.players = new Set();
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.players.add(this);
  const begun = play.call(this);
  begun.then(() => window.heard.push(this.src), () => {});
  return begun;
};
"""


@contextmanager
def open_speaking_room(
    config: Config, languages: Sequence[str], *, really_said: str
) -> Iterator[Room]:
    """Serve the demo test with audio for every text of these languages."""

    def fill(app: Flask, session: Session) -> None:
        load_demo_content(app, session, config, now_utc(), languages=languages)
        make_tone(config)

    with serve(config, fill) as room:
        with room.app.app_context():
            store = AudioStore(config.media_root)
            _say(really_said, store, now_utc())
            clip = render(
                (Phrase(start=0, end=2, said="Ja."),), get_language("nl"), open_voice_of("nl")
            ).audio.files
            for language in languages:
                make_ready(language, now=now_utc(), store=lambda key: store.write(key, clip))
        yield room


def open_voice_of(language: str):  # type: ignore[no-untyped-def]
    """The embedded engine, which is on every machine that runs the tests."""
    return open_voice(language, "espeak-ng", language)


def _say(text: str, store: AudioStore, now: datetime) -> None:
    with unit_of_work() as session:
        asset = session.scalars(sa.select(AudioAsset).where(AudioAsset.text == text)).one()
        wanted = WantedSpeech(
            key=asset.key,
            language=asset.language,
            engine=asset.engine,
            voice=asset.voice,
            phrases=phrases_from_document(asset.phrases),
        )
        store_built_speech(session, render_speech(wanted, store), now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What a page began to play, as texts; a page that is gone took its part with it."""

    page: Page
    texts: Mapping[str, str]

    def heard(self) -> list[str]:
        """Every text that was begun on this page, in their order."""
        found = [KEY.search(address) for address in self.page.evaluate("heard")]
        return [self.texts[one.group(1)] for one in found if one is not None]

    def wait_for(self, *texts: str) -> None:
        """Wait until these were begun on this page, one after another."""
        wait_until(
            lambda: _is_in_order(texts, self.heard()),
            seconds=SECONDS_TO_HEAR,
            what=f"{texts} to be heard",
        )

    def endings(self) -> set[str]:
        """The kinds of file that were played."""
        found = [KEY.search(address) for address in self.page.evaluate("heard")]
        return {one.group(2) for one in found if one is not None}

    def sounding(self) -> int:
        """How many players sound at this moment."""
        number: int = self.page.evaluate("[...players].filter((one) => !one.paused).length")
        return number

    def furthest(self) -> float:
        """The second at which the player furthest on is."""
        second: float = self.page.evaluate(
            "Math.max(0, ...[...players].map((one) => one.currentTime))"
        )
        return second


def lend_ears(context: BrowserContext, page: Page, room: Room) -> Ears:
    """Listen to what the pages of a context play from now on."""
    context.add_init_script(REMEMBER_SOUND)
    with room.app.app_context():
        rows = db.session.execute(sa.select(AudioAsset.key, AudioAsset.text))
        return Ears(page=page, texts={row.key: row.text for row in rows})


def _is_in_order(wanted: Sequence[str], heard: Sequence[str]) -> bool:
    left = iter(heard)
    return all(text in left for text in wanted)
