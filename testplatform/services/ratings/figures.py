"""How rating goes: how well assessors agree, who rated how much, what waits and how long."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from scoring.codes import CriterionCode
from scoring.ratings import (
    CriterionAgreement,
    Rubric,
    Scores,
    measure_agreement,
    rubric_from_document,
)
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.ratings import Rating, RatingSlot, RatingTask, RatingTaskState
from testplatform.models.staff import Role, RoleName, Staff

THIRD_PLACE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFigures:
    """The agreement on one version of a model, and how often a third was asked."""

    rubric: Rubric
    responses: int
    thirds: int
    criteria: tuple[CriterionAgreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorFigures:
    """What one assessor rated and has before them."""

    name: str
    rated: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFigures:
    """What waits, since when, and how long it took from handing in until all was rated."""

    attempts: int
    responses: int
    thirds: int
    oldest: datetime | None
    usual: timedelta | None


def measure_rubrics(session: Session) -> list[RubricFigures]:
    """The agreement of the first two ratings, by version of the model."""
    first, second, third = aliased(Rating), aliased(Rating), aliased(RatingSlot)
    rows = session.execute(
        sa.select(RatingTask.rubric, first.scores, second.scores, third.number.is_not(None))
        .join(first, sa.and_(first.task_id == RatingTask.id, first.number == 1))
        .join(second, sa.and_(second.task_id == RatingTask.id, second.number == THIRD_PLACE - 1))
        .outerjoin(third, sa.and_(third.task_id == RatingTask.id, third.number == THIRD_PLACE))
        .where(first.revision == 1, second.revision == 1)
        .order_by(RatingTask.id)
    )
    found: dict[tuple[str, int], list[tuple[Rubric, Scores, Scores, bool]]] = defaultdict(list)
    for document, one, other, is_third_asked in rows:
        rubric = rubric_from_document(document)
        pair = (rubric, _scores(one), _scores(other), bool(is_third_asked))
        found[rubric.code, rubric.version].append(pair)
    return [_measure(found[name]) for name in sorted(found)]


def measure_assessors(session: Session) -> list[AssessorFigures]:
    """Everybody who may rate, by name."""
    rated = sa.func.count(RatingSlot.rated_at)
    rows = session.execute(
        sa.select(Staff.display_name, rated, sa.func.count(RatingSlot.assessor_id) - rated)
        .outerjoin(RatingSlot, RatingSlot.assessor_id == Staff.id)
        .where(Staff.roles.any(Role.name == RoleName.ASSESSOR.value), Staff.active)
        .group_by(Staff.id, Staff.display_name)
        .order_by(Staff.display_name, Staff.id)
    )
    return [AssessorFigures(name=name, rated=done, held=held) for name, done, held in rows]


def measure_waiting(session: Session) -> WaitingFigures:
    """What waits now, and the usual time of the attempts that were rated."""
    waiting = sa.select(sa.func.count(), sa.func.min(Attempt.submitted_at)).where(
        Attempt.state == AttemptState.AWAITING_RATINGS
    )
    attempts, oldest = session.execute(waiting).one()
    states = session.execute(
        sa.select(RatingTask.state, sa.func.count())
        .where(RatingTask.state != RatingTaskState.RATED)
        .group_by(RatingTask.state)
    )
    open_tasks: dict[RatingTaskState, int] = dict(states.all())
    return WaitingFigures(
        attempts=attempts,
        responses=sum(open_tasks.values()),
        thirds=open_tasks.get(RatingTaskState.THIRD, 0),
        oldest=oldest,
        usual=_measure_usual(session),
    )


def _measure_usual(session: Session) -> timedelta | None:
    rows = session.execute(
        sa.select(Attempt.submitted_at, sa.func.max(RatingTask.rated_at))
        .join(RatingTask, RatingTask.attempt_id == Attempt.id)
        .where(Attempt.state == AttemptState.SCORED)
        .group_by(Attempt.id, Attempt.submitted_at)
    )
    seconds = [
        (rated_at - handed_in).total_seconds()
        for handed_in, rated_at in rows
        if handed_in and rated_at
    ]
    return timedelta(seconds=median(seconds)) if seconds else None


def _measure(found: Sequence[tuple[Rubric, Scores, Scores, bool]]) -> RubricFigures:
    rubric = found[0][0]
    return RubricFigures(
        rubric=rubric,
        responses=len(found),
        thirds=sum(is_third_asked for *_, is_third_asked in found),
        criteria=measure_agreement(rubric, [(one, other) for _, one, other, _ in found]),
    )


def _scores(stored: dict[str, int]) -> Scores:
    return {CriterionCode(code): points for code, points in stored.items()}
