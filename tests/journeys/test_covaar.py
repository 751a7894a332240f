"""A test that passes or fails nobody: COVAAR from its booking to the band that is written back."""

from playwright.sync_api import expect

from tests.journeys.axe import check_accessibility
from tests.journeys.candidate import Candidate
from tests.journeys.desk import Visit
from tests.journeys.network import Network
from tests.journeys.processes import Platform, Simulator
from tests.journeys.simulator_pages import TrackingPages
from tests.journeys.staff import Administrator, Invigilator

QUESTIONS = 45
IN_A_PART = 15


class TestCovaar:
    def test_goes_from_booking_to_band(
        self,
        platform: Platform,
        tracking: Simulator,
        invigilator: Invigilator,
        administrator: Administrator,
        network: Network,
        open_browser: Visit,
    ) -> None:
        platform.command("demo", "programmes")
        platform.make_voices_wait()
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
        expect(page.get_by_text("figuurreeksen")).to_be_visible()
        check_accessibility(page, "before a part")
        candidate.press("Start")
        candidate.see_question(1, of=QUESTIONS)
        candidate.choices.first.check()
        self.open_next_part(candidate, "matrices", first=IN_A_PART + 1)
        candidate.see_saved()
        network.cut()
        self.open_next_part(candidate, "figuren indelen", first=2 * IN_A_PART + 1)
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

    def open_next_part(self, candidate: Candidate, title: str, *, first: int) -> None:
        """Leave a part before its time is up."""
        candidate.press("All questions")
        candidate.press("Next")
        expect(candidate.heading).to_have_text(title)
        candidate.press("Start")
        candidate.see_question(first, of=QUESTIONS)
