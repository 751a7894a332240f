"""The whole story: from a booking to the result that is written back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from itembank.items import Item
from testplatform.clienttracking.demo import UNKNOWN_DOSSIER
from tests.journeys.answer_key import CORE_PART, right_choices, wrong_choices
from tests.journeys.candidate import QUESTIONS, Candidate
from tests.journeys.desk import Desk, Visit
from tests.journeys.network import Network
from tests.journeys.processes import Simulator
from tests.journeys.screenshots import Album, are_screenshots_wanted
from tests.journeys.simulator_pages import TrackingPages
from tests.journeys.speech import wait_for_speech
from tests.journeys.staff import Administrator, Invigilator

CUT_FROM, CUT_UNTIL = 15, 17
FAMILY_NAMES = {"nl": "Voorbeeld", "ar": "Al-Mithal"}
ALBUMS = {
    "nl": Album(
        (
            "start",
            "code",
            "question-nl",
            "overview",
            "done",
            "invigilator-sitting",
            "code-card",
            "administration-attempt",
            "simulator-dossier",
        )
    ),
    "ar": Album(("question-ar",)),
}
SECONDS_FOR_PICTURES_WITH_SOUND = 900
TOO_LITTLE = "sokkelvragen 8/11 = 72,7 % < 80 %: 9 nodig"


class TestFirstLight:
    @pytest.mark.timeout(SECONDS_FOR_PICTURES_WITH_SOUND + 300)
    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_a_test_goes_from_booking_to_result(
        self,
        language: str,
        tracking: Simulator,
        invigilator: Invigilator,
        administrator: Administrator,
        network: Network,
        open_browser: Visit,
        desk: Desk,
    ) -> None:
        album, family_name = ALBUMS[language], FAMILY_NAMES[language]

        # 1. The booking is made in the client-tracking system and arrives by webhook.
        tracking_pages = TrackingPages(page=open_browser().page, url=tracking.url)
        dossier = tracking_pages.make_booking(
            given_name="Lente", family_name=family_name, language=language, moment="exemption"
        )
        if are_screenshots_wanted():
            wait_for_speech(
                desk.platform,
                language,
                seconds=SECONDS_FOR_PICTURES_WITH_SOUND,
            )

        # 2. The invigilator sees today's sitting, checks in and shows the code with its QR.
        invigilator.open_sitting_of(UNKNOWN_DOSSIER)
        album.take(invigilator.page, "invigilator-sitting")
        code = invigilator.check_in(dossier)
        expect(invigilator.page.get_by_role("img")).to_be_visible()
        album.take(invigilator.page, "code-card")

        # 3. The candidate, in another browser, finds the language and types the code.
        candidate = Candidate(page=open_browser().page, url=network.url, language=language)
        candidate.page.goto(network.url)
        album.take(candidate.page, "start")
        candidate.choose_language()
        see_direction(candidate)
        album.take(candidate.page, "code")
        candidate.enter_code(code)
        expect(candidate.page.get_by_text(f"Lente {family_name}")).to_be_visible()
        candidate.go_to_test()
        candidate.begin()
        see_direction(candidate)
        candidate.answer()
        candidate.see_saved()
        album.take(candidate.page, f"question-{language}")

        # The network goes away for three questions and a reload.
        candidate.answer_on(1, CUT_FROM - 1)
        candidate.press("Look at it later")
        candidate.see_saved()
        network.cut()
        candidate.go_on()
        candidate.answer_on(CUT_FROM, CUT_UNTIL)
        candidate.see_no_network()
        candidate.page.reload()
        candidate.see_question(CUT_UNTIL)
        candidate.see_chosen(right_choices(candidate.item_on_screen()))
        candidate.see_no_network()
        network.restore()
        candidate.see_saved()
        candidate.press("All questions")
        candidate.see_open(QUESTIONS - CUT_UNTIL)
        album.take(candidate.page, "overview")
        candidate.press("Back to the question")

        candidate.go_on()
        candidate.answer_on(CUT_UNTIL + 1, QUESTIONS)
        candidate.hand_in()
        candidate.see_received()
        album.take(candidate.page, "done")

        # 4 and 5. It is scored, decided and delivered.
        result = tracking_pages.see_result(dossier)
        expect(result.get_by_role("heading", level=3)).to_have_text("Geslaagd")
        expect(result.get_by_role("definition").filter(has_text="1 keer")).to_be_visible()
        album.take(tracking_pages.page, "simulator-dossier")

        # 6. The administrator sees all of it.
        administrator.see_delivery(dossier, state="delivered")
        administrator.open_attempt_of(dossier)
        main = administrator.page.get_by_role("main")
        expect(main).to_contain_text("geslaagd")
        expect(main).to_contain_text("sokkelvragen 11/11 = 100 % ≥ 80 %: 9 nodig")
        expect(main).to_contain_text("bezorgd")
        main.get_by_role("heading", name="Beslissing").evaluate(
            "heading => heading.scrollIntoView()"
        )
        album.take(administrator.page, "administration-attempt")

    def test_eight_of_eleven_core_questions_is_not_enough(
        self,
        desk: Desk,
        network: Network,
        open_browser: Visit,
        tracking: Simulator,
        administrator: Administrator,
    ) -> None:
        appointment = desk.book()
        candidate = Candidate(page=open_browser().page, url=network.url, language="nl")
        candidate.take_place(desk.hand_out_code(appointment))
        candidate.begin()

        candidate.answer_on(1, QUESTIONS, all_right_but_core_questions(3))
        candidate.hand_in()
        candidate.see_received()

        tracking_pages = TrackingPages(page=open_browser().page, url=tracking.url)
        result = tracking_pages.see_result(appointment.dossier)
        expect(result.get_by_role("heading", level=3)).to_have_text("Niet geslaagd")
        expect(result.get_by_role("listitem").filter(has_text=TOO_LITTLE)).to_be_visible()
        administrator.open_attempt_of(appointment.dossier)
        expect(administrator.page.get_by_role("main")).to_contain_text(TOO_LITTLE)


class TestOpening:
    def test_a_candidate_waits_until_the_invigilator_opens_the_sitting(
        self, desk: Desk, network: Network, open_browser: Visit
    ) -> None:
        appointment = desk.book(starts_at=_in_minutes(20))
        code = desk.hand_out_code(appointment)
        visitor = open_browser()
        visitor.complaints.expected_statuses |= {409}
        candidate = Candidate(page=visitor.page, url=network.url, language="nl")

        candidate.page.goto(f"{network.url}/start/nl")
        candidate.enter_code(code)
        candidate.see_heading("Wait a moment")
        sentence = candidate.words("The test is not open yet. Wait a moment.")
        expect(candidate.page.get_by_text(sentence)).to_be_visible()
        desk.invigilator.open_sitting_of(appointment.dossier)
        desk.invigilator.page.get_by_role("button", name="Nu openen").click()
        candidate.take_place(code)

        candidate.begin()


def _in_minutes(minutes: int) -> datetime:
    """A whole minute from now, so that the sitting is not open yet however late the test comes."""
    return datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def all_right_but_core_questions(number: int) -> Callable[[Item], list[str]]:
    """Decide on answers: so many core questions wrong, the first ones, and the rest right."""
    met = count(1)

    def decide(item: Item) -> list[str]:
        is_wrong = item.part == CORE_PART and next(met) <= number
        return wrong_choices(item) if is_wrong else right_choices(item)

    return decide


def see_direction(candidate: Candidate) -> None:
    """The page is written in the direction and the letters of its language."""
    is_arabic = candidate.language == "ar"
    page = candidate.page.locator("html")
    expect(page).to_have_attribute("dir", "rtl" if is_arabic else "ltr")
    expect(page).to_have_attribute("lang", candidate.language)
    letters = candidate.heading.inner_text()
    assert any("\u0600" <= letter <= "\u06ff" for letter in letters) == is_arabic
