"""The figures as the Markdown tables of docs/performance.md, ready to be pasted there."""

from collections.abc import Iterable, Iterator
from typing import Any

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PHASES = {"show_and_answer": "shown and saved", "bare_save": "bare save"}
TRAFFIC = ("sent", "received", "stored")
RUSHES = ("enter", "code_page", "enter_code", "begin", "state", "packages", "start")
Level = tuple[str, dict[str, Any]]


def write_tables(report: dict[str, Any]) -> str:
    """Answering, what an answer costs, starting together, and the accounts."""
    levels = [
        (DATABASES[kind], level)
        for kind, database in report["databases"].items()
        for level in database.get("levels", ())
    ]
    tables = (_answer_table(levels), _cost_table(levels), _start_table(levels), _accounts(report))
    return "\n".join("\n".join((*table, "")) for table in tables)


def _answer_table(levels: Iterable[Level]) -> Iterator[str]:
    headings = ("Answers/s", "of the floor", "p50", "p95", "p99", "Errors")
    yield from _head("Database", "Candidates", "What", *headings)
    for database, level in levels:
        for phase, title in PHASES.items():
            figures = level[phase]
            times = (_ms(figures["milliseconds"][name]) for name in ("p50", "p95", "p99"))
            rate = (f"{figures['answers_per_second']:,.0f}", f"{figures['ratio_to_floor']:.1%}")
            yield _row(database, level["candidates"], title, *rate, *times, figures["errors"])


def _cost_table(levels: Iterable[Level]) -> Iterator[str]:
    headings = ("Bytes sent", "received", "stored", "Processor: web", "generator", "elsewhere")
    yield from _head("Database", "Candidates", "What", *headings)
    for database, level in levels:
        for phase, title in PHASES.items():
            figures = level[phase]
            traffic = (f"{figures[f'bytes_{name}_per_answer']:,}" for name in TRAFFIC)
            shares = map(_ms, figures["processor_milliseconds_per_answer"].values())
            yield _row(database, level["candidates"], title, *traffic, *shares)


def _start_table(levels: Iterable[Level]) -> Iterator[str]:
    headings = ("Enter", "page", "code", "Begin", "state", "packages", "start", "Errors")
    yield from _head("Database", "At once", *headings)
    for database, level in levels:
        times = (level["start"]["milliseconds"][name] for name in RUSHES)
        cells = (f"{_ms(one['p50'])} / {_ms(one['p95'])}" for one in times)
        yield _row(database, level["candidates"], *cells, level["start"]["errors"])


def _accounts(report: dict[str, Any]) -> Iterator[str]:
    for kind, database in report["databases"].items():
        if "skipped" in database:
            yield f"* {DATABASES[kind]}: skipped, {database['skipped']}"
            continue
        floor = database["floor_commits_per_second"].items()
        commits = ", ".join(f"{rate:,.0f} ({number})" for number, rate in floor)
        accounts = ", ".join(f"{number:,} {name}" for name, number in database["accounts"].items())
        yield f"* {DATABASES[kind]}: commits a second (connections) {commits}; {accounts}"


def _head(*headings: str) -> Iterator[str]:
    yield _row(*headings)
    yield _row(*("---" for _ in headings))


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _ms(milliseconds: float | None) -> str:
    if milliseconds is None:
        return "–"
    digits = 0 if milliseconds >= 100 else 1 if milliseconds >= 10 else 2
    return f"{milliseconds:,.{digits}f} ms"
