"""The types that ask for the figure that is missing, each on a page of its own."""

import pytest
from playwright.sync_api import Locator

from itembank.generators.difficulty import Difficulty
from itembank.items import Item
from tests.builders.items import a_figure_matrix_item, a_figure_series_item
from tests.journeys.item_pages import ItemPage, ShowItem

_LEAST_TARGET = 88


@pytest.fixture(
    params=[a_figure_series_item, a_figure_matrix_item],
    ids=["series", "matrix"],
)
def item(request: pytest.FixtureRequest) -> Item:
    built: Item = request.param(7, difficulty=Difficulty.HARD)
    return built


class TestFigures:
    def test_are_chosen_by_keyboard_alone(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item)

        shown.tab_to(shown.page.get_by_role("radio").first)
        shown.press("Space", "ArrowRight", "ArrowDown", "ArrowLeft")

        assert [told["chosen"] for told in shown.told] == [["a"], ["b"], ["c"], ["b"]]

    def test_are_chosen_by_pointer_alone(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item)

        for option in "fb":
            _option(shown, option).locator("svg").click()

        assert [told["chosen"] for told in shown.told] == [["f"], ["b"]]

    def test_are_chosen_by_touch(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item, has_touch=True)

        _option(shown, "d").tap()

        assert shown.response == {"chosen": ["d"]}

    def test_come_back_as_they_were(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item, value={"chosen": ["e"]}, order=list("fedcba"))

        assert shown.page.locator("input:checked").get_attribute("value") == "e"
        assert _option_ids(shown) == list("fedcba")

    def test_are_big_targets_on_a_narrow_screen(self, item: Item, show_item: ShowItem) -> None:
        show_item(item).check_targets("[data-option] label", least=_LEAST_TARGET)

    def test_show_where_the_focus_is_and_what_is_chosen(
        self, item: Item, show_item: ShowItem
    ) -> None:
        shown = show_item(item)
        plain, other = _option(shown, "b"), _option(shown, "a")

        shown.tab_to(shown.page.get_by_role("radio").first)
        shown.press("Space")

        assert _style(other, "outlineStyle") == "solid"
        assert _style(other, "borderColor") != _style(plain, "borderColor")
        assert _style(plain, "outlineStyle") == "none"

    def test_have_names_of_their_own(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item, language="fr")
        options = [_option(shown, id).locator("label").inner_text() for id in "abcdef"]
        cells = shown.page.get_by_role("listitem").all_inner_texts()

        assert len(set(options)) == len(options)
        assert all(name.strip() for name in options)
        assert [cell for cell in cells if "la figure manque" in cell]

    @pytest.mark.parametrize("language", ["nl", "ar", "tr"])
    def test_run_from_left_to_right_and_are_never_mirrored(
        self, item: Item, language: str, show_item: ShowItem
    ) -> None:
        shown = show_item(item, language=language)
        first, second, *_ = [_left(cell) for cell in shown.page.get_by_role("listitem").all()]

        drawings = shown.page.locator("svg[viewBox='0 0 120 120']")

        assert first < second
        assert drawings.evaluate_all(
            "all => all.every(one => one.getScreenCTM().a > 0 && one.getScreenCTM().d > 0)"
        )

    @pytest.mark.parametrize("language", ["nl", "ar"])
    def test_are_accessible(self, item: Item, language: str, show_item: ShowItem) -> None:
        shown = show_item(item, language=language, value={"chosen": ["b"]})

        shown.look_at(f"{item.item_type}, {language}")

    def test_keep_their_lines_in_forced_colours(self, item: Item, show_item: ShowItem) -> None:
        shown = show_item(item, forced_colors="active", value={"chosen": ["b"]})
        text = shown.page.locator("body").evaluate("body => getComputedStyle(body).color")

        strokes = shown.page.locator(".figure svg").evaluate_all(
            "all => all.map(one => getComputedStyle(one).stroke)"
        )

        assert set(strokes) == {text}


def _option(shown: ItemPage, id: str) -> Locator:
    return shown.page.locator(f"[data-option={id}]")


def _option_ids(shown: ItemPage) -> list[str | None]:
    options = shown.page.locator("[data-option]").all()
    return [option.get_attribute("data-option") for option in options]


def _style(element: Locator, name: str) -> str:
    style: str = element.evaluate(f"element => getComputedStyle(element).{name}")
    return style


def _left(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["x"]
