"""The types with gaps in a text, each on a page of its own."""

import pytest
from playwright.sync_api import Locator, expect

from itembank.items import Item
from tests.builders.items import (
    a_choice_gap,
    a_gap_choice_item,
    a_gap_text_item,
    a_text_gap,
    an_inline_choice_item,
)
from tests.journeys.item_pages import ItemPage, ItemPages, ShowItem


def gap(shown: ItemPage, number: int) -> Locator:
    return shown.page.get_by_label(f"Lege plaats {number}", exact=True)


def word(shown: ItemPage, text: str) -> Locator:
    return shown.page.locator("[data-word]").filter(has_text=text)


class TestGapText:
    def test_is_filled_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_text_item())

        shown.tab_to(gap(shown, 1))
        shown.page.keyboard.type("ga")
        shown.tab_to(gap(shown, 2))
        shown.page.keyboard.type("de bakker")
        shown.press("Tab")

        assert shown.response == {"gaps": {"g1": "ga", "g2": "de bakker"}}

    def test_counts_as_open_when_it_is_emptied(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_text_item(), value={"gaps": {"g1": "ga"}})

        gap(shown, 1).fill("")
        gap(shown, 1).blur()

        assert (shown.response, shown.is_empty()) == ({"gaps": {}}, True)

    def test_names_each_gap_with_its_sentence(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_text_item())

        expect(gap(shown, 2)).to_have_accessible_description("Ik … naar ….")

    def test_does_not_help_with_the_answer(self, show_item: ShowItem) -> None:
        field = gap(show_item(a_gap_text_item()), 1)

        for name in ("autocomplete", "autocorrect", "autocapitalize"):
            expect(field).to_have_attribute(name, "off")
        expect(field).to_have_attribute("spellcheck", "false")

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_text_item(), value={"gaps": {"g2": " de  bakker"}})

        expect(gap(shown, 2)).to_have_value(" de  bakker")
        assert shown.told == []


class TestGapChoice:
    def test_is_filled_from_its_lists_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item())

        shown.tab_to(gap(shown, 1))
        shown.press("ArrowDown")
        shown.tab_to(gap(shown, 2))
        shown.press("ArrowDown", "ArrowDown", "ArrowUp")

        assert shown.response == {"gaps": {"g1": "a", "g2": "b"}}

    def test_is_filled_from_the_bank_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item())

        shown.tab_to(word(shown, "de gemeente"))
        shown.press("Enter", "Shift+Tab")
        while not gap(shown, 2).evaluate("it => it === document.activeElement"):
            shown.press("Shift+Tab")
        shown.press("Enter")

        assert shown.response == {"gaps": {"g2": "b"}}

    def test_is_filled_by_pressing_a_word_and_a_gap(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item())

        word(shown, "de buren").click()
        expect(word(shown, "de buren")).to_have_attribute("aria-pressed", "true")
        gap(shown, 2).click()

        assert shown.response == {"gaps": {"g2": "c"}}
        expect(word(shown, "de buren")).to_have_attribute("aria-pressed", "false")

    def test_is_filled_by_dragging(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item())

        shown.drag(word(shown, "de bakker"), gap(shown, 1))

        assert shown.response == {"gaps": {"g1": "a"}}

    def test_stays_as_it_is_when_a_word_is_dropped_elsewhere(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item())

        shown.drag(word(shown, "de bakker"), shown.page.get_by_role("heading"))

        assert shown.told == []

    def test_is_filled_by_finger(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item(), has_touch=True)

        word(shown, "de bakker").tap()
        gap(shown, 1).tap()

        assert shown.response == {"gaps": {"g1": "a"}}

    def test_moves_a_word_that_can_be_used_once(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item(), value={"gaps": {"g1": "a"}})
        expect(word(shown, "de bakker")).to_contain_text("gebruikt")

        word(shown, "de bakker").click()
        gap(shown, 2).click()

        assert shown.response == {"gaps": {"g2": "a"}}
        expect(gap(shown, 1)).to_have_value("")

    def test_lists_no_word_that_stands_in_another_gap(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item(), value={"gaps": {"g1": "a"}})

        free = gap(shown, 2).locator("option:enabled").all_text_contents()

        assert free == ["Kies", "de gemeente", "de buren"]

    def test_keeps_a_word_that_can_be_used_again(self, show_item: ShowItem) -> None:
        item = a_gap_choice_item(reuse=True)
        shown = show_item(item, value={"gaps": {"g1": "a"}})
        expect(word(shown, "de bakker").locator("[data-used]")).to_be_hidden()

        gap(shown, 2).select_option("de bakker")

        assert shown.response == {"gaps": {"g1": "a", "g2": "a"}}

    def test_gives_a_word_back(self, show_item: ShowItem) -> None:
        shown = show_item(a_gap_choice_item(), value={"gaps": {"g1": "a"}})

        gap(shown, 1).select_option("")

        assert (shown.response, shown.is_empty()) == ({"gaps": {}}, True)
        expect(word(shown, "de bakker").locator("[data-used]")).to_be_hidden()

    def test_lists_the_words_in_the_order_of_the_attempt(self, show_item: ShowItem) -> None:
        value = {"gaps": {"g1": "a"}}
        shown = show_item(a_gap_choice_item(), order=["c", "a", "b"], value=value)

        options = gap(shown, 1).locator("option").all()

        assert [one.get_attribute("value") for one in options] == ["", "c", "a", "b"]
        expect(gap(shown, 1)).to_have_value("a")


class TestInlineChoice:
    def test_is_chosen_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(an_inline_choice_item())

        shown.tab_to(gap(shown, 2))
        shown.press("ArrowDown", "ArrowDown")

        assert shown.response == {"gaps": {"g2": "b"}}

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(an_inline_choice_item(), value={"gaps": {"g1": "b"}})

        expect(gap(shown, 1)).to_have_value("b")
        expect(gap(shown, 2)).to_have_value("")


_ITEMS = [
    pytest.param(a_gap_text_item(), {"gaps": {"g1": "ga"}}, id="gap text"),
    pytest.param(a_gap_choice_item(), {"gaps": {"g1": "a"}}, id="gap choice"),
    pytest.param(an_inline_choice_item(), {"gaps": {"g1": "a"}}, id="inline choice"),
]


class TestEveryType:
    @pytest.mark.parametrize("language", ["nl", "ar"])
    @pytest.mark.parametrize(("item", "value"), _ITEMS)
    def test_is_accessible(
        self, item: Item, value: object, language: str, show_item: ShowItem
    ) -> None:
        shown = show_item(item, language=language, value=value)

        shown.look_at(f"{item.item_type}, {language}")
        shown.check_targets("[data-gap], [data-word], .audio-button")

    @pytest.mark.parametrize(
        ("item", "other"),
        [
            pytest.param(
                a_gap_text_item(),
                a_gap_text_item(gaps=[a_text_gap("g1", "x"), a_text_gap("g2", "y" * 90)]),
                id="gap text",
            ),
            pytest.param(
                a_gap_choice_item(), a_gap_choice_item(key={"g1": "c", "g2": "a"}), id="gap choice"
            ),
            pytest.param(
                an_inline_choice_item(),
                an_inline_choice_item(gaps=[a_choice_gap("g1", key="b"), a_choice_gap("g2")]),
                id="inline choice",
            ),
        ],
    )
    def test_shows_nothing_of_the_key(self, item: Item, other: Item, item_pages: ItemPages) -> None:
        assert item.body != other.body
        assert item_pages.print_item(item) == item_pages.print_item(other)
