"""Elements to join: by a list, by a radio button, by tapping cards, by dragging them."""

import pytest
from playwright.sync_api import Locator, expect

from itembank.items import Item, ItemType
from tests.builders.items import (
    a_categorise_item,
    a_choice,
    a_match_pairs_body,
    a_match_pairs_item,
    an_item,
)
from tests.journeys.item_pages import ItemPage, ItemPages, ShowItem


def an_image_pairs_item() -> Item:
    left = [a_choice("a", text="de bus"), a_choice("b", text="de trein")]
    right = [
        a_choice("x", text="een bus", image="bus.svg"),
        a_choice("y", text="een trein", image="train.svg"),
    ]
    return an_item(item_type=ItemType.MATCH_PAIRS, body=a_match_pairs_body(left=left, right=right))


def row(shown: ItemPage, text: str) -> Locator:
    return shown.page.locator("[data-left]").filter(has=shown.page.get_by_text(text, exact=True))


def card(shown: ItemPage, text: str) -> Locator:
    return shown.page.locator(".pair-card").filter(has_text=text)


class TestMatchPairs:
    def test_is_made_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item())

        shown.tab_to(shown.page.get_by_label("brood", exact=True))
        shown.press("ArrowDown")
        shown.tab_to(shown.page.get_by_label("vis", exact=True))
        shown.press("ArrowDown")

        assert shown.response == {"pairs": {"a": "x", "b": "y"}}

    def test_does_not_offer_a_partner_that_another_element_has(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(), value={"pairs": {"a": "x"}})

        offered = shown.page.get_by_label("vis", exact=True).locator("option:not(:disabled)")

        assert offered.all_text_contents() == ["Kies", "de visboer", "de slager"]

    def test_takes_a_card_from_another_element_and_says_so(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(), value={"pairs": {"a": "x"}})

        shown.drag(card(shown, "de bakker"), row(shown, "vis"))

        assert shown.told == [{"pairs": {"b": "x"}}]
        expect(shown.page.get_by_role("status")).to_have_text(
            "vis: de bakker. brood: niets gekozen"
        )

    def test_leaves_a_partner_to_both_where_that_is_allowed(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(reuse=True), value={"pairs": {"a": "x"}})

        shown.page.get_by_label("vis", exact=True).select_option("de bakker")

        assert shown.told == [{"pairs": {"a": "x", "b": "x"}}]

    def test_is_made_by_tapping_a_card_and_then_an_element(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(), has_touch=True)

        card(shown, "de slager").get_by_text("de slager").tap()
        row(shown, "vis").locator(".pair-place").tap()

        assert shown.told == [{"pairs": {"b": "z"}}]
        expect(shown.page.get_by_role("status")).to_have_text("vis: de slager")

    def test_lets_a_card_go_that_is_tapped_twice(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item())

        for _tap in range(2):
            card(shown, "de slager").get_by_text("de slager").click()
        row(shown, "vis").locator("[data-spoken]").click()

        assert shown.told == []

    def test_is_made_by_dragging_a_card(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item())

        shown.drag(card(shown, "de bakker"), row(shown, "brood"))
        shown.drag(card(shown, "de visboer"), row(shown, "vis"))

        assert shown.response == {"pairs": {"a": "x", "b": "y"}}

    def test_is_made_by_a_finger_on_the_grip(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(), has_touch=True)

        shown.drag_by_finger(card(shown, "de visboer").locator("[data-grip]"), row(shown, "vis"))

        assert shown.told == [{"pairs": {"b": "y"}}]

    def test_forgets_a_card_that_is_dropped_elsewhere(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item())

        shown.drag(card(shown, "de bakker"), shown.page.locator("legend"))

        assert shown.told == []

    def test_is_empty_again_when_nothing_is_chosen(self, show_item: ShowItem) -> None:
        shown = show_item(a_match_pairs_item(), value={"pairs": {"a": "x"}})

        shown.page.get_by_label("brood", exact=True).select_option("Kies")

        assert shown.told == [{"pairs": {}}]
        assert shown.is_empty()

    def test_comes_back_as_it_was_in_the_order_of_the_attempt(self, show_item: ShowItem) -> None:
        value = {"pairs": {"a": "z", "b": "x"}}
        shown = show_item(a_match_pairs_item(), value=value, order=["z", "y", "x"])

        lists = shown.page.get_by_role("combobox")

        assert [one.input_value() for one in lists.all()] == ["z", "x"]
        assert lists.first.locator("option").all_text_contents() == [
            "Kies",
            "de slager",
            "de visboer",
            "de bakker",
        ]
        assert shown.told == []

    def test_shows_the_image_of_the_partner(self, show_item: ShowItem) -> None:
        shown = show_item(an_image_pairs_item(), value={"pairs": {"b": "x"}})

        placed = shown.page.locator("[data-placed]:visible")

        expect(placed).to_have_attribute("src", "http://item/media/bus.svg")

    @pytest.mark.parametrize("language", ["nl", "ar"])
    @pytest.mark.parametrize(
        "item", [a_match_pairs_item(), an_image_pairs_item()], ids=["text", "image"]
    )
    def test_is_accessible(self, item: Item, language: str, show_item: ShowItem) -> None:
        shown = show_item(item, language=language, value={"pairs": {"a": "x"}})

        shown.look_at(f"match pairs, {language}")
        shown.check_targets("button, select, [data-grip]")

    def test_does_not_show_its_key(self, item_pages: ItemPages) -> None:
        pages = {item_pages.print_item(a_match_pairs_item(key=key)) for key in ("ax by", "az bx")}

        assert len(pages) == 1


class TestCategorise:
    def test_is_made_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_categorise_item())

        shown.tab_to(shown.page.get_by_role("radio").first)
        shown.press("Space")
        shown.tab_to(row(shown, "de fles").get_by_role("radio").first)
        shown.press("Space", "ArrowDown")

        assert shown.response == {"pairs": {"a": "x", "c": "y"}}

    def test_is_made_by_pointer_alone(self, show_item: ShowItem) -> None:
        shown = show_item(a_categorise_item(), order=["c", "b", "a"])

        row(shown, "de doos").get_by_text("papier").click()
        row(shown, "de krant").get_by_text("papier").click()

        assert shown.response == {"pairs": {"a": "x", "b": "x"}}

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(a_categorise_item(), value={"pairs": {"b": "y"}})

        expect(row(shown, "de doos").get_by_label("glas")).to_be_checked()
        expect(shown.page.locator("input:checked")).to_have_count(1)
        assert shown.told == []

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_is_accessible(self, language: str, show_item: ShowItem) -> None:
        shown = show_item(a_categorise_item(), language=language, value={"pairs": {"a": "x"}})

        shown.look_at(f"categorise, {language}")
        shown.check_targets("button, .category")

    def test_does_not_show_its_key(self, item_pages: ItemPages) -> None:
        pages = {
            item_pages.print_item(a_categorise_item(key=key)) for key in ("ax bx cy", "ay by cx")
        }

        assert len(pages) == 1
