"""A consultant is shown a proposal, deviates, signs, corrects, refers and reads the report."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from testplatform import create_app
from testplatform.clock import today_in_brussels
from tests.builders.advices import KIM
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
    """The real application in this process."""
    folder = tmp_path_factory.mktemp("advice")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestAdvice:
    def test_from_the_indicators_to_the_report(self, room: Room, browser: Browser) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = visitor.page
            StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(KIM)
            look_at(page, "advices, none signed")
            propose_by_keyboard(page)
            deviate(page)
            correct(page)
            refer(page)
            read_report(page)


def propose_by_keyboard(page: Page) -> None:
    """Everything without a mouse: a bachelor needs no COVAAR."""
    press(page, page.get_by_role("link", name="Nieuw advies"))
    look_at(page, "indicators")
    tab_to(page, page.get_by_label("Dossiernummer"))
    page.keyboard.type("D-2026-77")
    tab_to(page, page.get_by_label("1. Geletterdheid"))
    page.keyboard.press("End")
    tab_to(page, page.get_by_label("2. Scholing: hoogste diploma"))
    page.keyboard.type("bach")
    press(page, page.get_by_role("button", name="Toon het voorstel"))
    proposal = page.get_by_role("region", name="Voorstel")
    expect(proposal).to_contain_text("COVAAR hoeft niet")
    expect(proposal.get_by_role("listitem")).to_have_text(
        [
            "geletterdheid: geletterd, verandert niets",
            "scholing: bachelor, geeft CVO of UTC verkort traject",
            "COVAAR: niet afgenomen",
            "talenkennis: niet bekend",
            "andere informatie: niet bekend",
        ]
    )
    look_at(page, "proposal")


def deviate(page: Page) -> None:
    """Without a reason it is refused, and what was chosen stays."""
    page.get_by_label("Advies", exact=True).select_option(label="CVO standaardtraject (240 uur)")
    press(page, page.get_by_role("button", name="Teken dit advies"))
    expect(page.get_by_role("alert")).to_contain_text("Uw advies wijkt af van het voorstel.")
    look_at(page, "advice that is refused")
    page.get_by_label("Reden om af te wijken").select_option(label="persoonlijke situatie")
    tab_to(page, page.get_by_label("Opmerking"))
    page.keyboard.type("Zorgt overdag voor kinderen.")
    press(page, page.get_by_role("button", name="Teken dit advies"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("NT2-advies 1")
    expect(page.get_by_text("wijkt af van het voorstel")).to_be_visible()
    look_at(page, "signed advice")


def correct(page: Page) -> None:
    press(page, page.get_by_role("link", name="Verbeter dit advies"))
    expect(page.get_by_label("2. Scholing: hoogste diploma")).to_have_value("bachelor")
    press(page, page.get_by_role("button", name="Toon het voorstel"))
    page.get_by_label("Advies", exact=True).select_option(label="CVO verlengd traject (360 uur)")
    page.get_by_label("Reden om af te wijken").select_option(label="persoonlijke situatie")
    page.get_by_label("Opmerking").fill("Vergist van traject.")
    press(page, page.get_by_role("button", name="Teken dit advies"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("NT2-advies 2")
    page.get_by_role("link", name="advies 1", exact=True).click()
    expect(page.get_by_text("Dit advies geldt niet meer")).to_be_visible()
    page.get_by_role("link", name="advies 2", exact=True).click()


def refer(page: Page) -> None:
    page.get_by_label("Soort aanbieder").select_option(label="centrum voor basiseducatie (CBE)")
    page.get_by_label("Aanbod").select_option(label="CBE NT2")
    page.get_by_label("Uren").fill("480")
    page.get_by_label("Dag", exact=True).fill(today_in_brussels().isoformat())
    press(page, page.get_by_role("button", name="Noteer de doorverwijzing"))
    table = page.get_by_role("region", name="Doorverwijzingen")
    expect(table).to_contain_text("ander aanbod dan het advies")
    look_at(page, "advice with a referral")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Noteer de doorverwijzing")).to_be_hidden()
    expect(table).to_be_visible()
    page.emulate_media(media="screen")


def read_report(page: Page) -> None:
    page.get_by_role("link", name="NT2-adviezen").click()
    page.get_by_role("link", name="Afwijkingen").click()
    row = page.get_by_role("region", name="Per reden").get_by_role("row", name="persoonlijke")
    expect(row.get_by_role("cell").first).to_have_text("1")
    look_at(page, "report of deviations")


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
