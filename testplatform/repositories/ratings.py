"""Responses that are rated, with their places and the ratings that count."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from scoring.codes import CriterionCode
from scoring.ratings import Scores
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.cut_scores import ProposalState
from testplatform.models.ratings import (
    Rating,
    RatingCorrection,
    RatingFlag,
    RatingReturn,
    RatingSlot,
    RatingTask,
    RatingTaskState,
)
from testplatform.repositories.routed_tests import waits_for_oral


def list_tasks(session: Session, attempt_id: int) -> list[RatingTask]:
    """The responses of an attempt that assessors rate."""
    return list(
        session.scalars(
            sa.select(RatingTask).where(RatingTask.attempt_id == attempt_id).order_by(RatingTask.id)
        )
    )


def list_counting_ratings(session: Session, task_id: int) -> list[Rating]:
    """The ratings of a response in the order of their places, each in its last revision."""
    later = aliased(Rating)
    is_superseded = sa.exists().where(
        later.task_id == Rating.task_id,
        later.number == Rating.number,
        later.revision > Rating.revision,
    )
    return list(
        session.scalars(
            sa.select(Rating)
            .where(Rating.task_id == task_id, ~is_superseded)
            .order_by(Rating.number)
        )
    )


def list_all_ratings(session: Session, task_id: int) -> list[Rating]:
    """Every rating of a response in every revision, with who gave it."""
    return list(
        session.scalars(
            sa.select(Rating)
            .where(Rating.task_id == task_id)
            .order_by(Rating.number, Rating.revision)
            .options(joinedload(Rating.rated_by))
        )
    )


def read_scores(rating: Rating) -> Scores:
    return {CriterionCode(code): int(points) for code, points in rating.scores.items()}


def find_slot(session: Session, task_id: int, assessor_id: int) -> RatingSlot | None:
    """The place that somebody has with a response, rated or not."""
    return session.scalars(
        sa.select(RatingSlot)
        .where(RatingSlot.task_id == task_id, RatingSlot.assessor_id == assessor_id)
        .options(joinedload(RatingSlot.task).joinedload(RatingTask.attempt))
    ).one_or_none()


def find_held_slot(session: Session, assessor_id: int) -> RatingSlot | None:
    """The response that somebody has before them, the oldest claim first."""
    return session.scalars(
        sa.select(RatingSlot)
        .where(RatingSlot.assessor_id == assessor_id, RatingSlot.rated_at.is_(None))
        .order_by(RatingSlot.claimed_at, RatingSlot.task_id)
        .limit(1)
    ).first()


def select_claimable(assessor_id: int, now: datetime) -> sa.Select[RatingSlot]:
    """The places that somebody may take: free or run out, and of a response new to them."""
    own = aliased(RatingSlot)
    has_a_place = sa.exists().where(
        own.task_id == RatingSlot.task_id, own.assessor_id == assessor_id
    )
    handed_back = sa.exists().where(
        RatingReturn.task_id == RatingSlot.task_id, RatingReturn.assessor_id == assessor_id
    )
    return (
        sa.select(RatingSlot)
        .join(RatingTask, RatingTask.id == RatingSlot.task_id)
        .join(Attempt, Attempt.id == RatingTask.attempt_id)
        .where(
            RatingSlot.rated_at.is_(None),
            sa.or_(RatingSlot.assessor_id.is_(None), RatingSlot.expires_at <= now),
            ~has_a_place,
            ~handed_back,
        )
    )


def count_claimable(session: Session, assessor_id: int, now: datetime) -> int:
    """How many responses wait for somebody."""
    slots = select_claimable(assessor_id, now).with_only_columns(RatingSlot.task_id).distinct()
    return session.scalar(sa.select(sa.func.count()).select_from(slots.subquery())) or 0


def count_rated_by(session: Session, assessor_id: int, since: datetime | None = None) -> int:
    """How many responses somebody rated, all of them or since a moment."""
    query = (
        sa.select(sa.func.count())
        .select_from(RatingSlot)
        .where(RatingSlot.assessor_id == assessor_id, RatingSlot.rated_at.is_not(None))
    )
    return (
        session.scalar(query if since is None else query.where(RatingSlot.rated_at >= since)) or 0
    )


def list_rated_attempts(session: Session) -> list[int]:
    """The attempts that wait for assessors while nothing of theirs is wanted any more."""
    is_open = sa.exists().where(
        RatingTask.attempt_id == Attempt.id, RatingTask.state != RatingTaskState.RATED
    )
    return list(
        session.scalars(
            sa.select(Attempt.id)
            .where(Attempt.state == AttemptState.AWAITING_RATINGS, ~is_open, ~waits_for_oral())
            .order_by(Attempt.submitted_at, Attempt.id)
        )
    )


def count_open_tasks(session: Session) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(RatingTask)
            .where(RatingTask.state != RatingTaskState.RATED)
        )
        or 0
    )


def list_open_tasks(session: Session, *, offset: int, limit: int) -> Sequence[RatingTask]:
    """What is not rated yet, the attempt that waits longest first."""
    return session.scalars(
        sa.select(RatingTask)
        .join(Attempt, Attempt.id == RatingTask.attempt_id)
        .where(RatingTask.state != RatingTaskState.RATED)
        .order_by(Attempt.submitted_at, RatingTask.id)
        .offset(offset)
        .limit(limit)
        .options(
            joinedload(RatingTask.attempt),
            selectinload(RatingTask.slots).joinedload(RatingSlot.assessor),
        )
    ).all()


def list_open_corrections(session: Session) -> Sequence[RatingCorrection]:
    """What waits for another administrator, the oldest first."""
    return session.scalars(
        sa.select(RatingCorrection)
        .where(RatingCorrection.state == ProposalState.PROPOSED)
        .order_by(RatingCorrection.id)
        .options(joinedload(RatingCorrection.rating))
    ).all()


def list_flags(session: Session) -> Sequence[RatingFlag]:
    """What assessors flagged and nobody closed, the oldest first."""
    return session.scalars(
        sa.select(RatingFlag)
        .where(RatingFlag.closed_at.is_(None))
        .order_by(RatingFlag.raised_at, RatingFlag.id)
        .options(
            joinedload(RatingFlag.task).joinedload(RatingTask.attempt),
            joinedload(RatingFlag.raised_by),
        )
    ).all()
