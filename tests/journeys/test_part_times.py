"""Parts with a time of their own, on a device that no server answers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.builders.items import a_true_false_item
from tests.journeys.candidate import Candidate
from tests.journeys.item_pages import ItemPages
from tests.journeys.walks import walk_through

PARTS = 3


@pytest.fixture
def candidate(item_pages: ItemPages) -> Iterator[Candidate]:
    """Somebody before the first of three parts of 100 seconds, in a test of 600."""
    items = [a_true_false_item()] * PARTS
    with walk_through(item_pages, items, part_seconds=[100] * PARTS) as walk:
        yield Candidate(page=walk.page, url="", language="nl")


def leave_seconds(candidate: Candidate, seconds: float) -> None:
    """Let so much of the time of the test be left."""
    candidate.page.evaluate("seconds => endTimeIn(seconds)", seconds)


def two_minutes(candidate: Candidate) -> str:
    return candidate.words("Minutes left: %(number)s", number=2)


def see_part(candidate: Candidate, number: int) -> None:
    expect(candidate.heading).to_have_text(f"Deel q{number:02}")


def see_said(candidate: Candidate, sentence: str) -> None:
    expect(candidate.page.get_by_text(candidate.words(sentence))).to_be_visible()


def open_part(candidate: Candidate, number: int) -> None:
    see_part(candidate, number)
    candidate.press("Start")
    candidate.see_question(number, of=PARTS)


def leave_part(candidate: Candidate) -> None:
    """From its last question over all of them to the next part."""
    candidate.press("Next")
    candidate.see_heading("All questions")
    see_said(candidate, "After this you can not change your answers.")
    candidate.press("Next")


@pytest.fixture
def mixed(item_pages: ItemPages) -> Iterator[Candidate]:
    """Somebody before three parts of which only the second has a time of its own."""
    items = [a_true_false_item()] * PARTS
    with walk_through(item_pages, items, part_seconds=[None, 100, None]) as walk:
        yield Candidate(page=walk.page, url="", language="nl")


class TestAPartWithoutATime:
    def test_stays_open_beside_one_that_has_it(self, mixed: Candidate) -> None:
        mixed.see_question(1, of=PARTS)
        mixed.press("Next")
        see_said(mixed, "When you press the button, the time starts.")
        open_part(mixed, 2)
        mixed.press("Back")
        mixed.see_question(1, of=PARTS)
        mixed.press("Next")
        open_part(mixed, 2)

        leave_seconds(mixed, 499)

        open_part(mixed, 3)
        mixed.press("All questions")
        expect(mixed.page.locator(".overview-item")).to_have_count(2)
        mixed.see_button("Hand in the test")


class TestAPart:
    def test_is_closed_when_its_time_is_up(self, candidate: Candidate) -> None:
        open_part(candidate, 1)
        candidate.press("All questions")
        leave_seconds(candidate, 500.3)

        see_part(candidate, 2)
        see_said(candidate, "The time is up.")
        expect(candidate.page.locator("[data-clock]")).to_have_text(two_minutes(candidate))
        see_said(candidate, "When you press the button, the time starts.")
        expect(candidate.button("Back")).to_be_hidden()

        candidate.press("Start")
        candidate.see_question(2, of=PARTS)
        expect(candidate.button("Back")).to_be_disabled()

    def test_shows_its_own_time_and_nothing_of_the_others(self, candidate: Candidate) -> None:
        clock = candidate.page.locator("[data-clock]")
        expect(clock).to_have_text(two_minutes(candidate))

        open_part(candidate, 1)
        leave_seconds(candidate, 550)
        expect(clock).to_have_text(candidate.words("Less than 1 minute left"))
        candidate.press("All questions")

        expect(candidate.page.locator(".overview-item")).to_have_count(1)
        expect(candidate.button("Hand in the test")).to_be_hidden()

    def test_may_be_gone_back_to_until_the_next_one_is_opened(self, candidate: Candidate) -> None:
        open_part(candidate, 1)
        leave_part(candidate)
        see_part(candidate, 2)
        candidate.press("Back")
        candidate.see_question(1, of=PARTS)
        leave_part(candidate)

        open_part(candidate, 2)
        expect(candidate.button("Back")).to_be_disabled()

    def test_ends_the_test_when_it_is_the_last(self, candidate: Candidate) -> None:
        for number in range(1, PARTS + 1):
            open_part(candidate, number)
            if number < PARTS:
                leave_part(candidate)
        candidate.press("All questions")
        candidate.see_button("Hand in the test")
        leave_seconds(candidate, 499)

        candidate.see_heading("Your answers are being sent")
        see_said(candidate, "The time is up.")
