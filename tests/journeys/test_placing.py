"""NIVO from the first written test to the placement: test after test, and the oral ones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from itembank.demo_banks import build_nivo_bank
from itembank.items import ItemCode
from testplatform import create_app
from testplatform.db import db
from testplatform.models.rescoring import RescoringKind
from testplatform.services.marking import list_submitted_attempts
from testplatform.tasks.results import score
from tests.builders.ratings import BRAM
from tests.builders.rescoring import PROPOSER as ADMINISTRATOR
from tests.builders.rescoring import a_new_case, a_written_case
from tests.builders.schemes import publish_demo_bank
from tests.integration.conftest import a_config, fill
from tests.journeys.browsing import visit
from tests.journeys.candidate import SECONDS_TO_SEND, Candidate
from tests.journeys.network import Network
from tests.journeys.rooms import Room
from tests.journeys.serving import LOCAL, serve_app
from tests.journeys.staff import StaffMember
from tests.journeys.test_rating import look_at

FIRST = build_nivo_bank().items[ItemCode("NIVO-WRITTEN-VOORMETING-01")]
SECONDS = SECONDS_TO_SEND * 1000


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """The real application in this process, with a form of NIVO."""
    folder = tmp_path_factory.mktemp("placing")
    config = a_config(folder, f"sqlite:///{folder / 'placing.db'}")
    app = create_app(config)
    fill(app, config)
    with app.app_context():
        publish_demo_bank(build_nivo_bank())
    with serve_app(app) as port:
        yield Room(app=app, port=port)


class TestPlacing:
    def test_goes_from_test_to_test_and_to_a_module(self, room: Room, browser: Browser) -> None:
        attempt_id, code = room.hand_out_code(programme="nivo", moment="intake")
        sit_written_tests(room, browser, code)
        with visit(browser, bypass_csp=True) as visitor:
            speak(visitor.page, room)
        with room.app.app_context():
            assert list_submitted_attempts(db.session) == [attempt_id]
            score(attempt_id)

        with visit(browser, bypass_csp=True) as visitor:
            page = visitor.page
            StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(ADMINISTRATOR)
            page.get_by_role("link", name="Routing NIVO").click()
            expect(page.get_by_text("Geteld over 1 NIVO-afnames")).to_be_visible()
            # Who was spoken with was led to the test of 1.2 and did not take it.
            expect(page.get_by_text("niet afgelegd: 1")).to_have_count(1)
            look_at(page, "the routing drawn")
            page.get_by_role("link", name="Afnames", exact=True).click()
            expect(page.get_by_text("mondeling 1.1, schriftelijk 1.1")).to_be_visible()
            find_who_keeps_the_placement(page, room)


def find_who_keeps_the_placement(page: Page, room: Room) -> None:
    """Without its only right answers the first test would have led to no other one."""
    new = a_new_case(kind=RescoringKind.LEFT_OUT, item=FIRST.code, form_code=None)
    with room.app.app_context():
        a_written_case(new)
    page.get_by_role("link", name="Correcties").click()
    page.get_by_role("link", name="RS-1").click()
    kept = page.get_by_role("region", name="Wie de beslissing houdt").get_by_role("row")
    expect(kept.filter(has_text="D-2026-000001")).to_contain_text(
        "de verbeterde weg eindigt voor een test die wel afgelegd is (schriftelijke test 1.2)"
    )
    look_at(page, "who keeps a placement")


def sit_written_tests(room: Room, browser: Browser, code: str) -> None:
    """A fifth of the first test is right: the second opens once the network is back."""
    network = Network(room.port)
    with visit(browser, network=network) as visitor:
        page = visitor.page
        candidate = Candidate(page=page, url=network.url, language="nl")
        candidate.take_place(code)
        candidate.press("Start")
        candidate.see_question(1, of=5)
        for gap, choice in FIRST.body.right_answers().items():  # type: ignore[attr-defined]
            page.locator(f'[data-gap="{gap}"]').select_option(choice)
        candidate.see_saved()
        network.cut()
        candidate.hand_in()
        candidate.see_heading("Your answers are being sent")
        candidate.see_no_network()
        network.restore()
        expect(candidate.heading).to_have_text("schrijven en lezen 1.2", timeout=SECONDS)
        candidate.press("Start")
        candidate.see_question(1, of=5)
        candidate.see_saved()
        page.reload()
        candidate.see_question(1, of=5)
        candidate.hand_in()
        candidate.see_received()
    network.cut()


def speak(page: Page, room: Room) -> None:
    """The assessor gives the points of one conversation, and no further test follows."""
    StaffMember(page=page, url=f"http://{LOCAL}:{room.port}").sign_in(BRAM)
    page.get_by_role("link", name="Mondelinge tests NIVO").click()
    look_at(page, "who waits for an oral placement")
    page.get_by_role("row").filter(has_text="D-2026-000001").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Neem nu af: voorgesprek")).to_be_visible()
    page.get_by_label("voormeting mondeling").fill("5")
    page.get_by_role("button", name="Punten bewaren").click()
    expect(page.get_by_role("heading", name="Neem nu af: mondelinge test 1.2")).to_be_visible()
    look_at(page, "an oral track")
    page.get_by_role("button", name="Zonder verdere test bevestigen").click()
    expect(page.get_by_text("Bevestigd door Bram Beoordelaar")).to_be_visible()
    look_at(page, "an oral placement")
