"""Answers to every item type by keyboard alone, as somebody without a mouse gives them."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from itembank.bodies import Body
from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.speaking import SpeakingBody
from itembank.item_types.stimulus_group import StimulusGroupBody

MOST_STEPS = 120
A_LETTER = "Beste buur, ik ben ziek. Ik kan vandaag niet komen. Kunnen wij morgen praten?"


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _step in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the Tab key")


def press(page: Page, button: Locator) -> None:
    """Go to a button and press Enter; the page that it leads to has come when this returns."""
    tab_to(page, button)
    button.press("Enter")


def answer_by_keyboard(page: Page, root: Locator, body: Body) -> None:
    """Give the right answer to what `root` shows; what only people can mark gets some answer."""
    if isinstance(body, StimulusGroupBody):
        for question in body.questions:
            shown = root.locator(f'[data-question="{question.id}"]')
            answer_by_keyboard(page, shown, question.body)
        return
    if isinstance(body, LongWritingBody):
        _write(page, root.locator("textarea"), A_LETTER)
    elif isinstance(body, SpeakingBody):
        _speak(page, root)
    else:
        _give(page, root, body.correct_response() or {})


def _give(page: Page, root: Locator, response: Mapping[str, Any]) -> None:
    for name, value in response.items():
        match name:
            case "chosen":
                _choose(page, root, value)
            case "order":
                _put_in_order(page, root, value)
            case "pairs":
                _join(page, root, value)
            case "gaps":
                _fill(page, root, value)
            case "text":
                _write(page, root.get_by_role("textbox"), value)
            case _:
                raise AssertionError(f"nobody knows how to give {name}")


def _choose(page: Page, root: Locator, chosen: list[str]) -> None:
    if root.locator("input[type=checkbox]").count():
        for choice in chosen:
            tab_to(page, root.locator(f'input[value="{choice}"]'))
            page.keyboard.press("Space")
    else:
        _walk_radios(page, root.locator("input[type=radio]"), chosen[0])


def _walk_radios(page: Page, radios: Locator, wanted: str) -> None:
    """Into the group with Tab, on with the arrow keys."""
    tab_to(page, radios.first)
    page.keyboard.press("Space")
    for _step in range(radios.count()):
        if page.evaluate("document.activeElement.value") == wanted:
            break
        page.keyboard.press("ArrowDown")
    expect(radios.page.locator("input:focus")).to_have_value(wanted)


def _put_in_order(page: Page, root: Locator, wanted: list[str]) -> None:
    rows = root.locator("[data-option]")
    for place, choice in enumerate(wanted):
        while _list_order(rows).index(choice) > place:
            press(page, root.locator(f'[data-option="{choice}"] [data-move="up"]'))
    tab_to(page, root.locator("[data-agreed]"))
    if not root.locator("[data-agreed]").is_checked():
        page.keyboard.press("Space")


def _list_order(rows: Locator) -> list[str]:
    order: list[str] = rows.evaluate_all("all => all.map((row) => row.dataset.option)")
    return order


def _join(page: Page, root: Locator, pairs: Mapping[str, str]) -> None:
    for left, right in pairs.items():
        row = root.locator(f'[data-left="{left}"]')
        if row.locator("select").count():
            _pick(page, row.locator("select"), right)
        else:
            _walk_radios(page, row.locator("input[type=radio]"), right)


def _fill(page: Page, root: Locator, gaps: Mapping[str, str]) -> None:
    controls = root.locator("[data-gap]")
    for control, value in zip(controls.all(), gaps.values(), strict=True):
        if control.evaluate("element => element.tagName") == "SELECT":
            _pick(page, control, value)
        else:
            _write(page, control, value)


def _pick(page: Page, select: Locator, wanted: str) -> None:
    tab_to(page, select)
    for _step in range(select.locator("option").count()):
        if select.input_value() == wanted:
            break
        page.keyboard.press("ArrowDown")
    expect(select).to_have_value(wanted)


def _write(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


def _speak(page: Page, root: Locator) -> None:
    """Begin, say something for a moment, and stop."""
    button = root.locator("[data-speak]")
    for phase in ("preparing", "recording"):
        press(page, button)
        expect(root.locator(f"[role=status] [data-phase={phase}]")).to_be_visible()
    time = root.locator("[data-speaking=time]")
    for _second in range(2):
        expect(time).not_to_have_text(time.inner_text())
    press(page, button)
    expect(root.locator("[role=status] [data-phase=done]")).to_be_visible()
