"""A panel sets a standard: set up, judged by keyboard, discussed, and proposed as a cut score."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scoring.analysis.standard_setting import Method, Verdict
from testplatform import create_app
from testplatform.services.panels import results, setting_up
from testplatform.services.panels.ratings import promise_secrecy
from testplatform.services.panels.rounds import open_round
from tests.builders.panels import (
    DESCRIPTION,
    ITEMS,
    LEADER,
    PIA,
    PIET,
    a_panel,
    every_item,
    judge,
    sat_by_three,
    say_of_points,
    take,
)
from tests.integration.conftest import copy_filled
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, visit
from tests.journeys.keyboard import press, tab_to
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember

NARROW: Any = {"width": 360, "height": 740}
SAVED = "Uw oordeel is bewaard."


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, without any panel."""
    config = copy_filled(filled_folder, tmp_path_factory.mktemp("panels"))
    app = create_app(config)
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestPanels:
    def test_from_setting_up_to_a_proposed_cut_score(
        self, room: Room, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with (
            visit(browser, bypass_csp=True) as leading,
            visit(browser, bypass_csp=True) as judging,
        ):
            leading.complaints.expected_statuses |= {422}
            judging.complaints.expected_statuses |= {422}
            leader, pia = leading.page, judging.page
            sign_in(leader, room, LEADER)
            set_up(leader)
            sign_in(pia, room, PIA)
            promise(pia)
            judge_by_keyboard(pia)
            judge_the_rest(room)
            end_the_round(leader)
            see_the_panel_and_discuss(pia)
            propose(leader)
            few_are_enough(monkeypatch)
            judge_attempts_blind(room, pia)
            see_the_groups(room, leader)


def sign_in(page: Page, room: Room, email: str) -> None:
    StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(email)


def set_up(page: Page) -> None:
    """First without a description, then whole; two people are invited and the round opened."""
    page.get_by_role("link", name="Panels", exact=True).click()
    press(page, page.get_by_role("link", name="Nieuw panel"))
    press(page, page.get_by_role("button", name="Maak het panel"))
    expect(page.get_by_text("Beschrijf wie maar net slaagt.")).to_be_visible()
    look_at(page, "a panel that is refused")
    tab_to(page, page.get_by_label("Wie maar net slaagt"))
    page.keyboard.type(DESCRIPTION)
    press(page, page.get_by_role("button", name="Maak het panel"))
    for name in ("Pia Panel", "Piet Panel"):
        page.get_by_label("Panellid", exact=True).select_option(label=name)
        press(page, page.get_by_role("button", name="Nodig uit"))
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()
    look_at(page, "a panel in preparation")
    press(page, page.get_by_role("button", name="Open ronde 1"))
    expect(page.get_by_text("De ronde is open.")).to_be_visible()


def promise(page: Page) -> None:
    """No question before the promise of secrecy."""
    page.get_by_role("link", name="PN-1").click()
    expect(page.get_by_role("link", name="Vraag 1", exact=True)).to_have_count(0)
    press(page, page.get_by_role("button", name="Begin"))
    expect(page.get_by_text("Beloof eerst")).to_be_visible()
    look_at(page, "a promise that is missing")
    tab_to(page, page.get_by_label("Ik houd deze vragen"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Begin"))
    press(page, page.get_by_role("link", name="Ga verder met vraag 1"))


def judge_by_keyboard(page: Page) -> None:
    """By number and by slider; each is saved without a button and there again after a reload."""
    number, slider = page.get_by_label("Aantal op 100"), page.get_by_label("Of schuif")
    expect(page.get_by_role("heading", name="Juist antwoord")).to_be_visible()
    expect(page.frame_locator("iframe[name=preview]").get_by_role("radio").first).to_be_visible()
    tab_to(page, number)
    page.keyboard.type("60")
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(slider).to_have_value("60")
    tab_to(page, slider)
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("61")
    expect(page.get_by_text(SAVED)).to_be_visible()
    look_at(page, "an item that is judged")
    page.reload()
    expect(number).to_have_value("61")
    expect(page.get_by_text(f"1 van {ITEMS} vragen beoordeeld")).to_be_visible()
    number.fill("101")
    press(page, page.get_by_role("button", name="Bewaar en ga verder"))
    expect(page.get_by_text("Schrijf een heel getal van 0 tot en met 100.").first).to_be_visible()
    number.fill("62")
    press(page, page.get_by_role("button", name="Bewaar en ga verder"))
    expect(page.get_by_role("heading", name=f"Vraag 2 van {ITEMS}")).to_be_visible()


def judge_the_rest(room: Room) -> None:
    with room.app.app_context():
        judge(1, PIA, dict.fromkeys(range(2, ITEMS + 1), 60))
        judge(1, PIET, every_item(80))


def end_the_round(page: Page) -> None:
    page.reload()
    expect(page.get_by_text(f"{ITEMS} van {ITEMS}")).to_have_count(2)
    press(page, page.get_by_role("button", name="Beëindig ronde 1"))
    expect(page.get_by_text("7,71 op 11 punten (70,1 %)")).to_be_visible()
    look_at(page, "what came of a round")
    page.get_by_role("link", name="MO-S-01").click()
    expect(page.get_by_role("row").filter(has_text="Pia Panel")).to_contain_text("62 %")
    look_at(page, "what was said of an item")
    page.go_back()


def see_the_panel_and_discuss(page: Page) -> None:
    """What others said is there, without their names."""
    page.goto(page.url.replace("/items/2", "/items/1"))
    expect(page.get_by_text("Oordelen: 62 %, 80 %. Gemiddeld 71 %.")).to_be_visible()
    expect(page.get_by_text("Piet")).to_have_count(0)
    tab_to(page, page.get_by_label("Opmerking"))
    page.keyboard.type("Dit staat niet in de cursus.")
    press(page, page.get_by_role("button", name="Bewaar de opmerking"))
    expect(page.get_by_text("De opmerking is bewaard.")).to_be_visible()
    look_at(page, "an item that is discussed")


def propose(page: Page) -> None:
    press(page, page.get_by_role("button", name="Sluit het panel af met ronde 1"))
    reason = page.get_by_label("Waarom", exact=True)
    expect(reason).to_have_value(re.compile("^Panel PN-1: methode Angoff .* standaardfout 1,09"))
    page.get_by_label("Van kracht vanaf").fill("2999-01-01")
    look_at(page, "a panel that can be proposed")
    press(page, page.get_by_role("button", name="Stel de cesuur voor"))
    expect(page.get_by_text("Een andere beheerder moet het goedkeuren.").first).to_be_visible()
    expect(page.get_by_text("minstens 8 punten").first).to_be_visible()


def few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three attempts stand for thirty."""
    for module in (results, setting_up):
        monkeypatch.setattr(module, "FEWEST_ATTEMPTS", 3)
    monkeypatch.setattr(setting_up, "FEWEST_JUDGED", 3)


def judge_attempts_blind(room: Room, page: Page) -> None:
    """Opened by a button, judged by keyboard and saved without a button; then the next is there."""
    with room.app.app_context():
        sat_by_three()
        panel_id = a_panel(method=Method.CONTRASTING_GROUPS)
        take(open_round, panel_id)
        take(promise_secrecy, panel_id, by=PIA)
    page.goto(f"http://{LOCAL}:{room.port}/staff/panels/{panel_id}")
    press(page, page.get_by_role("button", name="Ga verder met afname 1"))
    expect(page.get_by_role("heading", name="Wat iemand antwoordde")).to_be_visible()
    expect(page.get_by_role("heading", name="Juist antwoord")).to_have_count(0)
    tab_to(page, page.get_by_label("volstaat niet", exact=True))
    page.keyboard.press("Space")
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_text("1 van 3 afnames beoordeeld")).to_be_visible()
    look_at(page, "an attempt that is judged blind")
    press(page, page.get_by_role("button", name="Bewaar en ga verder"))
    expect(page.get_by_role("heading", name="Afname 2 van 3")).to_be_visible()


def see_the_groups(room: Room, page: Page) -> None:
    with room.app.app_context():
        say_of_points(2, PIA, {0: Verdict.FALLS_SHORT, 6: Verdict.SUFFICES, 11: Verdict.SUFFICES})
        say_of_points(2, PIET, {0: Verdict.FALLS_SHORT, 6: Verdict.SUFFICES, 11: Verdict.SUFFICES})
    page.goto(f"http://{LOCAL}:{room.port}/staff/administration/panels/2")
    press(page, page.get_by_role("button", name="Beëindig ronde 1"))
    expect(page.get_by_role("img", name="De lijn is de standaard: 1.")).to_be_visible()
    look_at(page, "the groups of a panel")


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = f"{name}, {size['width']} pixels, {scheme}"
        check_fits(page, where)
        check_accessibility(page, where)
