"""Every page, light and dark, wide and narrow: axe-core finds nothing serious or critical."""

from dataclasses import dataclass
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, TakeSeat, Visit
from tests.journeys.network import Network
from tests.journeys.processes import Simulator
from tests.journeys.staff import ADMINISTRATOR, Administrator

NARROW: Any = {"width": 320, "height": 640}
FIRST_WITH_IMAGES = 13
Scheme = Literal["light", "dark"]
# Each language is seen wide and narrow, light and dark; together they are seen in every pair.
SCHEMES: dict[str, tuple[Scheme, Scheme]] = {"nl": ("light", "dark"), "ar": ("dark", "light")}
STAFF_PAGES = (
    "invigilator/",
    "administration/",
    "administration/attempts",
    "administration/deliveries",
    "administration/bookings",
    "administration/cut-scores",
    "administration/forms",
    "administration/forms/1",
    "administration/audit?check",
    "read-aloud/engines/",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Looks at a page wide in one colour scheme and narrow in the other."""

    page: Page
    schemes: tuple[Scheme, Scheme]

    def look_at(self, name: str) -> None:
        for size, scheme in zip((NARROW, DESKTOP), reversed(self.schemes), strict=True):
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            where = f"{name}, {size['width']} pixels, {scheme}"
            check_fits(self.page, where)
            check_accessibility(self.page, where)


@pytest.fixture(params=SCHEMES)
def language(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


class TestCandidate:
    def test_every_page_before_the_test(
        self, language: str, desk: Desk, network: Network, open_browser: Visit
    ) -> None:
        code = desk.hand_out_code(desk.book(language=language))
        visitor = open_browser(bypass_csp=True)
        visitor.complaints.expected_statuses |= {409, 422}
        candidate = Candidate(page=visitor.page, url=network.url, language=language)
        inspection = Inspection(page=visitor.page, schemes=SCHEMES[language])

        visitor.page.goto(network.url)
        inspection.look_at("start")
        candidate.choose_language()
        candidate.enter_code("1234")
        expect(visitor.page.get_by_role("alert")).to_be_visible()
        inspection.look_at("code")
        candidate.enter_code(code)
        candidate.see_heading("Is this you?")
        inspection.look_at("confirm")
        candidate.press("Yes, this is me")
        candidate.press("I do not hear it")
        expect(visitor.page.get_by_role("alert")).to_be_visible()
        inspection.look_at("sound")
        candidate.press("I hear it")
        candidate.choices.first.check()
        inspection.look_at("practice")
        visitor.page.goto(f"{network.url}/sitting/confirm")
        candidate.press("No, this is not me")
        inspection.look_at("problem")

    def test_every_screen_of_the_player(
        self, language: str, seat: TakeSeat, network: Network, open_browser: Visit
    ) -> None:
        visitor = open_browser(bypass_csp=True)
        visitor.complaints.expected_statuses |= {401}
        candidate = seat(language, visitor=visitor).candidate
        inspection = Inspection(page=visitor.page, schemes=SCHEMES[language])

        inspection.look_at("part")
        candidate.begin()
        candidate.choices.first.check()
        candidate.press("Look at it later")
        candidate.see_saved()
        inspection.look_at("question")
        open_question(candidate, FIRST_WITH_IMAGES)
        candidate.choices.first.check()
        inspection.look_at("question with images")
        candidate.press("All questions")
        visitor.page.locator("summary").click()
        inspection.look_at("overview")
        look_at_another_tab(candidate, visitor.page.context.new_page(), SCHEMES[language])
        candidate.open_hand_in()
        inspection.look_at("hand-in dialog")
        network.cut()
        candidate.press("Yes, hand in")
        candidate.see_heading("Your answers are being sent")
        candidate.see_no_network()
        inspection.look_at("sending")
        network.restore()
        candidate.see_received()
        inspection.look_at("done")
        visitor.context.clear_cookies()
        candidate.page.goto(f"{network.url}/sitting/test")
        inspection.look_at("no sitting")

    def test_the_screen_of_a_device_that_was_replaced(
        self, language: str, seat: TakeSeat, open_browser: Visit
    ) -> None:
        visitor = open_browser(bypass_csp=True)
        visitor.complaints.expected_statuses |= {409}
        at_seat = seat(language, visitor=visitor)
        at_seat.candidate.begin()

        other = Candidate(page=open_browser().page, url=at_seat.candidate.url, language=language)
        other.page.goto(f"{other.url}/start/{language}")
        other.enter_code(at_seat.code)
        other.see_question(1)
        visitor.page.evaluate("dispatchEvent(new Event('online'))")  # ask the server at once
        at_seat.candidate.see_heading("This test goes on on another device")

        Inspection(page=visitor.page, schemes=SCHEMES[language]).look_at("moved")


class TestStaff:
    def test_every_page(self, desk: Desk, open_browser: Visit) -> None:
        appointment = desk.book()
        desk.hand_out_code(appointment)
        page = open_browser(bypass_csp=True).page
        inspection = Inspection(page=page, schemes=("light", "dark"))
        page.goto(f"{desk.platform.url}/staff/sign-in")
        inspection.look_at("sign-in")
        person = Administrator(page=page, url=desk.platform.url)
        person.sign_in(ADMINISTRATOR)

        attempt = desk.attempt_of(appointment)["public_id"]
        [sitting] = desk.platform.rows(
            "SELECT sitting_id FROM bookings WHERE id = ?",
            desk.attempt_of(appointment)["booking_id"],
        )

        for path in (
            *STAFF_PAGES,
            f"invigilator/sittings/{sitting['sitting_id']}",
            f"invigilator/attempts/{attempt}/code",
            f"invigilator/attempts/{attempt}/new-code",
            f"administration/attempts/{attempt}",
        ):
            page.goto(f"{desk.platform.url}/staff/{path}")
            inspection.look_at(path)


class TestSimulator:
    def test_every_page(self, desk: Desk, tracking: Simulator, open_browser: Visit) -> None:
        appointment = desk.book()
        page = open_browser(bypass_csp=True).page
        inspection = Inspection(page=page, schemes=("light", "dark"))

        for path in ("", f"dossiers/{appointment.dossier}", "bookings/new", "faults"):
            page.goto(f"{tracking.url}/{path}")
            inspection.look_at(f"simulator /{path}")


def open_question(candidate: Candidate, number: int) -> None:
    """Go to a question by the overview."""
    candidate.press("All questions")
    candidate.page.locator(".overview-item").nth(number - 1).click()
    candidate.see_question(number)


def look_at_another_tab(candidate: Candidate, page: Page, schemes: tuple[Scheme, Scheme]) -> None:
    """Open the test a second time, and close that again."""
    second = Candidate(page=page, url=candidate.url, language=candidate.language)
    second.open_test()
    second.see_heading("The test is open in another tab")
    Inspection(page=page, schemes=schemes).look_at("other tab")
    page.close()
