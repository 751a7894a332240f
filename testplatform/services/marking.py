"""Score a submitted attempt: awards, decision and outbox message in one go."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.timing import brussels_date
from scoring.awards import Award, award_to_document
from scoring.codes import MomentCode, ProgrammeCode
from scoring.corrections import (
    Correction,
    EarlierSittingCorrected,
    ItemCorrection,
    find_replacement,
)
from scoring.cut_scores import CutScoreSet, cut_score_set_in_force
from scoring.decisions import Decision
from scoring.errors import ScoringError
from scoring.rescoring import correct_award
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.decisions import Award as AwardRow
from testplatform.models.decisions import Decision as DecisionRow
from testplatform.repositories.cut_scores import (
    get_cut_score_row,
    list_cut_score_sets,
    list_tables,
)
from testplatform.repositories.decisions import list_awards, list_decisions
from testplatform.repositories.forms import FormPlan, PlannedItem, get_attempt_plan
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.later_sittings import list_later_attempts
from testplatform.repositories.ratings import list_rated_attempts
from testplatform.services.attempt_states import AttemptEvent, transition
from testplatform.services.attempts import clock_of, get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.booked_facts import list_booked_facts
from testplatform.services.changed_levels import list_counting
from testplatform.services.corrections import (
    StoredCorrection,
    hold_corrections,
    keep_concerning,
    keep_effective,
    list_in_force,
)
from testplatform.services.deciding import (
    Conclusion,
    RatingsMissing,
    Sat,
    build_document,
    conclude,
    conclude_by_parts,
)
from testplatform.services.earlier_levels import list_earlier_levels
from testplatform.services.outbox import post_result
from testplatform.services.part_times import list_times_of
from testplatform.services.ratings.awarding import collect_ratings, open_tasks
from testplatform.services.refused_decisions import remember_refused_decision
from testplatform.services.routed_tests import find_way, list_parts_sat

UNDECIDED = (AttemptState.SUBMITTED, AttemptState.AWAITING_RATINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """An item of the form with the award of the candidate's last counted answer.

    The award is None when assessors have to give it.
    """

    planned: PlannedItem
    award: Award | None


def score_attempt(session: Session, attempt_id: int, *, now: datetime) -> DecisionRow | None:
    """Decide a submitted attempt; None when there is nothing to do, so that twice is once.

    An attempt with responses that its decision needs waits until assessors rated all of them.
    """
    hold_corrections(session)
    attempt = get_attempt_for_update(session, attempt_id)
    if attempt.state not in UNDECIDED:
        return None
    sat = _list_sat(session, attempt)
    try:
        conclusion = conclude(sat)
    except RatingsMissing:
        _await_ratings(session, attempt, sat.unmarked, now)
        return None
    attempt.state = transition(attempt.state, AttemptEvent.SCORE)
    return _write(session, attempt, sat, conclusion, now)


def decide_again(session: Session, attempt_id: int, *, now: datetime) -> DecisionRow | None:
    """Supersede the decision on an attempt after a rating of it was corrected (rule 11.6).

    None where no item has other marks than before, or where there is no decision yet. Later
    sittings that count a level of it which changes are decided again too.
    """
    hold_corrections(session)
    attempt = get_attempt_for_update(session, attempt_id)
    if attempt.state is not AttemptState.SCORED:
        return None
    newest = list_decisions(session, attempt.id)[0]
    sat = _list_sat(session, attempt)
    before = {row.item_version_id: row.marks for row in list_awards(session, newest.id)}
    if before == {planned.item_version_id: award.marks for planned, award in sat.awards}:
        return None
    row = _write(session, attempt, sat, conclude(sat), now, supersedes=newest)
    if _list_levels(row) != _list_levels(newest):
        _decide_later(session, attempt.id, now)
    return row


def _decide_later(session: Session, attempt_id: int, now: datetime) -> None:
    """Decide later sittings again that count a level of this one, or would now (rule 8.9).

    One that the rules refuse to decide keeps its decision, and the audit log has the reason.
    """
    for later_id in list_later_attempts(session, attempt_id):
        later = get_attempt_for_update(session, later_id)
        newest = list_decisions(session, later_id)[0]
        sat = replace(_list_sat(session, later), through=EarlierSittingCorrected(code=None))
        try:
            conclusion = conclude(sat)
        except ScoringError as problem:
            remember_refused_decision(session, later_id, problem, now=now)
            continue
        if list_counting(newest.document) != list_counting(conclusion.decided):
            _write(session, later, sat, conclusion, now, supersedes=newest)


def _list_levels(row: DecisionRow) -> list[tuple[str, str | None]]:
    return [(skill["part"], skill["level"]) for skill in row.document.get("skills", ())]


def _write(
    session: Session,
    attempt: Attempt,
    sat: Sat,
    conclusion: Conclusion,
    now: datetime,
    *,
    supersedes: DecisionRow | None = None,
) -> DecisionRow:
    row = _store(session, attempt, sat, conclusion, now, supersedes=supersedes)
    post_result(session, row, conclusion, now=now)
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
    plan = get_attempt_plan(session, attempt)
    sat_on = brussels_date(booking.sitting.starts_at)
    concerning = keep_concerning(list_in_force(session), plan, booking.moment, sat_on)
    return keep_effective(concerning)


def mark_items(
    plan: FormPlan,
    answers: Mapping[str, Mapping[str, Any]],
    corrections: Sequence[StoredCorrection] = (),
    *,
    parts: Collection[str] | None = None,
) -> list[MarkedItem]:
    """Award every scored item of the form by its key, the corrected one where there is one.

    An item without an answer gets the empty response. With `parts`, nobody came to the others.
    """
    corrected = {one.item_version_id: one.item for one in corrections}
    marked = []
    for planned in plan.scored_items:
        if parts is not None and planned.part not in parts:
            continue
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


def _list_sat(session: Session, attempt: Attempt) -> Sat:
    """Everything that the decision follows from, as it is known now."""
    booking = attempt.booking
    plan = get_attempt_plan(session, attempt)
    stored = list_corrections_of(session, attempt)
    corrections = tuple(one.correction for one in stored)
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    parts = list_parts_sat(session, attempt)
    marked = correct_marked(mark_items(plan, answers, stored, parts=parts), stored)
    rated = collect_ratings(
        session, attempt.id, [one.planned for one in marked if one.award is None], answers
    )
    awards = [
        (one.planned, award)
        for one in marked
        if (award := one.award or rated.awards.get(one.planned.ref)) is not None
    ]
    sat_on = brussels_date(booking.sitting.starts_at)
    return Sat(
        plan=plan,
        moment=MomentCode(booking.moment),
        sat_on=sat_on,
        awards=awards,
        unmarked=tuple(rated.waiting),
        ratings=tuple(rated.steps),
        purpose=booking.purpose,
        earlier=list_earlier_levels(session, booking),
        is_time_up=_is_time_up(attempt, plan),
        part_times=list_times_of(session, attempt, has_answers=bool(answers)),
        cut_scores=_find_cut_scores(session, attempt, corrections),
        tables=list_tables(session, booking.programme),
        corrections=corrections,
        way=None if parts is None else find_way(session, attempt),
        facts=list_booked_facts(booking),
    )


def _is_time_up(attempt: Attempt, plan: FormPlan) -> bool:
    """Whether it was handed in by the time: a device does so itself when it is up."""
    deadline, handed_in_at = clock_of(attempt, plan.programme.timing).deadline, attempt.submitted_at
    return deadline is not None and handed_in_at is not None and handed_in_at >= deadline


def _find_cut_scores(
    session: Session, attempt: Attempt, corrections: Sequence[Correction]
) -> CutScoreSet | None:
    """The set of the day, or the one in its place; None where the programme has none at all."""
    booking = attempt.booking
    if get_programme(booking.programme).scheme is not Scheme.CUT_SCORES:
        return None
    replacement = find_replacement(corrections)
    if replacement is not None:
        return replacement.cut_scores
    return cut_score_set_in_force(
        list_cut_score_sets(session, booking.programme),
        programme=ProgrammeCode(booking.programme),
        moment=MomentCode(booking.moment),
        on=brussels_date(booking.sitting.starts_at),
    )


def _store(
    session: Session,
    attempt: Attempt,
    sat: Sat,
    conclusion: Conclusion,
    now: datetime,
    *,
    supersedes: DecisionRow | None,
) -> DecisionRow:
    row = DecisionRow(
        public_id=secrets.token_hex(16),
        attempt=attempt,
        revision=1 if supersedes is None else supersedes.revision + 1,
        supersedes=supersedes,
        outcome=conclusion.outcome,
        cut_score_set=None
        if conclusion.cut_scores is None
        else get_cut_score_row(session, *conclusion.cut_scores),
        document=build_document(sat.plan, conclusion.decided, conclusion.said),
        decided_at=now,
    )
    session.add(row)
    session.flush()
    for planned, award in sat.awards:
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
    """What is stored of a decision by cut scores: its parts, steps, sentences and versions."""
    conclusion = conclude_by_parts(plan, decision)
    return build_document(plan, conclusion.decided, conclusion.said)
