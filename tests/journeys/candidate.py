"""The candidate's screens as a candidate uses them: by the words on them, in any language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Locator, Page, expect

from itembank.items import Item
from itembank.languages import get_language
from tests.journeys.answer_key import items_by_prompt, right_choices
from tests.journeys.words import Words

SECONDS_TO_SEND = 45  # the player waits up to 20 seconds between two tries
QUESTIONS = 41


@dataclass(kw_only=True)
class Candidate:
    """Somebody in front of a page; `url` is where they find the platform."""

    page: Page
    url: str
    language: str

    @cached_property
    def words(self) -> Words:
        return Words(self.language)

    # --- before the test ------------------------------------------------------------------------

    def choose_language(self) -> None:
        """Open the start page and follow the language's own name."""
        self.page.goto(self.url)
        self.page.get_by_role("link", name=get_language(self.language).own_name, exact=True).click()
        self.see_heading("Type your code")

    def enter_code(self, code: str) -> None:
        self.page.get_by_label(self.words("Your code"), exact=True).fill(code)
        self.press("Go on")

    def go_to_test(self) -> None:
        """From the right code to the screen before the first part: name, sound, practice."""
        self.see_heading("Is this you?")
        self.press("Yes, this is me")
        self.see_heading("Try the sound")
        self.press("I hear it")
        self.see_heading("Try one question")
        self.press("Go to the test")
        self.see_button("Start")

    def take_place(self, code: str) -> None:
        """The short way to the screen before the first part."""
        self.page.goto(f"{self.url}/start/{self.language}")
        self.enter_code(code)
        self.see_heading("Is this you?")
        self.open_test()
        self.see_button("Start")

    def open_test(self) -> None:
        self.page.goto(f"{self.url}/sitting/test")

    def begin(self) -> None:
        self.press("Start")
        self.see_question(1)

    # --- questions ------------------------------------------------------------------------------

    @property
    def choices(self) -> Locator:
        return self.page.locator("[data-item] input")

    def choice(self, choice_id: str) -> Locator:
        return self.page.locator(f'[data-item] input[value="{choice_id}"]')

    def item_on_screen(self) -> Item:
        """The item of the bank, by the question that is read on the screen."""
        return items_by_prompt(self.language)[self.page.locator("[data-item] legend").inner_text()]

    def answer(self, decide: Callable[[Item], list[str]] = right_choices) -> list[str]:
        """Choose what `decide` says about the question on the screen."""
        chosen = decide(self.item_on_screen())
        for choice_id in chosen:
            self.choice(choice_id).check()
        return chosen

    def answer_on(
        self, first: int, last: int, decide: Callable[[Item], list[str]] = right_choices
    ) -> None:
        """Answer these questions in order, from the first of them to the last."""
        for number in range(first, last + 1):
            self.see_question(number)
            self.answer(decide)
            if number < last:
                self.go_on()

    def go_on(self) -> None:
        """To the next question, through the screen before a part where there is one."""
        heading = self.heading.inner_text()
        self.press("Next")
        expect(self.heading).not_to_have_text(heading)
        start = self.button("Start")
        if start.count():
            start.click()

    def hand_in(self) -> None:
        self.open_hand_in()
        self.press("Yes, hand in")

    def open_hand_in(self) -> None:
        """To the question whether they are sure."""
        if not self.button("Hand in the test").count():
            self.press("All questions")
        self.press("Hand in the test")
        expect(self.page.get_by_role("dialog")).to_be_visible()

    # --- what is to be seen ---------------------------------------------------------------------

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=self.words(name), exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def see_button(self, name: str) -> None:
        expect(self.button(name)).to_be_visible()

    def see_heading(self, sentence: str, *, seconds: float = 30) -> None:
        expect(self.heading).to_have_text(self.words(sentence), timeout=seconds * 1000)

    def see_question(self, number: int, *, of: int = QUESTIONS) -> None:
        sentence = self.words("Question %(number)s of %(total)s", number=number, total=of)
        expect(self.heading).to_have_text(sentence)

    def see_open(self, number: int) -> None:
        """The overview says how many questions have no answer."""
        sentence = self.words("Questions without an answer: %(number)s", number=number)
        expect(self.page.get_by_text(sentence)).to_be_visible()

    def see_chosen(self, choice_ids: list[str]) -> None:
        """Exactly these choices are marked on the screen."""
        expect(self.page.locator("[data-item] input:checked")).to_have_count(len(choice_ids))
        for choice_id in choice_ids:
            expect(self.choice(choice_id)).to_be_checked()

    @property
    def save_state(self) -> Locator:
        return self.page.locator("[data-save-state]")

    def see_saved(self, *, seconds: float = SECONDS_TO_SEND) -> None:
        """The line says that the server has everything."""
        expect(self.save_state).to_have_text(self.words("Saved"), timeout=seconds * 1000)

    def see_no_network(self) -> None:
        sentence = self.words("No network: your answers are safe on this device")
        expect(self.save_state).to_have_text(sentence)

    def see_received(self, *, seconds: float = SECONDS_TO_SEND) -> None:
        """The last page: everything arrived."""
        self.page.wait_for_url("**/sitting/done", timeout=seconds * 1000)
        self.see_heading("Your answers have been received")
