"""The types that choose among choices, each on a page of its own."""

import pytest

from itembank.items import ItemType
from tests.builders.items import a_choice, a_select_several_item, an_item
from tests.journeys.item_pages import ShowItem

_IMAGES = [a_choice("a", image="bus.svg"), a_choice("b", image="train.svg")]


class TestChoices:
    def test_are_made_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(an_item())

        shown.tab_to(shown.page.get_by_role("radio").first)
        shown.press("Space", "ArrowDown")

        assert shown.told == [{"chosen": ["a"]}, {"chosen": ["b"]}]

    def test_are_made_by_pointer_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_select_several_item())

        for text in ("de school", "de bakker"):
            shown.page.get_by_text(text).click()

        assert shown.response == {"chosen": ["a", "d"]}

    def test_come_back_as_they_were(self, show_item: ShowItem) -> None:
        shown = show_item(a_select_several_item(), value={"chosen": ["b", "c"]})

        chosen = shown.page.locator("input:checked")

        assert [box.get_attribute("value") for box in chosen.all()] == ["b", "c"]
        assert shown.told == []

    def test_stand_in_the_order_of_the_attempt(self, show_item: ShowItem) -> None:
        shown = show_item(an_item(), order=["c", "a", "b"])

        options = shown.page.locator("[data-option]")

        assert [one.get_attribute("data-option") for one in options.all()] == ["c", "a", "b"]

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_are_accessible(self, language: str, show_item: ShowItem) -> None:
        item = an_item(item_type=ItemType.IMAGE_CHOICE, choices=_IMAGES)

        show_item(item, language=language, value={"chosen": ["b"]}).look_at(f"images, {language}")
