"""An objection is recorded by one person, looked at again by another, and answered with a reason.

Nothing here changes a decision: an appeal that is upheld names the correction that does, or what
else is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from itembank.timing import brussels_date
from testplatform.errors import PlatformError
from testplatform.models.appeals import Appeal, AppealState
from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Decision
from testplatform.models.ratings import Rating, RatingCorrection, RatingTask
from testplatform.models.rescoring import RescoringCase
from testplatform.repositories.appeals import (
    OPEN,
    list_appeals_of_attempt,
    list_effective_cases,
)
from testplatform.repositories.decisions import list_decisions
from testplatform.repositories.rescoring import select_concerned
from testplatform.services.appeal_states import AppealEvent, transition
from testplatform.services.attempts import get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.corrections import stored_correction
from testplatform.services.rescoring import scope_of

LONGEST_TEXT = 4_000
AUDIT_NAMES: Mapping[AppealEvent, str] = MappingProxyType(
    {
        AppealEvent.LOOK: "second look begun",
        AppealEvent.UPHOLD: "appeal upheld",
        AppealEvent.REJECT: "appeal rejected",
        AppealEvent.WITHDRAW: "appeal withdrawn",
    }
)


class AppealFault(StrEnum):
    """What is wrong with what somebody wrote about an appeal."""

    NO_DECISION = "no_decision"
    RECEIVED_TOMORROW = "received_tomorrow"
    DECIDED_LATER = "decided_later"
    NO_RULE = "no_rule"
    OPEN_ALREADY = "open_already"
    SUMMARY_MISSING = "summary_missing"
    REASON_MISSING = "reason_missing"
    REMEDY_MISSING = "remedy_missing"
    TWO_REMEDIES = "two_remedies"
    CASE_CONCERNS_OTHERS = "case_concerns_others"


@dataclass(eq=False)
class AppealRefused(PlatformError):
    """What was written cannot be taken; nothing changed."""

    fault: AppealFault


class OwnAppeal(PlatformError):
    """Whoever recorded an appeal is not the one who looks again."""


class OwnCorrection(PlatformError):
    """Whoever rated, or proposed or approved a correction, does not look at that decision again."""


class NotTheSecondLook(PlatformError):
    """Only the person who looks again says what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a second look. The remedy is a correction, or words about what else is done."""

    reason: str
    case_id: int | None = None
    remedy: str = ""


def record_appeal(
    session: Session,
    attempt_id: int,
    *,
    received_on: date,
    summary: str,
    recorded_by_id: int,
    now: datetime,
) -> Appeal:
    """Take an objection in: against the last decision that there was on the day it came.

    Raises AppealRefused.
    """
    attempt = get_attempt_for_update(session, attempt_id)
    decision = _find_decision(session, attempt, received_on, now)
    decided_on = brussels_date(decision.decided_at)
    rule = get_programme(attempt.booking.programme).appeal
    if rule is None:
        raise AppealRefused(AppealFault.NO_RULE)
    if any(one.state in OPEN for one in list_appeals_of_attempt(session, attempt_id)):
        raise AppealRefused(AppealFault.OPEN_ALREADY)
    appeal = Appeal(
        decision=decision,
        decided_on=decided_on,
        received_on=received_on,
        deadline=rule.last_day(decided_on),
        summary=_require(summary, AppealFault.SUMMARY_MISSING),
        state=AppealState.RECEIVED,
        recorded_by_id=recorded_by_id,
        recorded_at=now,
        reason="",
        remedy="",
    )
    session.add(appeal)
    session.flush()
    _record(session, appeal, "appeal recorded", recorded_by_id, now)
    return appeal


def begin_second_look(session: Session, appeal_id: int, *, staff_id: int, now: datetime) -> None:
    """Let somebody look again, or take over from who did.

    Raises TransitionRefused, OwnAppeal, OwnCorrection.
    """
    appeal = _get_for_update(session, appeal_id)
    state = transition(appeal.state, AppealEvent.LOOK)
    if appeal.recorded_by_id == staff_id:
        raise OwnAppeal
    if staff_id in list_people_of(session, appeal.decision):
        raise OwnCorrection
    if appeal.second_look_by_id == staff_id:
        return
    appeal.state, appeal.second_look_by_id, appeal.second_look_at = state, staff_id, now
    session.flush()
    _record(session, appeal, AUDIT_NAMES[AppealEvent.LOOK], staff_id, now)


def uphold(
    session: Session, appeal_id: int, answer: Answer, *, staff_id: int, now: datetime
) -> None:
    """Say that the candidate was right, and what is done about it.

    Raises TransitionRefused, NotTheSecondLook, OwnCorrection, AppealRefused.
    """
    appeal = _get_for_judgement(session, appeal_id, AppealEvent.UPHOLD, staff_id)
    remedy = _clean(answer.remedy)
    if answer.case_id is None and not remedy:
        raise AppealRefused(AppealFault.REMEDY_MISSING)
    if answer.case_id is not None and remedy:
        raise AppealRefused(AppealFault.TWO_REMEDIES)
    if answer.case_id is not None:
        cases = {case.id for case in list_cases_concerning(session, appeal.decision.attempt)}
        if answer.case_id not in cases:
            raise AppealRefused(AppealFault.CASE_CONCERNS_OTHERS)
    appeal.rescoring_case_id, appeal.remedy = answer.case_id, remedy
    _close(session, appeal, AppealEvent.UPHOLD, answer.reason, staff_id, now)


def reject(session: Session, appeal_id: int, *, reason: str, staff_id: int, now: datetime) -> None:
    """Say that the decision stays, and why.

    Raises TransitionRefused, NotTheSecondLook, OwnCorrection, AppealRefused.
    """
    appeal = _get_for_judgement(session, appeal_id, AppealEvent.REJECT, staff_id)
    _close(session, appeal, AppealEvent.REJECT, reason, staff_id, now)


def withdraw(
    session: Session, appeal_id: int, *, reason: str, staff_id: int, now: datetime
) -> None:
    """Close what the candidate took back, or what was recorded by mistake.

    Raises TransitionRefused, AppealRefused.
    """
    appeal = _get_for_update(session, appeal_id)
    _close(session, appeal, AppealEvent.WITHDRAW, reason, staff_id, now)


def list_cases_concerning(session: Session, attempt: Attempt) -> list[RescoringCase]:
    """The corrections that change this attempt or may do so, the newest first."""
    return [
        case
        for case in list_effective_cases(session, attempt.booking.programme)
        if session.scalar(
            select_concerned(scope_of(stored_correction(case))).where(Attempt.id == attempt.id)
        )
        is not None
    ]


def list_people_of(session: Session, decision: Decision) -> frozenset[int]:
    """Who rated a response of it, or had to do with the corrections with which it was made.

    Ratings and their corrections are counted whenever they were made, also one that was rejected.
    """
    codes = [str(one["code"]) for one in decision.document["versions"].get("corrections", ())]
    numbers = [int(code.rpartition("-")[2]) for code in codes]
    rows = session.execute(
        sa.select(RescoringCase.proposed_by_id, RescoringCase.judged_by_id).where(
            RescoringCase.id.in_(numbers)
        )
    )
    rated = session.execute(
        sa.select(Rating.rated_by_id, Rating.approved_by_id)
        .join(RatingTask, RatingTask.id == Rating.task_id)
        .where(RatingTask.attempt_id == decision.attempt_id)
    )
    corrected = session.execute(
        sa.select(RatingCorrection.proposed_by_id, RatingCorrection.judged_by_id)
        .join(RatingCorrection.rating)
        .join(RatingTask, RatingTask.id == Rating.task_id)
        .where(RatingTask.attempt_id == decision.attempt_id)
    )
    people = (person for row in (*rows, *rated, *corrected) for person in row)
    return frozenset(person for person in people if person is not None)


def _find_decision(
    session: Session, attempt: Attempt, received_on: date, now: datetime
) -> Decision:
    if received_on > brussels_date(now):
        raise AppealRefused(AppealFault.RECEIVED_TOMORROW)
    decisions = list_decisions(session, attempt.id)
    if not decisions:
        raise AppealRefused(AppealFault.NO_DECISION)
    made = [one for one in decisions if brussels_date(one.decided_at) <= received_on]
    if not made:
        raise AppealRefused(AppealFault.DECIDED_LATER)
    return made[0]


def _get_for_update(session: Session, appeal_id: int) -> Appeal:
    return session.get_one(Appeal, appeal_id, with_for_update=True, populate_existing=True)


def _get_for_judgement(
    session: Session, appeal_id: int, event: AppealEvent, staff_id: int
) -> Appeal:
    appeal = _get_for_update(session, appeal_id)
    transition(appeal.state, event)
    if appeal.second_look_by_id != staff_id:
        raise NotTheSecondLook
    if staff_id in list_people_of(session, appeal.decision):
        raise OwnCorrection
    return appeal


def _close(
    session: Session,
    appeal: Appeal,
    event: AppealEvent,
    reason: str,
    staff_id: int,
    now: datetime,
) -> None:
    state = transition(appeal.state, event)
    appeal.reason = _require(reason, AppealFault.REASON_MISSING)
    appeal.state = state
    appeal.closed_by_id, appeal.closed_at = staff_id, now
    session.flush()
    _record(session, appeal, AUDIT_NAMES[event], staff_id, now)


def _require(text: str, fault: AppealFault) -> str:
    cleaned = _clean(text)
    if not cleaned:
        raise AppealRefused(fault)
    return cleaned


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_TEXT]


def _record(session: Session, appeal: Appeal, action: str, staff_id: int, now: datetime) -> None:
    details: dict[str, str | int] = {"decision": appeal.decision.public_id}
    if appeal.rescoring_case_id is not None:
        details["correction"] = appeal.rescoring_case_id
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"appeal:{appeal.id}",
        now=now,
        details=details,
    )
