"""The pages of staff as staff use them."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from testplatform.demo import PASSWORD
from tests.journeys.processes import wait_until

INVIGILATOR = "toezichter@example.org"
ADMINISTRATOR = "beheerder@example.org"
SECONDS_TO_DELIVER = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody of staff with a page open."""

    page: Page
    url: str

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.url}/staff/")
        self.page.get_by_label("E-mailadres").fill(email)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.page.get_by_role("button", name="Aanmelden").click()
        expect(self.page.get_by_role("button", name="Afmelden")).to_be_visible()


class Invigilator(StaffMember):
    """Checks candidates in."""

    def open_sitting_of(self, dossier: str) -> None:
        """Find today's sitting in which somebody is booked."""
        self.page.goto(f"{self.url}/staff/invigilator/")
        headings = self.page.locator(".sittings h3 a")
        for address in [link.get_attribute("href") for link in headings.all()]:
            self.page.goto(f"{self.url}{address}")
            if self.row_of(dossier).count():
                return
        raise AssertionError(f"nobody with dossier {dossier} in today's sittings")

    def row_of(self, dossier: str) -> Locator:
        return self.page.get_by_role("row").filter(
            has=self.page.get_by_role("cell", name=dossier, exact=True)
        )

    def check_in(self, dossier: str) -> str:
        """Check somebody in and read the code on their card."""
        self.open_sitting_of(dossier)
        self.row_of(dossier).get_by_role("button", name="Inchecken").click()
        self.row_of(dossier).get_by_role("link", name="Toon code").click()
        return self.page.locator(".code-digits").inner_text()


class Administrator(StaffMember):
    """Looks at what became of an attempt."""

    def open_attempt_of(self, dossier: str) -> None:
        self.page.goto(f"{self.url}/staff/administration/attempts?q={dossier}")
        self.page.get_by_role("row").filter(has_text=dossier).get_by_role("link").click()

    def open_deliveries(self, *, state: str) -> None:
        self.page.goto(f"{self.url}/staff/administration/deliveries?state={state}")

    def delivery_of(self, dossier: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=dossier)

    def see_delivery(self, dossier: str, *, state: str) -> Locator:
        """Look until the result of a dossier is in this state; give its row."""

        def look() -> Locator | None:
            self.open_deliveries(state=state)
            row = self.delivery_of(dossier)
            return row if row.count() else None

        return wait_until(
            look, seconds=SECONDS_TO_DELIVER, what=f"a delivery of {dossier} in state {state}"
        )
