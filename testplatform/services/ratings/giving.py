"""Give a rating: a draft that is kept, a rating that stays, and what follows from all of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from scoring.codes import CriterionCode
from scoring.ratings import Scores, count_wanted, rubric_from_document
from testplatform.models.ratings import (
    FlagKind,
    Rating,
    RatingFlag,
    RatingSlot,
    RatingTask,
    RatingTaskState,
)
from testplatform.repositories.ratings import (
    find_slot,
    list_counting_ratings,
    list_tasks,
    read_scores,
)
from testplatform.services.attempts import get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.ratings.claiming import RatingNotTheirs, get_held_slot, renew
from testplatform.services.ratings.states import RatingEvent, transition

LONGEST_COMMENT = 2_000
THIRD_PLACE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRating:
    """What an assessor chose so far: points by criterion, perhaps not all, and a comment."""

    scores: Scores = field(default_factory=dict)
    comment: str = ""


def keep_draft(
    session: Session, task_id: int, assessor_id: int, given: GivenRating, *, now: datetime
) -> None:
    """Keep what is not finished. Raises RatingNotTheirs."""
    slot = get_held_slot(session, task_id, assessor_id)
    slot.draft = {"scores": dict(given.scores), "comment": _clean(given.comment)}
    renew(slot, now)
    session.flush()


def read_draft(slot: RatingSlot) -> GivenRating:
    if slot.draft is None:
        return GivenRating()
    scores = {CriterionCode(code): int(points) for code, points in slot.draft["scores"].items()}
    return GivenRating(scores=scores, comment=slot.draft["comment"])


def give_rating(
    session: Session, task_id: int, assessor_id: int, given: GivenRating, *, now: datetime
) -> bool:
    """Rate a response, for good; tells whether the attempt has all its ratings now.

    Raises RatingNotTheirs, and ScoresDoNotFit when it is not one band for each criterion.
    """
    task = session.get(RatingTask, task_id)
    if task is None:
        raise RatingNotTheirs
    # One rating of an attempt at a time, so that the last one knows that it is the last.
    get_attempt_for_update(session, task.attempt_id)
    slot = get_held_slot(session, task_id, assessor_id)
    rubric_from_document(task.rubric).check(given.scores)
    session.add(
        Rating(
            task_id=task_id,
            number=slot.number,
            revision=1,
            scores=dict(given.scores),
            comment=_clean(given.comment),
            rated_by_id=assessor_id,
            rated_at=now,
            reason="",
        )
    )
    slot.rated_at, slot.draft = now, None
    session.flush()
    _record(session, task, "rating given", assessor_id, now, place=slot.number)
    _weigh(session, task, now)
    return all(one.state is RatingTaskState.RATED for one in list_tasks(session, task.attempt_id))


def raise_flag(
    session: Session, task_id: int, assessor_id: int, kind: FlagKind, note: str, *, now: datetime
) -> None:
    """Ask an administrator to look at a response that one has, or rated. Raises RatingNotTheirs."""
    slot = find_slot(session, task_id, assessor_id)
    if slot is None:
        raise RatingNotTheirs
    session.add(
        RatingFlag(
            task_id=task_id,
            kind=kind,
            note=_clean(note),
            raised_by_id=assessor_id,
            raised_at=now,
        )
    )
    session.flush()
    _record(session, slot.task, "response flagged", assessor_id, now, kind=kind.value)


def close_flag(session: Session, flag_id: int, *, staff_id: int, now: datetime) -> None:
    """Note that somebody looked; twice is once."""
    flag = session.get_one(RatingFlag, flag_id, with_for_update=True, populate_existing=True)
    if flag.closed_at is not None:
        return
    flag.closed_by_id, flag.closed_at = staff_id, now
    session.flush()
    _record(session, flag.task, "flag closed", staff_id, now, kind=flag.kind.value)


def _weigh(session: Session, task: RatingTask, now: datetime) -> None:
    """Ask for a third rating where two do not agree, or close the task."""
    event = _find_event(session, task)
    if event is None:
        return
    task.state = transition(task.state, event)
    match event:
        case RatingEvent.DIFFER:
            session.add(RatingSlot(task_id=task.id, number=THIRD_PLACE))
            session.flush()
            session.expire(task, ["slots"])
        case RatingEvent.AGREE | RatingEvent.DECIDE:
            task.rated_at = now
        case _:  # pragma: no cover
            assert_never(event)
    session.flush()


def _find_event(session: Session, task: RatingTask) -> RatingEvent | None:
    """What the ratings say together; None while one of the first two is missing."""
    ratings = [read_scores(row) for row in list_counting_ratings(session, task.id)]
    if len(ratings) == THIRD_PLACE:
        return RatingEvent.DECIDE
    if len(ratings) < THIRD_PLACE - 1:
        return None
    is_third_wanted = count_wanted(rubric_from_document(task.rubric), ratings) > 0
    return RatingEvent.DIFFER if is_third_wanted else RatingEvent.AGREE


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_COMMENT]


def _record(
    session: Session,
    task: RatingTask,
    action: str,
    staff_id: int,
    now: datetime,
    **details: str | int,
) -> None:
    record_event(
        session,
        actor=f"staff:{staff_id}",
        action=action,
        subject=f"rating-task:{task.id}",
        now=now,
        details=details,
    )
