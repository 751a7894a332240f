"""Who cannot read sits the whole test by ear; who can hears what they ask for."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.integration.conftest import a_config
from tests.journeys.answer_key import right_choices
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import DESKTOP, Visitor, visit
from tests.journeys.candidate import QUESTIONS, Candidate
from tests.journeys.listening import Ears, lend_ears, open_speaking_room
from tests.journeys.network import Network
from tests.journeys.processes import wait_until
from tests.journeys.rooms import Room

NARROW: Any = {"width": 320, "height": 640}
TWO_SENTENCES = "Een man en een vrouw doen hetzelfde werk. Wat zegt de wet in België?"
SENTENCE = """() => {
  const [range] = CSS.highlights.get("spoken-sentence") ?? [];
  return range ? range.toString() : "";
}"""
ONLY_MP3 = """
HTMLMediaElement.prototype.canPlayType = (type) => type.includes("webm") ? "" : "probably";
"""
CUT_AT = 12


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("by-ear")
    config = a_config(folder, f"sqlite:///{folder / 'by-ear.db'}")
    with open_speaking_room(config, ("nl", "ar"), really_said=TWO_SENTENCES) as open_now:
        yield open_now


@pytest.fixture
def line(room: Room) -> Iterator[Network]:
    network = Network(room.port)
    yield network
    network.cut()


@pytest.fixture
def visitor(browser: Browser, line: Network) -> Iterator[Visitor]:
    with visit(browser, network=line, has_touch=True, bypass_csp=True) as somebody:
        yield somebody


class TestByEar:
    def test_the_whole_test_by_taps_alone_with_the_network_cut(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        attempt_id, code = room.hand_out_code(needs=("audio_first",))
        ears = lend_ears(visitor.context, visitor.page, room)
        candidate = Candidate(page=visitor.page, url=line.url, language="nl")
        come_in(candidate, ears, code)

        tap(candidate.button("Start"))
        for number in range(1, QUESTIONS + 1):
            candidate.see_question(number)
            if number == CUT_AT:
                line.cut()
            answer_by_tap(candidate, ears, is_waiting=number in (1, CUT_AT, QUESTIONS))
            if number == CUT_AT + 1:
                candidate.see_no_network()
            go_on(candidate)
        ears.wait_for("Alle vragen hebben een antwoord.", "Test indienen")
        line.restore()
        tap(candidate.button("Hand in the test"))
        ears.wait_for("Ja, indienen")
        tap(candidate.button("Yes, hand in"))
        candidate.see_received()
        touch_page(candidate, ears)
        ears.wait_for("We hebben je antwoorden ontvangen")

        heard = room.journal_of(attempt_id, "listen")
        assert {one["by"] for one in heard} == {"screen", "chosen"}
        assert len(room.journal_of(attempt_id, "answer")) >= QUESTIONS

    def test_options_light_up_as_they_are_read(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        _, code = room.hand_out_code(needs=("audio_first",))
        lend_ears(visitor.context, visitor.page, room)
        candidate = Candidate(page=visitor.page, url=line.url, language="nl")
        candidate.take_place(code)
        tap(candidate.button("Start"))
        candidate.see_question(1)

        for option in candidate.page.locator(".choice-label").all():
            expect(option).to_have_class("choice-label is-spoken", timeout=60_000)
        expect(candidate.button("Next")).to_have_class("button button-main is-spoken")

    @pytest.mark.parametrize("size", [DESKTOP, NARROW], ids=["wide", "400 % zoom"])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_is_accessible_in_arabic(
        self, room: Room, line: Network, visitor: Visitor, size: Any, scheme: Any
    ) -> None:
        _, code = room.hand_out_code(needs=("audio_first",), language="ar")
        page = visitor.page
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        candidate = Candidate(page=page, url=line.url, language="ar")
        page.goto(f"{line.url}/start/ar")
        candidate.enter_code(code)
        candidate.press("Yes, this is me")
        look_at(visitor, "sound")
        candidate.press("I hear it")
        look_at(visitor, "practice")
        candidate.press("Go to the test")
        look_at(visitor, "part")
        candidate.press("Start")
        candidate.see_question(1)
        expect(page.locator("[data-voice-badge]")).to_be_visible()
        look_at(visitor, "question")
        candidate.press("All questions")
        look_at(visitor, "overview")


class TestReading:
    def test_the_mark_moves_from_sentence_to_sentence(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        candidate, _ = begin(room, line, visitor)
        markup = candidate.page.locator("[data-item] legend").inner_html()

        candidate.button("Listen to the question").click()

        first, second = TWO_SENTENCES.split(". ")
        see_sentence(candidate, f"{first}.")
        see_sentence(candidate, second)
        assert candidate.page.locator("[data-item] legend").inner_html() == markup
        see_sentence(candidate, "")

    def test_is_slower_and_faster_at_the_same_pitch(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        candidate, _ = begin(room, line, visitor)
        candidate.button("Listen to the question").click()

        for name, speed in (("Slower", 0.75), ("Faster", 1.25), ("Normal", 1)):
            candidate.press(name)

            expect(candidate.button(name)).to_have_attribute("aria-pressed", "true")
            assert candidate.page.evaluate(
                "[...players].map((one) => [one.playbackRate, one.preservesPitch])"
            ) == [[speed, True]]

    def test_only_one_sound_at_a_time_and_none_on_another_screen(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        candidate, ears = begin(room, line, visitor)
        first, second = candidate.page.locator("[data-item] [data-audio-url]").all()[:2]

        candidate.press("Listen to everything")
        second.click()
        expect(first).to_have_attribute("aria-pressed", "false")
        expect(candidate.button("Listen to everything")).to_have_attribute("aria-pressed", "false")
        first.click()
        assert ears.sounding() == 1

        candidate.press("All questions")
        candidate.see_heading("All questions")
        assert ears.sounding() == 0

    def test_pauses_goes_on_and_begins_again(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        candidate, ears = begin(room, line, visitor)
        listen = candidate.button("Listen to the question")
        listen.click()
        wait_until(lambda: ears.furthest() > 1, seconds=30, what="a second of sound")

        listen.click()
        paused_at = ears.furthest()
        assert ears.sounding() == 0
        listen.click()
        wait_until(lambda: ears.furthest() > paused_at, seconds=30, what="the rest")
        candidate.press("Listen again")

        wait_until(lambda: ears.furthest() < paused_at, seconds=30, what="the beginning")
        # The player is at the beginning a moment before it says that it plays.
        wait_until(
            lambda: ears.heard() == [TWO_SENTENCES] * 3, seconds=30, what="the third beginning"
        )

    def test_nothing_is_said_unasked(self, room: Room, line: Network, visitor: Visitor) -> None:
        candidate, ears = begin(room, line, visitor)

        candidate.choices.first.check()
        candidate.go_on()
        candidate.see_question(2)

        assert ears.heard() == []

    def test_mp3_where_webm_cannot_be_played(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        visitor.context.add_init_script(ONLY_MP3)
        candidate, ears = begin(room, line, visitor)
        line.cut()

        candidate.button("Listen to the question").click()

        wait_until(lambda: ears.furthest() > 0.5, seconds=30, what="sound without a network")
        assert ears.endings() == {"mp3"}

    def test_the_sound_check_has_a_volume(
        self, room: Room, line: Network, visitor: Visitor
    ) -> None:
        _, code = room.hand_out_code()
        lend_ears(visitor.context, visitor.page, room)
        candidate = Candidate(page=visitor.page, url=line.url, language="nl")
        candidate.page.goto(f"{line.url}/start/nl")
        candidate.enter_code(code)
        candidate.press("Yes, this is me")

        candidate.press("Softer")
        candidate.press("Play a sound")

        assert candidate.page.evaluate("[...players].map((one) => one.volume)") == [0.8]


def come_in(candidate: Candidate, ears: Ears, code: str) -> None:
    """From the languages to the screen before the first part, with nothing but taps and ears."""
    page = candidate.page
    page.goto(candidate.url)
    row = page.locator(".language", has=page.locator('[lang="nl"]'))
    tap(row.locator("[data-audio-url]"))
    ears.wait_for("Nederlands")
    tap(row.locator("a"))
    page.wait_for_url("**/start/nl")
    page.reload()  # nobody touched this page, whatever came of the tap before it: the sign is there
    touch(page)
    ears.wait_for("Typ je code", "Verder")
    for digit in code:
        tap(page.locator(f'[data-digit="{digit}"]'))
    ears.wait_for(*code)
    tap(candidate.button("Go on"))
    for last, button in (
        ("Nee, dit ben ik niet", "Yes, this is me"),
        ("Ik hoor het niet", "I hear it"),
        ("Naar de test", "Go to the test"),
    ):
        expect(candidate.button(button)).to_be_visible()
        touch_page(candidate, ears)
        ears.wait_for(last)
        tap(candidate.button(button))
    candidate.see_button("Start")
    touch_page(candidate, ears)
    ears.wait_for("Start")


def answer_by_tap(candidate: Candidate, ears: Ears, *, is_waiting: bool) -> None:
    """Tap the right options as pictures or words; hear each of them back where there is time."""
    if is_waiting:
        ears.wait_for(candidate.item_on_screen().prompt)
    for choice_id in right_choices(candidate.item_on_screen()):
        tap(candidate.page.locator(f'.choice:has(input[value="{choice_id}"]) .choice-label'))
        if is_waiting:
            ears.wait_for("Jouw keuze:", option_text(candidate, choice_id))


def option_text(candidate: Candidate, choice_id: str) -> str:
    item = candidate.item_on_screen()
    return next(one.text for one in item.body.choices if one.id == choice_id)  # type: ignore[attr-defined]


def go_on(candidate: Candidate) -> None:
    heading = candidate.heading.inner_text()
    tap(candidate.button("Next"))
    expect(candidate.heading).not_to_have_text(heading)
    start = candidate.button("Start")
    if start.count():
        tap(start)


def touch_page(candidate: Candidate, ears: Ears) -> None:
    """The first touch of a page, where the browser asks for one; where not, it speaks already."""
    sign = candidate.page.locator("[data-touch-to-listen]")
    # What was heard, not what sounds: a screen with little to say may be silent again by now.
    wait_until(
        lambda: sign.is_visible() or ears.heard(),
        seconds=30,
        what="a sound, or a sign that asks for a touch",
    )
    if sign.is_visible():
        touch(candidate.page)


def touch(page: Page) -> None:
    sign = page.locator("[data-touch-to-listen]")
    expect(sign).to_be_visible()
    tap(sign)
    expect(sign).to_be_hidden()


def tap(place: Locator) -> None:
    place.tap()


def begin(room: Room, line: Network, visitor: Visitor) -> tuple[Candidate, Ears]:
    """Somebody who reads, at the first question."""
    _, code = room.hand_out_code()
    ears = lend_ears(visitor.context, visitor.page, room)
    candidate = Candidate(page=visitor.page, url=line.url, language="nl")
    candidate.take_place(code)
    candidate.begin()
    return candidate, ears


def see_sentence(candidate: Candidate, sentence: str) -> None:
    wait_until(
        lambda: candidate.page.evaluate(SENTENCE) == sentence,
        seconds=30,
        what=f"{sentence!r} to be marked",
    )


def look_at(visitor: Visitor, name: str) -> None:
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    check_fits(visitor.page, name)
    check_accessibility(visitor.page, name)
