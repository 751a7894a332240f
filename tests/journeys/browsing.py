"""Chromium as the machine has it, and what its pages complain of."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebError

from tests.journeys.network import Network

# The first draws no window of its own around the pages, which is most of the work of the others.
BROWSER_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--autoplay-policy=user-gesture-required",
)
DESKTOP: Any = {"width": 1366, "height": 768}
SECONDS_TO_APPEAR = 30
NETWORK_FAULT = "net::ERR_"
REFUSAL = "the server responded with a status of "


def find_browser() -> str:
    """The path of the machine's own Chromium; `make setup-test` installs one."""
    for name in BROWSER_NAMES:
        path = shutil.which(name)
        if path:
            return path
    pytest.fail(f"none of {', '.join(BROWSER_NAMES)} is on this machine: run `make setup-test`")


@dataclass
class Complaints:
    """What the console of a context said, without what the test brought about itself."""

    network: Network | None = None
    expected_statuses: set[int] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)

    def listen_to(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", self._hear_error)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.sentences.append(f"{message.location['url']}: {message.text}")

    def _hear_error(self, error: WebError) -> None:
        self.sentences.append(str(error.error))

    def check(self) -> None:
        """Fail on anything that the test did not bring about itself."""
        unexpected = [sentence for sentence in self.sentences if not self._is_expected(sentence)]
        if unexpected:
            pytest.fail("the pages complained:\n" + "\n".join(unexpected))

    def _is_expected(self, sentence: str) -> bool:
        if NETWORK_FAULT in sentence:
            return self.network is not None and self.network.was_cut
        if REFUSAL in sentence:
            return any(f"{REFUSAL}{status} " in sentence for status in self.expected_statuses)
        return False


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Somebody with a browser profile of their own and one page open."""

    context: BrowserContext
    page: Page
    complaints: Complaints


@contextmanager
def visit(browser: Browser, *, network: Network | None = None, **options: Any) -> Iterator[Visitor]:
    """A fresh browser profile; fails at the end when a page complained of something unexpected."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "nl-BE", **options})
    try:
        visitor = watch(context, context.new_page(), network)
        yield visitor
    finally:
        context.close()
    visitor.complaints.check()


def watch(context: BrowserContext, page: Page, network: Network | None) -> Visitor:
    """Listen to everything the pages of a context complain of."""
    context.set_default_timeout(SECONDS_TO_APPEAR * 1000)
    complaints = Complaints(network=network)
    complaints.listen_to(context)
    return Visitor(context=context, page=page, complaints=complaints)
