"""One item on a page of its own: printed by its template, bound by its script, in a real browser.

There is no platform behind it, so that a type can be tried in a second: addresses of `http://item`
are answered from memory, with the security headers of the platform.
"""

import json
import mimetypes
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from flask import Flask, render_template, render_template_string
from playwright.sync_api import Browser, Locator, Page, Route

from itembank.items import Item, source_texts
from itembank.languages import LanguageTag
from itembank.readaloud import segments
from itembank.texts import TextId
from itembank.translations import Translation, TranslationState, localise
from testplatform import create_app
from testplatform.catalogues import in_language
from testplatform.config import PROJECT_ROOT, Config
from testplatform.web.candidate.building import build_item_view
from testplatform.web.candidate.languages import direction_of
from testplatform.web.candidate.pages import CandidatePage
from testplatform.web.headers import CONTENT_SECURITY_POLICY
from tests.journeys.axe import SCRIPT as AXE
from tests.journeys.axe import check_accessibility, check_fits
from tests.journeys.browsing import visit

ADDRESS = "http://item"
REF = "q01"
DESKTOP: Any = {"width": 1366, "height": 768}
NARROW: Any = {"width": 320, "height": 640}
Scheme = Literal["light", "dark"]
SCHEMES: dict[str, tuple[Scheme, Scheme]] = {"ltr": ("light", "dark"), "rtl": ("dark", "light")}

_ESBUILD = PROJECT_ROOT / "node_modules" / ".bin" / "esbuild"
_ENTRY = """
import * as interactions from "./static/player/interactions/index.js";
import { bindAudioButtons } from "./static/player/read-aloud.js";

const host = document.querySelector("[data-item-host]");
const given = JSON.parse(document.querySelector("[data-given]").dataset.given);
const { arrangeOptions, bindResponse, isEmptyResponse } = interactions;
window.told = [];
window.isEmptyResponse = isEmptyResponse;
bindAudioButtons(document);
host.innerHTML = given.html;
arrangeOptions(host, given.order);
const tell = (value) => window.told.push(structuredClone(value));
window.flush = bindResponse(host, given.value, tell, given.context);
host.dataset.isBound = "yes";
"""
_PAGE = """
{% extends "candidate/layout.html" %}
{% block title %}Item{% endblock %}
{% block content %}
  <h1>{{ heading }}</h1>
  <div data-item-host></div>
  <div data-given="{{ given }}" hidden></div>
{% endblock %}
{% block templates %}{% include "candidate/player/texts.html" %}{% endblock %}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """An item as a candidate has it before them, and what it told of the response."""

    page: Page

    @property
    def told(self) -> list[Any]:
        """Every response told since the item was shown, the oldest first."""
        responses: list[Any] = self.page.evaluate("window.told")
        return responses

    @property
    def response(self) -> Any:
        """The response told last; None when nobody did anything."""
        return (self.told or [None])[-1]

    def is_empty(self) -> bool:
        """Whether the player counts the question as open."""
        empty: bool = self.page.evaluate("isEmptyResponse(window.told.at(-1))")
        return empty

    def press(self, *keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Walk with the Tab key until the focus is there, as somebody without a mouse does."""
        for _step in range(60):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def drag(self, source: Locator, target: Locator) -> None:
        """Drag by pointer, in steps, to the middle of the target."""
        target.scroll_into_view_if_needed()
        source.hover()
        self.page.mouse.down()
        end = _middle_of(target)
        self.page.mouse.move(end["x"], end["y"], steps=6)
        self.page.mouse.up()

    def drag_by_finger(self, source: Locator, target: Locator) -> None:
        """Drag by touch, in steps, to the middle of the target; the profile needs `has_touch`."""
        start, end = _middle_of(source), _middle_of(target)
        touch = self.page.context.new_cdp_session(self.page)
        steps = [
            {name: start[name] + (end[name] - start[name]) * step / 6 for name in start}
            for step in range(7)
        ]
        for step, point in enumerate(steps):
            kind = "touchMove" if step else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def look_at(self, name: str) -> None:
        """Fail on what axe-core finds wide and narrow, and on a page to be scrolled sideways.

        One of them is light and the other dark; from right to left it is the other way round.
        """
        direction = self.page.locator("html").get_attribute("dir") or "ltr"
        for size, scheme in zip((DESKTOP, NARROW), SCHEMES[direction], strict=True):
            self.page.set_viewport_size(size)
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            where = f"{name}, {size['width']} pixels, {scheme}"
            check_fits(self.page, where)
            check_accessibility(self.page, where)

    def check_targets(self, selector: str, *, least: int = 44) -> None:
        """Fail when something to press is smaller than `least` pixels on a narrow screen."""
        self.page.set_viewport_size(NARROW)
        for target in self.page.locator(selector).all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= least, f"{target}: {box}"


ShowItem = Callable[..., ItemPage]


@dataclass(slots=True, kw_only=True)
class ItemPages:
    """Makes pages of items with the templates, scripts and styles of the source tree."""

    app: Flask
    browser: Browser
    script: str
    style: str
    files: Mapping[str, bytes] = field(default_factory=dict)

    @contextmanager
    def show(
        self,
        item: Item,
        *,
        language: str = "nl",
        value: object = None,
        order: Sequence[str] = (),
        texts: Mapping[TextId, str] | None = None,
        context: Mapping[str, object] | None = None,
        **options: Any,
    ) -> Iterator[ItemPage]:
        """Show an item in a browser profile of its own; `options` are those of the profile.

        `value` is an earlier response and `order` that of the options. In another language than
        Dutch the item has `texts`, or its own where those say nothing.
        """
        given = {
            "html": self.print_item(item, language=language, texts=texts),
            "value": value,
            "order": list(order),
            "context": dict(context or {}),
        }
        answers = {
            "/": ("text/html", self._print_page(language, given).encode()),
            "/player.js": ("text/javascript", self.script.encode()),
            "/player.css": ("text/css", self.style.encode()),
            **{f"/media/{name}": guess_kind(name, data) for name, data in self.files.items()},
        }
        with visit(self.browser, **options) as visitor:
            visitor.page.route(f"{ADDRESS}/**", lambda route: answer_from(route, answers))
            visitor.page.add_init_script(path=AXE)
            visitor.page.goto(f"{ADDRESS}/")
            visitor.page.wait_for_selector("[data-is-bound]", state="attached")
            yield ItemPage(page=visitor.page)

    def print_item(
        self,
        item: Item,
        *,
        ref: str = REF,
        language: str = "nl",
        texts: Mapping[TextId, str] | None = None,
    ) -> str:
        """Print an item as a package has it; every text that may be read aloud has a recording."""
        translation = Translation(
            language=LanguageTag(language),
            state=TranslationState.REVIEWED,
            texts={**source_texts(item), **(texts or {})},
        )
        localised = localise(item, None if language == "nl" else translation)
        media = {use.name: f"/media/{use.name}" for use in item.list_media()}
        audio = {segment.id: f"/media/{segment.id}.ogg" for segment in segments(localised)}
        view = build_item_view(ref, localised, media, audio)
        with self.app.test_request_context(), in_language(language):
            return render_template("components/item.html", item=view)

    def _print_page(self, language: str, given: Mapping[str, object]) -> str:
        page = CandidatePage(language=language, direction=direction_of(language).value)
        with self.app.test_request_context(), in_language(language):
            return render_template_string(
                _PAGE, page=page, heading=f"{language} 1", given=json.dumps(given)
            )


def make_item_pages(config: Config, browser: Browser, files: Mapping[str, bytes]) -> ItemPages:
    """Bundle the scripts and styles as they are now; `files` are the media by their names."""
    app = create_app(config)
    app.jinja_env.globals["asset"] = lambda name: f"/{name}"
    return ItemPages(
        app=app, browser=browser, script=bundle(_ENTRY), style=_bundle_style(), files=files
    )


def _middle_of(target: Locator) -> dict[str, float]:
    box = target.bounding_box()
    assert box is not None, f"{target} is not on the page"
    return {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}


def bundle(script: str) -> str:
    """Bundle a module with what it imports of the source tree."""
    return _run_esbuild("--bundle", "--format=esm", "--loader=js", given=script)


def _bundle_style() -> str:
    return _run_esbuild("--bundle", "static/player/player.css", "--external:/static/*")


def _run_esbuild(*arguments: str, given: str = "") -> str:
    return subprocess.run(
        [_ESBUILD, *arguments, "--log-level=warning"],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT_ROOT,
    ).stdout


def guess_kind(name: str, data: bytes) -> tuple[str, bytes]:
    """Answer with a file as its name tells what it is."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream", data


def answer_from(route: Route, answers: Mapping[str, tuple[str, bytes]]) -> None:
    """Answer a request from memory, with the security headers of the platform."""
    path = route.request.url.removeprefix(ADDRESS)
    kind, body = answers.get(path, ("", b""))
    route.fulfill(
        status=200 if kind else 404,
        content_type=kind,
        body=body,
        headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
    )


def read_demo_media() -> dict[str, bytes]:
    """The images of the demo bank by their names."""
    folder = PROJECT_ROOT / "itembank" / "demo" / "mo-demo" / "media"
    return {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}
