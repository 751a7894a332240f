"""A translator translates a question into Arabic by keyboard, a native reviewer reviews it, and the
matrix shows both.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import visit
from tests.journeys.desk import Visit
from tests.journeys.processes import Platform
from tests.journeys.screenshots import Album
from tests.journeys.staff import StaffMember
from tests.journeys.test_accessibility import Inspection

TRANSLATOR = "vertaler@example.org"
NATIVE_REVIEWER = "moedertaal@example.org"
LANGUAGE = "ur"
QUESTION = "آپ کہاں پوچھتے ہیں؟"
ALBUM = Album(names=("translations-matrix", "translations-workbench", "translations-import"))


@pytest.fixture
def translator(browser: Browser, platform: Platform) -> Iterator[StaffMember]:
    with visit(browser) as visitor:
        person = StaffMember(page=visitor.page, url=platform.url)
        person.sign_in(TRANSLATOR)
        yield person


@pytest.fixture
def reviewer(browser: Browser, platform: Platform) -> Iterator[StaffMember]:
    with visit(browser) as visitor:
        person = StaffMember(page=visitor.page, url=platform.url)
        person.sign_in(NATIVE_REVIEWER)
        yield person


class TestTranslating:
    def test_goes_from_the_matrix_to_a_review(
        self, translator: StaffMember, reviewer: StaffMember
    ) -> None:
        page = translator.page
        page.goto(f"{translator.url}/staff/translations/?language={LANGUAGE}")
        cells = page.locator("[data-cell]")
        code = cells.nth(1).locator("xpath=ancestor::tr/th").inner_text().split()[0]

        cells.first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        translate_by_keyboard(page, code)
        review(reviewer, code)

        page.goto(f"{translator.url}/staff/translations/?language={LANGUAGE}")
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=code))
        expect(row.locator("[data-cell] .visually-hidden")).to_have_text(
            re.compile(rf"{code}, Urdu: \d+ nagelezen$")
        )

    def test_checks_terms_and_copies_the_source(self, translator: StaffMember) -> None:
        page = translator.page
        page.goto(f"{translator.url}/staff/translations/?language=ps")
        workbench = page.locator("[data-cell]").first.get_attribute("href")
        page.goto(f"{translator.url}{workbench}")
        word = page.locator("[data-source]").first.inner_text().split()[0]
        page.goto(f"{translator.url}/staff/translations/glossary?language=ps")
        page.get_by_label("Term", exact=True).last.fill(word)
        page.get_by_label("Vaste vertaling", exact=True).last.fill("تاسو")
        page.get_by_role("button", name="Toevoegen").click()
        page.goto(f"{translator.url}{workbench}")
        row = page.locator("[data-text]").filter(has=page.locator("[data-term]")).first

        expect(row.locator("[data-absent]")).to_be_visible()
        row.get_by_role("textbox").first.fill("تاسو")
        expect(row.locator("[data-absent]")).to_be_hidden()
        row.get_by_role("textbox").first.press("Alt+k")
        expect(row.get_by_role("textbox").first).to_have_value(
            row.locator("[data-source]").inner_text()
        )
        expect(row.locator("[data-absent]")).to_be_visible()


def translate_by_keyboard(page: Page, code: str) -> None:
    """Type every text of the item without touching the mouse, and go on to the next one."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    fields = page.locator("textarea[name^=text-]")
    expect(fields.first).to_be_focused()
    expect(fields.first).to_have_attribute("dir", "rtl")
    for number in range(fields.count()):
        while page.evaluate("!document.activeElement.matches('textarea[name^=text-]')"):
            page.keyboard.press("Tab")
        page.keyboard.insert_text(f"{QUESTION} {number}")
        if number < fields.count() - 1:
            page.keyboard.press("Tab")
    ALBUM.take(page, "translations-workbench")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"{code} is bewaard.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(code)


def review(reviewer: StaffMember, code: str) -> None:
    """Review every text of the item at once."""
    page = reviewer.page
    page.goto(f"{reviewer.url}/staff/translations/?language={LANGUAGE}&state=translated")
    ALBUM.take(page, "translations-matrix")
    page.get_by_role("row").filter(has_text=code).locator("[data-cell]").click()
    page.get_by_role("button", name="Alles aanvinken als nagelezen").click()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text(f"{code} is bewaard.")).to_be_visible()


class TestAccessibility:
    def test_of_every_page(self, platform: Platform, open_browser: Visit) -> None:
        page = open_browser(bypass_csp=True).page
        person = StaffMember(page=page, url=platform.url)
        person.sign_in(TRANSLATOR)
        inspection = Inspection(page=page, schemes=("light", "dark"))

        for path in (
            "",
            "?language=all",
            "items/1/ar",
            "items/1/ps",
            "items/1/ar/preview",
            "glossary?language=ps",
            "exchange?language=ar",
        ):
            page.goto(f"{platform.url}/staff/translations/{path}")
            inspection.look_at(f"translations/{path}")
        page.goto(f"{platform.url}/staff/translations/exchange?language=ar")
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        text = download.value.path().read_text().replace(";concept;", ";vertaald;", 1)
        page.get_by_label("XLIFF, xlsx of csv").set_input_files(
            {"name": "terug.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        page.get_by_role("button", name="Bekijken wat wijzigt").click()
        expect(page.get_by_role("heading", name="Wijzigt", exact=True)).to_be_visible()
        ALBUM.take(page, "translations-import")
        inspection.look_at("translations/import")
