"""Devices and networks that do not always work: nothing is lost, and nothing counts twice."""

from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.candidate import Candidate
from tests.journeys.desk import Desk, TakeSeat, Visit
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.walks import WalkPage

SECONDS = 30
WRONG_CLOCK = """
const shift = %d * 60_000;
const RealDate = Date;
Date = class extends RealDate {
  constructor(...given) { given.length ? super(...given) : super(RealDate.now() + shift); }
  static now() { return RealDate.now() + shift; }
};
"""
NO_DEVICE_STORE = """
IDBFactory.prototype.open = () => { throw new DOMException("broken", "UnknownError"); };
"""

# Tells when what is chosen next is kept on the device: the line says so for a moment only.
AWAIT_KEPT = """() => {
  const line = document.querySelector("[data-save-state]");
  window.kept = new Promise((resolve) => {
    new MutationObserver(() => line.dataset.saveState !== "saving" && resolve())
      .observe(line, { attributes: true });
  });
}"""


class TestReloading:
    def test_goes_on_where_it_was(self, desk: Desk, seat: TakeSeat) -> None:
        candidate = seat().candidate
        candidate.begin()
        chosen = candidate.answer()
        candidate.go_on()
        candidate.see_saved()

        candidate.page.reload()

        candidate.see_question(2)
        candidate.press("Back")
        candidate.see_chosen(chosen)

    def test_keeps_unsent_what_the_server_did_not_acknowledge(
        self, desk: Desk, seat: TakeSeat, network: Network
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        candidate.see_saved()
        network.cut()
        chosen = candidate.answer()
        candidate.see_no_network()

        candidate.page.reload()

        candidate.see_question(1)
        candidate.see_chosen(chosen)
        candidate.see_no_network()
        assert desk.journal_of(at_seat.appointment) == []
        network.restore()
        candidate.see_saved()
        assert desk.answers_of(at_seat.appointment) == [chosen]


class TestNetwork:
    def test_sends_again_what_arrived_unheard_and_it_counts_once(
        self, desk: Desk, seat: TakeSeat, network: Network
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        candidate.see_saved()

        network.lose_answers_to("/api/sitting/journal")
        chosen = candidate.answer()
        wait_until(
            lambda: network.lost_answers > 1 and desk.journal_of(at_seat.appointment),
            seconds=SECONDS,
            what="an answer that was stored and whose acknowledgement was lost twice",
        )
        candidate.see_no_network()
        network.restore()
        candidate.see_saved()

        assert desk.answers_of(at_seat.appointment) == [chosen]
        assert desk.held_of(at_seat.appointment) == []

    def test_sends_the_last_answer_when_the_page_goes_away(
        self, desk: Desk, seat: TakeSeat
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        candidate.see_saved()

        # With its clock stopped the page sends nothing by itself, and a page that truly goes may
        # be gone before a busy browser has sent what it asked for: the event alone is told.
        WalkPage(page=candidate.page).stop_timers()
        candidate.page.evaluate(AWAIT_KEPT)
        chosen = candidate.answer()
        candidate.page.evaluate("kept")
        assert desk.answers_of(at_seat.appointment) == []
        candidate.page.evaluate("dispatchEvent(new Event('pagehide'))")

        wait_until(
            lambda: desk.answers_of(at_seat.appointment) == [chosen],
            seconds=SECONDS,
            what="the last answer",
        )

    def test_goes_on_without_a_store_on_the_device(
        self, desk: Desk, seat: TakeSeat, open_browser: Visit
    ) -> None:
        visitor = open_browser()
        visitor.context.add_init_script(NO_DEVICE_STORE)
        at_seat = seat(visitor=visitor)
        candidate = at_seat.candidate

        candidate.begin()
        expect(candidate.page.get_by_role("status")).to_have_text(
            candidate.words("This device can not keep answers. They are sent at once.")
        )
        chosen = candidate.answer()
        candidate.see_saved()

        assert desk.answers_of(at_seat.appointment) == [chosen]


class TestHandingIn:
    def test_asks_first_and_takes_a_double_click_as_one(self, desk: Desk, seat: TakeSeat) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        candidate.answer()
        candidate.press("All questions")

        candidate.button("Hand in the test").dblclick()
        expect(candidate.page.get_by_role("dialog")).to_have_count(1)
        assert desk.attempt_of(at_seat.appointment)["state"] == "in_progress"
        candidate.button("Yes, hand in").dblclick()
        candidate.see_received()

        assert desk.count_submissions_of(at_seat.appointment) == 1

    def test_completes_by_itself_when_the_network_returns(
        self, desk: Desk, seat: TakeSeat, network: Network
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        candidate.see_saved()
        network.cut()
        chosen = candidate.answer()

        candidate.hand_in()
        candidate.see_heading("Your answers are being sent")
        candidate.see_no_network()
        candidate.page.reload()
        candidate.see_heading("Your answers are being sent")
        network.restore()
        candidate.see_received()

        assert desk.answers_of(at_seat.appointment) == [chosen]
        assert desk.count_submissions_of(at_seat.appointment) == 1
        wait_until(
            lambda: list_kept(candidate.page) == {"databases": [], "caches": []},
            seconds=SECONDS,
            what="a device on which nothing of the test is left",
        )

    def test_counts_what_was_answered_offline_before_the_time_was_up(
        self, desk: Desk, seat: TakeSeat, network: Network
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        candidate.begin()
        desk.let_time_run_out(at_seat.appointment, in_seconds=20)
        candidate.press("Look at it later")
        expect(candidate.page.locator("[data-clock]")).to_have_text(
            candidate.words("Less than 1 minute left")
        )
        candidate.see_saved()
        network.cut()
        chosen = candidate.answer()

        expect(candidate.page.get_by_text(candidate.words("The time is up."))).to_be_visible()
        expect(candidate.choices).to_have_count(0)
        network.restore()
        candidate.see_received()

        [entry] = desk.journal_of(at_seat.appointment)
        assert (entry["value"], entry["counted"]) == (f'{{"chosen": ["{chosen[0]}"]}}', 1)


class TestTabs:
    def test_takes_answers_in_one_tab_only(self, desk: Desk, seat: TakeSeat) -> None:
        at_seat = seat()
        first = at_seat.candidate
        first.begin()
        first.see_saved()
        second = Candidate(
            page=at_seat.visitor.context.new_page(), url=first.url, language=first.language
        )

        second.open_test()
        second.see_heading("The test is open in another tab")
        second.press("Use it here")
        second.see_question(1)
        first.see_heading("The test is open in another tab")
        chosen = second.answer()
        second.see_saved()
        first.press("Use it here")

        first.see_chosen(chosen)
        second.see_heading("The test is open in another tab")
        assert desk.answers_of(at_seat.appointment) == [chosen]


class TestDevices:
    def test_another_device_takes_over_and_the_old_one_hands_over_what_it_holds(
        self, desk: Desk, seat: TakeSeat, network: Network, open_browser: Visit
    ) -> None:
        at_seat = seat()
        old = at_seat.candidate
        at_seat.visitor.complaints.expected_statuses |= {409}
        old.begin()
        first_answer = old.answer()
        old.go_on()
        old.see_saved()
        network.cut()
        old.answer()
        old.see_no_network()

        new = Candidate(page=open_browser().page, url=desk.platform.url, language="nl")
        new.page.goto(f"{new.url}/start/nl")
        new.enter_code(at_seat.code)
        new.page.wait_for_url("**/sitting/test")
        new.see_question(2)
        new.see_chosen([])
        new.press("Back")
        new.see_chosen(first_answer)
        network.restore()
        old.see_heading("This test goes on on another device", seconds=45)
        expect(
            old.page.get_by_text(
                old.words("Your answers of this device are kept for the supervisor.")
            )
        ).to_be_visible()

        held = [
            entry for entry in desk.held_of(at_seat.appointment) if "answer" in entry["document"]
        ]
        assert [entry["reason"] for entry in held] == ["lease_superseded"]
        assert desk.answers_of(at_seat.appointment) == [first_answer]
        new.hand_in()
        new.see_received()

    def test_the_next_candidate_on_a_device_sees_nothing_of_the_first(
        self, desk: Desk, seat: TakeSeat, network: Network
    ) -> None:
        first = seat()
        # The done page of the second offers what the first left: with another pass it is refused.
        first.visitor.complaints.expected_statuses |= {409}
        first.candidate.begin()
        sent = first.candidate.answer()
        first.candidate.go_on()
        first.candidate.see_saved()
        network.cut()
        unsent = first.candidate.answer()
        first.candidate.see_no_network()
        first.candidate.page.goto("about:blank")
        network.refuse("/api/sitting/journal")  # a last try of the page that went away

        second = seat(visitor=first.visitor)
        network.restore()
        second.candidate.begin()
        second.candidate.see_chosen([])
        second.candidate.hand_in()
        second.candidate.see_received()
        assert desk.journal_of(second.appointment) == []
        assert desk.answers_of(first.appointment) == [sent]
        second.candidate.press("Leave")

        first.candidate.page.goto(f"{network.url}/start/nl")
        first.candidate.enter_code(first.code)
        first.candidate.see_question(2)
        first.candidate.see_chosen(unsent)
        first.candidate.see_saved()
        assert desk.answers_of(first.appointment) == [sent, unsent]


class TestKeyboard:
    def test_is_enough_from_the_first_question_to_the_hand_in(
        self, desk: Desk, seat: TakeSeat
    ) -> None:
        at_seat = seat()
        candidate = at_seat.candidate
        keyboard = candidate.page.keyboard

        tab_to(candidate.page, candidate.button("Start"))
        keyboard.press("Enter")
        candidate.see_question(1)
        tab_to(candidate.page, candidate.choices.first)
        keyboard.press("Space")
        keyboard.press("ArrowDown")
        expect(candidate.choices.nth(1)).to_be_checked()
        keyboard.press("Alt+ArrowRight")
        candidate.see_question(2)
        tab_to(candidate.page, candidate.choices.first)
        keyboard.press("Space")
        tab_to(candidate.page, candidate.button("Look at it later"))
        keyboard.press("Enter")
        keyboard.press("Alt+ArrowLeft")
        candidate.see_question(1)
        tab_to(candidate.page, candidate.button("All questions"))
        keyboard.press("Enter")
        tab_to(candidate.page, candidate.button("Hand in the test"))
        keyboard.press("Enter")
        tab_to(candidate.page, candidate.button("Yes, hand in"))
        keyboard.press("Enter")
        candidate.see_received()

        assert len(desk.answers_of(at_seat.appointment)) >= 2
        assert desk.count_submissions_of(at_seat.appointment) == 1


class TestDeviceClock:
    @pytest.mark.parametrize("minutes", [15, -15])
    def test_changes_nothing_when_it_is_wrong(
        self, desk: Desk, seat: TakeSeat, open_browser: Visit, minutes: int
    ) -> None:
        visitor = open_browser()
        visitor.context.add_init_script(WRONG_CLOCK % minutes)
        at_seat = seat(visitor=visitor)
        candidate = at_seat.candidate

        candidate.begin()
        expect(candidate.page.locator("[data-clock]")).to_have_text(
            candidate.words("Minutes left: %(number)s", number=60)
        )
        candidate.answer()
        candidate.see_saved()

        [entry] = desk.journal_of(at_seat.appointment)
        made_at, received_at = (
            datetime.fromisoformat(entry[name]) for name in ("made_at", "received_at")
        )
        assert abs((received_at - made_at).total_seconds()) < 60
        assert entry["counted"] == 1


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with the Tab key")


def list_kept(page: Page) -> object:
    """What the device keeps of a test."""
    return page.evaluate(
        "async () => ({databases: await indexedDB.databases(), caches: await caches.keys()})"
    )
