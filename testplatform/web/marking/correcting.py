"""Build the page on which administrators see the ratings of a response and correct one."""

from dataclasses import dataclass, field

from flask import url_for
from flask_security import current_user
from sqlalchemy.orm import Session

from scoring.ratings import Rubric, Scores, rubric_from_document
from testplatform.models.attempts import AttemptState
from testplatform.models.ratings import Rating, RatingCorrection, RatingTask
from testplatform.repositories.ratings import list_all_ratings, read_scores
from testplatform.services.ratings.correcting import (
    LONGEST_REASON,
    find_open_correction,
    read_corrected,
)
from testplatform.web.marking.building import build_answered, build_criterion
from testplatform.web.marking.correction_pages import OpenCorrection, RatingRow, TaskPage
from testplatform.web.marking.wording import STATES
from testplatform.web.staff.pages import Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What somebody filled in so far."""

    number: int | None = None
    scores: Scores = field(default_factory=dict)
    reason: str = ""


def build_task_page(
    session: Session, task: RatingTask, proposed: Proposed, problem: str | None = None
) -> TaskPage:
    rubric = rubric_from_document(task.rubric)
    ratings = list_all_ratings(session, task.id)
    correction = find_open_correction(session, task.id)
    may_propose = correction is None and task.attempt.state is AttemptState.SCORED
    places = sorted({row.number for row in ratings})
    return TaskPage(
        code=task.code,
        state=STATES[task.state],
        attempt=Link(
            label="De afname",
            url=url_for("administration.attempt", public_id=task.attempt.public_id),
        ),
        model=f"{rubric.title}, versie {rubric.version}",
        most=rubric.most_points,
        titles=tuple(criterion.title for criterion in rubric.criteria),
        rows=tuple(_row(row, rubric) for row in ratings),
        correction=None if correction is None else _open(session, task, correction, rubric),
        propose_url=(
            url_for("rating_corrections.propose", task_id=task.id) if may_propose else None
        ),
        places=tuple(
            Option(value=str(one), label=f"Beoordeling {one}", is_chosen=one == proposed.number)
            for one in places
        ),
        criteria=tuple(
            build_criterion(one, proposed.scores, is_error_shown=problem is not None)
            for one in rubric.criteria
        ),
        reason=proposed.reason,
        reason_limit=LONGEST_REASON,
        problem=problem,
        back=Link(label="Beoordelingen", url=url_for("rating_supervision.overview")),
    )


def _row(row: Rating, rubric: Rubric) -> RatingRow:
    scores = read_scores(row)
    reason = f"Verbeterd: {row.reason}" if row.reason else ""
    return RatingRow(
        place=row.number,
        revision=row.revision,
        rated_by=row.rated_by.display_name,
        rated_at=row.rated_at,
        points=_points(scores, rubric),
        total=rubric.total(scores),
        remark=reason or row.comment,
    )


def _open(
    session: Session, task: RatingTask, correction: RatingCorrection, rubric: Rubric
) -> OpenCorrection:
    scores = read_corrected(correction)
    is_own = correction.proposed_by_id == current_user.id
    recording_url = url_for("rating_corrections.recording", task_id=task.id)
    asked, response = build_answered(session, task, recording_url)

    def url(step: str) -> str:
        return url_for(f"rating_corrections.{step}", correction_id=correction.id)

    return OpenCorrection(
        place=correction.rating.number,
        points=tuple((one.title, scores[one.code]) for one in rubric.criteria),
        total=rubric.total(scores),
        reason=correction.reason,
        proposed_by=correction.proposed_by.display_name,
        approve_url=None if is_own else url("approve"),
        reject_url=url("reject"),
        reject_label="Trek in" if is_own else "Keur af",
        task=asked,
        response=response,
    )


def _points(scores: Scores, rubric: Rubric) -> tuple[int, ...]:
    return tuple(scores[criterion.code] for criterion in rubric.criteria)
