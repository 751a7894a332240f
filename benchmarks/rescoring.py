"""Measure scoring: deciding many attempts, and rescoring many with one neutralised item.

JSON goes to standard output. Deciding is pure and in memory. Rescoring is what the platform does:
the dry run, its storing, the approval and the writing in batches, on each database. The floor is
what writing as many decisions and awards costs when nothing is decided: one statement for each.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from databases import Unreachable, make_database
from decided_year import PRAKTISCH, PRIME, SOKKEL, SPREAD, STRIDE, an_award, fill
from item_list import running, say
from machine import describe_machine
from sqlalchemy.orm import Session

from itembank.programmes import list_cut_score_sets
from itembank.timing import brussels_date
from scoring.awards import PartPoints, sum_awards
from scoring.codes import ProgrammeCode
from scoring.decisions import Outcome
from scoring.programmes.parts import decide_by_parts
from testplatform.db import db, unit_of_work
from testplatform.models.rescoring import RescoringKind
from testplatform.models.staff import Staff
from testplatform.repositories.forms import find_newest_form, get_form_plan
from testplatform.services.rescoring_cases import approve, calculate_case, propose, store_dry_run
from testplatform.services.rescoring_proposals import NewCase, check_proposal
from testplatform.services.rescoring_writing import Progress, begin_writing, write_batch

KINDS = ("sqlite", "postgresql")
DECISIONS, SUMMED, ATTEMPTS = 1_000_000, 100_000, 100_000
YEAR_OF_THE_SECTOR, AIM_SECONDS = 56_000, 60
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def main() -> int:
    """Measure what the options ask for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", dest="kinds", action="append", choices=KINDS)
    parser.add_argument("--decisions", type=int, default=DECISIONS)
    parser.add_argument("--summed", type=int, default=SUMMED)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS)
    options = parser.parse_args()
    report = {
        "benchmark": "scoring",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "deciding": measure_deciding(options.decisions, options.summed),
        "rescoring": {
            kind: measure_rescoring(kind, options.attempts) for kind in options.kinds or KINDS
        },
    }
    print(json.dumps(report, indent=2))
    return 0


def measure_deciding(number: int, summed: int) -> dict[str, Any]:
    """Decisions from points, the same with 41 awards to sum, and the bare comparisons as floor."""
    cut_scores = list_cut_score_sets("mo")[-1]
    rows = [(n * SPREAD % 12, n * STRIDE % 31) for n in range(PRIME)]
    awards = [an_award(right=bool(right)) for right in (0, 1)]

    def decide(n: int) -> Outcome:
        sokkel, praktisch = rows[n % PRIME]
        points = {
            SOKKEL: PartPoints(points=sokkel, out_of=11),
            PRAKTISCH: PartPoints(points=praktisch, out_of=30),
        }
        return decide_by_parts(
            points, cut_scores, programme=ProgrammeCode("mo"), sat_on=date(2026, 3, 2)
        ).outcome

    def sum_and_decide(n: int) -> Outcome:
        sokkel, praktisch = rows[n % PRIME]
        points = {
            SOKKEL: sum_awards([awards[place < sokkel] for place in range(11)]),
            PRAKTISCH: sum_awards([awards[place < praktisch] for place in range(30)]),
        }
        return decide_by_parts(
            points, cut_scores, programme=ProgrammeCode("mo"), sat_on=date(2026, 3, 2)
        ).outcome

    def compare(n: int) -> Outcome:
        sokkel, praktisch = rows[n % PRIME]
        reached = sokkel * 100 >= 80 * 11 and praktisch * 100 > 50 * 30
        return Outcome.PASSED if reached else Outcome.FAILED

    say(f"deciding {number} attempts from points, {summed} from awards")
    floor = _repeat(compare, number)
    from_points, from_awards = _repeat(decide, number), _repeat(sum_and_decide, summed)
    return {
        "floor": floor,
        "from_points": {**from_points, "ratio_to_floor": _ratio(from_points, floor)},
        "from_awards": {**from_awards, "ratio_to_floor": _ratio(from_awards, floor)},
        "peak_memory_megabytes": _peak_memory(),
    }


def measure_rescoring(kind: str, attempts: int) -> dict[str, Any]:
    """Rescore on one database; a server that is not there is told, not hidden."""
    with tempfile.TemporaryDirectory(prefix="testplatform-bench-") as name:
        try:
            with make_database(kind, Path(name)) as database, running(name, database.url):
                say(f"{kind}: {attempts} decided attempts are being made")
                fill(attempts)
                figures = rescore_everybody(kind, attempts)
                return {"database": database.describe(), **figures}
        except Unreachable as problem:
            say(f"{kind}: skipped, {problem}")
            return {"skipped": str(problem)}


def rescore_everybody(kind: str, attempts: int) -> dict[str, Any]:
    """Propose, calculate, approve and write; each step with its seconds."""
    steps: dict[str, float] = {}
    floor = _measure_floor()
    memory_before, processor_before = _memory(), time.process_time()
    with _timed(steps, "propose"), unit_of_work() as session:
        new = NewCase(kind=RescoringKind.LEFT_OUT, item=_first_item(session), reason="bench")
        checked = check_proposal(session, new, today=brussels_date(NOW))
        first, second = session.scalars(
            sa.select(Staff.id).where(Staff.email.like("beheerder%")).order_by(Staff.id)
        )
        case_id = propose(session, checked, proposed_by_id=first, now=NOW).id
    with _timed(steps, "dry_run"):
        calculated = calculate_case(db.session, case_id)
        db.session.rollback()
        assert calculated is not None
    with _timed(steps, "store_dry_run"), unit_of_work() as session:
        store_dry_run(session, case_id, calculated)
    totals = calculated.dry_run.totals.everybody.to_document()
    del calculated
    with _timed(steps, "approve"), unit_of_work() as session:
        approve(session, case_id, judged_by_id=second, now=NOW)
    with _timed(steps, "write"):
        batches = _write(case_id)
    processor = time.process_time() - processor_before
    total = sum(steps.values())
    year = round(total * YEAR_OF_THE_SECTOR / attempts, 1)
    say(f"{kind}: {total:.1f} s for {attempts}, floor {floor:.1f} s")
    return {
        "attempts": attempts,
        "totals": totals,
        "batches": batches,
        "seconds": {name: round(seconds, 2) for name, seconds in steps.items()},
        "total_seconds": round(total, 2),
        "processor_seconds": round(processor, 2),
        "attempts_per_second": round(attempts / total),
        "seconds_for_a_year_of_the_sector": year,
        "is_aim_met": year < AIM_SECONDS,
        "floor_seconds": round(floor, 2),
        "ratio_to_floor": round(total / floor, 1),
        "memory_before_megabytes": memory_before,
        "peak_memory_megabytes": _peak_memory(),
    }


def _write(case_id: int) -> int:
    writing = begin_writing(db.session, case_id)
    db.session.rollback()
    assert writing is not None
    batches, progress = 0, Progress.WRITTEN
    while progress is Progress.WRITTEN:
        with unit_of_work() as session:
            progress = write_batch(session, writing, now=NOW)
        batches += 1
    return batches - 1


def _measure_floor() -> float:
    """Copy all decisions and awards into bare tables, durably, and take them away again."""
    with unit_of_work() as session:
        session.execute(
            sa.text(
                "CREATE TABLE floor_awards (decision_id INTEGER, item_version_id INTEGER,"
                " part VARCHAR(64), marks VARCHAR(40), out_of VARCHAR(40), document TEXT,"
                " PRIMARY KEY (decision_id, item_version_id))"
            )
        )
        session.execute(sa.text("CREATE TABLE floor_decisions (id INTEGER PRIMARY KEY, t TEXT)"))
    begin = time.perf_counter()
    with unit_of_work() as session:
        session.execute(
            sa.text("INSERT INTO floor_decisions SELECT id, CAST(document AS TEXT) FROM decisions")
        )
        session.execute(
            sa.text(
                "INSERT INTO floor_awards SELECT decision_id, item_version_id, part, marks, out_of,"
                " CAST(document AS TEXT) FROM awards"
            )
        )
    seconds = time.perf_counter() - begin
    with unit_of_work() as session:
        session.execute(sa.text("DROP TABLE floor_awards"))
        session.execute(sa.text("DROP TABLE floor_decisions"))
    return seconds


def _first_item(session: Session) -> str:
    form = find_newest_form(session, "mo")
    assert form is not None
    return get_form_plan(session, form.id).scored_items[0].item.code


def _repeat(work: Callable[[int], object], number: int) -> dict[str, Any]:
    begin = time.perf_counter()
    for n in range(number):
        work(n)
    seconds = time.perf_counter() - begin
    return {
        "number": number,
        "seconds": round(seconds, 2),
        "microseconds_each": round(seconds / number * 1_000_000, 2),
    }


def _ratio(figures: dict[str, Any], floor: dict[str, Any]) -> float:
    return round(figures["microseconds_each"] / (floor["microseconds_each"] or 0.01), 1)


@contextmanager
def _timed(steps: dict[str, float], name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - begin


def _peak_memory() -> float:
    """The most that the process ever held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _memory() -> float | None:
    """What the process holds now, in megabytes; None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    return round(pages * resource.getpagesize() / 1024 / 1024, 1)


if __name__ == "__main__":
    sys.exit(main())
