"""A test that passes or fails nobody: COVAAR from its booking to the band that is written back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import check_accessibility
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, Seat, TakeSeat, Visit
from tests.journeys.network import Network
from tests.journeys.processes import Platform, Simulator
from tests.journeys.simulator_pages import TrackingPages
from tests.journeys.staff import Administrator, Invigilator

QUESTIONS = 45
IN_A_PART = 15
PARTS = 3


@pytest.fixture(scope="module", autouse=True)
def _form(platform: Platform) -> None:
    """A form of COVAAR, whose voices this file does not need."""
    platform.command("demo", "programmes")
    platform.make_voices_wait()


class TestCovaar:
    def test_goes_from_booking_to_band(
        self,
        tracking: Simulator,
        invigilator: Invigilator,
        administrator: Administrator,
        network: Network,
        open_browser: Visit,
    ) -> None:
        tracking_pages = TrackingPages(page=open_browser().page, url=tracking.url)
        dossier = tracking_pages.make_booking(
            given_name="Lente",
            family_name="Voorbeeld",
            language="nl",
            programme="covaar",
            moment="intake",
        )
        page = open_browser(bypass_csp=True).page
        candidate = Candidate(page=page, url=network.url, language="nl")
        candidate.take_place(invigilator.check_in(dossier))
        expect(page.get_by_text("Figuurreeksen")).to_be_visible()
        check_accessibility(page, "before a part")
        candidate.press("Start")
        candidate.see_question(1, of=QUESTIONS)
        candidate.choices.first.check()
        open_next_part(candidate, "Matrices", first=IN_A_PART + 1)
        candidate.see_saved()
        network.cut()
        open_next_part(candidate, "Figuren indelen", first=2 * IN_A_PART + 1)
        page.reload()
        candidate.see_question(2 * IN_A_PART + 1, of=QUESTIONS)
        expect(candidate.button("Back")).to_be_disabled()
        network.restore()
        candidate.hand_in()
        candidate.see_received()

        result = tracking_pages.see_result(dossier)
        expect(result.get_by_role("heading", level=3)).to_have_text("Interval: zeer laag")
        administrator.open_attempt_of(dossier)
        main = administrator.page.get_by_role("main")
        expect(main).to_contain_text("interval zeer laag")
        expect(main).to_contain_text("figuren indelen geopend")
        expect(main).to_contain_text("in hoogstens 10:00 minuten, klaar binnen de tijd")


class TestAnotherDevice:
    def test_goes_on_in_the_part_that_is_open(
        self, desk: Desk, seat: TakeSeat, network: Network, open_browser: Visit
    ) -> None:
        at_seat = seat(programme="covaar", moment="intake")
        old = at_seat.candidate
        at_seat.visitor.complaints.expected_statuses |= {409}
        old.press("Start")
        old.see_question(1, of=QUESTIONS)
        old.choices.first.check()
        old.see_saved()
        [opening] = parts_opened(desk, at_seat)

        network.cut()
        open_next_part(old, "Matrices", first=IN_A_PART + 1)
        old.choices.first.check()
        old.see_no_network()
        new = Candidate(page=open_browser().page, url=desk.platform.url, language="nl")
        new.page.goto(f"{new.url}/start/nl")
        new.enter_code(at_seat.code)
        new.see_question(1, of=QUESTIONS)
        expect(new.choices.first).to_be_checked()
        assert parts_opened(desk, at_seat) == [opening]

        network.restore()
        old.see_heading("This test goes on on another device", seconds=45)
        open_next_part(new, "Matrices", first=IN_A_PART + 1)
        expect(new.choices.first).not_to_be_checked()
        open_next_part(new, "Figuren indelen", first=2 * IN_A_PART + 1)
        new.hand_in()
        new.see_received()
        assert parts_opened(desk, at_seat)[0] == opening
        assert len(parts_opened(desk, at_seat)) == PARTS
        assert {entry["reason"] for entry in desk.held_of(at_seat.appointment)} == {
            "lease_superseded"
        }


def open_next_part(candidate: Candidate, title: str, *, first: int) -> None:
    """Leave a part before its time is up."""
    candidate.press("All questions")
    candidate.press("Next")
    expect(candidate.heading).to_have_text(title)
    candidate.press("Start")
    candidate.see_question(first, of=QUESTIONS)


def parts_opened(desk: Desk, at_seat: Seat) -> list[tuple[str, str]]:
    """The parts that the server knows to be open or closed, each with its instant."""
    rows = desk.platform.rows(
        "SELECT part, opened_at FROM part_openings WHERE attempt_id = ? ORDER BY opened_at",
        desk.attempt_of(at_seat.appointment)["id"],
    )
    return [(row["part"], row["opened_at"]) for row in rows]
