"""Sittings of the programmes that are not decided by cut scores: COVAAR and CT."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from itembank.banks import Bank
from itembank.bodies import Response, Scoring
from itembank.demo_banks import build_covaar_bank, build_ct_bank
from itembank.forms import FormCode
from itembank.items import ItemType
from scoring.awards import Award, Judged
from scoring.codes import CriterionCode, MomentCode, PartCode, RubricCode, RuleId
from scoring.ratings.steps import RatingsCombined
from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.media import MediaStore
from testplatform.models.decisions import Decision
from testplatform.models.ratings import RatingTask
from testplatform.models.recordings import Recording, RecordingState
from testplatform.repositories.forms import FormPlan, PlannedItem
from testplatform.services.attempts import submit_attempt
from testplatform.services.journal import EntryMessage, append_entries
from testplatform.services.marking import score_attempt
from testplatform.services.publishing import publish_bank
from testplatform.services.ratings.giving import GivenRating, give_rating
from tests.builders.attempts import STARTED_AT, a_started_attempt, plan_of
from tests.builders.banks import PUBLISHED_AT
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking
from tests.builders.ratings import BO, BRAM, RATED_AT, assessor_id, claim


def publish_demo_bank(bank: Bank) -> int:
    """The id of the form of a bank."""
    root = current_app.extensions["testplatform_config"].media_root
    with unit_of_work() as session:
        store = MediaStore(root)
        return publish_bank(session, bank, Path(root), store, now=PUBLISHED_AT).id


def a_ct_bank_for(moment: str | None) -> Bank:
    """The form of CT A1-2 said to be for another moment, or for none."""
    bank = build_ct_bank()
    code = FormCode(f"ct-{moment}".replace("_", "-").lower())
    form = replace(bank.form, code=code, moment=None if moment is None else MomentCode(moment))
    return replace(bank, form=form)


def a_covaar_booking(*, id: str = "A-COVAAR", **wishes: object) -> BookingMessage:
    return a_booking(id=id, programme="covaar", moment="intake", **wishes)  # type: ignore[arg-type]


def a_ct_booking(
    *,
    id: str = "A-CT",
    moment: str = "ct_a1_a2",
    purpose: str = "integration",
    starts_at: datetime = NINE_IN_BRUSSELS,
    parts: tuple[str, ...] | None = None,
) -> BookingMessage:
    message = a_booking(id=id, programme="ct", moment=moment, purpose=purpose, starts_at=starts_at)
    return replace(message, parts=parts)


def a_covaar_attempt_handed_in(
    *, left: Mapping[str, int] | None = None, at: timedelta = timedelta(minutes=30)
) -> int:
    """The id of an attempt answered by the key, save the items per part that were left open."""
    publish_demo_bank(build_covaar_bank())
    return hand_in(a_started_attempt(a_covaar_booking()), left=left, at=at)


def a_ct_attempt_handed_in(
    booking: BookingMessage | None = None,
    *,
    left: Mapping[str, int] | None = None,
    bank: Bank | None = None,
) -> int:
    """The id of an attempt whose questions were answered by the key, save those left open."""
    publish_demo_bank(bank or build_ct_bank())
    return hand_in(a_started_attempt(booking or a_ct_booking()), left=left)


def hand_in(
    attempt_id: int,
    *,
    left: Mapping[str, int] | None = None,
    at: timedelta = timedelta(minutes=30),
) -> int:
    to_leave = dict(left or {})
    entries = []
    with unit_of_work() as session:
        for planned in plan_of(session, attempt_id).scored_items:
            if to_leave.get(planned.part, 0) > 0:
                to_leave[planned.part] -= 1
                continue
            value = planned.item.body.correct_response() or _respond(session, attempt_id, planned)
            entries.append(
                EntryMessage(
                    seq=len(entries) + 1,
                    kind="answer",
                    item=planned.ref,
                    value=value,
                    made_at=STARTED_AT + timedelta(minutes=1),
                )
            )
        append_entries(
            session, attempt_id, fence=1, entries=entries, now=STARTED_AT + timedelta(minutes=10)
        )
    with unit_of_work() as session:
        submit_attempt(session, attempt_id, fence=1, last_seq=len(entries), now=STARTED_AT + at)
    return attempt_id


def _respond(session: Session, attempt_id: int, planned: PlannedItem) -> Response:
    """Something that assessors can rate."""
    if planned.item.item_type is ItemType.LONG_WRITING:
        return {"text": "Beste leraar, ik ben ziek en kom morgen niet. Groeten, Noor"}
    key = f"{attempt_id:016x}{planned.ref.encode().hex():0>16}"
    session.add(
        Recording(
            attempt_id=attempt_id,
            key=key,
            item_ref=planned.ref,
            state=RecordingState.CHECKED,
            chunk_count=1,
            size_bytes=10,
            duration_ms=1_000,
            is_silent=False,
            created_at=STARTED_AT,
            completed_at=STARTED_AT,
        )
    )
    return {"recording": key, "seconds": 1}


def decided(attempt_id: int, *, writing: int | None = None, speaking: int = 3) -> int:
    """The id of an attempt after its decision, by two assessors where there are points of them."""
    score(attempt_id)
    if writing is not None:
        rate_all(writing=writing, speaking=speaking)
        score(attempt_id)
    return attempt_id


def score(attempt_id: int) -> Decision | None:
    with unit_of_work() as session:
        return score_attempt(session, attempt_id, now=STARTED_AT + timedelta(hours=3))


def rate_all(*, writing: int, speaking: int, by: Sequence[str] = (BRAM, BO)) -> None:
    """Give every criterion of what waits so many of 3 points."""
    points = {"writing": writing, "speaking": speaking}
    for email in by:
        while (task_id := claim(email)) is not None:
            with unit_of_work() as session:
                task = session.get_one(RatingTask, task_id)
                codes = [one["code"] for one in task.rubric["criterion"]]
                scores = {CriterionCode(code): points[task.part] for code in codes}
                given = GivenRating(scores=scores, comment="")
                give_rating(session, task_id, assessor_id(session, email), given, now=RATED_AT)


def rated_items(
    plan: FormPlan, *, raters: int = 2, share: Fraction = Fraction(3, 4)
) -> tuple[list[tuple[PlannedItem, Award]], tuple[RatingsCombined, ...]]:
    """The awards of what assessors rate and the steps that explain them, without a database."""
    awards, steps = [], []
    rule = RuleId.RATINGS_AGREE
    points = (int(share * 12),) * raters
    for planned in plan.scored_items:
        if planned.item.scoring is not Scoring.ASSESSORS:
            continue
        award = Award(
            marks=share * 10,
            out_of=10,
            reason=Judged(points=points, most=12),
            rule=rule,
            rule_version=1,
        )
        awards.append((planned, award))
        steps.append(
            RatingsCombined(
                item=planned.item.code,
                item_version=1,
                part=PartCode(planned.part),
                rubric=RubricCode(planned.part),
                rubric_version=1,
                points=points,
                most=12,
                marks=award.marks,
                out_of=10,
                rule=rule,
            )
        )
    return awards, tuple(steps)
