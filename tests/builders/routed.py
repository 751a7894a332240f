"""Sittings in which a routing opens one test after the other: NIVO."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from itembank.demo_banks import build_nivo_bank
from itembank.item_types.inline_choice import InlineChoiceBody
from itembank.placing import SAT
from scoring.codes import ModelCode
from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.routed_tests import RoutedTest
from testplatform.repositories.forms import PlannedItem
from testplatform.repositories.routed_tests import list_routed_tests
from testplatform.services.closing_tests import close_test
from testplatform.services.journal import EntryMessage, JournalReceipt, append_entries
from testplatform.services.oral_tests import confirm_placement, enter_points, find_oral_track
from tests.builders.attempts import STARTED_AT, a_started_attempt, plan_of
from tests.builders.bookings import a_booking
from tests.builders.ratings import BRAM, assessor_id
from tests.builders.schemes import publish_demo_bank

ANSWERED_AT = STARTED_AT + timedelta(minutes=10)


def a_nivo_booking(*, id: str = "A-NIVO", **wishes: object) -> BookingMessage:
    return a_booking(id=id, programme="nivo", moment="intake", **wishes)  # type: ignore[arg-type]


def a_started_nivo_attempt() -> int:
    """The id of an attempt that works on its voormeting, under fence 1."""
    publish_demo_bank(build_nivo_bank())
    return a_started_attempt(a_nivo_booking())


def written_tests(session: Session, attempt_id: int) -> list[RoutedTest]:
    return list_routed_tests(session, attempt_id, SAT)


def stages_of(session: Session, attempt_id: int) -> list[str]:
    """The written tests that somebody came to, the open one last."""
    return [test.stage for test in written_tests(session, attempt_id)]


def answer_part(
    attempt_id: int, part: str, points: int, *, seq: int = 1, at: datetime = ANSWERED_AT
) -> JournalReceipt:
    """Fill so many gaps of a part rightly and leave the others open; one entry per item."""
    with unit_of_work() as session:
        left = points
        entries = []
        for planned in plan_of(session, attempt_id).items_of(part):
            gaps = dict(list(right_gaps(planned).items())[:left])
            left -= len(gaps)
            entries.append(
                EntryMessage(
                    seq=seq + len(entries),
                    kind="answer",
                    item=planned.ref,
                    value={"gaps": gaps},
                    made_at=at,
                )
            )
        return append_entries(session, attempt_id, fence=1, entries=entries, now=at)


def right_gaps(planned: PlannedItem) -> dict[str, str]:
    body = planned.item.body
    assert isinstance(body, InlineChoiceBody)
    return body.right_answers()


def close_newest(attempt_id: int, *, last_seq: int, now: datetime = ANSWERED_AT) -> bool:
    """Hand the open test in; whether that was the last one."""
    with unit_of_work() as session:
        number = len(written_tests(session, attempt_id))
        return close_test(session, attempt_id, fence=1, number=number, last_seq=last_seq, now=now)


def take_test(attempt_id: int, points: dict[str, int]) -> bool:
    """Answer the open test and hand it in: part → points; whether that was the last one."""
    with unit_of_work() as session:
        seq = 1 + 100 * len(written_tests(session, attempt_id))
    for number, (part, given) in enumerate(points.items()):
        answer_part(attempt_id, part, given, seq=seq + 10 * number)
    return close_newest(attempt_id, last_seq=0)


def speak(attempt_id: int, *given: dict[str, int], is_confirmed: bool = True) -> None:
    """Enter the points of one oral test after the other, and end the oral track."""
    for points in given:
        with unit_of_work() as session:
            number = find_oral_track(session, session.get_one(Attempt, attempt_id)).number
            enter_points(
                session,
                attempt_id,
                {ModelCode(model): one for model, one in points.items()},
                number=number,
                by_id=assessor_id(session, BRAM),
                now=ANSWERED_AT,
            )
    if is_confirmed:
        with unit_of_work() as session:
            number = find_oral_track(session, session.get_one(Attempt, attempt_id)).number
            confirm_placement(
                session,
                attempt_id,
                number=number,
                by_id=assessor_id(session, BRAM),
                now=ANSWERED_AT,
            )
