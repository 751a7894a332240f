"""Material beside questions: seen, heard and counted, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from itembank.item_types.choices import ChoiceBody
from itembank.items import ItemType
from itembank.stimuli import Stimulus
from testplatform.speech.audio import Container, assemble, encode
from testplatform.speech.samples import Sine
from tests.builders.items import (
    a_choice,
    a_choice_body,
    a_listening_item,
    a_question,
    a_stimulus_group,
    an_information_page,
    an_item,
)
from tests.integration.conftest import a_config
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import SECONDS_TO_APPEAR, Visitor, visit
from tests.journeys.candidate import Candidate
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room, open_room

SECONDS = 6
LETTER = "\n".join(f"Regel {number} van een lange brief." for number in range(1, 80))
NARROW: Any = {"width": 390, "height": 740}
QUESTIONS = 4  # the page that informs is none


def a_tone() -> bytes:
    return encode(assemble(Sine(440).to_audio_segment(SECONDS * 1000)), Container.WEBM)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    two = (a_question(), a_question("q2", item_type=ItemType.TRUE_FALSE, body=a_true_false_body()))
    items = [
        a_listening_item(*two, plays=2),
        an_information_page(),
        a_stimulus_group(*two, stimulus=Stimulus(text=LETTER)),
        an_item(stimulus=Stimulus(audio="message.webm")),
    ]
    config = a_config(folder, f"sqlite:///{folder / 'room.db'}")
    with open_room(config, items, {"message.webm": a_tone()}) as open_now:
        yield open_now


def a_true_false_body() -> ChoiceBody:
    choices = [a_choice("true", text="waar"), a_choice("false", text="niet waar")]
    return a_choice_body(ItemType.TRUE_FALSE, choices=choices, key=("true",))


@pytest.fixture
def network(room: Room) -> Iterator[Network]:
    network = Network(room.port)
    yield network
    network.cut()


class Listener:
    """A candidate in the small room, on one device or on another."""

    def __init__(self, room: Room, network: Network, visitor: Visitor, attempt: Any = None) -> None:
        self.room = room
        self.visitor = visitor
        self.attempt_id, self.code = attempt or room.hand_out_code()
        self.candidate = Candidate(page=visitor.page, url=network.url, language="nl")

    @property
    def page(self) -> Page:
        return self.visitor.page

    def sit_down(self) -> None:
        self.candidate.page.goto(f"{self.candidate.url}/start/nl")
        self.candidate.enter_code(self.code)
        self.page.wait_for_url("**/sitting/*")
        self.candidate.open_test()

    def begin(self) -> None:
        self.sit_down()
        self.candidate.press("Start")
        self.candidate.see_question(1, of=QUESTIONS)

    @property
    def toggle(self) -> Locator:
        return self.page.locator("[data-media-toggle]")

    def start_sound(self) -> None:
        expect(self.toggle).to_have_accessible_name(self.candidate.words("Start"))
        self.toggle.click()
        self.see_sound()

    def see_sound(self) -> None:
        expect(self.toggle).to_have_accessible_name(self.candidate.words("Pause"))
        self.wait_for("document.querySelector('[data-media]').currentTime > 0")

    def see_left(self, number: int) -> None:
        sentence = self.candidate.words("Times you can still start it: %(number)s", number=number)
        if number == 0:
            sentence = self.candidate.words("You cannot start it again.")
            expect(self.toggle).to_have_attribute("aria-disabled", "true")
        expect(self.page.get_by_text(sentence, exact=True)).to_be_visible()

    def end_sound(self) -> None:
        """Let it be over, without waiting for it."""
        self.page.evaluate(
            "document.querySelector('[data-media]').dispatchEvent(new Event('ended'))"
        )
        self.page.evaluate("document.querySelector('[data-media]').pause()")

    def wait_for(self, condition: str) -> None:
        """Until an expression is true in the page, whose policy forbids to wait there."""
        wait_until(lambda: self.page.evaluate(condition), seconds=SECONDS_TO_APPEAR, what=condition)

    @property
    def plays(self) -> int:
        return len(self.room.journal_of(self.attempt_id, "play"))


@pytest.fixture
def listener(room: Room, network: Network, browser: Browser) -> Iterator[Listener]:
    with visit(browser, network=network) as visitor:
        listener = Listener(room, network, visitor)
        listener.begin()
        yield listener


class TestLimit:
    def test_is_not_reset_by_a_reload(self, listener: Listener) -> None:
        listener.see_left(2)
        listener.start_sound()
        assert listener.plays == 1  # before any sound
        listener.see_left(1)

        listener.page.reload()

        listener.see_left(1)
        listener.start_sound()
        listener.page.reload()
        listener.see_left(0)
        listener.toggle.click(force=True)
        assert listener.page.evaluate("document.querySelector('[data-media]').paused")
        assert listener.plays == 2

    def test_counts_a_start_and_no_pause(self, listener: Listener) -> None:
        listener.start_sound()
        listener.toggle.click()
        expect(listener.toggle).to_have_accessible_name(listener.candidate.words("Go on"))

        listener.candidate.press("Next")
        listener.candidate.press("Back")
        listener.candidate.see_question(1, of=QUESTIONS)
        listener.toggle.click()

        listener.see_sound()
        listener.see_left(1)
        assert listener.plays == 1

    def test_cannot_be_passed_by_the_keys_of_a_player(self, listener: Listener) -> None:
        media = "document.querySelector('[data-media]')"
        listener.page.evaluate(f"{media}.play().catch(() => {{}})")
        listener.wait_for(f"{media}.paused")
        listener.start_sound()

        listener.page.evaluate(f"{media}.currentTime = 5")

        listener.wait_for(f"!{media}.seeking")
        assert listener.page.evaluate(f"{media}.currentTime") < SECONDS / 2

    def test_holds_on_another_device(
        self, room: Room, network: Network, browser: Browser, listener: Listener
    ) -> None:
        listener.start_sound()
        attempt = (listener.attempt_id, listener.code)

        with visit(browser, network=network) as visitor:
            other = Listener(room, network, visitor, attempt)
            other.sit_down()
            other.see_left(1)
            other.start_sound()
            other.see_left(0)
        listener.visitor.complaints.expected_statuses.add(409)

    def test_holds_without_a_network(self, listener: Listener, network: Network) -> None:
        listener.candidate.see_saved()
        network.cut()
        listener.start_sound()
        listener.end_sound()
        listener.start_sound()
        listener.see_left(0)
        assert listener.plays == 0

        listener.page.reload()

        listener.see_left(0)
        network.restore()
        listener.candidate.see_saved()
        assert listener.plays == 2
        listener.page.reload()
        listener.see_left(0)
        assert listener.room.held_of(listener.attempt_id) == []

    def test_counts_what_a_device_without_a_network_played_meanwhile(
        self, room: Room, network: Network, browser: Browser, listener: Listener
    ) -> None:
        listener.candidate.see_saved()
        network.cut()
        listener.start_sound()
        own = Network(room.port)
        with visit(browser, network=own) as visitor:
            other = Listener(room, own, visitor, (listener.attempt_id, listener.code))
            other.sit_down()
            other.see_left(2)
            network.restore()
            listener.visitor.complaints.expected_statuses.add(409)
            listener.candidate.see_heading("This test goes on on another device")
            expect(listener.page.get_by_text(kept(listener))).to_be_visible()
            assert room.held_of(listener.attempt_id) == ["lease_superseded"]

            other.start_sound()
            other.end_sound()
            other.visitor.complaints.expected_statuses.add(409)
            other.toggle.click()  # it knows of one play, the server of two

            other.see_left(0)
            assert "no_plays_left" in room.held_of(listener.attempt_id)
            assert visitor.page.evaluate("document.querySelector('[data-media]').paused")
        own.cut()


def kept(listener: Listener) -> str:
    return listener.candidate.words("Your answers of this device are kept for the supervisor.")


class TestSound:
    def test_can_be_sought_without_a_limit_and_without_a_network(
        self, listener: Listener, network: Network
    ) -> None:
        listener.candidate.see_saved()
        network.cut()
        for _ in range(3):
            listener.candidate.press("Next")
        media = listener.page.locator("audio[controls]")

        media.evaluate("element => { element.currentTime = 4; }")

        listener.wait_for(
            "(({ currentTime, readyState, seeking }) => !seeking && readyState > 1"
            " && currentTime === 4)(document.querySelector('audio'))"
        )
        piece = media.evaluate(
            """async ({ src }) => {
                const answer = await fetch(src, { headers: { Range: "bytes=-10" } });
                return [answer.status, (await answer.arrayBuffer()).byteLength];
            }"""
        )
        assert piece == [206, 10]


class TestGroup:
    def test_puts_the_answers_of_its_questions_together(self, listener: Listener) -> None:
        first = listener.page.locator('[data-question="q1"]')
        second = listener.page.locator('[data-question="q2"]')
        first.get_by_text("de gemeente").click()
        listener.candidate.press("All questions")
        listener.candidate.see_open(4)
        listener.candidate.press("Back to the question")

        second.get_by_text("niet waar").click()
        listener.candidate.see_saved()
        listener.page.reload()

        expect(first.locator("input:checked")).to_have_attribute("value", "b")
        expect(second.locator("input:checked")).to_have_attribute("value", "false")
        both = {"q1": {"chosen": ["b"]}, "q2": {"chosen": ["false"]}}
        wait_until(
            lambda: listener.room.journal_of(listener.attempt_id, "answer")[-1] == both,
            seconds=SECONDS_TO_APPEAR,
            what="both answers together",
        )
        listener.candidate.press("All questions")
        listener.candidate.see_open(3)


class TestScreen:
    def test_of_information_is_no_question(self, listener: Listener) -> None:
        listener.candidate.press("Next")

        listener.candidate.see_heading("Information")
        listener.candidate.press("Next")
        listener.candidate.see_question(2, of=QUESTIONS)
        listener.candidate.press("All questions")
        expect(listener.page.get_by_text(listener.candidate.words("To read"))).to_have_count(1)
        listener.candidate.see_open(QUESTIONS)

    def test_shows_a_letter_beside_or_above_its_questions(self, listener: Listener) -> None:
        listener.candidate.press("Next")
        listener.candidate.press("Next")
        region = listener.page.get_by_role(
            "region", name=listener.candidate.words("What the question is about")
        )
        questions = listener.page.locator(".question-group")

        wide = [place_of(region), place_of(questions)]
        region.focus()
        listener.page.keyboard.press("PageDown")
        listener.wait_for("document.querySelector('.stimulus').scrollTop > 0")
        listener.page.set_viewport_size(NARROW)
        narrow = [place_of(region), place_of(questions)]

        assert wide[0]["x"] + wide[0]["width"] <= wide[1]["x"]
        assert narrow[0]["y"] + narrow[0]["height"] <= narrow[1]["y"]
        check_fits(listener.page, "narrow")

    def test_can_be_used_by_everybody(self, room: Room, network: Network, browser: Browser) -> None:
        with visit(browser, network=network, bypass_csp=True) as visitor:
            listener = Listener(room, network, visitor)
            listener.begin()
            for name in ("listening", "information", "letter", "sound"):
                check_accessibility(listener.page, name)
                listener.candidate.press("Next")


def place_of(target: Locator) -> Any:
    box = target.bounding_box()
    assert box is not None
    return box
