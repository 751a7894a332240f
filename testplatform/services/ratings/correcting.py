"""Correct a rating: one administrator proposes it with the reason, another approves.

The corrected rating stands beside the old one and takes its place (rule 11.6); where marks change
the attempt is decided again, and the correction goes out as any other.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.codes import CriterionCode
from scoring.ratings import Scores, count_wanted, rubric_from_document
from testplatform.errors import PlatformError
from testplatform.models.attempts import AttemptState
from testplatform.models.cut_scores import ProposalState
from testplatform.models.decisions import Decision
from testplatform.models.ratings import Rating, RatingCorrection, RatingTask
from testplatform.repositories.later_sittings import list_later_attempts
from testplatform.repositories.ratings import list_counting_ratings, read_scores
from testplatform.services.attempts import get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.corrections import hold_corrections
from testplatform.services.marking import decide_again
from testplatform.services.proposal_states import ProposalEvent, transition

LONGEST_REASON = 2_000


class CorrectionFault(StrEnum):
    """Why a rating cannot be corrected so."""

    NOT_DECIDED = "not_decided"
    NO_RATING = "no_rating"
    OPEN_ALREADY = "open_already"
    REASON_MISSING = "reason_missing"
    NOTHING_CHANGES = "nothing_changes"
    NO_AGREEMENT = "no_agreement"


@dataclass(eq=False)
class CorrectionRefused(PlatformError):
    """The correction cannot be taken; nothing changed."""

    fault: CorrectionFault


class OwnRatingCorrection(PlatformError):
    """Whoever proposed a correction does not judge it, and nobody else takes it back."""


def propose_correction(
    session: Session,
    task_id: int,
    number: int,
    scores: Scores,
    reason: str,
    *,
    staff_id: int,
    now: datetime,
) -> RatingCorrection:
    """Ask another administrator to correct the rating of a place.

    Raises CorrectionRefused, and ScoresDoNotFit when it is not one band for each criterion.
    """
    task = session.get_one(RatingTask, task_id)
    attempt = get_attempt_for_update(session, task.attempt_id)
    if attempt.state is not AttemptState.SCORED:
        raise CorrectionRefused(CorrectionFault.NOT_DECIDED)
    if find_open_correction(session, task_id) is not None:
        raise CorrectionRefused(CorrectionFault.OPEN_ALREADY)
    cleaned = reason.replace("\0", "").strip()[:LONGEST_REASON]
    if not cleaned:
        raise CorrectionRefused(CorrectionFault.REASON_MISSING)
    rating = _check(session, task, number, scores)
    correction = RatingCorrection(
        rating=rating,
        scores=dict(scores),
        reason=cleaned,
        state=ProposalState.PROPOSED,
        proposed_by_id=staff_id,
        proposed_at=now,
    )
    session.add(correction)
    session.flush()
    _record(session, correction, "rating correction proposed", staff_id, now)
    return correction


def approve_correction(
    session: Session, correction_id: int, *, staff_id: int, now: datetime
) -> Decision | None:
    """Put the corrected rating in its place; gives the decision that it led to, if any.

    Later sittings that count a level which changes by it are decided again too (rule 8.9).

    Raises TransitionRefused, OwnRatingCorrection, CorrectionRefused.
    """
    # Before any attempt is locked, as everybody does who holds it; nobody is decided meanwhile.
    hold_corrections(session, to_approve=True)
    correction = _get_for_update(session, correction_id)
    state = transition(correction.state, ProposalEvent.APPROVE)
    if correction.proposed_by_id == staff_id:
        raise OwnRatingCorrection
    old = correction.rating
    task = session.get_one(RatingTask, old.task_id)
    # Those of later sittings too, before the audit log is held.
    for attempt_id in (task.attempt_id, *list_later_attempts(session, task.attempt_id)):
        get_attempt_for_update(session, attempt_id)
    _check(session, task, old.number, read_corrected(correction))
    _judge(session, correction, state, staff_id, now)
    session.add(
        Rating(
            task_id=old.task_id,
            number=old.number,
            revision=old.revision + 1,
            scores=correction.scores,
            comment=old.comment,
            rated_by_id=correction.proposed_by_id,
            rated_at=now,
            reason=correction.reason,
            approved_by_id=staff_id,
        )
    )
    session.flush()
    _record(session, correction, "rating corrected", staff_id, now)
    return decide_again(session, task.attempt_id, now=now)


def reject_correction(
    session: Session, correction_id: int, *, staff_id: int, now: datetime
) -> None:
    """Leave the rating as it is; who proposed it takes it back.

    Raises TransitionRefused.
    """
    correction = _get_for_update(session, correction_id)
    is_own = correction.proposed_by_id == staff_id
    event = ProposalEvent.WITHDRAW if is_own else ProposalEvent.REJECT
    _judge(session, correction, transition(correction.state, event), staff_id, now)
    action = "rating correction withdrawn" if is_own else "rating correction rejected"
    _record(session, correction, action, staff_id, now)


def find_open_correction(session: Session, task_id: int) -> RatingCorrection | None:
    """What waits for another administrator."""
    return session.scalars(
        sa.select(RatingCorrection)
        .join(Rating, Rating.id == RatingCorrection.rating_id)
        .where(Rating.task_id == task_id, RatingCorrection.state == ProposalState.PROPOSED)
        .order_by(RatingCorrection.id)
    ).first()


def read_corrected(correction: RatingCorrection) -> Scores:
    return {CriterionCode(code): int(points) for code, points in correction.scores.items()}


def _check(session: Session, task: RatingTask, number: int, scores: Scores) -> Rating:
    """The rating that is corrected; refuses what would leave two that do not agree."""
    rubric = rubric_from_document(task.rubric)
    rubric.check(scores)
    ratings = {row.number: row for row in list_counting_ratings(session, task.id)}
    if number not in ratings:
        raise CorrectionRefused(CorrectionFault.NO_RATING)
    if read_scores(ratings[number]) == scores:
        raise CorrectionRefused(CorrectionFault.NOTHING_CHANGES)
    counting = [scores if place == number else read_scores(row) for place, row in ratings.items()]
    if count_wanted(rubric, counting) > 0:
        raise CorrectionRefused(CorrectionFault.NO_AGREEMENT)
    return ratings[number]


def _get_for_update(session: Session, correction_id: int) -> RatingCorrection:
    return session.get_one(
        RatingCorrection, correction_id, with_for_update=True, populate_existing=True
    )


def _judge(
    session: Session,
    correction: RatingCorrection,
    state: ProposalState,
    staff_id: int,
    now: datetime,
) -> None:
    correction.state, correction.judged_by_id, correction.judged_at = state, staff_id, now
    session.flush()


def _record(
    session: Session, correction: RatingCorrection, action: str, staff_id: int, now: datetime
) -> None:
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"rating-task:{correction.rating.task_id}",
        now=now,
        details={"place": correction.rating.number, "correction": correction.id},
    )
