"""Two native reviewers approve a form by keyboard; a rejection with a word makes one text again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from itembank.readaloud import SpeechCoverage
from testplatform import create_app
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.read_aloud.coverage import measure_form_texts
from testplatform.services.read_aloud.making import (
    claim_wanted,
    render_speech,
    store_built_speech,
)
from testplatform.speech.store import AudioStore
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    NOW,
    OTHER_QUESTION,
    SECOND_REVIEWER,
    a_form_to_hear,
    key_of,
    make_all,
)
from tests.integration.conftest import copy_filled
from tests.journeys.browsing import visit
from tests.journeys.screenshots import Album
from tests.journeys.serving import serve_app
from tests.journeys.staff import StaffMember
from tests.journeys.test_accessibility import Inspection

DEMO_FORM = 1
ALBUM = Album(names=("read-aloud-review", "read-aloud-words-confirm"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A platform without workers: what they would do is done when a test says so."""

    app: Flask
    config: Config
    url: str
    form_id: int

    def make_speech(self) -> list[str]:
        """Make what is wanted with the real engine; gives the keys of what was made."""
        store, made = AudioStore(self.config.media_root), []
        with self.app.app_context():
            while True:
                with unit_of_work() as session:
                    wanted = claim_wanted(session, now=NOW)
                if not wanted:
                    return made
                built = [render_speech(one, store) for one in wanted]
                with unit_of_work() as session:
                    for one in built:
                        store_built_speech(session, one, now=NOW)
                made += [one.key for one in built if one.sha256 is not None]

    def measure(self) -> SpeechCoverage:
        with self.app.app_context():
            return measure_form_texts(db.session, self.form_id, "nl")

    def find_key(self, text: str) -> str:
        with self.app.app_context():
            return key_of(db.session, text)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with app.app_context():
        # Of the demonstration one language is there to look at; nothing of it is made here.
        make_all("ar")
        with unit_of_work() as session:
            session.execute(sa.delete(AudioAsset).where(AudioAsset.state == AudioState.WANTED))
        form_id = a_form_to_hear(config.media_root, prompts=(OTHER_QUESTION,), is_made=False)
    with serve_app(app) as port:
        room = Room(app=app, config=config, url=f"http://127.0.0.1:{port}", form_id=form_id)
        room.make_speech()
        yield room


def sign_in(page: Page, room: Room, email: str) -> StaffMember:
    person = StaffMember(page=page, url=room.url)
    person.sign_in(email)
    return person


def approve_all_by_keyboard(page: Page, room: Room) -> int:
    """Listen to each recording and approve it without touching the mouse; gives how many."""
    page.goto(f"{room.url}/staff/read-aloud/review/?form={room.form_id}")
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("heading", name="Op het scherm")).to_be_visible()
    page.wait_for_load_state()
    number = 0
    while page.locator("[data-approve]").count():
        assert page.evaluate("document.querySelector('audio').paused")
        address = page.url
        page.evaluate("document.querySelector('audio').playbackRate = 0.25")
        page.keyboard.press(" ")
        expect(page.locator(".is-heard").first).to_be_visible()
        if number == 0:
            ALBUM.take(page, "read-aloud-review")
        page.keyboard.press("a")
        page.wait_for_url(re.compile(f"^(?!{re.escape(address)}$)"))
        expect(page.get_by_text("Goedgekeurd.", exact=True)).to_be_visible()
        number += 1
    expect(page.get_by_text("Hier is niets te beluisteren.")).to_be_visible()
    return number


class TestReviewing:
    def test_goes_from_four_ears_to_a_word_that_is_said_otherwise(
        self, browser: Browser, room: Room
    ) -> None:
        texts = len(set(room_texts(room)))
        with visit(browser) as first, visit(browser) as second:
            mona = sign_in(first.page, room, FIRST_REVIEWER).page
            malik = sign_in(second.page, room, SECOND_REVIEWER).page

            assert approve_all_by_keyboard(mona, room) == texts
            assert (room.measure().is_complete, room.measure().is_releasable) == (True, False)
            assert approve_all_by_keyboard(malik, room) == texts
            coverage = room.measure()
            assert (coverage.approved, coverage.is_releasable) == (coverage.segments, True)

            old = room.find_key(OTHER_QUESTION)
            reject_with_a_word(mona, room, old)
            (new,) = room.make_speech()

            assert new == room.find_key(OTHER_QUESTION) != old
            files = [AudioStore(room.config.media_root).path_for(key) for key in (old, new)]
            assert files[0].read_bytes() != files[1].read_bytes()
            assert room.measure().approved == room.measure().segments - 1
            expect(mona.get_by_text("1 wacht op u")).to_be_visible()
            mona.get_by_role("link", name="Wacht op u").click()
            expect(mona.locator("audio")).to_have_attribute("src", f"/media/audio/{new}.webm")
            expect(mona.get_by_text("Wat doet de veereeg?")).to_be_visible()

    def test_every_page_is_accessible(self, browser: Browser, room: Room) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            page = sign_in(visitor.page, room, FIRST_REVIEWER).page
            inspection = Inspection(page=page, schemes=("light", "dark"))
            for path in (
                "review/",
                f"review/{DEMO_FORM}/ar",
                f"review/{DEMO_FORM}/ar?show=mine",
                f"review/{room.form_id}/nl?show=all",
                "lexicon/?language=ar",
                "spoken-forms/?language=ar&q=ا",
            ):
                page.goto(f"{room.url}/staff/read-aloud/{path}")
                for summary in page.locator("summary").all():
                    summary.click()
                inspection.look_at(path)
            page.goto(f"{room.url}/staff/read-aloud/review/{DEMO_FORM}/ar")
            expect(page.locator(".review-text")).to_have_attribute("dir", "rtl")


def room_texts(room: Room) -> list[str]:
    with room.app.app_context():
        asked = sa.select(AudioAsset.text).where(AudioAsset.language == "nl")
        return list(db.session.scalars(asked))


def reject_with_a_word(page: Page, room: Room, key: str) -> None:
    """Reject a pronunciation and say how the word is to be said, by keyboard alone."""
    page.goto(f"{room.url}/staff/read-aloud/review/{room.form_id}/nl?show=all&at={key}")
    page.keyboard.press("r")
    expect(page.get_by_label("Verkeerd uitgesproken")).to_be_focused()
    page.keyboard.press(" ")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("VREG")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("veereeg")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dit raakt 1 tekst")).to_be_visible()
    ALBUM.take(page, "read-aloud-words-confirm")
    expect(page.get_by_role("button", name="Doorvoeren")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 tekst wordt opnieuw gemaakt")).to_be_visible()
