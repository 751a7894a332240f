"""From stored ratings to awards: what is rated, what needs no rating, and what still waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from itembank.items import source_texts
from itembank.rubrics import get_rubric, most_marks
from scoring.awards import Award, Judged
from scoring.codes import PartCode
from scoring.ratings import (
    RatingsCombined,
    Rubric,
    award_nothing,
    award_ratings,
    rubric_from_document,
    rubric_to_document,
)
from testplatform.models.items import ItemVersion
from testplatform.models.ratings import RatingSlot, RatingTask, RatingTaskState
from testplatform.repositories.forms import PlannedItem
from testplatform.repositories.ratings import list_counting_ratings, list_tasks, read_scores

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(slots=True, kw_only=True)
class Rated:
    """The awards that assessors gave with the steps that explain them, and what still waits."""

    awards: dict[str, Award] = field(default_factory=dict)
    steps: list[RatingsCombined] = field(default_factory=list)
    waiting: list[PlannedItem] = field(default_factory=list)


def collect_ratings(
    session: Session, attempt_id: int, planned: Sequence[PlannedItem], answers: Answers
) -> Rated:
    """Award what assessors rated to the end, and what has nothing to rate (rule 11.4)."""
    tasks = {task.item_ref: task for task in list_tasks(session, attempt_id)}
    rated = Rated()
    for one in planned:
        task = tasks.get(one.ref)
        if is_empty(one, answers):
            _take(session, rated, one, award_nothing(out_of=most_marks(one.item)), None)
        elif task is not None and task.state is RatingTaskState.RATED:
            rubric = rubric_from_document(task.rubric)
            rows = list_counting_ratings(session, task.id)
            ratings = [read_scores(row) for row in rows]
            award = award_ratings(rubric, ratings, out_of=most_marks(one.item))
            is_corrected = any(row.revision > 1 for row in rows)
            _take(session, rated, one, award, rubric, is_corrected=is_corrected)
        else:
            rated.waiting.append(one)
    return rated


def open_tasks(
    session: Session, attempt_id: int, waiting: Sequence[PlannedItem], *, now: datetime
) -> None:
    """Let two assessors rate each response; what was opened before stays as it is."""
    known = {task.item_ref for task in list_tasks(session, attempt_id)}
    for one in waiting:
        if one.ref not in known:
            session.add(
                RatingTask(
                    attempt_id=attempt_id,
                    item_ref=one.ref,
                    item_version_id=one.item_version_id,
                    part=one.part,
                    rubric=rubric_to_document(get_rubric(one.item.item_type)),
                    state=RatingTaskState.RATING,
                    opened_at=now,
                    slots=[RatingSlot(number=1), RatingSlot(number=2)],
                )
            )
    session.flush()


def is_empty(planned: PlannedItem, answers: Answers) -> bool:
    """Whether somebody wrote or recorded nothing at all."""
    body = planned.item.body
    raw = answers.get(planned.ref, body.empty_response())
    return not body.describe_response(raw, source_texts(planned.item))


def _take(
    session: Session,
    rated: Rated,
    one: PlannedItem,
    award: Award,
    rubric: Rubric | None,
    *,
    is_corrected: bool = False,
) -> None:
    used = rubric or get_rubric(one.item.item_type)
    version = session.get_one(ItemVersion, one.item_version_id).version
    reason = award.reason
    points, most = (reason.points, reason.most) if isinstance(reason, Judged) else ((), 0)
    rated.awards[one.ref] = award
    rated.steps.append(
        RatingsCombined(
            item=one.item.code,
            item_version=version,
            part=PartCode(one.part),
            rubric=used.code,
            rubric_version=used.version,
            points=points,
            most=most,
            marks=award.marks,
            out_of=award.out_of,
            rule=award.rule,
            is_corrected=is_corrected,
        )
    )
