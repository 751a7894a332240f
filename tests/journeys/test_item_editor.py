"""Somebody who types faster than the server answers loses nothing in the edit form of an item."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.journeys.browsing import Visitor
from tests.journeys.desk import Visit
from tests.journeys.processes import Platform
from tests.journeys.staff import StaffMember

AUTHOR = "auteur@example.org"
MILLISECONDS_BETWEEN_LOOKS = 20


@dataclass(kw_only=True)  # without slots: Playwright marks whose method it calls
class SlowServer:
    """A server that has done what it was asked, and whose answers come when the test says so."""

    page: Page
    answers: list[tuple[Route, APIResponse]] = field(default_factory=list)

    def hold_back(self, address: str) -> None:
        self.page.route(re.compile(address), self._keep)

    def _keep(self, route: Route) -> None:
        if route.request.method == "POST":
            self.answers.append((route, route.fetch()))
        else:
            route.continue_()

    def answer_oldest(self) -> None:
        """Let the oldest answer come, once the server has given it."""
        while not self.answers:
            self.page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        route, response = self.answers.pop(0)
        route.fulfill(response=response)

    def answer_all(self) -> None:
        """From now on nothing is held back."""
        while self.answers:
            self.answer_oldest()
        self.page.unroute_all()


class TestRows:
    def test_keeps_what_is_typed_and_chosen_while_a_row_comes(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = begin_pairs(platform, visitor)
        partner(page, 3).get_by_label("Tekst").fill("de slager")
        server.hold_back("/new/match_pairs$")

        press(page, "Partner toevoegen")
        partner(page, 1).get_by_label("Tekst").fill("de bakker")
        element(page, 1).get_by_label("Tekst").fill("brood")
        element(page, 1).get_by_label("Juiste partner").select_option("b")
        element(page, 2).get_by_label("Tekst").press_sequentially("vle")
        server.answer_oldest()
        expect(partner(page, 4)).to_be_visible()
        page.keyboard.type("es")

        expect(partner(page, 1).get_by_label("Tekst")).to_have_value("de bakker")
        expect(partner(page, 3).get_by_label("Tekst")).to_have_value("de slager")
        expect(element(page, 1).get_by_label("Tekst")).to_have_value("brood")
        expect(element(page, 1).get_by_label("Juiste partner")).to_have_value("b")
        expect(element(page, 2).get_by_label("Tekst")).to_have_value("vlees")
        expect(element(page, 2).get_by_label("Tekst")).to_be_focused()

    def test_does_one_change_after_another_to_the_rows_that_were_meant(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = begin_pairs(platform, visitor)
        for number, text in enumerate(("brood", "vlees", "vis"), start=1):
            partner(page, number).get_by_label("Tekst").fill(text)
        server.hold_back("/new/match_pairs$")

        press(page, "Partner 1 verwijderen")
        press(page, "Partner 3 naar boven")
        partner(page, 3).get_by_label("Tekst").fill("verse vis")
        press(page, "Element toevoegen")
        for _ in range(3):
            server.answer_oldest()
        expect(element(page, 4)).to_be_visible()

        expect(partner(page, 1).get_by_label("Tekst")).to_have_value("verse vis")
        expect(partner(page, 2).get_by_label("Tekst")).to_have_value("vlees")
        expect(partner(page, 3)).to_have_count(0)
        expect(element(page, 4).get_by_label("Tekst")).to_be_focused()

    def test_says_that_a_row_did_not_come(self, platform: Platform, visitor: Visitor) -> None:
        visitor.complaints.expected_statuses |= {500}
        page = begin_pairs(platform, visitor)
        partner(page, 1).get_by_label("Tekst").fill("de bakker")
        page.route(re.compile("/new/match_pairs$"), lambda route: route.fulfill(status=500))

        press(page, "Partner toevoegen")

        expect(page.get_by_text("Dat lukte nu niet.")).to_be_visible()
        expect(partner(page, 1).get_by_label("Tekst")).to_have_value("de bakker")

    def test_sends_no_form_before_its_rows_are_there(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = begin_pairs(platform, visitor)
        server.hold_back("/new/match_pairs$")

        press(page, "Partner toevoegen")
        partner(page, 1).get_by_label("Tekst").fill("de bakker")
        page.get_by_role("button", name="Bewaren").click()
        server.answer_oldest()
        server.answer_oldest()

        expect(page.get_by_text("Er is niets bewaard. Kijk dit na:")).to_be_visible()
        expect(partner(page, 1).get_by_label("Tekst")).to_have_value("de bakker")
        expect(partner(page, 4)).to_be_visible()


class TestSaving:
    def test_keeps_what_was_typed_before_the_script_came(
        self, platform: Platform, visitor: Visitor
    ) -> None:
        page = open_draft(platform, visitor, "MO-S-05")
        scripts: list[Route] = []
        page.route(re.compile("/staff-[^/]*[.]js$"), lambda route: scripts.append(route))

        page.reload(wait_until="commit")
        page.get_by_label("Thema").fill("nieuw-thema")
        while not scripts:
            page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        scripts.pop().continue_()

        expect(page.get_by_text("Alles is bewaard.")).to_be_visible()
        page.unroute_all()
        page.reload()
        expect(page.get_by_label("Thema")).to_have_value("nieuw-thema")

    def test_waits_for_the_draft_that_saves_itself(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = open_draft(platform, visitor, "MO-S-03")
        server.hold_back("/draft$")

        page.get_by_label("Vraag", exact=True).fill("Waar betaalt u deze belasting?")
        while not server.answers:
            page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        page.get_by_label("Thema").fill("belastingen-betalen")
        page.get_by_role("button", name="Bewaren").click()
        server.answer_all()

        expect(page.get_by_text("Het item is bewaard.")).to_be_visible()
        expect(page.get_by_text("belastingen-betalen")).to_be_visible()

    def test_complains_of_nothing_when_somebody_leaves_meanwhile(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = open_draft(platform, visitor, "MO-S-04")
        page.on("dialog", lambda dialog: dialog.accept())
        server.hold_back("/(draft|preview)$")

        page.get_by_label("Vraag", exact=True).fill("Wat staat hier?")
        while len(server.answers) < 2:
            page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        page.goto(f"{platform.url}/staff/items/")
        server.answer_all()

        expect(page.get_by_role("link", name="Nieuw item")).to_be_visible()
        # The fixture asks whether the page complained.


class TestPreview:
    def test_shows_the_newest_whatever_comes_last(
        self, platform: Platform, visitor: Visitor, server: SlowServer
    ) -> None:
        page = open_draft(platform, visitor, "MO-S-06")
        shown = page.frame_locator("iframe")
        server.hold_back("/items/preview$")

        page.get_by_label("Vraag", exact=True).fill("De eerste vraag?")
        while not server.answers:
            page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        page.get_by_label("Vraag", exact=True).fill("De tweede vraag?")
        while len(server.answers) < 2:
            page.wait_for_timeout(MILLISECONDS_BETWEEN_LOOKS)
        older = server.answers.pop(0)
        server.answer_oldest()
        expect(shown.get_by_text("De tweede vraag?")).to_be_visible()
        server.answers.append(older)
        server.answer_oldest()
        page.get_by_label("Vraag", exact=True).press("End")

        expect(shown.get_by_text("De tweede vraag?")).to_be_visible()
        expect(shown.get_by_text("De eerste vraag?")).to_have_count(0)


def begin_pairs(platform: Platform, visitor: Visitor) -> Page:
    visitor.page.goto(f"{platform.url}/staff/items/new/match_pairs")
    return visitor.page


def open_draft(platform: Platform, visitor: Visitor, code: str) -> Page:
    """Begin the next version of a published item; the form of its draft."""
    page = visitor.page
    page.goto(f"{platform.url}/staff/items/?q={code}")
    page.get_by_role("link", name=code, exact=True).click()
    page.get_by_role("button", name="Nieuwe versie beginnen").click()
    expect(page.get_by_role("heading", name=f"{code} bewerken")).to_be_visible()
    return page


def element(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Element {number}")


def partner(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Partner {number}")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).press("Enter")


@pytest.fixture
def visitor(platform: Platform, open_browser: Visit) -> Visitor:
    """An author who has signed in."""
    visitor = open_browser()
    visitor.complaints.expected_statuses |= {422}
    StaffMember(page=visitor.page, url=platform.url).sign_in(AUTHOR)
    return visitor


@pytest.fixture
def server(visitor: Visitor) -> Iterator[SlowServer]:
    server = SlowServer(page=visitor.page)
    yield server
    visitor.page.unroute_all(behavior="ignoreErrors")
