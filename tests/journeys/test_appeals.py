"""Somebody objects: one administrator records it, another looks again and prints the answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from testplatform import create_app
from tests.builders.appeals import LOOKER, RECORDER, SUMMARY
from tests.builders.rescoring import a_decided_attempt
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

NARROW: Any = {"width": 360, "height": 740}
DOSSIER = "D-2026-000001"
REASON = "Alleen antwoord b past bij de tekst."


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with one attempt of 2 March 2026 decided about."""
    folder = tmp_path_factory.mktemp("appeals")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with app.app_context():
        a_decided_attempt(wrong={"sokkel": 3})
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestAppeals:
    def test_from_an_objection_to_a_letter(self, room: Room, browser: Browser) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = sign_in(visitor.page, room, RECORDER)
            look_at(page, "no appeals")
            record_by_keyboard(page)
            expect(page.get_by_text("Iemand anders moet opnieuw kijken.")).to_be_visible()
            expect(page.get_by_role("button", name="Ik kijk opnieuw")).to_have_count(0)

        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = sign_in(visitor.page, room, LOOKER)
            look_at(page, "one appeal")
            page.get_by_role("link", name="BZ-1").click()
            press(page, page.get_by_role("button", name="Ik kijk opnieuw"))
            expect(page.get_by_text("U kijkt opnieuw naar deze afname.")).to_be_visible()
            see_everything(page)
            look_at(page, "an appeal that is looked at")
            answer_by_keyboard(page)
            page.get_by_role("link", name="Brief aan de kandidaat").click()
            look_at(page, "a letter")
            see_on_paper(page)


def sign_in(page: Page, room: Room, email: str) -> Page:
    StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(email)
    page.get_by_role("link", name="Bezwaren").click()
    return page


def record_by_keyboard(page: Page) -> None:
    """From the attempt: first without a summary, then whole; the day stays as it was typed."""
    page.get_by_role("link", name="Zoek de afname om een bezwaar te noteren").click()
    page.get_by_role("row").filter(has_text=DOSSIER).get_by_role("link").click()
    press(page, page.get_by_role("link", name="Bezwaar noteren"))
    page.get_by_label("Ontvangen op").fill("2026-03-05")
    press(page, page.get_by_role("button", name="Noteer het bezwaar"))
    expect(page.get_by_text("Vat het bezwaar samen.")).to_be_visible()
    expect(page.get_by_label("Ontvangen op")).to_have_value("2026-03-05")
    look_at(page, "an appeal that is refused")
    tab_to(page, page.get_by_label("Wat de kandidaat zegt"))
    page.keyboard.type(SUMMARY)
    press(page, page.get_by_role("button", name="Noteer het bezwaar"))
    expect(page.get_by_text("Het bezwaar is genoteerd.")).to_be_visible()


def see_everything(page: Page) -> None:
    expect(page.get_by_text("U bent dus niet geslaagd.")).to_be_visible()
    expect(page.get_by_role("region", name="Beslissing 1", exact=True)).to_be_visible()
    questions = page.get_by_role("region", name="Vragen: sokkelvragen")
    expect(questions.get_by_role("row").filter(has_text="0 op 1")).to_have_count(3)


def answer_by_keyboard(page: Page) -> None:
    """Upheld without anything done is refused and keeps the reason; then it is rejected."""
    tab_to(page, page.get_by_label("Reden"))
    page.keyboard.type(REASON)
    press(page, page.get_by_role("button", name="Het bezwaar is gegrond", exact=True))
    expect(page.get_by_text("Kies een correctie, of schrijf wat er gebeurt.")).to_be_visible()
    expect(page.get_by_label("Reden")).to_have_value(REASON)
    press(page, page.get_by_role("button", name="Het bezwaar is ongegrond"))
    expect(page.get_by_text("Het bezwaar is ongegrond. Druk de brief af.")).to_be_visible()


def see_on_paper(page: Page) -> None:
    """On paper there is the letter, and nothing to press."""
    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Afdrukken")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_text("Uw resultaat blijft hetzelfde.")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
