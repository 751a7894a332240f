"""A question is neutralised: one administrator proposes, another approves, the result is told."""

from playwright.sync_api import Page, expect

from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.desk import TakeSeat, Visit
from tests.journeys.processes import Platform, Simulator, wait_until
from tests.journeys.simulator_pages import SECONDS_TO_DELIVER, TrackingPages
from tests.journeys.staff import StaffMember

PROPOSER, APPROVER = "beheerder@example.org", "beheerder2@example.org"
# The last practical question: every other story answers it rightly, or not at all.
ITEM = "MO-P-30"


class TestRescoring:
    def test_from_a_proposal_to_the_corrected_result(
        self, platform: Platform, tracking: Simulator, open_browser: Visit, seat: TakeSeat
    ) -> None:
        taken = seat()
        taken.candidate.begin()
        taken.candidate.answer()
        taken.candidate.see_saved()
        taken.candidate.hand_in()
        taken.candidate.see_received()
        dossier = taken.appointment.dossier
        tracking_pages = TrackingPages(page=open_browser().page, url=tracking.url)
        tracking_pages.see_result(dossier)
        proposer = sign_in(platform, open_browser, PROPOSER)
        approver = sign_in(platform, open_browser, APPROVER)

        # 1. One administrator says what is wrong and sees at once what it is about.
        proposer.get_by_role("link", name="Correcties").click()
        proposer.get_by_role("link", name="Nieuwe correctie voorstellen").click()
        proposer.get_by_label("Wat moet er gebeuren?").select_option("full_marks")
        proposer.get_by_label("Testversie", exact=True).select_option("mo-demo")
        proposer.get_by_label("Code van de vraag").fill(ITEM)
        check = proposer.get_by_role("status").filter(has_text="betrokken")
        expect(check).to_contain_text("Juist volgens de sleutel")
        look_at(proposer, "a new correction")
        proposer.get_by_role("button", name="Stel de correctie voor").click()
        expect(proposer.get_by_text("Schrijf een reden")).to_be_visible()
        proposer.get_by_label("Reden").fill("Twee antwoorden waren verdedigbaar.")
        proposer.get_by_role("button", name="Stel de correctie voor").click()

        # 2. What changes is calculated; the proposer cannot approve it.
        expect(proposer.get_by_text("wacht op goedkeuring")).to_be_visible()
        row = proposer.get_by_role("row").filter(has_text=dossier)
        expect(row).to_contain_text("0 op 30 → 1 op 30")
        expect(proposer.get_by_text("Iemand anders moet ze beoordelen.")).to_be_visible()
        expect(proposer.get_by_role("button", name="Keur de correctie goed")).to_have_count(0)
        look_at(proposer, "a dry run")

        # 3. Another one approves it, and sees it being written.
        approver.goto(proposer.url)
        approver.get_by_role("button", name="Keur de correctie goed").click()
        expect(approver.get_by_text("doorgevoerd", exact=True)).to_be_visible()
        look_at(approver, "a correction that was written")

        # 4. Both decisions can be read, and the correction reaches the other side.
        approver.get_by_role("row").filter(has_text=dossier).get_by_role("link").click()
        main = approver.get_by_role("main")
        expect(main.get_by_text("vervangen")).to_be_visible()
        expect(main.get_by_role("link", name="Correctie RS-")).to_be_visible()
        expect(main).to_contain_text(f"vraag {ITEM} (versie 1) is geneutraliseerd")
        look_at(approver, "an attempt with two decisions")
        see_both_results(tracking_pages, dossier)


def see_both_results(pages: TrackingPages, dossier: str) -> None:
    def look() -> bool:
        pages.open_dossier(dossier)
        return pages.results.count() == 2

    wait_until(look, seconds=SECONDS_TO_DELIVER, what=f"a corrected result in dossier {dossier}")


def sign_in(platform: Platform, open_browser: Visit, email: str) -> Page:
    visitor = open_browser(bypass_csp=True)
    visitor.complaints.expected_statuses.add(422)
    StaffMember(page=visitor.page, url=platform.url).sign_in(email)
    page: Page = visitor.page
    return page


def look_at(page: Page, name: str) -> None:
    check_accessibility(page, name)
    check_fits(page, name)
