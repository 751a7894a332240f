"""A year of decided and delivered attempts of the demonstration form, inserted in bulk."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import list_cut_score_sets
from scoring.awards import Award, PartPoints, Tally
from scoring.codes import PartCode, ProgrammeCode, RuleId
from scoring.programmes.parts import decide_by_parts
from testplatform.db import db, unit_of_work
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.candidates import Candidate
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.models.sittings import Sitting
from testplatform.repositories.forms import FormPlan, find_newest_form, get_form_plan
from testplatform.services.marking import build_decision_document

CHUNK = 5_000
FIRST_DAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
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


def an_award(*, right: bool) -> Award:
    return Award(
        marks=int(right),
        out_of=1,
        reason=Tally(hits=int(right), slips=0, missed=int(not right)),
        rule=RuleId.SELECT_ONE,
        rule_version=1,
    )
