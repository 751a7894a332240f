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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from databases import Unreachable, make_database
from item_list import running, say
from machine import describe_machine
from sqlalchemy.orm import Session

from itembank.programmes import list_cut_score_sets
from scoring.awards import Award, PartPoints, Tally, sum_awards
from scoring.codes import PartCode, ProgrammeCode, RuleId
from scoring.decisions import Outcome
from scoring.programmes.parts import decide_by_parts
from testplatform.db import db, unit_of_work
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.models.rescoring import RescoringKind
from testplatform.models.sittings import Sitting
from testplatform.models.staff import Staff
from testplatform.repositories.forms import FormPlan, find_newest_form, get_form_plan
from testplatform.services.marking import build_decision_document
from testplatform.services.rescoring_cases import approve, calculate_case, propose, store_dry_run
from testplatform.services.rescoring_proposals import NewCase, check_proposal
from testplatform.services.rescoring_writing import Progress, begin_writing, write_batch

KINDS = ("sqlite", "postgresql")
DECISIONS, SUMMED, ATTEMPTS = 1_000_000, 100_000, 100_000
YEAR_OF_THE_SECTOR, AIM_SECONDS = 56_000, 60
CHUNK = 5_000
FIRST_DAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAYS = 250
LANGUAGES = ("nl", "en", "fr", "ar", "tr", "ti")
SOKKEL, PRAKTISCH = PartCode("sokkel"), PartCode("praktisch")
# Which questions are right: far from random, and nobody has the same ones as the neighbours.
SPREAD, STRIDE, PRIME, RIGHT = 7_919, 104_729, 1_009, 830

AWARDS_STATEMENT = (
    "INSERT INTO awards (decision_id, item_version_id, part, marks, out_of, document)"
    " SELECT a.id, f.item_version_id, f.part,"
    " CASE WHEN (a.id * :spread + f.position * :stride) % :prime < :right"
    " THEN '1' ELSE '0' END, '1',"
    " CASE WHEN (a.id * :spread + f.position * :stride) % :prime < :right"
    " THEN :one ELSE :none END"
    " FROM attempts a JOIN form_items f ON f.form_id = a.form_id"
    " WHERE f.form_id = :form AND f.part <> 'oefening' ORDER BY a.id, f.item_version_id"
)


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
    awards = [_award(right=bool(right)) for right in (0, 1)]

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
        checked = check_proposal(session, new)
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


def fill(attempts: int) -> None:
    """Decided and delivered attempts of the demonstration form, over a year of days."""
    with unit_of_work() as session:
        form = find_newest_form(session, "mo")
        assert form is not None
        plan = get_form_plan(session, form.id)
        sittings = _insert_sittings(session)
        cut_scores = session.scalars(
            sa.select(CutScoreSet).where(CutScoreSet.code == "mo-after-course-2023-03-01")
        ).one()
        for begin in range(1, attempts + 1, CHUNK):
            numbers = range(begin, min(begin + CHUNK, attempts + 1))
            _insert_people(session, numbers, sittings, form.id, attempts)
            session.execute(
                sa.insert(Decision), [*_decisions(plan, numbers, cut_scores.id, sittings, attempts)]
            )
            session.execute(sa.insert(OutboxMessage), [_message(n) for n in numbers])
        _insert_awards(session, form.id)
        _move_sequences(session)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _insert_sittings(session: Session) -> list[tuple[int, datetime]]:
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    rows = [
        {
            "test_centre_id": 1,
            "programme": "mo",
            "starts_at": day,
            "opens_at": day,
            "closes_at": day + timedelta(hours=8),
        }
        for day in days
    ]
    session.execute(sa.insert(Sitting), rows)
    return list(session.execute(sa.select(Sitting.id, Sitting.starts_at).order_by(Sitting.id)))[
        -DAYS:
    ]  # type: ignore[arg-type]


def _sitting_of(number: int, total: int, sittings: list[Any]) -> Any:
    return sittings[(number - 1) * DAYS // total]


def _insert_people(
    session: Session, numbers: range, sittings: list[Any], form_id: int, total: int
) -> None:
    candidates, bookings, attempts = [], [], []
    for n in numbers:
        sitting_id, starts_at = _sitting_of(n, total, sittings)
        language = LANGUAGES[n % len(LANGUAGES)]
        candidates.append(
            {"id": n, "dossier": f"D-2026-{n:06}", "given_name": "V", "family_name": f"B{n}"}
        )
        bookings.append(
            {
                "id": n,
                "external_id": f"A-{n}",
                "revision": 1,
                "content_hash": "0" * 64,
                "candidate_id": n,
                "sitting_id": sitting_id,
                "programme": "mo",
                "moment": "after_course",
                "language": language,
                "needs": [],
                "region": "Prov. Limburg",
                "received_at": FIRST_DAY,
            }
        )
        attempts.append(
            {
                "id": n,
                "public_id": f"p{n}",
                "booking_id": n,
                "form_id": form_id,
                "audio_manifest_id": None,
                "language": language,
                "state": AttemptState.SCORED,
                "code_version": 1,
                "code_digest": f"{n:064}",
                "minutes": 60,
                "extra_percent": 0,
                "shuffle_seed": "0" * 32,
                "fence": 1,
                "checked_in_at": starts_at,
                "started_at": starts_at,
                "submitted_at": starts_at + timedelta(minutes=50),
                "submitted_by": SubmittedBy.CANDIDATE,
            }
        )
    session.execute(sa.insert(Candidate), candidates)
    session.execute(sa.insert(Booking), bookings)
    session.execute(sa.insert(Attempt), attempts)


def _is_right(number: int, position: int) -> bool:
    return (number * SPREAD + position * STRIDE) % PRIME < RIGHT


def _decisions(
    plan: FormPlan, numbers: range, cut_score_set_id: int, sittings: list[Any], total: int
) -> Iterator[dict[str, Any]]:
    cut_scores = next(
        one for one in list_cut_score_sets("mo") if one.code == "mo-after-course-2023-03-01"
    )
    scored = {one.ref for one in plan.scored_items}
    counted = [
        (position, one.part)
        for position, one in enumerate(plan.items, start=1)
        if one.ref in scored
    ]
    for n in numbers:
        points = {
            code: PartPoints(
                points=sum(_is_right(n, index) for index, part in counted if part == code),
                out_of=sum(part == code for _, part in counted),
            )
            for code in (SOKKEL, PRAKTISCH)
        }
        _, starts_at = _sitting_of(n, total, sittings)
        decision = decide_by_parts(
            points, cut_scores, programme=ProgrammeCode("mo"), sat_on=starts_at.date()
        )
        yield {
            "id": n,
            "public_id": f"d{n}",
            "attempt_id": n,
            "revision": 1,
            "supersedes_id": None,
            "outcome": decision.outcome,
            "cut_score_set_id": cut_score_set_id,
            "document": build_decision_document(plan, decision),
            "decided_at": starts_at,
        }


def _message(number: int) -> dict[str, Any]:
    return {
        "decision_id": number,
        "destination": "client-tracking",
        "idempotency_key": f"{number:064}",
        "document": {},
        "state": DeliveryState.DELIVERED,
        "tries": 1,
        "created_at": FIRST_DAY,
        "next_try_at": FIRST_DAY,
        "claimed_until": None,
        "delivered_at": FIRST_DAY,
        "problem": None,
    }


def _insert_awards(session: Session, form_id: int) -> None:
    """One statement for all: a join of attempts and items."""
    right, wrong = (
        json.dumps(
            {
                "marks": marks,
                "out_of": "1",
                "reason": {"hits": int(marks), "slips": 1 - int(marks), "missed": 1 - int(marks)},
                "rule": "1.1",
                "rule_version": 1,
            }
        )
        for marks in ("1", "0")
    )
    statement = AWARDS_STATEMENT
    if session.get_bind().dialect.name == "postgresql":
        statement = statement.replace(":one", "CAST(:one AS JSON)")
        statement = statement.replace(":none", "CAST(:none AS JSON)")
    session.execute(
        sa.text(statement),
        {
            "one": right,
            "none": wrong,
            "form": form_id,
            "spread": SPREAD,
            "stride": STRIDE,
            "prime": PRIME,
            "right": RIGHT,
        },
    )


def _move_sequences(session: Session) -> None:
    """Rows were inserted with their numbers; PostgreSQL counts on from there."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("candidates", "bookings", "attempts", "decisions"):
            newest = sa.select(sa.func.max(sa.column("id"))).select_from(sa.table(table))
            session.execute(sa.select(sa.func.setval(f"{table}_id_seq", newest.scalar_subquery())))


def _first_item(session: Session) -> str:
    form = find_newest_form(session, "mo")
    assert form is not None
    return get_form_plan(session, form.id).scored_items[0].item.code


def _award(*, right: bool) -> Award:
    return Award(
        marks=int(right),
        out_of=1,
        reason=Tally(hits=int(right), slips=0, missed=int(not right)),
        rule=RuleId.SELECT_ONE,
        rule_version=1,
    )


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
