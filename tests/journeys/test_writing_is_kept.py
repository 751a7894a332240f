"""What is written is never lost with the screen that it stands on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from itembank.items import Item
from tests.builders.items import a_gap_text_item, a_long_writing_item
from tests.journeys.item_pages import ADDRESS, ItemPages
from tests.journeys.walks import DEADLINE_MS, WalkPage, walk_through

Begin = Callable[..., WalkPage]


@pytest.fixture
def begin(item_pages: ItemPages) -> Iterator[Begin]:
    def begin_test(*items: Item, **wishes: Any) -> WalkPage:
        return walks.enter_context(walk_through(item_pages, items, **wishes))

    with ExitStack() as walks:
        yield begin_test


class TestWriting:
    @pytest.mark.parametrize(
        "leave",
        [
            pytest.param(lambda page: page.keyboard.press("Alt+PageDown"), id="the next question"),
            pytest.param(
                lambda page: page.locator("[data-action=overview]").evaluate("it => it.click()"),
                id="the overview",
            ),
            pytest.param(lambda page: page.evaluate("closeWalk()"), id="another device takes over"),
            pytest.param(
                lambda page: page.evaluate("dispatchEvent(new Event('pagehide'))"),
                id="the page is put away",
            ),
            pytest.param(lambda page: page.goto(f"{ADDRESS}/away"), id="the page is left"),
        ],
    )
    def test_is_written_down_when_the_question_goes(
        self, leave: Callable[[Page], object], begin: Begin
    ) -> None:
        walk = begin(a_long_writing_item(), a_gap_text_item())
        walk.stop_timers()
        walk.page.get_by_role("textbox").press_sequentially("Beste bu")

        leave(walk.page)

        walk.wait_for_answer({"text": "Beste bu"})

    def test_counts_as_made_when_it_was_written(self, begin: Begin) -> None:
        """The screen goes after the deadline, the last key came before it."""
        walk = begin(a_long_writing_item())
        walk.page.get_by_role("textbox").press_sequentially("Op tijd")

        walk.page.evaluate("endTimeIn(0.3)")

        entry = walk.wait_for_answer({"text": "Op tijd"})
        assert entry["made_at_ms"] <= DEADLINE_MS

    def test_is_told_while_somebody_goes_on_writing(self, begin: Begin) -> None:
        walk = begin(a_long_writing_item())
        text = "Ik schrijf en ik schrijf maar door."

        walk.page.get_by_role("textbox").press_sequentially(text, delay=60)

        first = walk.list_answers()[0]["value"]["text"]
        assert first
        assert text.startswith(first)

    def test_stands_there_again_on_the_way_back(self, begin: Begin) -> None:
        walk = begin(a_gap_text_item(), a_long_writing_item())
        walk.page.get_by_role("textbox", name="Lege plaats 2").fill("de  bakker ")

        walk.page.keyboard.press("Alt+PageDown")
        expect(walk.page.get_by_role("textbox", name="Je tekst")).to_be_visible()
        walk.page.keyboard.press("Alt+PageUp")

        field = walk.page.get_by_role("textbox", name="Lege plaats 2")
        expect(field).to_have_value("de  bakker ")
