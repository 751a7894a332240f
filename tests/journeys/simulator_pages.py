"""The pages of the client-tracking simulator as somebody there uses them."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.processes import wait_until

SECONDS_TO_DELIVER = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingPages:
    """A page of the simulator."""

    page: Page
    url: str

    def make_booking(
        self,
        *,
        given_name: str,
        family_name: str,
        language: str,
        moment: str,
        programme: str = "mo",
    ) -> str:
        """Fill in a new appointment for now; the platform takes it. Gives the dossier's number."""
        self.page.goto(self.url)
        self.page.get_by_role("link", name="Nieuwe afspraak").click()
        self.page.get_by_label("Voornaam").fill(given_name)
        self.page.get_by_label("Familienaam").fill(family_name)
        self.page.get_by_label("Testprogramma").fill(programme)
        self.page.get_by_label("Soort test").select_option(moment)
        self.page.get_by_label("Taal").fill(language)
        self.page.get_by_role("button", name="Bewaar en verstuur").click()
        expect(self.page.get_by_role("status")).to_have_text(
            "De afspraak is bewaard en het platform heeft ze aanvaard."
        )
        return self.page.get_by_role("heading", level=1).inner_text().removeprefix("Dossier ")

    def open_dossier(self, dossier: str) -> None:
        self.page.goto(f"{self.url}/dossiers/{dossier}")

    @property
    def results(self) -> Locator:
        """The results that the open dossier shows."""
        return self.page.locator('section[aria-labelledby^="result-"]')

    def see_result(self, dossier: str) -> Locator:
        """Look at a dossier until its result is there."""

        def look() -> Locator | None:
            self.open_dossier(dossier)
            return self.results if self.results.count() else None

        return wait_until(look, seconds=SECONDS_TO_DELIVER, what=f"a result in dossier {dossier}")
