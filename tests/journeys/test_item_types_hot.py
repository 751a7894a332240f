"""Areas of an image and spans of a text: controls that look like what they stand in."""

import pytest
from playwright.sync_api import Locator, expect

from itembank.items import Item
from scoring.codes import RuleId
from tests.builders.items import a_hot_text_item, a_hotspot_item
from tests.journeys.item_pages import ItemPage, ItemPages, ShowItem


def several_areas(key: str = "ab") -> Item:
    return a_hotspot_item(key=key, rule=RuleId.SELECT_EXACTLY)


def several_spans() -> Item:
    return a_hot_text_item(key=["h1", "h2"], rule=RuleId.SELECT_EXACTLY)


def shape(shown: ItemPage, number: int) -> Locator:
    return shown.page.locator(".hotspot-shape").nth(number)


class TestHotspot:
    def test_is_answered_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_hotspot_item())

        shown.tab_to(shown.page.get_by_role("radio").first)
        shown.press("Space", "ArrowRight")

        assert shown.told == [{"chosen": ["a"]}, {"chosen": ["b"]}]

    def test_shows_where_the_focus_is(self, show_item: ShowItem) -> None:
        shown = show_item(several_areas())

        shown.tab_to(shown.page.get_by_role("checkbox").nth(1))

        expect(shown.page.locator(".hotspot-halo").nth(1)).to_have_css("stroke-width", "13px")
        expect(shown.page.locator(".hotspot-halo").first).to_have_css("stroke-width", "7px")

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_is_answered_by_pointer_alone(self, language: str, show_item: ShowItem) -> None:
        shown = show_item(several_areas(), language=language)

        for number in (2, 1, 2):
            shape(shown, number).click()

        assert shown.told == [{"chosen": ["c"]}, {"chosen": ["b", "c"]}, {"chosen": ["b"]}]

    def test_is_answered_by_finger_at_the_width_of_a_telephone(self, show_item: ShowItem) -> None:
        shown = show_item(a_hotspot_item(), viewport={"width": 320, "height": 640}, has_touch=True)

        shape(shown, 1).tap()

        assert shown.told == [{"chosen": ["b"]}]

    def test_takes_the_shape_and_not_the_corners_around_it(self, show_item: ShowItem) -> None:
        shown = show_item(several_areas())

        shape(shown, 1).click(position={"x": 8, "y": 8}, force=True)

        assert shown.told == []

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(several_areas(), value={"chosen": ["a", "c"]})

        expect(shown.page.locator(".hotspot-mark:visible")).to_have_count(2)
        assert shown.told == []

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_is_accessible(self, language: str, show_item: ShowItem) -> None:
        shown = show_item(several_areas(), language=language, value={"chosen": ["a"]})

        shown.look_at(f"hotspot, {language}")
        shown.check_targets("button, .hotspot-shape")

    def test_does_not_show_its_key(self, item_pages: ItemPages) -> None:
        pages = {item_pages.print_item(several_areas(key)) for key in ("ab", "bc")}

        assert len(pages) == 1


class TestHotText:
    def test_is_answered_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(several_spans())

        shown.tab_to(shown.page.get_by_role("checkbox").nth(1))
        shown.press("Space", "Tab", "Space")

        assert shown.response == {"chosen": ["h2", "h3"]}

    def test_is_answered_by_pointer_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_hot_text_item())

        for number in (0, 2):
            shown.page.locator(".hot-span").nth(number).click()

        assert shown.told == [{"chosen": ["h1"]}, {"chosen": ["h3"]}]

    def test_has_no_white_space_that_the_text_does_not_have(self, show_item: ShowItem) -> None:
        shown = show_item(a_hot_text_item())

        between = shown.page.locator(".hot-text p").last.evaluate(
            "p => [...p.childNodes].filter(n => n.nodeType === 3).map(n => n.data)"
        )

        assert between == ["Gisteren ", " ik ", "."]

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(several_spans(), value={"chosen": ["h1", "h3"]})

        chosen = shown.page.locator(".hot-span").filter(has=shown.page.locator(":checked"))

        assert [span.inner_text() for span in chosen.all()] == ["ga", "thuis"]
        assert shown.told == []

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_is_accessible(self, language: str, show_item: ShowItem) -> None:
        shown = show_item(a_hot_text_item(), language=language, value={"chosen": ["h2"]})

        shown.look_at(f"hot text, {language}")
        shown.check_targets("button, .hot-span")

    def test_does_not_show_its_key(self, item_pages: ItemPages) -> None:
        pages = {item_pages.print_item(a_hot_text_item(key=[key])) for key in ("h1", "h2")}

        assert len(pages) == 1
