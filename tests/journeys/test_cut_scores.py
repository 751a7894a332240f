"""An administrator proposes cut scores, looks at what would have changed; another one approves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from testplatform import create_app
from testplatform.clock import today_in_brussels
from tests.builders.cut_scores import BAS, BEA, decided_attempts
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.rooms import Room
from tests.journeys.screenshots import Album
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

NARROW: Any = {"width": 360, "height": 740}
PERIOD = ("2026-03-01", "2026-03-31")
ALBUM = Album(("cut-score-proposal",))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with a few attempts of 2 March 2026 decided about."""
    folder = tmp_path_factory.mktemp("cut-scores")
    config = copy_filled(filled_folder, folder)
    app = create_app(config)
    with app.app_context():
        decided_attempts([0, 1, 2, 2, 3])
        decided_attempts([2, 5], language="ar", test_centre="AMAL-GENT")
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestCutScores:
    def test_from_a_proposal_to_a_set(self, room: Room, browser: Browser) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            visitor.complaints.expected_statuses |= {422}
            page = sign_in(visitor.page, room, BAS)
            look_at(page, "cut scores, none proposed")
            propose_by_keyboard(page)
            see_preview(page)
            look_at(page, "cut-score-proposal")
            see_on_paper(page)
            expect(page.get_by_role("button", name="Keur goed")).to_have_count(0)

        with visit(browser, bypass_csp=True) as visitor:
            page = sign_in(visitor.page, room, BEA)
            page.get_by_role("link", name=re.compile("^Voorstel 1: ")).click()
            look_at(page, "proposal to decide about")
            tab_to(page, page.get_by_label("Opmerking (verplicht bij afkeuren)"))
            page.keyboard.type("Nagekeken met het team.")
            press(page, page.get_by_role("button", name="Keur goed"))
            expect(page.get_by_role("status").first).to_contain_text(
                "De cesuur is goedgekeurd: mo-after-course, versie 1."
            )
            page.get_by_role("link", name="Alle cesuren").click()
            coming = page.get_by_role("region", name="mo-after-course, versie 1", exact=True)
            expect(coming).to_contain_text("komt eraan")
            expect(coming).to_contain_text("Voorgesteld door Bas Beheer, goedgekeurd door Bea")
            look_at(page, "cut scores, one coming")


def sign_in(page: Page, room: Room, email: str) -> Page:
    url = f"http://{LOCAL}:{room.port}"
    StaffMember(page=page, url=url).sign_in(email)
    page.get_by_role("link", name="Cesuren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cesuren")
    return page


def propose_by_keyboard(page: Page) -> None:
    """Everything without a mouse: a wrong day first, then the points, then the proposal itself."""
    name = "Nieuwe cesuur voorstellen: Maatschappelijke oriëntatie, test na MO"
    press(page, page.get_by_role("link", name=name))
    look_at(page, "form of a proposal")
    tab_to(page, page.get_by_label("Van kracht vanaf"))
    page.get_by_label("Van kracht vanaf").fill(day(-1))
    sokkel = page.get_by_role("group", name="sokkelvragen", exact=True)
    tab_to(page, sokkel.get_by_label("Soort").first)
    page.keyboard.press("End")
    tab_to(page, sokkel.get_by_label("Waarde").first)
    page.keyboard.press("Control+A")
    page.keyboard.type("10")
    tab_to(page, page.get_by_label("Waarom"))
    page.keyboard.type("Met 9 van 11 slagen te velen door geluk.")
    press(page, page.get_by_role("button", name="Stel voor"))
    expect(page.get_by_role("alert")).to_contain_text("Een cesuur begint ten vroegste morgen.")
    look_at(page, "proposal that is refused")

    page.get_by_label("Van kracht vanaf").fill(day(30))
    press(page, page.get_by_role("button", name="Bereken de punten"))
    wished = page.get_by_role("region", name="Wat gevraagd zou worden")
    expect(wished).to_contain_text("10 op 11")
    press(page, page.get_by_role("button", name="Stel voor"))
    expect(page.get_by_text("Het voorstel is bewaard.")).to_be_visible()


def see_preview(page: Page) -> None:
    page.get_by_label("Afnames van").fill(PERIOD[0])
    page.get_by_label("tot en met").fill(PERIOD[1])
    press(page, page.get_by_role("button", name="Toon deze periode"))
    expect(page.get_by_text("Er zouden er 3 minder slagen: van 7 afnames")).to_be_visible()
    row = page.get_by_role("region", name="Per taal").get_by_role("row", name="Arabisch")
    expect(row.get_by_role("cell").nth(3)).to_have_text("−1")
    drawing = page.get_by_role("img", name="sokkelvragen, testversie mo-demo")
    expect(drawing).to_contain_text("nu: 9 nodig")
    expect(drawing).to_contain_text("voorstel: 10 nodig")
    drawing.scroll_into_view_if_needed()


def see_on_paper(page: Page) -> None:
    """On paper there are the drawing and the whole table, and nothing to press."""
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Trek het voorstel in")).to_be_hidden()
    expect(page.locator(".plot-drawing").first).to_be_visible()
    region = page.get_by_role("region", name="Punten: praktische vragen, testversie mo-demo")
    hidden = region.evaluate("element => element.scrollHeight - element.clientHeight")
    assert hidden <= 0
    page.emulate_media(media="screen")


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
    ALBUM.take(page, name)


def day(later: int) -> str:
    return (today_in_brussels() + timedelta(days=later)).isoformat()
