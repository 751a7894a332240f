"""Assessment models and ratings with sound defaults, and attempts that wait for assessors."""

from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.codes import CriterionCode, RubricCode
from scoring.ratings import Band, Criterion, Rubric
from testplatform.db import unit_of_work
from testplatform.models.ratings import RatingTask
from testplatform.models.recordings import Recording, RecordingState
from testplatform.models.staff import Staff
from testplatform.repositories.ratings import list_tasks
from testplatform.services.attempts import submit_attempt
from testplatform.services.journal import EntryMessage, append_entries
from testplatform.services.marking import score_attempt
from testplatform.services.ratings.claiming import claim_next
from testplatform.services.ratings.giving import GivenRating, give_rating
from tests.builders.attempts import STARTED_AT, a_started_attempt
from tests.builders.banks import publish_items
from tests.builders.bookings import a_booking
from tests.builders.items import a_long_writing_item, a_speaking_item

MOST = 3
BRAM, BO, BIEKE = (f"beoordelaar{number}@example.org" for number in ("", "2", "3"))
WRITTEN = "Ik woon in een rustige buurt met veel bomen."
RECORDING = "0123456789abcdef" * 2
HANDED_IN_AT = STARTED_AT + timedelta(minutes=30)
RATED_AT = STARTED_AT + timedelta(hours=2)
CRITERIA = {
    "long_writing": ("task", "vocabulary", "grammar", "spelling"),
    "speaking": ("task", "vocabulary", "grammar", "clarity"),
}


def a_criterion(code: str = "task", *, points: tuple[int, ...] = (0, 1, 2, 3)) -> Criterion:
    return Criterion(
        code=CriterionCode(code),
        title=code.title(),
        bands=tuple(Band(points=one, descriptor=f"band {one}") for one in points),
    )


def a_rubric(
    *,
    criteria: tuple[Criterion, ...] = (a_criterion("task"), a_criterion("grammar")),
    criterion_tolerance: int = 1,
    total_tolerance: int = 2,
) -> Rubric:
    """Two criteria of 0 to 3 points."""
    return Rubric(
        code=RubricCode("writing"),
        version=1,
        title="Schrijven",
        assumed=True,
        criterion_tolerance=criterion_tolerance,
        total_tolerance=total_tolerance,
        criteria=criteria,
    )


def scores(task: int, grammar: int) -> dict[CriterionCode, int]:
    return {CriterionCode("task"): task, CriterionCode("grammar"): grammar}


def publish_open_questions(session: Session, media_root: Path) -> None:
    """A form that asks to write, to speak, and one question with a key."""
    items = [a_long_writing_item(), a_speaking_item()]
    publish_items(session, items, media_root=media_root)


def an_attempt_to_rate(
    number: int = 1, *, written: str = WRITTEN, recording: str | None = None
) -> int:
    """The id of an attempt that was handed in and waits for whoever rates."""
    booking = a_booking(id=f"A-{number}", dossier=f"D-2026-{number:06}")
    attempt_id = a_started_attempt(booking)
    spoken = {"recording": recording, **({"seconds": 1} if recording else {})}
    values = {"i1": {"text": written}, "i2": spoken, "i3": {"chosen": ["a"]}}
    entries = [
        EntryMessage(seq=seq, kind="answer", item=item, value=value, made_at=STARTED_AT)
        for seq, (item, value) in enumerate(values.items(), start=1)
    ]
    with unit_of_work() as session:
        append_entries(session, attempt_id, fence=1, entries=entries, now=STARTED_AT)
        if recording is not None:
            session.add(a_recording(attempt_id, recording))
    with unit_of_work() as session:
        submit_attempt(session, attempt_id, fence=1, last_seq=3, now=HANDED_IN_AT)
    with unit_of_work() as session:
        score_attempt(session, attempt_id, now=HANDED_IN_AT)
    return attempt_id


def a_recording(attempt_id: int, key: str) -> Recording:
    """A recording of the second item that arrived whole."""
    return Recording(
        attempt_id=attempt_id,
        key=key,
        item_ref="i2",
        state=RecordingState.CHECKED,
        chunk_count=1,
        size_bytes=10,
        duration_ms=1_000,
        is_silent=False,
        created_at=STARTED_AT,
        completed_at=STARTED_AT,
    )


def task_of(session: Session, attempt_id: int, ref: str = "i1") -> RatingTask:
    session.rollback()
    session.expire_all()
    return next(task for task in list_tasks(session, attempt_id) if task.item_ref == ref)


def assessor_id(session: Session, email: str) -> int:
    return session.scalars(sa.select(Staff.id).where(Staff.email == email)).one()


def claim(email: str, *, now: datetime = RATED_AT) -> int | None:
    with unit_of_work() as session:
        return claim_next(session, assessor_id(session, email), now=now)


def rate(email: str, points: int, *, item_type: str = "long_writing") -> bool:
    """Claim what waits longest, and give every criterion these points."""
    task_id = claim(email)
    assert task_id is not None
    given = GivenRating(
        scores={CriterionCode(code): points for code in CRITERIA[item_type]}, comment="Goed gedaan."
    )
    with unit_of_work() as session:
        return give_rating(session, task_id, assessor_id(session, email), given, now=RATED_AT)
