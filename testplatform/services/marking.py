"""Score a submitted attempt: awards, cesuur of the day, decision and outbox message in one go."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from scoring.awards import Award, PartPoints, award_to_document, sum_awards
from scoring.codes import FormCode, MomentCode, PartCode, ProgrammeCode
from scoring.corrections import ItemCorrection, find_replacement
from scoring.cut_scores import cut_score_set_in_force
from scoring.decisions import Decision, decision_to_document, put_ratings_first
from scoring.explanations import sentences
from scoring.programmes.parts import decide_by_parts
from scoring.rescoring import correct_award
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.decisions import Award as AwardRow
from testplatform.models.decisions import Decision as DecisionRow
from testplatform.repositories.cut_scores import get_cut_score_row, list_cut_score_sets
from testplatform.repositories.decisions import list_awards, list_decisions
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.ratings import list_rated_attempts
from testplatform.services.attempt_states import AttemptEvent, transition
from testplatform.services.attempts import get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.corrections import (
    StoredCorrection,
    hold_corrections,
    keep_concerning,
    keep_effective,
    list_in_force,
)
from testplatform.services.outbox import post_result
from testplatform.services.ratings.awarding import Rated, collect_ratings, open_tasks

UNDECIDED = (AttemptState.SUBMITTED, AttemptState.AWAITING_RATINGS)
Awards = Sequence[tuple[PlannedItem, Award]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """An item of the form with the award of the candidate's last counted answer.

    The award is None when assessors have to give it.
    """

    planned: PlannedItem
    award: Award | None


def score_attempt(session: Session, attempt_id: int, *, now: datetime) -> DecisionRow | None:
    """Decide a submitted attempt; None when there is nothing to do, so that twice is once.

    An attempt with responses for assessors waits until all of them are rated.
    """
    hold_corrections(session)
    attempt = get_attempt_for_update(session, attempt_id)
    if attempt.state not in UNDECIDED:
        return None
    plan = get_form_plan(session, attempt.form_id)
    corrections = list_corrections_of(session, attempt)
    marked, rated = _mark(session, attempt, plan, corrections)
    if rated.waiting:
        _await_ratings(session, attempt, rated.waiting, now)
        return None
    awards = [(one.planned, one.award or rated.awards[one.planned.ref]) for one in marked]
    decision = _decide(session, attempt, plan, awards, corrections)
    if rated.steps:
        decision = put_ratings_first(decision, rated.steps)
    attempt.state = transition(attempt.state, AttemptEvent.SCORE)
    return _write(session, attempt, plan, decision, awards, now)


def decide_again(session: Session, attempt_id: int, *, now: datetime) -> DecisionRow | None:
    """Supersede the decision on an attempt after a rating of it was corrected (rule 11.6).

    None where no item has other marks than before, or where there is no decision yet.
    """
    hold_corrections(session)
    attempt = get_attempt_for_update(session, attempt_id)
    if attempt.state is not AttemptState.SCORED:
        return None
    newest = list_decisions(session, attempt.id)[0]
    plan = get_form_plan(session, attempt.form_id)
    corrections = list_corrections_of(session, attempt)
    marked, rated = _mark(session, attempt, plan, corrections)
    awards = [(one.planned, one.award or rated.awards[one.planned.ref]) for one in marked]
    before = {row.item_version_id: row.marks for row in list_awards(session, newest.id)}
    if before == {planned.item_version_id: award.marks for planned, award in awards}:
        return None
    decision = _decide(session, attempt, plan, awards, corrections)
    decision = put_ratings_first(decision, rated.steps)
    return _write(session, attempt, plan, decision, awards, now, supersedes=newest)


def _mark(
    session: Session, attempt: Attempt, plan: FormPlan, corrections: Sequence[StoredCorrection]
) -> tuple[list[MarkedItem], Rated]:
    """What keys and corrections give, and what assessors gave for the rest."""
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    marked = correct_marked(mark_items(plan, answers, corrections), corrections)
    unmarked = [one.planned for one in marked if one.award is None]
    return marked, collect_ratings(session, attempt.id, unmarked, answers)


def _write(
    session: Session,
    attempt: Attempt,
    plan: FormPlan,
    decision: Decision,
    awards: Awards,
    now: datetime,
    *,
    supersedes: DecisionRow | None = None,
) -> DecisionRow:
    row = _store(session, attempt, plan, decision, awards, now, supersedes=supersedes)
    post_result(session, row, decision, names=plan.programme.names, now=now)
    record_event(
        session,
        actor="worker",
        action="decision made",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"decision": row.public_id, "revision": row.revision},
    )
    return row


def list_corrections_of(session: Session, attempt: Attempt) -> tuple[StoredCorrection, ...]:
    """The approved corrections that count for an attempt."""
    booking = attempt.booking
    plan = get_form_plan(session, attempt.form_id)
    sat_on = brussels_date(booking.sitting.starts_at)
    concerning = keep_concerning(list_in_force(session), plan, booking.moment, sat_on)
    return keep_effective(concerning)


def mark_items(
    plan: FormPlan,
    answers: Mapping[str, Mapping[str, Any]],
    corrections: Sequence[StoredCorrection] = (),
) -> list[MarkedItem]:
    """Award every scored item of the form by its key, the corrected one where there is one.

    An item without an answer gets the empty response.
    """
    corrected = {one.item_version_id: one.item for one in corrections}
    marked = []
    for planned in plan.scored_items:
        body = (corrected.get(planned.item_version_id) or planned.item).body
        raw = answers.get(planned.ref, body.empty_response())
        marked.append(MarkedItem(planned=planned, award=body.award(raw)))
    return marked


def correct_marked(
    marked: Sequence[MarkedItem], corrections: Sequence[StoredCorrection]
) -> list[MarkedItem]:
    """Apply the corrections of items to what their keys gave; what is left out is not there."""
    by_version = {one.item_version_id: one.correction for one in corrections}
    kept = []
    for one in marked:
        correction = by_version.get(one.planned.item_version_id)
        if one.award is None or not isinstance(correction, ItemCorrection):
            kept.append(one)
        elif (award := correct_award(one.award, correction)) is not None:
            kept.append(MarkedItem(planned=one.planned, award=award))
    return kept


def list_submitted_attempts(session: Session) -> list[int]:
    """The attempts that wait for a decision and for no assessor, the oldest first."""
    return list_rated_attempts(session) + list(
        session.scalars(
            sa.select(Attempt.id)
            .where(Attempt.state == AttemptState.SUBMITTED)
            .order_by(Attempt.submitted_at, Attempt.id)
        )
    )


def _await_ratings(
    session: Session, attempt: Attempt, waiting: Sequence[PlannedItem], now: datetime
) -> None:
    """Let assessors rate; an attempt that waits already gets what it misses, and waits on."""
    open_tasks(session, attempt.id, waiting, now=now)
    if attempt.state is AttemptState.AWAITING_RATINGS:
        return
    attempt.state = transition(attempt.state, AttemptEvent.AWAIT_RATINGS)
    record_event(
        session,
        actor="worker",
        action="ratings awaited",
        subject=f"attempt:{attempt.id}",
        now=now,
    )


def sum_parts(plan: FormPlan, awards: Awards) -> dict[PartCode, PartPoints]:
    """The points of each part of the programme. Raises NothingToSum for a part without awards."""
    return {
        PartCode(part.code): sum_awards(
            award for planned, award in awards if planned.part == part.code
        )
        for part in plan.programme.parts
    }


def _decide(
    session: Session,
    attempt: Attempt,
    plan: FormPlan,
    awards: Awards,
    stored: Sequence[StoredCorrection],
) -> Decision:
    booking = attempt.booking
    sat_on = brussels_date(booking.sitting.starts_at)
    corrections = [one.correction for one in stored]
    replacement = find_replacement(corrections)
    cut_scores = (
        cut_score_set_in_force(
            list_cut_score_sets(session, booking.programme),
            programme=ProgrammeCode(booking.programme),
            moment=MomentCode(booking.moment),
            on=sat_on,
        )
        if replacement is None
        else replacement.cut_scores
    )
    return decide_by_parts(
        sum_parts(plan, awards),
        cut_scores,
        programme=ProgrammeCode(booking.programme),
        sat_on=sat_on,
        form=FormCode(plan.code),
        corrections=corrections,
    )


def _store(
    session: Session,
    attempt: Attempt,
    plan: FormPlan,
    decision: Decision,
    awards: Awards,
    now: datetime,
    *,
    supersedes: DecisionRow | None,
) -> DecisionRow:
    cut_scores = decision.versions
    row = DecisionRow(
        public_id=secrets.token_hex(16),
        attempt=attempt,
        revision=1 if supersedes is None else supersedes.revision + 1,
        supersedes=supersedes,
        outcome=decision.outcome,
        cut_score_set=get_cut_score_row(
            session, cut_scores.cut_scores, cut_scores.cut_scores_version
        ),
        document=build_decision_document(plan, decision),
        decided_at=now,
    )
    session.add(row)
    session.flush()
    for planned, award in awards:
        session.add(
            AwardRow(
                decision_id=row.id,
                item_version_id=planned.item_version_id,
                part=planned.part,
                marks=award.marks,
                out_of=award.out_of,
                document=award_to_document(award),
            )
        )
    session.flush()
    return row


def build_decision_document(plan: FormPlan, decision: Decision) -> dict[str, Any]:
    """What is stored of a decision: its parts, steps, sentences and versions."""
    document: dict[str, Any] = decision_to_document(decision)
    document["sentences"] = list(sentences(decision, plan.programme.names))
    document["versions"]["form"] = {"code": plan.code, "version": plan.version}
    document["versions"]["programme"]["version"] = plan.programme.version
    return document
