"""An author writes an item, a reviewer sends it back, it is mended and approved."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP
from tests.journeys.desk import Visit
from tests.journeys.processes import Platform
from tests.journeys.screenshots import Album
from tests.journeys.staff import StaffMember

AUTHOR, REVIEWER = "auteur@example.org", "nalezer@example.org"
CODE = "MO-J-01"
FILE: Any = {
    "name": "vragen.csv",
    "mimeType": "text/csv",
    "buffer": (
        b"type;code;prompt;key;a;b;c\n"
        b"select_one;MO-J-11;Waar vraagt u een rijbewijs?;b;de bakker;de gemeente;de buren\n"
        b"select_one;MO-J-12;Waar vraagt u een paspoort?;b;de bakker;de gemeente;de buren\n"
        b"select_one;MO-J-13;Waar vraagt u een attest?;b;de bakker;de gemeente;\n"
    ),
}
ALBUM = Album(
    ("item-import", "items", "item-editor", "item-version", "item-difference", "media-library")
)
NARROW: Any = {"width": 360, "height": 740}


class TestAuthoring:
    def test_from_a_draft_to_an_approved_item(
        self, platform: Platform, open_browser: Visit
    ) -> None:
        author = sign_in(platform, open_browser, AUTHOR)
        reviewer = sign_in(platform, open_browser, REVIEWER)

        write_an_item(author)
        look_at_the_preview(author)
        move_a_row_by_keyboard(author)
        author.get_by_role("button", name="Bewaren").click()
        expect(author.get_by_role("heading", name=f"{CODE}, versie 1")).to_be_visible()
        look_at(author, "item-version")
        author.get_by_role("button", name="Indienen voor nalezing").click()
        expect(author.get_by_text("Het item is ingediend voor nalezing.")).to_be_visible()

        open_item(reviewer, platform)
        reviewer.get_by_label("Opmerking (verplicht bij terugsturen)").fill("Noem de dienst.")
        reviewer.get_by_role("button", name="Terugsturen").click()
        expect(reviewer.get_by_text("Het item is teruggestuurd.")).to_be_visible()

        open_item(author, platform)
        author.get_by_role("link", name="Bewerken").click()
        expect(author.get_by_text("Bij de laatste stap: Noem de dienst.")).to_be_visible()
        author.get_by_label("Vraag", exact=True).fill("Waar vraagt u bij de gemeente een pas?")
        expect(author.get_by_text("Alles is bewaard.")).to_be_visible()
        author.get_by_role("button", name="Bewaren").click()
        author.get_by_role("button", name="Indienen voor nalezing").click()
        expect(author.get_by_text("Het item is ingediend voor nalezing.")).to_be_visible()

        reviewer.reload()
        reviewer.get_by_role("button", name="Goedkeuren").click()
        expect(reviewer.get_by_text("Het item is goedgekeurd.")).to_be_visible()

    def test_the_difference_between_two_versions(
        self, platform: Platform, open_browser: Visit
    ) -> None:
        page = sign_in(platform, open_browser, AUTHOR)
        open_item(page, platform, "MO-S-02")
        page.get_by_role("button", name="Nieuwe versie beginnen").click()
        field = page.get_by_label("Vraag", exact=True)
        field.fill(field.input_value().replace("?", " in België?"))
        page.get_by_role("button", name="Bewaren").click()
        page.get_by_role("link", name="Verschil met een andere versie").click()

        expect(page.locator("ins")).to_contain_text("België")
        look_at(page, "item-difference")

    def test_items_of_another_system(self, platform: Platform, open_browser: Visit) -> None:
        page = sign_in(platform, open_browser, AUTHOR)
        page.goto(f"{platform.url}/staff/items/")
        page.get_by_role("link", name="Items inlezen").click()
        page.get_by_label("Bestand van een ander systeem").set_input_files(FILE)
        page.get_by_role("button", name="Bekijken").click()
        expect(page.get_by_text("rij 4, antwoord: Voorzie er 3 tot 6.")).to_be_visible()
        look_at(page, "item-import")

        page.get_by_label("Alles van deze lijst overnemen").uncheck()
        page.get_by_label("MO-J-11 overnemen").focus()
        page.keyboard.press("Space")
        page.get_by_label("Testprogramma en deel").select_option("mo:praktisch")
        page.get_by_role("button", name="Neem de aangevinkte items over").click()

        expect(page.get_by_text("1 item is ingelezen.")).to_be_visible()
        expect(page.get_by_role("link", name="MO-J-11", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="MO-J-12", exact=True)).to_have_count(0)

    def test_a_new_partner_can_be_chosen_at_once(
        self, platform: Platform, open_browser: Visit
    ) -> None:
        page = sign_in(platform, open_browser, AUTHOR)
        page.goto(f"{platform.url}/staff/items/new/match_pairs")
        chosen = page.get_by_role("group", name="Element 1").get_by_label("Juiste partner")

        page.get_by_role("button", name="Partner toevoegen").press("Enter")
        page.get_by_role("group", name="Partner 4").get_by_label("Tekst").fill("de slager")
        page.get_by_role("button", name="Partner 4 naar boven").press("Enter")
        chosen.select_option(label="3. de slager")
        expect(chosen).to_have_value("d")

        page.get_by_role("button", name="Partner 3 verwijderen").press("Enter")
        expect(chosen).to_have_value("")

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "?q=gemeente&state=published&part=sokkel",
            "new",
            "new/select_several",
            "new/match_pairs",
            "new/gap_text",
            "new/hotspot",
            "new/stimulus_group",
            "new/order?as=document",
            "media",
            "import/",
        ],
    )
    def test_every_page_for_everybody(
        self, path: str, platform: Platform, open_browser: Visit
    ) -> None:
        page = sign_in(platform, open_browser, AUTHOR)
        page.goto(f"{platform.url}/staff/items/{path}")

        look_at(page, {"": "items", "media": "media-library"}.get(path, path))


def sign_in(platform: Platform, open_browser: Visit, email: str) -> Page:
    visitor = open_browser(bypass_csp=True)
    visitor.complaints.expected_statuses |= {422}
    StaffMember(page=visitor.page, url=platform.url).sign_in(email)
    return visitor.page


def open_item(page: Page, platform: Platform, code: str = CODE) -> None:
    page.goto(f"{platform.url}/staff/items/?q={code}")
    page.get_by_role("link", name=code, exact=True).click()


def write_an_item(page: Page) -> None:
    page.get_by_role("link", name="Nieuw item").click()
    page.get_by_role("link", name="meerkeuze, één juist").click()
    page.get_by_label("Code").fill(CODE)
    page.get_by_label("Vraag", exact=True).fill("Waar vraagt u een pas?")
    for number, text in enumerate(("bij de bakker", "bij de gemeente", "bij de buren"), start=1):
        page.get_by_role("group", name=f"Antwoord {number}").get_by_label("Tekst").fill(text)
    page.get_by_label("juist: Antwoord 2").check()
    page.get_by_label("Deel", exact=True).select_option("sokkel")
    page.get_by_label("Thema").fill("reisdocumenten")


def look_at_the_preview(page: Page) -> None:
    preview = page.frame_locator("iframe")
    expect(preview.get_by_text("Waar vraagt u een pas?")).to_be_visible()
    page.get_by_label("van rechts naar links").check()
    expect(preview.locator("[data-item][dir=rtl]")).to_be_visible()
    page.get_by_label("Chromebook").check()
    look_at(page, "item-editor")


def move_a_row_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Antwoord 3 naar boven").focus()
    page.keyboard.press("Enter")
    second = page.get_by_role("group", name="Antwoord 2").get_by_label("Tekst")
    expect(second).to_have_value("bij de buren")
    expect(page.get_by_role("button", name="Antwoord 2 naar boven")).to_be_focused()
    expect(page.get_by_label("juist: Antwoord 3")).to_be_checked()


def look_at(page: Page, name: str) -> None:
    """Wide and light, narrow and dark: nothing is too wide, and axe-core finds nothing grave."""
    for size, scheme in ((NARROW, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        where = re.sub(r"\W+", " ", f"{name} {size['width']} {scheme}")
        check_fits(page, where)
        check_accessibility(page, where)
    ALBUM.take(page, name)
