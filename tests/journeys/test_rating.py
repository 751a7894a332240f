"""Two assessors rate what somebody wrote and said, without knowing whom; then it is decided."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from testplatform import create_app
from testplatform.db import db, unit_of_work
from testplatform.models.recordings import Recording
from testplatform.recording_files import RecordingStore
from testplatform.services.marking import list_submitted_attempts
from testplatform.tasks.results import score
from tests.builders.ratings import (
    BO,
    BRAM,
    RECORDING,
    WRITTEN,
    an_attempt_to_rate,
    publish_open_questions,
)
from tests.builders.rescoring import PROPOSER as ADMINISTRATOR
from tests.builders.takes import a_voice, as_webm
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

NARROW: Any = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with one attempt that waits for assessors."""
    config = copy_filled(filled_folder, tmp_path_factory.mktemp("rating"))
    app = create_app(config)
    with app.app_context():
        with unit_of_work() as session:
            publish_open_questions(session, config.media_root)
        an_attempt_to_rate(recording=RECORDING)
        recording = db.session.scalars(sa.select(Recording)).one()
        path = RecordingStore(config.media_root).path_of(recording.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_webm(a_voice()))
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestRating:
    def test_by_two_people_leads_to_a_decision(self, room: Room, browser: Browser) -> None:
        for email, points in ((BRAM, "2"), (BO, "3")):
            with visit(browser, bypass_csp=True) as visitor:
                visitor.complaints.expected_statuses |= {422}
                page = sign_in(visitor.page, room, email)
                look_at(page, "a queue")
                press(page, page.get_by_role("button", name="Beoordeel het volgende antwoord"))
                expect(page.get_by_text(WRITTEN)).to_be_visible()
                look_at(page, "something written")
                if email == BRAM:
                    save_half(page)
                    lose_nothing(page)
                rate_by_digits(page, points)
                listen(page)
                look_at(page, "something said")
                rate_by_digits(page, points)
                expect(page.get_by_text("Er wacht niets meer op u.")).to_be_visible()

        with room.app.app_context():
            [attempt_id] = list_submitted_attempts(db.session)
            score(attempt_id)
        with visit(browser, bypass_csp=True) as visitor:
            page = visitor.page
            StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(ADMINISTRATOR)
            page.get_by_role("link", name="Beoordelingen").click()
            expect(page.get_by_text("Alles is beoordeeld.")).to_be_visible()
            look_at(page, "supervision")
            page.get_by_role("link", name="Afnames", exact=True).click()
            page.get_by_role("row").filter(has_text="D-2026-000001").get_by_role("link").click()
            expect(page.get_by_text("twee beoordelingen van 8 en 9 op 12").first).to_be_visible()
            page.get_by_role("link", name="Beoordelingen van ANT-1").click()
            expect(page.get_by_role("row").filter(has_text="Bo Beoordelaar")).to_be_visible()
            look_at(page, "ratings with names")
            propose(page)
            look_at(page, "a correction that waits")


def propose(page: Page) -> None:
    """Bo pressed the wrong key; somebody else has to agree."""
    page.get_by_label("Beoordeling 2").check()
    for title in ("Taak", "Woorden", "Grammatica", "Spelling"):
        page.get_by_role("group", name=title).get_by_role("radio").nth(2).check()
    page.get_by_label("Reden").fill("Verkeerde toets.")
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_text("Iemand anders moet het goedkeuren.")).to_be_visible()


def sign_in(page: Page, room: Room, email: str) -> Page:
    StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(email)
    return page


def save_half(page: Page) -> None:
    """A criterion without a band is pointed out, and what was chosen stays."""
    press(page, page.get_by_role("button", name="Bewaar en neem het volgende"))
    expect(page.get_by_text("Kies bij elk criterium een niveau.")).to_be_visible()
    expect(page.get_by_text("Kies hier een niveau.")).to_have_count(4)
    look_at(page, "half a rating")


def lose_nothing(page: Page) -> None:
    """What was chosen is still there when the page comes back."""
    page.get_by_role("group", name="Spelling").get_by_role("radio").nth(1).check()
    expect(page.get_by_text("Uw keuzes zijn bewaard als kladje.")).to_be_visible()
    page.goto(page.url)
    expect(page.get_by_role("group", name="Spelling").get_by_role("radio").nth(1)).to_be_checked()


def rate_by_digits(page: Page, points: str) -> None:
    """The first criterion gets the points, every other one 2; then Ctrl and Enter."""
    group = page.get_by_role("group", name="Taak")
    tab_to(page, group.get_by_role("radio").first)
    for digit in (points, "2", "2", "2"):
        page.keyboard.press(digit)
    expect(page.get_by_role("textbox", name="Opmerking")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Uw beoordeling is bewaard.")).to_be_visible()


def listen(page: Page) -> None:
    """The recording plays, and its length is known, so that somebody can go back in it."""
    sound = page.get_by_label("Opname van het antwoord")
    expect(sound).to_be_visible()
    page.wait_for_function("Number.isFinite(document.querySelector('.rating-sound').duration)")
    page.wait_for_function(
        "async () => { const sound = document.querySelector('.rating-sound');"
        " sound.muted = true; await sound.play(); return sound.currentTime > 0; }"
    )


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
