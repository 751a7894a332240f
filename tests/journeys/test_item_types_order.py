"""Choices to put in order: by buttons, by dragging, and by agreeing with what is shown."""

import pytest
from playwright.sync_api import Locator, expect

from tests.builders.items import an_order_item
from tests.journeys.item_pages import ItemPage, ItemPages, ShowItem


def row(shown: ItemPage, text: str) -> Locator:
    return shown.page.locator("[data-option]").filter(has_text=text)


def rows(shown: ItemPage) -> str:
    return "".join(
        shown.page.locator("[data-option]").evaluate_all("all => all.map(r => r.dataset.option)")
    )


class TestOrder:
    def test_is_made_by_keyboard_alone(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item())
        down = row(shown, "Ga naar de dokter").get_by_role("button", name="Omlaag")

        shown.tab_to(down)
        shown.press("Enter", "Space")

        assert shown.told == [{"order": ["b", "a", "c"]}, {"order": ["b", "c", "a"]}]
        expect(down).to_be_focused()

    def test_says_where_a_choice_came_to_stand(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item())

        row(shown, "Bel de dokter").get_by_role("button", name="Omhoog").click()

        expect(shown.page.get_by_role("status")).to_have_text("Bel de dokter: plaats 1 van 3")

    def test_tells_nothing_new_at_the_end(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item())

        shown.tab_to(row(shown, "Ga naar de dokter").get_by_role("button", name="Omhoog"))
        shown.press("Enter")

        assert (shown.told, rows(shown)) == ([], "abc")

    def test_is_made_by_dragging_alone(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item())

        shown.drag(row(shown, "Ga naar de dokter"), row(shown, "Maak een afspraak"))

        assert shown.told == [{"order": ["b", "c", "a"]}]

    def test_is_made_by_a_finger_on_the_grip(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item(), has_touch=True)

        shown.drag_by_finger(
            row(shown, "Maak een afspraak").locator("[data-grip]"), row(shown, "Ga naar de dokter")
        )

        assert shown.told == [{"order": ["c", "a", "b"]}]

    def test_is_agreed_with_as_it_is_shown(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item(), order=["c", "a", "b"])

        shown.page.get_by_label("Deze volgorde is goed").check()

        assert shown.told == [{"order": ["c", "a", "b"]}]

    def test_is_no_longer_an_answer_when_nobody_agrees(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item(), value={"order": ["c", "a", "b"]})

        shown.page.get_by_label("Deze volgorde is goed").uncheck()

        assert shown.told == [{"order": []}]
        assert shown.is_empty()

    def test_comes_back_as_it_was(self, show_item: ShowItem) -> None:
        shown = show_item(an_order_item(), order=["a", "c", "b"], value={"order": ["c", "b", "a"]})

        assert (rows(shown), shown.told) == ("cba", [])
        expect(shown.page.get_by_label("Deze volgorde is goed")).to_be_checked()

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_is_accessible(self, language: str, show_item: ShowItem) -> None:
        shown = show_item(an_order_item(), language=language, value={"order": ["b", "a", "c"]})

        shown.look_at(f"order, {language}")
        shown.check_targets("button, [data-grip], .choice-label")

    def test_does_not_show_its_key(self, item_pages: ItemPages) -> None:
        pages = {item_pages.print_item(an_order_item(key=key)) for key in ("bca", "cab", "cba")}

        assert len(pages) == 1
