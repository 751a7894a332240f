"""The walk of the player through a test of a few items, with a real journal and nobody to send to.

The server is away on purpose: what counts here is what this device has written down, and when it
says that it was made.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import render_template, render_template_string
from playwright.sync_api import Page, Route

from itembank.items import Item
from testplatform.catalogues import in_language
from testplatform.web.candidate.pages import TestPage
from tests.journeys.browsing import visit
from tests.journeys.item_pages import ADDRESS, ItemPages, answer_from, bundle

DEADLINE_MS = 2_000_000
ROUND_TRIP_SECONDS = 0.3
_ENTRY = """
import { Attempt } from "./static/player/attempt.js";
import { ServerClock } from "./static/player/clock.js";
import { Journal } from "./static/player/journal.js";
import { PartTimes } from "./static/player/part-times.js";
import { Walk } from "./static/player/walk.js";

const given = JSON.parse(document.querySelector("[data-given]").dataset.given);

class Nobody extends EventTarget {
  isReachable = false;
  isStopped = false;
  wake() {}
  flush() {}
  noteReach() {}
  stop() {}
}

const away = () => Promise.reject(new Error("away"));
const lease = { attempt: "walk", fence: 1, next_seq: 1 };
const clock = new ServerClock();
const reading = (seconds) => ({
  server_now_ms: given.deadline_ms - seconds * 1000,
  deadline_ms: given.deadline_ms,
  warn_minutes: [],
});
clock.sync(reading(given.seconds));
const journal = await Journal.open(lease);
const attempt = new Attempt({
  attempt: { state: "in_progress" },
  parts: given.parts,
  answers: given.answers,
  marked: [],
  position: null,
});
const walk = new Walk({
  root: document.querySelector('[data-module="player"]'),
  sitting: {
    attempt, clock, journal, lease, sender: new Nobody(), times: new PartTimes(attempt, clock),
    server: { pulse: away, submit: away, start: away },
  },
  items: new Map(given.items.map((item) => [item.ref, item])),
});
window.endTimeIn = (seconds) => clock.sync(reading(seconds));
window.closeWalk = () => walk.close();
await walk.begin();
document.body.dataset.isBegun = "yes";
"""
_GIVEN = '<div data-given="{{ given }}" hidden></div>'
_LIST_ENTRIES = """
() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("answers-walk-1");
  opening.onerror = reject;
  opening.onsuccess = () => {
    const all = opening.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => { opening.result.close(); resolve(all.result); };
  };
})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkPage:
    """A candidate on the way through a test."""

    page: Page

    def stop_timers(self) -> None:
        """Let nothing happen by itself from now on."""
        self.page.clock.install()
        self.page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=1))

    def list_answers(self) -> list[dict[str, Any]]:
        """Every answer that this device has written down, the oldest first."""
        entries: list[dict[str, Any]] = self.page.evaluate(_LIST_ENTRIES)
        return [entry for entry in entries if entry["kind"] == "answer"]

    def wait_for_answer(self, value: object) -> dict[str, Any]:
        """Wait until the journal ends in this answer, and give its entry."""
        for _try in range(100):
            answers = self.list_answers()
            if answers and answers[-1]["value"] == value:
                return answers[-1]
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the journal ends in {self.list_answers()[-1:]}")


def answer_from_afar(route: Route, answers: Mapping[str, tuple[str, bytes]]) -> None:
    """Answer as a network does: what the page wrote when it was asked to go has this long."""
    time.sleep(ROUND_TRIP_SECONDS)
    answer_from(route, answers)


@contextmanager
def walk_through(
    pages: ItemPages,
    items: Sequence[Item],
    *,
    seconds: int = 600,
    part_seconds: Sequence[int | None] = (),
) -> Iterator[WalkPage]:
    """Begin a test of these items in a browser profile of its own.

    With `part_seconds` each item is a part of its own, with that time or with none.
    """
    refs = [f"q{number:02}" for number in range(1, len(items) + 1)]
    parts = [
        {"code": ref, "title": f"Deel {ref}", "items": [ref]}
        | ({} if time is None else {"time_ms": time * 1000})
        for ref, time in zip(refs, part_seconds, strict=False)
    ]
    given = {
        "items": [
            {"ref": ref, "html": pages.print_item(item, ref=ref)}
            for ref, item in zip(refs, items, strict=True)
        ],
        "parts": parts or [{"code": "a", "title": "A", "items": refs}],
        "answers": {},
        "seconds": seconds,
        "deadline_ms": DEADLINE_MS,
    }
    shell = TestPage(language="nl", direction="ltr", start_url="/", done_url="/")
    with pages.app.test_request_context(), in_language("nl"):
        html = render_template("candidate/test.html", page=shell)
        html = html.replace(
            "</body>", f"{render_template_string(_GIVEN, given=json.dumps(given))}</body>"
        )
    answers = {
        "/": ("text/html", html.encode()),
        "/player.js": ("text/javascript", bundle(_ENTRY).encode()),
        "/player.css": ("text/css", pages.style.encode()),
        "/away": ("text/html", b"<!doctype html><title>Away</title>"),
    }
    with visit(pages.browser) as visitor:
        visitor.page.route(f"{ADDRESS}/**", lambda route: answer_from(route, answers))
        visitor.page.route(f"{ADDRESS}/away", lambda route: answer_from_afar(route, answers))
        visitor.page.goto(f"{ADDRESS}/")
        visitor.page.wait_for_selector("[data-is-begun]", state="attached")
        yield WalkPage(page=visitor.page)
