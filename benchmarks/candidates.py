"""Simulated candidates: one light process that obeys standard input, a line of JSON at a time.

Closed loop, no think time: each candidate sends the next request once the last one was answered.
"""

import asyncio
import html
import json
import re
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from connections import Answer, Client, ConnectionLost, build_request
from summaries import summarise

CSRF_TOKEN = re.compile(rb'name="csrf_token"\s+value="([^"]+)"')
INPUT = re.compile(r"<input\b[^>]*>")
VALUE = re.compile(r'\bvalue="([^"]*)"')
COMPACT = json.JSONEncoder(separators=(",", ":"))
ERRORS_IN_A_ROW = 5
PATIENCE_SECONDS = 60


class Unexpected(Exception):
    """The server answered something else than the protocol promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a candidate can do with an item: its name in the form and the choices on the screen."""

    ref: str
    choices: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Sent:
    """An entry as it was sent; `is_acknowledged` once the server said that it is on disk."""

    seq: int
    kind: str
    item: str
    value: dict[str, Any]
    is_acknowledged: bool = False


@dataclass(slots=True)
class Candidate:
    """A device with a code, and what it sent."""

    attempt_id: int
    code: str
    language: str
    port: int
    client: Client = field(init=False)
    code_page: bytes = b""
    cookies: dict[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    journal: list[Sent] = field(default_factory=list)
    next_seq: int = 1

    def __post_init__(self) -> None:
        self.client = Client(self.port)

    @property
    def fence(self) -> int:
        fence: int = self.state["lease"]["fence"]
        return fence

    async def open_code_page(self) -> None:
        self.code_page = (await self._get(f"/start/{self.language}")).body

    async def enter_code(self) -> None:
        token = CSRF_TOKEN.search(self.code_page)
        if token is None:
            raise Unexpected("the page for the code has no CSRF token")
        form = {"csrf_token": html.unescape(token[1].decode()), "code": self.code}
        await self._send(
            "POST",
            f"/start/{self.language}",
            body=urlencode(form).encode(),
            content_type="application/x-www-form-urlencoded",
            expected=303,
        )

    async def fetch_state(self) -> None:
        self.state = json.loads((await self._get("/api/sitting/state")).body)
        self.next_seq = self.state["lease"]["next_seq"]

    async def fetch_packages(self) -> None:
        for part in self.state["parts"]:
            package = json.loads((await self._get(part["package"]["url"])).text)
            self.questions += [_read_question(item) for item in package["items"]]

    async def start(self) -> None:
        body = json.dumps(self._message()).encode()
        self.state = json.loads((await self._send("POST", "/api/sitting/start", body=body)).body)

    async def send(self, entries: list[Sent]) -> None:
        """Send entries and note what was acknowledged; raises Unexpected unless all of it was."""
        made_at = time.time_ns() // 1_000_000
        documents = [
            {
                "seq": entry.seq,
                "kind": entry.kind,
                "item": entry.item,
                "value": entry.value,
                "made_at_ms": made_at,
            }
            for entry in entries
        ]
        body = COMPACT.encode(self._message(entries=documents)).encode()
        answer = await self._send("POST", "/api/sitting/journal", body=body)
        acknowledged = json.loads(answer.body)["acknowledged"]
        for entry in entries:
            entry.is_acknowledged = entry.seq in acknowledged
        if not all(entry.is_acknowledged for entry in entries):
            raise Unexpected(f"acknowledged {acknowledged} only")

    def write(self, kind: str, item: str, value: dict[str, Any]) -> Sent:
        entry = Sent(seq=self.next_seq, kind=kind, item=item, value=value)
        self.next_seq += 1
        self.journal.append(entry)
        return entry

    def _message(self, **more: object) -> dict[str, object]:
        return {"attempt": self.state["attempt"]["key"], "fence": self.fence, **more}

    async def _get(self, path: str) -> Answer:
        return await self._send("GET", path)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        content_type: str = "application/json",
        expected: int = 200,
    ) -> Answer:
        message = build_request(
            method,
            path,
            port=self.port,
            cookies=self.cookies,
            body=body,
            content_type=content_type,
        )
        answer = await self.client.exchange(message)
        if answer.status != expected:
            raise Unexpected(f"{method} {path.split('/')[-1][:16]}: status {answer.status}")
        for name, value in answer.headers:
            if name == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return answer


def _read_question(item: dict[str, Any]) -> Question:
    inputs = (match[0] for match in INPUT.finditer(item["html"]))
    values = (VALUE.search(one) for one in inputs if f'name="{item["ref"]}"' in one)
    choices = tuple(html.unescape(value[1]) for value in values if value is not None)
    if not choices:
        raise Unexpected(f"item {item['ref']} has nothing to choose")
    return Question(ref=item["ref"], choices=choices)


# --- what candidates do ---------------------------------------------------------------------------

Step = Callable[[Candidate], Awaitable[None]]
# Everybody types a code at once; when all have done so, everybody opens the test at once.
RUSHES: dict[str, dict[str, Step]] = {
    "enter": {"code_page": Candidate.open_code_page, "enter_code": Candidate.enter_code},
    "begin": {
        "state": Candidate.fetch_state,
        "packages": Candidate.fetch_packages,
        "start": Candidate.start,
    },
}


def answers(candidate: Candidate, *, is_shown: bool) -> Iterator[list[Sent]]:
    """Message after message, question after question, and another choice each time round."""
    for turn, question in enumerate(cycle(candidate.questions)):
        choice = question.choices[turn // len(candidate.questions) % len(question.choices)]
        visit = [candidate.write("visit", question.ref, {})] if is_shown else []
        yield [*visit, candidate.write("answer", question.ref, {"chosen": [choice]})]


async def start_together(candidates: list[Candidate], at_once: int) -> dict[str, Any]:
    """Let candidates start in waves of `at_once`, from the page for the code to a running clock."""
    times: dict[str, list[float]] = {
        name: [] for rush, steps in RUSHES.items() for name in (rush, *steps)
    }
    errors: list[str] = []

    async def hurry(candidate: Candidate, rush: str) -> None:
        begin = before = time.perf_counter()
        for name, step in RUSHES[rush].items():
            try:
                await step(candidate)
            except (Unexpected, ConnectionLost, OSError) as problem:
                errors.append(f"{type(problem).__name__}: {problem}")
                return
            now = time.perf_counter()
            times[name].append(now - before)
            before = now
        times[rush].append(before - begin)

    for first in range(0, len(candidates), at_once):
        wave = candidates[first : first + at_once]
        await asyncio.gather(*(hurry(one, "enter") for one in wave))
        await asyncio.gather(*(hurry(one, "begin") for one in wave if one.cookies.get("sitting")))
    return {
        "candidates": len(candidates),
        "at_once": at_once,
        "errors": len(errors),
        "kinds_of_error": sorted(set(errors))[:5],
        "milliseconds": {name: summarise(taken) for name, taken in times.items()},
    }


async def answer_together(
    candidates: list[Candidate], *, seconds: float, is_shown: bool
) -> dict[str, Any]:
    """Let all candidates answer for a while; every error is counted and its message sent again."""
    taken: list[float] = []
    errors: list[str] = []
    sent, received, reconnections = _traffic(candidates)
    processor = time.process_time()
    begin = time.perf_counter()

    async def answer(candidate: Candidate) -> None:
        for entries in answers(candidate, is_shown=is_shown):
            for _ in range(ERRORS_IN_A_ROW):
                before = time.perf_counter()
                try:
                    await candidate.send(entries)
                except (Unexpected, ConnectionLost, OSError) as problem:
                    errors.append(f"{type(problem).__name__}: {problem}")
                else:
                    taken.append(time.perf_counter() - before)
                    break
            else:
                return
            if time.perf_counter() - begin > seconds:
                return

    try:
        async with asyncio.timeout(seconds + PATIENCE_SECONDS):
            await asyncio.gather(*(answer(one) for one in candidates))
    except TimeoutError:
        errors.append("TimeoutError: the server did not answer any more")
    elapsed = time.perf_counter() - begin
    sent_after, received_after, reconnections_after = _traffic(candidates)
    number = max(len(taken), 1)
    return {
        "answers": len(taken),
        "seconds": round(elapsed, 2),
        "answers_per_second": round(len(taken) / elapsed, 1),
        "milliseconds": summarise(taken),
        "errors": len(errors),
        "kinds_of_error": sorted(set(errors))[:5],
        "reconnections": reconnections_after - reconnections,
        "bytes_sent_per_answer": round((sent_after - sent) / number),
        "bytes_received_per_answer": round((received_after - received) / number),
        "generator_seconds": time.process_time() - processor,
    }


def _traffic(candidates: Iterable[Candidate]) -> tuple[int, int, int]:
    clients = [candidate.client for candidate in candidates]
    return (
        sum(client.bytes_sent for client in clients),
        sum(client.bytes_received for client in clients),
        sum(client.reconnections for client in clients),
    )


# --- the process ----------------------------------------------------------------------------------


class Room:
    """The candidates who wait, those who sit the test now, and those who are done."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.everybody = [
            Candidate(one["attempt"], one["code"], one["language"], document["port"])
            for one in document["candidates"]
        ]
        self._waiting = iter(self.everybody)
        self._seated: list[Candidate] = []

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        match order["do"]:
            case "start":
                for candidate in self._seated:
                    candidate.client.close()
                self._seated = [next(self._waiting) for _ in range(order["candidates"])]
                return await start_together(self._seated, order["at_once"])
            case "answer":
                return await answer_together(
                    [one for one in self._seated if one.state and one.questions][
                        : order["at_once"]
                    ],
                    seconds=order["seconds"],
                    is_shown=order["is_shown"],
                )
            case "tell":
                return {"entries": self._tell(order["path"])}
        raise ValueError(order["do"])

    def _tell(self, path: str) -> int:
        """Write down every entry that was sent, for the accounts at the end."""
        number = 0
        with open(path, "w", encoding="utf-8") as file:
            for one in self.everybody:
                for sent in one.journal:
                    row = [sent.seq, sent.kind, sent.item, sent.value, sent.is_acknowledged]
                    file.write(json.dumps([one.attempt_id, one.fence, *row]) + "\n")
                    number += 1
        return number


def main() -> None:
    """Read who there are, then obey; the answers go to standard output."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    room = Room(json.loads(sys.stdin.readline()))
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            print(json.dumps(runner.run(room.obey(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
