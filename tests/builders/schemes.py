"""Sittings of the programmes that are not decided by cut scores: COVAAR and CT."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from itembank.banks import Bank
from itembank.demo_banks import build_covaar_bank, build_ct_bank
from scoring.cefr import Level
from scoring.codes import PartCode
from scoring.programmes.ct_steps import RatedLevel, Support
from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.media import MediaStore
from testplatform.services.attempts import submit_attempt
from testplatform.services.deciding import Ratings
from testplatform.services.journal import EntryMessage, append_entries
from testplatform.services.marking import decide_rated, score_attempt
from testplatform.services.publishing import publish_bank
from tests.builders.attempts import STARTED_AT, a_started_attempt, plan_of
from tests.builders.banks import PUBLISHED_AT
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking

WRITING, SPEAKING = PartCode("writing"), PartCode("speaking")


def publish_demo_bank(bank: Bank) -> int:
    """The id of the form of a bank."""
    root = current_app.extensions["testplatform_config"].media_root
    with unit_of_work() as session:
        store = MediaStore(root)
        return publish_bank(session, bank, Path(root), store, now=PUBLISHED_AT).id


def a_covaar_booking(*, id: str = "A-COVAAR", **wishes: object) -> BookingMessage:
    return a_booking(id=id, programme="covaar", moment="intake", **wishes)  # type: ignore[arg-type]


def a_ct_booking(
    *,
    id: str = "A-CT",
    moment: str = "ct_a1_a2",
    purpose: str = "integration",
    starts_at: datetime = NINE_IN_BRUSSELS,
) -> BookingMessage:
    return a_booking(id=id, programme="ct", moment=moment, purpose=purpose, starts_at=starts_at)


def a_covaar_attempt_handed_in(
    *, left: Mapping[str, int] | None = None, at: timedelta = timedelta(minutes=30)
) -> int:
    """The id of an attempt answered by the key, save the items per part that were left open."""
    publish_demo_bank(build_covaar_bank())
    return hand_in(a_started_attempt(a_covaar_booking()), left=left, at=at)


def a_ct_attempt_handed_in(
    booking: BookingMessage | None = None, *, left: Mapping[str, int] | None = None
) -> int:
    """The id of an attempt whose questions were answered by the key, save those left open."""
    publish_demo_bank(build_ct_bank())
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
            value = planned.item.body.correct_response()
            if to_leave.get(planned.part, 0) > 0 or value is None:
                to_leave[planned.part] = to_leave.get(planned.part, 0) - 1
                continue
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


def decided(attempt_id: int, ratings: Ratings | None = None) -> int:
    """The id of an attempt after its decision, by its assessors where they gave something."""
    now = STARTED_AT + timedelta(hours=3)
    with unit_of_work() as session:
        score_attempt(session, attempt_id, now=now)
    if ratings is not None:
        with unit_of_work() as session:
            decide_rated(session, attempt_id, ratings, now=now)
    return attempt_id


def some_ratings(
    *, writing: Level | None = Level.A2, speaking: Level | None = Level.A2, raters: int = 2
) -> Ratings:
    """What two assessors agreed on for writing and for speaking with some help."""
    support = None if speaking is None else Support.SOME
    return Ratings(
        levels={
            WRITING: RatedLevel(level=writing, raters=raters),
            SPEAKING: RatedLevel(level=speaking, raters=raters, support=support),
        }
    )
