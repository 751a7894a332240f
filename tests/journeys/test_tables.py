"""An administrator proposes other bands of COVAAR and sees who would move; another one approves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from testplatform import create_app
from testplatform.clock import today_in_brussels
from testplatform.db import unit_of_work
from testplatform.services.marking import score_attempt
from tests.builders.attempts import STARTED_AT
from tests.builders.cut_scores import BAS, BEA
from tests.builders.schemes import a_covaar_attempt_handed_in
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.rooms import Room
from tests.journeys.screenshots import Album
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

AT_400_PERCENT: Any = {"width": 341, "height": 192}  # what is left of the desktop
PERIOD = ("2026-03-01", "2026-03-31")
ALBUM = Album(("table-form", "table-refused", "table-proposal", "table-published"))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with an attempt of 35 points decided about."""
    folder = tmp_path_factory.mktemp("tables")
    app = create_app(copy_filled(filled_folder, folder))
    with app.app_context():
        attempt_id = a_covaar_attempt_handed_in(left={"reeksen": 10})
        with unit_of_work() as session:
            score_attempt(session, attempt_id, now=STARTED_AT + timedelta(hours=3))
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestBands:
    def test_from_a_proposal_to_a_table(self, room: Room, browser: Browser) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = sign_in(visitor.page, room, BAS)
            propose_by_keyboard(page)
            see_preview(page)
            expect(page.get_by_role("button", name="Keur goed")).to_have_count(0)

        with visit(browser, bypass_csp=True) as visitor:
            page = sign_in(visitor.page, room, BEA)
            page.get_by_role("link", name=re.compile("^Voorstel 1: ")).click()
            press(page, page.get_by_role("button", name="Keur goed"))
            expect(page.get_by_role("status").first).to_contain_text(
                "De cesuur is goedgekeurd: covaar-intake, versie 1."
            )
            look_at(page, "table-published")


def sign_in(page: Page, room: Room, email: str) -> Page:
    StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(email)
    page.get_by_role("link", name="Cesuren").click()
    return page


def propose_by_keyboard(page: Page) -> None:
    """Everything without a mouse: too many points and a wrong day first, then a sound proposal."""
    summary = page.locator("summary", has_text="intervallen")
    press(page, summary)
    press(page, page.get_by_role("link", name=re.compile("Andere grenzen voorstellen: .*interval")))
    look_at(page, "table-form")
    write(page, "interval hoog, minstens zoveel punten", "46")
    page.get_by_label("Van kracht vanaf").fill(day(0))
    tab_to(page, page.get_by_label("Waarom"))
    page.keyboard.type("Zo koos het panel.")
    press(page, page.get_by_role("button", name="Stel voor"))
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    look_at(page, "table-refused")

    write(page, "interval hoog, minstens zoveel punten", "40")
    page.get_by_label("Van kracht vanaf").fill(day(30))
    press(page, page.get_by_role("button", name="Stel voor"))
    expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()


def write(page: Page, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def see_preview(page: Page) -> None:
    page.get_by_label("Afnames van").fill(PERIOD[0])
    page.get_by_label("tot en met").fill(PERIOD[1])
    press(page, page.get_by_role("button", name="Toon deze periode"))
    expect(page.get_by_text("Van 1 afnames zouden er 0 hoger en 1 lager uitkomen.")).to_be_visible()
    moves = page.get_by_role("region", name="Alle onderdelen samen: van waar naar waar")
    cells = moves.get_by_role("row", name="hoog").get_by_role("cell")
    expect(cells.nth(2)).to_have_text("1")
    drawing = page.get_by_role("img", name="Alle onderdelen samen")
    expect(drawing).to_contain_text("nu: 34")
    expect(drawing).to_contain_text("nieuw: 40")
    look_at(page, "table-proposal")


def look_at(page: Page, name: str) -> None:
    """Light and dark, and at 400 %: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((AT_400_PERCENT, "dark"), (DESKTOP, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
    ALBUM.take(page, name)


def day(later: int) -> str:
    return (today_in_brussels() + timedelta(days=later)).isoformat()
