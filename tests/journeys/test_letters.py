"""The letter with a result, as an administrator finds, reads and prints it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from testplatform import create_app
from tests.builders.rescoring import PROPOSER, a_decided_attempt
from tests.integration.conftest import copy_filled
from tests.journeys.browsing import visit
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember
from tests.journeys.test_appeals import DOSSIER, look_at


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, filled_folder: Path) -> Iterator[Room]:
    """The real application in this process, with one attempt in Arabic decided about."""
    config = copy_filled(filled_folder, tmp_path_factory.mktemp("letters"))
    app = create_app(config)
    with app.app_context():
        a_decided_attempt(wrong={"sokkel": 3}, language="ar")
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestLetter:
    def test_is_in_two_languages_and_prints(self, room: Room, browser: Browser) -> None:
        with visit(browser, bypass_csp=True) as visitor:
            page = visitor.page
            StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(PROPOSER)
            page.get_by_role("link", name="Afnames", exact=True).click()
            page.get_by_role("row").filter(has_text=DOSSIER).get_by_role("link").click()
            page.get_by_role("link", name="Brief aan de kandidaat").click()

            arabic = page.get_by_role("region", name="نتيجتك")
            expect(arabic).to_have_css("direction", "rtl")
            expect(page.get_by_text("U bent niet geslaagd voor de test.")).to_be_visible()
            look_at(page, "a letter in Arabic")

            page.get_by_label("Taal van de brief").select_option("fr")
            page.get_by_role("button", name="Toon").click()
            expect(page.get_by_role("region", name="Votre résultat")).to_be_visible()
            page.emulate_media(media="print")
            expect(page.get_by_label("Taal van de brief")).to_be_hidden()
            expect(page.get_by_role("region", name="Uw resultaat")).to_be_visible()
