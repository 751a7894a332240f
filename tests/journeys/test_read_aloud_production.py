"""From one button to a released language: an exam gets its voices, is refused with read-aloud as
nobody approved them, is released without, and its candidate is checked in knowing that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from itembank.forms import Stakes
from testplatform import create_app
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.interface_speech import request_interface_speech
from testplatform.models.audio import AudioAsset, AudioState
from testplatform.services.bookings import receive_booking
from testplatform.services.read_aloud.making import BuiltSpeech, store_built_speech
from testplatform.services.read_aloud.screens import list_screen_segments
from testplatform.tasks.audio import build_wanted
from tests.builders.banks import publish_items
from tests.builders.bookings import a_booking
from tests.builders.items import an_item
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility
from tests.journeys.browsing import visit
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import ADMINISTRATOR, StaffMember

TEXTS = 6
SEGMENTS = 12
SECONDS_TO_MAKE = 120
DOSSIER = "D-2026-000001"


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application with a small exam; the voices of the screens were made before."""
    folder = tmp_path_factory.mktemp("production")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with app.app_context(), unit_of_work() as session:
        form = publish_items(session, [an_item()], media_root=config.media_root, stakes=Stakes.HIGH)
        request_interface_speech(app, session, form, now=now_utc())
        for key in session.scalars(sa.select(AudioAsset.key)).all():
            store_built_speech(session, BuiltSpeech(key=key, sha256="0" * 64), now=now_utc())
        receive_booking(session, a_booking(starts_at=now_utc()), now_utc())
    with serve_app(app) as port:
        yield Room(app=app, port=port)


@contextmanager
def worker(app: Flask) -> Iterator[None]:
    """The task of the audio worker, again and again as its schedule has it."""
    is_over = Event()

    def work() -> None:
        while not is_over.wait(0.2):
            with app.app_context():
                build_wanted()

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


class TestProduction:
    @pytest.mark.timeout(600)
    def test_from_one_button_to_a_candidate_without_read_aloud(
        self, room: Room, browser: Browser
    ) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = visitor.page
            StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(ADMINISTRATOR)
            have_voices_made(page, room)
            walk_over_the_matrix(page)
            be_refused_with_read_aloud(page, SEGMENTS + count_screens(room))
            release_without(page)
            check_in(page)


def have_voices_made(page: Page, room: Room) -> None:
    """Ask for everything with one button, and watch it being made without a reload."""
    page.get_by_role("link", name="Voorlezen", exact=True).click()
    check_accessibility(page, "the forms")
    page.get_by_role("row").get_by_role("link", name="MO, versie 1").click()
    expect(page.get_by_text("Er wordt nu niets gemaakt.")).to_be_visible()
    page.get_by_role("button", name="Maak alle voorleesstemmen").click()
    expect(page.get_by_text(f"Gevraagd: {TEXTS} teksten worden gemaakt.")).to_be_visible()
    expect(page.get_by_text("Er wordt aan gewerkt.")).to_be_visible()
    check_accessibility(page, "a form in the making")
    page.evaluate("window.isTheSamePage = true")
    total = TEXTS + count_screens(room)
    with worker(room.app):
        made = page.get_by_text(f"Voorleesstemmen gemaakt: {total} van {total} teksten")
        expect(made).to_be_visible(timeout=SECONDS_TO_MAKE * 1000)
    expect(page.get_by_text("Er wordt nu niets gemaakt.")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")
    with room.app.app_context():
        states = sa.select(AudioAsset.state).where(AudioAsset.duration_ms.is_not(None))
        assert list(db.session.scalars(states)) == [AudioState.MADE] * TEXTS


def count_screens(room: Room) -> int:
    with room.app.app_context():
        return len(list_screen_segments("nl"))


def walk_over_the_matrix(page: Page) -> None:
    page.get_by_role("link", name="Per vraag en taal").click()
    page.get_by_label("Taal").select_option("nl")
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_text("SMALL-S-1, Nederlands: 4 gemaakt")).to_have_count(1)
    page.locator("[data-cell]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-cell]").nth(1)).to_be_focused()
    check_accessibility(page, "the items of a form")
    page.get_by_role("link", name="Terug naar de testversie").click()


def be_refused_with_read_aloud(page: Page, segments: int) -> None:
    page.get_by_role("link", name="Vrijgave: Nederlands").click()
    page.get_by_role("radio", name="Met voorlezen").check()
    page.get_by_role("button", name="Geef deze taal vrij").click()
    refusal = f"Van {segments} teksten: {segments} zijn gemaakt maar nog niet goedgekeurd."
    expect(page.get_by_role("alert")).to_contain_text(refusal)
    check_accessibility(page, "a release that was refused")


def release_without(page: Page) -> None:
    page.get_by_role("radio", name="Zonder voorlezen").check()
    page.get_by_role("button", name="Geef deze taal vrij").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom")
    page.get_by_role("textbox", name="Waarom zonder voorlezen").fill("De nalezers zijn nog bezig.")
    page.get_by_role("button", name="Geef deze taal vrij").click()
    expect(page.get_by_text("Nederlands is vrijgegeven zonder voorlezen.")).to_be_visible()


def check_in(page: Page) -> None:
    """The invigilator sees what the candidate will not hear, before and after the check-in."""
    page.get_by_role("link", name="Afnamesessies").click()
    page.locator(".sittings h3 a").first.click()
    row = page.get_by_role("row").filter(has=page.get_by_role("cell", name=DOSSIER))
    expect(row).to_contain_text("zonder voorlezen")
    row.get_by_role("button", name="Inchecken").click()
    expect(page.get_by_text("is ingecheckt.")).to_be_visible()
    expect(row).to_contain_text("zonder voorlezen")
