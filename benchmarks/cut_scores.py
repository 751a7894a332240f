"""Measure the preview of proposed cut scores on a year of attempts, on each database.

JSON goes to standard output. The floor is what counting the same attempts costs, with nothing read
of their decisions: the same joins and the same period. Processor time is that of this process, in
which SQLite works and PostgreSQL does not; unlike the clock it does not feel a busy machine.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from databases import Unreachable, make_database
from flask import Flask
from item_list import running, say, timed
from machine import describe_machine
from sqlalchemy.orm import Session

from itembank.languages import list_languages
from scoring.analysis.cut_score_changes import preview_change
from scoring.awards import PartPoints
from scoring.codes import MomentCode, PartCode, ProgrammeCode
from scoring.cut_scores import AtLeastPercentage, CutScoreSet, cut_score_set_in_force
from scoring.decisions import Outcome, decision_to_document
from scoring.explanations import sentences
from scoring.programmes.parts import decide_by_parts
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.cut_scores import CutScoreSet as CutScoreSetRow
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting
from testplatform.repositories.cut_score_results import count_results
from testplatform.repositories.cut_scores import list_cut_score_sets
from testplatform.services.cut_score_proposals import NewProposal, build_set, propose

KINDS = ("sqlite", "postgresql")
ATTEMPTS, TIMES = 56_000, 10
CHUNK = 5_000
PROGRAMME, MOMENT = ProgrammeCode("mo"), MomentCode("after_course")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
PLACES_IN_SITTING = 25
SOKKEL, PRAKTISCH = PartCode("sokkel"), PartCode("praktisch")
LIST = "/staff/administration/cut-scores/"


def main() -> int:
    """Measure what the options ask for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", dest="kinds", action="append", choices=KINDS)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS)
    parser.add_argument("--times", type=int, default=TIMES)
    options = parser.parse_args()
    report = {
        "benchmark": "preview of cut scores",
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "settings": {"attempts": options.attempts, "times": options.times},
        "databases": {
            kind: measure(kind, options.attempts, options.times) for kind in options.kinds or KINDS
        },
    }
    print(json.dumps(report, indent=2))
    return 0


def measure(kind: str, attempts: int, times: int) -> dict[str, Any]:
    """Measure one database; a server that is not there is told, not hidden."""
    with tempfile.TemporaryDirectory(prefix="testplatform-bench-") as name:
        try:
            with make_database(kind, Path(name)) as database, running(name, database.url) as app:
                say(f"{kind}: {attempts} attempts are being decided")
                fill(attempts)
                return {"database": database.describe(), **_measure_preview(app, kind, times)}
        except Unreachable as problem:
            say(f"{kind}: skipped, {problem}")
            return {"skipped": str(problem)}


def _measure_preview(app: Flask, kind: str, times: int) -> dict[str, Any]:
    with unit_of_work() as session:
        proposal = propose(session, _stricter(), proposer_id=1, now=NOW).id
    proposed = build_set(_stricter(), list_cut_score_sets(db.session, PROGRAMME))
    client = app.test_client()
    client.post("/staff/sign-in", data={"email": "beheerder@example.org", "password": PASSWORD})
    address = f"{LIST}proposals/{proposal}?since={TODAY - YEAR}&until={TODAY}"
    assert client.get(address).status_code == 200
    results = _count(db.session)
    floor = timed(lambda: _count_alone(db.session), times)
    query = timed(lambda: _count(db.session), times)
    begin = time.process_time()
    _count(db.session)
    processor = round((time.process_time() - begin) * 1000, 2)
    rule = timed(lambda: preview_change(results, proposed), times)
    request = timed(lambda: client.get(address), times)
    ratio = round((query["p50"] or 0) / (floor["p50"] or 1), 1)
    say(f"{kind}: query {query['p95']} ms, rule {rule['p95']} ms, request {request['p95']} ms")
    return {
        "attempts": sum(result.number for result in results),
        "counted_rows": len(results),
        "floor": floor,
        "query": query,
        "query_processor_milliseconds": processor,
        "rule": rule,
        "request": request,
        "ratio_to_floor": ratio,
    }


def _stricter() -> NewProposal:
    in_force = _in_force(db.session)
    parts = tuple(
        one
        if one.part == SOKKEL
        else type(one)(part=one.part, cut_score=AtLeastPercentage(percentage=80))
        for one in in_force.parts
    )
    return NewProposal(
        programme=PROGRAMME,
        moment=MOMENT,
        effective_from=date(2027, 1, 1),
        joining=in_force.joining,
        parts=parts,
        reason="Measured.",
    )


def _in_force(session: Session) -> CutScoreSet:
    sets = list_cut_score_sets(session, PROGRAMME)
    return cut_score_set_in_force(sets, programme=PROGRAMME, moment=MOMENT, on=TODAY)


def _count(session: Session) -> list[Any]:
    session.rollback()
    return count_results(session, programme=PROGRAMME, moment=MOMENT, since=NOW - YEAR, until=NOW)


def _count_alone(session: Session) -> int:
    session.rollback()
    query = (
        sa.select(sa.func.count())
        .select_from(Decision)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .join(Booking, Booking.id == Attempt.booking_id)
        .join(Sitting, Sitting.id == Booking.sitting_id)
        .where(
            Booking.programme == PROGRAMME,
            Booking.moment == MOMENT,
            Sitting.starts_at >= NOW - YEAR,
            Sitting.starts_at < NOW,
        )
    )
    return session.scalar(query) or 0


def fill(number: int) -> None:
    """Attempts over a year and every centre and language, decided by the real rules."""
    random = Random(20_261_124)
    with unit_of_work() as session:
        centres = list(session.scalars(sa.select(TestCentre.id).order_by(TestCentre.id)))
        form = session.scalars(sa.select(Form)).first()
        assert form is not None
        cut_scores = _in_force(session)
        set_id = session.scalars(
            sa.select(CutScoreSetRow.id).where(
                CutScoreSetRow.code == cut_scores.code, CutScoreSetRow.version == cut_scores.version
            )
        ).one()
        sittings = number // PLACES_IN_SITTING + 1
        _insert(session, Sitting, (_sitting(n, sittings, centres) for n in range(sittings)))
        _insert(session, Candidate, (_candidate(n) for n in range(number)))
        _insert(session, Booking, (_booking(n) for n in range(number)))
        _insert(session, Attempt, (_attempt(n, form.id) for n in range(number)))
        documents = _list_documents(cut_scores)
        decisions = (_decision(n, set_id, documents, random) for n in range(number))
        _insert(session, Decision, decisions)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _list_documents(cut_scores: CutScoreSet) -> dict[tuple[int, int], dict[str, Any]]:
    """The whole document of a decision, for every pair of points."""
    documents = {}
    for sokkel in range(12):
        for praktisch in range(31):
            points = {
                SOKKEL: PartPoints(points=sokkel, out_of=11),
                PRAKTISCH: PartPoints(points=praktisch, out_of=30),
            }
            decision = decide_by_parts(points, cut_scores, programme=PROGRAMME, sat_on=TODAY)
            document = decision_to_document(decision)
            documents[sokkel, praktisch] = {**document, "sentences": list(sentences(decision))}
    return documents


def _insert(session: Session, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            session.execute(sa.insert(model), chunk)
            chunk = []
    if chunk:
        session.execute(sa.insert(model), chunk)


def _sitting(n: int, sittings: int, centres: list[int]) -> dict[str, Any]:
    starts_at = NOW - YEAR + YEAR * n / sittings
    return {
        "id": n + 1,
        "test_centre_id": centres[n % len(centres)],
        "programme": PROGRAMME,
        "starts_at": starts_at,
        "opens_at": starts_at,
        "closes_at": starts_at + timedelta(hours=4),
    }


def _candidate(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "dossier": f"D-2026-{n:06}",
        "given_name": "Noor",
        "family_name": f"Voorbeeld {n}",
    }


def _language(n: int) -> str:
    tags = [one.tag for one in list_languages() if one.mo_test_offered]
    return tags[n * n % len(tags)]


def _booking(n: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "external_id": f"A-{n}",
        "revision": 1,
        "content_hash": "",
        "candidate_id": n + 1,
        "sitting_id": n // PLACES_IN_SITTING + 1,
        "programme": PROGRAMME,
        "moment": MOMENT,
        "language": _language(n),
        "needs": [],
        "region": "Prov. Limburg",
        "received_at": NOW,
    }


def _attempt(n: int, form_id: int) -> dict[str, Any]:
    return {
        "id": n + 1,
        "public_id": f"a{n}",
        "booking_id": n + 1,
        "form_id": form_id,
        "audio_manifest_id": None,
        "language": _language(n),
        "state": AttemptState.SCORED,
        "code_version": 1,
        "code_digest": f"{n:064}",
        "minutes": 60,
        "extra_percent": 0,
        "shuffle_seed": "",
        "fence": 1,
        "checked_in_at": NOW,
        "started_at": NOW,
        "submitted_at": NOW,
        "submitted_by": SubmittedBy.CANDIDATE,
    }


def _decision(
    n: int, set_id: int, documents: dict[tuple[int, int], dict[str, Any]], random: Random
) -> dict[str, Any]:
    ability = random.betavariate(9, 2)
    points = sum(random.random() < ability for _ in range(11)), round(30 * ability)
    document = documents[points]
    return {
        "id": n + 1,
        "public_id": f"d{n}",
        "attempt_id": n + 1,
        "revision": 1,
        "supersedes_id": None,
        "outcome": Outcome(document["outcome"]),
        "cut_score_set_id": set_id,
        "document": document,
        "decided_at": NOW,
    }


if __name__ == "__main__":
    sys.exit(main())
