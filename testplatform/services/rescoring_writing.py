"""Write what was approved: superseding decisions, awards and corrections, a batch at a time.

A batch is one transaction. Each attempt has a row of its own in `rescoring_results` since the
approval; what was written carries the moment, so that a batch that was cut off begins again and one
that was done is never done twice. Two workers take different rows.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from scoring.awards import award_to_document
from scoring.rescoring import Rescored
from testplatform.clienttracking.contract import idempotency_key
from testplatform.clienttracking.results import build_message
from testplatform.db import insert_rows
from testplatform.json_texts import JsonText, put_first, to_json_text
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Award, Decision
from testplatform.models.rescoring import RescoringCase, RescoringResult, RescoringState
from testplatform.models.sittings import Sitting
from testplatform.repositories.forms import FormPlan, get_form_plan
from testplatform.repositories.later_sittings import add_later_attempts, find_after_unwritten
from testplatform.repositories.rescoring import count_unwritten, find_case, list_case_ids
from testplatform.services.audit import Event, record_event, record_events
from testplatform.services.corrections import hold_corrections, stored_correction
from testplatform.services.deciding import Conclusion, build_document, conclude_by_parts
from testplatform.services.outbox import NewMessage, post_messages
from testplatform.services.rescoring import (
    MOST_KNOWN,
    RescoredAttempt,
    Run,
    begin_run,
    has_other_levels,
    rescore_attempts,
)
from testplatform.services.rescoring_findings import FoundAgain
from testplatform.services.rescoring_states import RescoringEvent, transition

BATCH = 500
# What a message says of one attempt alone; the rest is the same for equal decisions.
OWN_FIELDS = frozenset({"result", "dossier", "booking", "revision", "supersedes"})


class Progress(StrEnum):
    """What came of a batch."""

    WRITTEN = "written"
    FINISHED = "finished"
    NOTHING_TO_DO = "nothing to do"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An approved case that is being written; documents of equal decisions are made once."""

    case_id: int
    code: str
    run: Run
    known: dict[int, "Texts"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is stored of equal decisions; the message lacks what differs for each attempt."""

    result: Rescored | FoundAgain
    document: JsonText
    message: JsonText


def begin_writing(session: Session, case_id: int) -> Writing | None:
    """Get ready to write a case; None when it is not approved or an earlier one comes first."""
    approved = list_case_ids(session, RescoringState.APPROVED)
    case = find_case(session, case_id)
    if case is None or approved[:1] != [case_id]:
        return None
    run = begin_run(
        session,
        stored_correction(case),
        approved_before=case.approval_number,
        case_id=case.id,
    )
    return Writing(case_id=case.id, code=case.code, run=run)


def write_batch(
    session: Session, writing: Writing, *, now: datetime, size: int = BATCH
) -> Progress:
    """Write the next attempts of a case in this transaction, or finish it when none is left."""
    if writing.run.is_levelled:
        # Nobody is decided meanwhile by a level that this batch changes.
        hold_corrections(session, to_approve=True)
    attempt_ids = _take(session, writing, size)
    if not attempt_ids:
        return _finish(session, writing, now)
    rescored = rescore_attempts(session, writing.run, attempt_ids)
    changed = [one for one in rescored if one.result is not None and one.result.is_changed]
    # Before the audit log is held: who works on a later attempt waits for that one last.
    if levelled := [one.attempt.attempt_id for one in changed if has_other_levels(one)]:
        add_later_attempts(session, writing.case_id, levelled)
    decision_ids = _write_decisions(session, writing, changed, now)
    _write_results(session, writing, rescored, decision_ids, now)
    return Progress.WRITTEN


def _take(session: Session, writing: Writing, size: int) -> list[int]:
    """Attempts that no other worker has taken, by number.

    Where levels count in later sittings, these come by sitting, and never before the earlier ones
    of the same candidate are written.
    """
    waiting = (
        sa.select(RescoringResult.attempt_id)
        .where(RescoringResult.case_id == writing.case_id, RescoringResult.written_at.is_(None))
        .limit(size)
        .with_for_update(skip_locked=True, of=RescoringResult)
    )
    if not writing.run.is_levelled:
        return list(session.scalars(waiting.order_by(RescoringResult.attempt_id)))
    by_sitting = (
        waiting.join(Attempt, Attempt.id == RescoringResult.attempt_id)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .order_by(Sitting.starts_at, Attempt.id)
    )
    taken = list(session.scalars(by_sitting))
    too_early = find_after_unwritten(session, writing.case_id, taken)
    return [attempt_id for attempt_id in taken if attempt_id not in too_early]


def _finish(session: Session, writing: Writing, now: datetime) -> Progress:
    """Close the case, unless another worker still has attempts of it or closed it already."""
    case = session.get_one(
        RescoringCase, writing.case_id, with_for_update=True, populate_existing=True
    )
    if case.state is not RescoringState.APPROVED or count_unwritten(session, case.id):
        return Progress.NOTHING_TO_DO
    case.state = transition(case.state, RescoringEvent.FINISH)
    case.finished_at = now
    record_event(
        session, actor="worker", action="rescoring written", subject=f"rescoring:{case.id}", now=now
    )
    return Progress.FINISHED


def _write_decisions(
    session: Session, writing: Writing, changed: Sequence[RescoredAttempt], now: datetime
) -> dict[int, int]:
    """Write decisions, awards, messages and the trail of them; gives attempt id → decision id."""
    if not changed:
        return {}
    rows = [_decision_row(session, writing, one, now) for one in changed]
    inserted = session.connection().execute(
        sa.insert(Decision).returning(Decision.attempt_id, Decision.id), rows
    )
    decision_ids: dict[int, int] = dict(inserted.all())
    _write_awards(session, writing, changed, decision_ids)
    messages = {
        decision_ids[row["attempt_id"]]: _message(session, writing, one, row["public_id"])
        for one, row in zip(changed, rows, strict=True)
    }
    post_messages(session, messages, now=now)
    events = [_event(writing, row) for row in rows]
    record_events(session, events, actor="worker", action="decision made", now=now)
    return decision_ids


def _decision_row(
    session: Session, writing: Writing, one: RescoredAttempt, now: datetime
) -> dict[str, Any]:
    texts = _texts(session, writing, one)
    return {
        "public_id": secrets.token_hex(16),
        "attempt_id": one.attempt.attempt_id,
        "revision": one.attempt.revision + 1,
        "supersedes_id": one.attempt.decision_id,
        "outcome": texts.result.difference.outcome_after,
        "cut_score_set_id": (
            writing.run.find_cut_score_set_id(texts.result)
            if isinstance(texts.result, Rescored)
            else None
        ),
        "has_all_awards": False,
        "document": texts.document,
        "decided_at": now,
    }


def _texts(session: Session, writing: Writing, one: RescoredAttempt) -> Texts:
    """What is stored of a decision; equal decisions share it."""
    result = one.result
    if result is None:
        raise LookupError(one.attempt.attempt_id)
    known = writing.known.get(id(result))
    if known is None:
        if len(writing.known) >= MOST_KNOWN:
            writing.known.clear()
        plan = get_form_plan(session, one.attempt.form_id)
        conclusion = _conclude(plan, result)
        document = build_document(plan, conclusion.decided, conclusion.said)
        message = build_message(
            conclusion.decided,
            conclusion.said,
            scheme=conclusion.told_scheme,
            result=one.attempt.decision,
            dossier=one.attempt.dossier,
            booking=one.attempt.booking,
            programme=one.attempt.programme,
            moment=one.attempt.moment,
            sat_on=brussels_date(one.attempt.starts_at),
            revision=one.attempt.revision + 1,
            supersedes=one.attempt.decision,
        ).to_document()
        shared = {name: value for name, value in message.items() if name not in OWN_FIELDS}
        known = Texts(result=result, document=to_json_text(document), message=to_json_text(shared))
        writing.known[id(result)] = known
    return known


def _conclude(plan: FormPlan, result: Rescored | FoundAgain) -> Conclusion:
    if isinstance(result, FoundAgain):
        return result.conclusion
    return conclude_by_parts(plan, result.decision)


def _message(
    session: Session, writing: Writing, one: RescoredAttempt, public_id: str
) -> NewMessage:
    revision = one.attempt.revision + 1
    own = {
        "result": public_id,
        "dossier": one.attempt.dossier,
        "booking": one.attempt.booking,
        "revision": revision,
        "supersedes": one.attempt.decision,
    }
    return NewMessage(
        idempotency_key=idempotency_key(public_id, revision),
        document=put_first(own, _texts(session, writing, one).message),
    )


def _event(writing: Writing, row: dict[str, Any]) -> Event:
    return Event(
        subject=f"attempt:{row['attempt_id']}",
        details={
            "decision": row["public_id"],
            "revision": row["revision"],
            "correction": writing.code,
        },
    )


def _write_awards(
    session: Session,
    writing: Writing,
    changed: Sequence[RescoredAttempt],
    decision_ids: Mapping[int, int],
) -> None:
    """Write the award of the corrected item; an item that is left out keeps what it is not worth.

    All other awards stay those of the decision that is superseded.
    """
    correction = writing.run.correction
    rows = []
    for one in changed:
        if one.result is None or one.item is None:
            continue
        award = one.result.award
        shown = one.item.by_key if award is None else award
        rows.append(
            {
                "decision_id": decision_ids[one.attempt.attempt_id],
                "item_version_id": correction.item_version_id,
                "part": correction.part,
                "marks": shown.marks,
                "out_of": shown.out_of,
                "is_counted": award is not None,
                "document": award_to_document(shown),
            }
        )
    insert_rows(session, Award, rows)


def _write_results(
    session: Session,
    writing: Writing,
    rescored: Sequence[RescoredAttempt],
    decision_ids: dict[int, int],
    now: datetime,
) -> None:
    statement = (
        sa.update(RescoringResult)
        .where(
            RescoringResult.case_id == writing.case_id,
            RescoringResult.attempt_id == sa.bindparam("attempt"),
        )
        .values(
            written_at=now,
            decision_id=sa.bindparam("decision"),
            problem=sa.bindparam("reason"),
        )
    )
    rows = [
        {
            "attempt": one.attempt.attempt_id,
            "decision": decision_ids.get(one.attempt.attempt_id),
            "reason": one.problem,
        }
        for one in rescored
    ]
    session.connection().execute(statement, rows)
