"""Measure delivery: candidates without think time, on the web server of `testplatform run`.

JSON goes to standard output, everything else to standard error; the status is 1 when an answer got
lost or a request failed. docs/performance.md says what is measured and how to read it.
"""

import argparse
import json
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from accounting import check_accounts
from databases import Database, Unreachable, make_database
from machine import ProcessorTimes, describe_machine
from serving import (
    Candidates,
    describe_server,
    find_free_port,
    make_environment,
    prepare,
    running_candidates,
    running_server,
)
from tables import write_tables

KINDS = ("sqlite", "postgresql")
LEVELS = (1, 16, 100)
SECONDS = 8.0
FEWEST_CANDIDATES = 200
FEWEST_STARTS = 30  # fewer would be no percentile: low levels start in several waves
WARM_UP = 12
WARM_UP_SECONDS = 0.5
FLOOR_SECONDS = 2.0
ENDED_BY_SIGNAL = 128 + signal.SIGTERM
PHASES = {"show_and_answer": True, "bare_save": False}


def main() -> int:
    """Measure what the options ask for, and print it."""
    options = _read_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED_BY_SIGNAL))
    report: dict[str, Any] = {
        "benchmark": "delivery",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "server": describe_server(),
        "settings": {"levels": options.levels, "seconds": options.seconds},
        "databases": {kind: measure(kind, options) for kind in options.kinds},
    }
    document = json.dumps(report, indent=2)
    print(document)
    if options.output is not None:
        options.output.write_text(document + "\n")
    say(write_tables(report))
    return 0 if is_sound(report) else 1


def measure(kind: str, options: argparse.Namespace) -> dict[str, Any]:
    """Measure one database; a server that is not there is told, not hidden."""
    with tempfile.TemporaryDirectory(prefix="testplatform-bench-") as name:
        folder = Path(name)
        try:
            with make_database(kind, folder) as database:
                return _measure_database(kind, database, folder, options)
        except Unreachable as problem:
            say(f"{kind}: skipped, {problem}")
            return {"skipped": str(problem)}


def _measure_database(
    kind: str, database: Database, folder: Path, options: argparse.Namespace
) -> dict[str, Any]:
    number = max(FEWEST_CANDIDATES, WARM_UP + sum(map(_starts_at, options.levels)))
    say(f"{kind}: {number} candidates are being booked and checked in")
    environment = make_environment(folder, database.url)
    everybody = prepare(environment, number)
    floor_before = database.measure_floor(min(FLOOR_SECONDS, options.seconds))
    port = find_free_port()
    sent = folder / "sent.jsonl"
    with (
        running_server(environment, folder, port) as server,
        running_candidates(everybody, port) as candidates,
    ):
        first_begin = _warm_up(candidates)
        levels = [
            _measure_level(kind, level, database, candidates, options.seconds, server.pid)
            for level in options.levels
        ]
        candidates.tell(do="tell", path=str(sent))
    floor_after = database.measure_floor(min(FLOOR_SECONDS, options.seconds))
    floor = {name: max(floor_before[name], floor_after[name]) for name in floor_before}
    say(f"{kind}: durable commits of one row a second, by connections: {floor}")
    for level in levels:
        _relate_to_floor(level, floor)
    return {
        "database": database.describe(),
        "candidates_checked_in": number,
        "floor_commits_per_second": floor,
        "first_begin_milliseconds": first_begin,
        "levels": levels,
        "accounts": check_accounts(database, sent),
    }


def _warm_up(candidates: Candidates) -> float | None:
    """Let both workers build their packages; returns how long the very first took to begin."""
    first = candidates.tell(do="start", candidates=1, at_once=1)
    candidates.tell(do="start", candidates=WARM_UP - 1, at_once=WARM_UP - 1)
    candidates.tell(do="answer", at_once=WARM_UP - 1, seconds=WARM_UP_SECONDS, is_shown=True)
    begin: float | None = first["milliseconds"]["begin"]["max"]
    return begin


def _measure_level(
    kind: str,
    level: int,
    database: Database,
    candidates: Candidates,
    seconds: float,
    server_pid: int,
) -> dict[str, Any]:
    say(f"{kind}: {level} at once")
    figures: dict[str, Any] = {
        "candidates": level,
        "start": candidates.tell(do="start", candidates=_starts_at(level), at_once=level),
    }
    for phase, is_shown in PHASES.items():
        size, before = database.measure_size(), ProcessorTimes.now(server_pid)
        answers = candidates.tell(do="answer", at_once=level, seconds=seconds, is_shown=is_shown)
        after = ProcessorTimes.now(server_pid)
        number = max(answers["answers"], 1)
        answers["bytes_stored_per_answer"] = round((database.measure_size() - size) / number)
        answers["processor_milliseconds_per_answer"] = _share_out(
            before, after, answers.pop("generator_seconds"), number
        )
        figures[phase] = answers
        say(f"  {phase}: {answers['answers_per_second']}/s, {answers['milliseconds']}")
    return figures


def _relate_to_floor(level: dict[str, Any], floor: dict[str, float]) -> None:
    """Divide by what the database can do bare, with one connection or with the most measured."""
    connections = "1" if level["candidates"] == 1 else max(floor, key=int)
    for phase in PHASES:
        ratio = level[phase]["answers_per_second"] / floor[connections]
        level[phase]["ratio_to_floor"] = round(ratio, 4)


def _share_out(
    before: ProcessorTimes, after: ProcessorTimes, generator: float, number: int
) -> dict[str, float | None]:
    """Processor time per answer; `elsewhere` is the database server and whatever else ran."""
    web = None
    elsewhere = None
    if before.server is not None and after.server is not None:
        web = after.server - before.server
        if before.machine is not None and after.machine is not None:
            elsewhere = max(after.machine - before.machine - web - generator, 0.0)
    shares = {"web": web, "generator": generator, "elsewhere": elsewhere}
    return {
        name: None if share is None else round(share / number * 1000, 3)
        for name, share in shares.items()
    }


def _starts_at(level: int) -> int:
    """How many candidates start at a level: whole waves, and enough of them."""
    waves = -(-FEWEST_STARTS // level)
    return waves * level


def is_sound(report: dict[str, Any]) -> bool:
    """Whether every request succeeded and the accounts are right, wherever it was measured."""
    for database in report["databases"].values():
        accounts = database.get("accounts", {})
        if any(accounts.get(name) for name in ("missing", "different", "twice", "unexpected")):
            return False
        for level in database.get("levels", ()):
            if any(level[phase]["errors"] for phase in ("start", *PHASES)):
                return False
    return True


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--seconds", type=_seconds, default=SECONDS, help="of each phase of a level"
    )
    parser.add_argument(
        "--levels", type=_levels, default=list(LEVELS), help="candidates at once: 1,16,100"
    )
    parser.add_argument("--database", choices=(*KINDS, "both"), default="both")
    parser.add_argument("--output", type=Path, help="a file that gets the JSON too")
    options = parser.parse_args()
    options.kinds = KINDS if options.database == "both" else (options.database,)
    return options


def _seconds(text: str) -> float:
    seconds = float(text)
    if seconds <= 0:
        raise argparse.ArgumentTypeError(f"must be more than nothing, not {text}")
    return seconds


def _levels(text: str) -> list[int]:
    levels = [int(one) for one in text.split(",")]
    if min(levels) < 1:
        raise argparse.ArgumentTypeError(f"must be one candidate or more, not {text}")
    return levels


if __name__ == "__main__":
    sys.exit(main())
