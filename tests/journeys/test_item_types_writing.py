"""The types that are written, each on a page of its own."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from itembank.item_types.long_writing import LONGEST_WRITING
from itembank.items import Item
from tests.builders.items import a_long_writing_item, a_number_item, a_short_text_item
from tests.journeys.item_pages import ItemPages, ShowItem

_CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "word_counts.json").read_text(encoding="utf-8")
)
_WHEN_TOLD = """() => new Promise((resolve) => {
  const look = () => {
    const value = window.told.at(-1);
    if (value?.text === "Brussel") resolve(value);
    else requestAnimationFrame(look);
  };
  look();
})"""
_TOO_LONG = "Je tekst is te lang"


class TestLine:
    @pytest.mark.parametrize("item", [a_number_item(), a_short_text_item()])
    def test_is_written_by_keyboard_alone(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item)

        shown.tab_to(shown.page.get_by_role("textbox", name="Je antwoord"))
        shown.page.keyboard.type("3,5")
        shown.press("Tab")

        assert shown.told == [{"text": "3,5"}]

    def test_is_told_without_being_left(self, show_item: ShowItem) -> None:
        shown = show_item(a_short_text_item())

        shown.page.get_by_role("textbox").press_sequentially("Brussel")

        assert shown.page.evaluate(_WHEN_TOLD) == {"text": "Brussel"}

    def test_counts_as_open_with_blanks_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_short_text_item())

        shown.page.get_by_role("textbox").fill("  ")
        shown.page.get_by_role("textbox").blur()

        assert shown.is_empty()

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(a_number_item(), value={"text": " 3,50 "})

        expect(shown.page.get_by_role("textbox")).to_have_value(" 3,50 ")
        expect(shown.page.get_by_role("textbox")).to_have_accessible_description("kg")
        assert shown.told == []

    def test_tells_no_half_of_a_character(self, show_item: ShowItem) -> None:
        shown = show_item(a_short_text_item())

        shown.page.get_by_role("textbox").evaluate(
            "field => { field.value = 'a\\ud83d'; field.dispatchEvent(new Event('input',"
            " {bubbles: true})); flush(); }"
        )

        assert shown.response == {"text": "a\ufffd"}


class TestLongWriting:
    def test_is_written_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item())

        shown.tab_to(shown.page.get_by_role("textbox", name="Je tekst"))
        shown.page.keyboard.type("Beste,")
        shown.press("Enter", "Tab")

        assert shown.response == {"text": "Beste,\n"}

    def test_inserts_a_character_by_keyboard_where_the_caret_is(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item())
        sheet = shown.page.get_by_role("textbox")
        sheet.press_sequentially("cafs")
        shown.press("ArrowLeft", "Shift+Tab")

        shown.press("ArrowRight", "ArrowRight", "ArrowRight", "Enter")

        expect(sheet).to_have_value("cafés")
        expect(sheet).to_be_focused()
        shown.press("Control+z")
        expect(sheet).to_have_value("cafs")

    def test_inserts_a_character_by_pointer(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item(), value={"text": "5 "})

        shown.page.get_by_role("button", name="€", exact=True).click()
        shown.page.get_by_role("textbox").blur()

        assert shown.response["text"] in ("€5 ", "5 €")

    def test_counts_words_as_the_server_does(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item())
        sheet, count = shown.page.get_by_role("textbox"), shown.page.locator("[data-word-count]")

        counted = {}
        for case in _CASES:
            sheet.fill(case["text"])
            counted[case["about"]] = count.text_content()

        assert counted == {case["about"]: f"Woorden: {case['words']}" for case in _CASES}

    def test_warns_and_keeps_every_word_that_is_too_many(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item(max_words=5))
        text = "een twee drie vier vijf zes zeven"
        expect(shown.page.locator("[data-too-long]")).to_be_hidden()

        shown.page.get_by_role("textbox").fill(text)
        shown.page.get_by_role("textbox").blur()

        expect(shown.page.locator("[data-too-long]")).to_be_visible()
        assert shown.response == {"text": text}

    def test_says_the_count_when_the_writer_rests(self, show_item: ShowItem) -> None:
        shown = show_item(a_long_writing_item(max_words=1, min_words=1))
        heard = shown.page.locator("[data-heard]")

        shown.page.get_by_role("textbox").press_sequentially("een twee")
        expect(heard).to_have_text("")

        expect(heard).to_contain_text("Woorden: 2")
        expect(heard).to_contain_text(_TOO_LONG)

    def test_refuses_as_a_whole_what_has_no_room(self, show_item: ShowItem) -> None:
        full = "a" * (LONGEST_WRITING - 1)
        shown = show_item(a_long_writing_item(), value={"text": full})
        sheet = shown.page.get_by_role("textbox")
        sheet.focus()

        shown.page.keyboard.insert_text("bb")

        expect(shown.page.locator("[data-no-room]")).to_be_visible()
        expect(sheet).to_have_value(full)

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        text = " Beste,\n\n\tik  kom niet.\n"
        shown = show_item(a_long_writing_item(), value={"text": text})

        expect(shown.page.get_by_role("textbox")).to_have_value(text)
        expect(shown.page.locator("[data-word-count]")).to_have_text("Woorden: 4")
        assert shown.told == []


_ITEMS = [
    pytest.param(a_number_item(), {"text": "3,5"}, id="number"),
    pytest.param(a_short_text_item(), {"text": "Brussel"}, id="short text"),
    pytest.param(a_long_writing_item(max_words=5), {"text": "een " * 6}, id="long writing"),
]


class TestEveryType:
    @pytest.mark.parametrize("language", ["nl", "ar"])
    @pytest.mark.parametrize(("item", "value"), _ITEMS)
    def test_is_accessible(
        self, item: Item, value: object, language: str, show_item: ShowItem
    ) -> None:
        shown = show_item(item, language=language, value=value)

        shown.look_at(f"{item.item_type}, {language}")
        shown.check_targets("input, textarea, button")

    @pytest.mark.parametrize(
        ("item", "other"),
        [
            pytest.param(a_number_item(), a_number_item(value="12345", tolerance="2"), id="number"),
            pytest.param(a_short_text_item(), a_short_text_item("Gent", "Leuven"), id="short text"),
            pytest.param(
                a_long_writing_item(), a_long_writing_item(max_marks=3), id="long writing"
            ),
        ],
    )
    def test_shows_nothing_of_the_key(self, item: Item, other: Item, item_pages: ItemPages) -> None:
        assert item.body != other.body
        assert item_pages.print_item(item) == item_pages.print_item(other)
