"""Build the pages of assessors. Nothing of the candidate, the centre or other ratings gets in."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from itembank.item_types.long_writing import LongWritingBody
from itembank.item_types.speaking import SpeakingBody
from itembank.translations import LocalisedItem
from itembank.words import count_words
from scoring.codes import CriterionCode
from scoring.ratings import Criterion, Scores, rubric_from_document
from testplatform.clock import today_in_brussels
from testplatform.models.ratings import RatingSlot, RatingTask
from testplatform.models.recordings import Recording, RecordingState
from testplatform.repositories.forms import PlannedItem, get_form_plan
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.ratings import count_claimable, count_rated_by, find_held_slot
from testplatform.repositories.recordings import find_recording
from testplatform.services.ratings.giving import LONGEST_COMMENT, GivenRating
from testplatform.web.candidate.building import media_urls
from testplatform.web.candidate.languages import direction_of
from testplatform.web.marking import wording
from testplatform.web.marking.pages import (
    BandView,
    CriterionView,
    QueuePage,
    RatingPage,
    ResponseView,
    TaskView,
)
from testplatform.web.staff.dates import day_bounds
from testplatform.web.staff.pages import Option

PLAYABLE = (RecordingState.COMPLETE, RecordingState.CHECKED)


def build_queue_page(session: Session, assessor_id: int, now: datetime) -> QueuePage:
    waiting = count_claimable(session, assessor_id, now)
    is_busy = find_held_slot(session, assessor_id) is not None
    label = "Verder met uw antwoord" if is_busy else "Beoordeel het volgende antwoord"
    today, _ = day_bounds(today_in_brussels())
    return QueuePage(
        waiting=waiting,
        rated_today=count_rated_by(session, assessor_id, since=today),
        rated=count_rated_by(session, assessor_id),
        next_label=label if waiting or is_busy else "",
        next_url=url_for("marking.take_next"),
    )


def build_rating_page(
    session: Session,
    slot: RatingSlot,
    given: GivenRating,
    *,
    problem: str | None = None,
    flag_problem: str | None = None,
) -> RatingPage:
    """A response with what was chosen so far; with a `problem`, criteria without a band say so."""
    task = slot.task
    rubric = rubric_from_document(task.rubric)
    asked, response = build_answered(session, task, url_for("marking.recording", task_id=task.id))
    return RatingPage(
        code=task.code,
        model=rubric.title,
        is_assumed=rubric.assumed,
        task=asked,
        response=response,
        criteria=tuple(
            build_criterion(one, given.scores, is_error_shown=problem is not None)
            for one in rubric.criteria
        ),
        comment=given.comment,
        comment_limit=LONGEST_COMMENT,
        problem=problem,
        expires_at=slot.expires_at,
        rate_url=url_for("marking.rate", task_id=task.id),
        draft_url=url_for("marking.draft", task_id=task.id),
        hand_back_url=url_for("marking.give_back", task_id=task.id),
        flag_url=url_for("marking.flag", task_id=task.id),
        flag_kinds=tuple(
            Option(value=kind.value, label=label) for kind, label in wording.FLAG_KINDS.items()
        ),
        flag_problem=flag_problem,
        queue_url=url_for("marking.queue"),
    )


def find_spoken(session: Session, task: RatingTask) -> Recording | None:
    """The recording that is the answer, if it can be heard."""
    body = _get_planned(session, task).item.body
    if not isinstance(body, SpeakingBody):
        return None
    read = body.read_response(_read_answer(session, task))
    recording = None if read is None else find_recording(session, task.attempt_id, read[0])
    return recording if recording is not None and recording.state in PLAYABLE else None


def _get_planned(session: Session, task: RatingTask) -> PlannedItem:
    return get_form_plan(session, task.attempt.form_id).items_by_ref[task.item_ref]


def _read_answer(session: Session, task: RatingTask) -> object:
    answers = fold_journal(session, task.attempt_id, task.attempt.fence).answers
    return answers[task.item_ref]


def _build_task(session: Session, task: RatingTask, planned: PlannedItem) -> TaskView:
    plan = get_form_plan(session, task.attempt.form_id)
    localised = plan.localise(planned, task.attempt.language)
    media = media_urls(session)
    stimulus, material = localised.stimulus, planned.item.stimulus

    def url(name: str | None) -> str | None:
        return None if name is None else media[name]

    return TaskView(
        language=localised.language,
        direction=direction_of(localised.language).value,
        prompt=localised.prompt,
        stimulus=stimulus,
        image_url=url(stimulus.image) if stimulus else None,
        audio_url=url(stimulus.audio) if stimulus else None,
        video_url=url(stimulus.video) if stimulus else None,
        captions_url=url(stimulus.captions) if stimulus else None,
        transcript=None if material is None else material.transcript,
        limits=_describe_limits(localised, planned),
    )


def _describe_limits(localised: LocalisedItem, planned: PlannedItem) -> str:
    body = planned.item.body
    if isinstance(body, LongWritingBody):
        return f"Gevraagd: {body.min_words} tot {body.max_words} woorden."
    if isinstance(body, SpeakingBody):
        return (
            f"{body.prepare_seconds} seconden om voor te bereiden, hoogstens "
            f"{body.record_seconds} seconden om te spreken."
        )
    raise LookupError(localised.code)


def build_answered(
    session: Session, task: RatingTask, recording_url: str
) -> tuple[TaskView, ResponseView]:
    """What was asked and what was answered; a recording is played from that address."""
    planned = _get_planned(session, task)
    response = _build_response(session, task, planned, recording_url)
    return _build_task(session, task, planned), response


def _build_response(
    session: Session, task: RatingTask, planned: PlannedItem, recording_url: str
) -> ResponseView:
    body = planned.item.body
    raw = _read_answer(session, task)
    lines = body.describe_response(raw, {})
    if isinstance(body, LongWritingBody):
        words = count_words("\n".join(lines))
        return ResponseView(lines=lines, measure=f"{words} {'woord' if words == 1 else 'woorden'}")
    recording = find_spoken(session, task)
    if recording is None:
        return ResponseView(warning=wording.RECORDING_GONE)
    return ResponseView(
        measure=f"{round(recording.duration_ms / 1000)} seconden" if recording.duration_ms else "",
        recording_url=recording_url,
        warning=wording.RECORDING_SILENT if recording.is_silent else None,
    )


def build_criterion(criterion: Criterion, scores: Scores, *, is_error_shown: bool) -> CriterionView:
    """One criterion as a group of bands."""
    chosen = scores.get(CriterionCode(criterion.code))
    return CriterionView(
        code=criterion.code,
        title=criterion.title,
        bands=tuple(
            BandView(
                points=band.points,
                descriptor=band.descriptor,
                is_chosen=band.points == chosen,
            )
            for band in criterion.bands
        ),
        error=wording.CRITERION_MISSING if is_error_shown and chosen is None else None,
    )
