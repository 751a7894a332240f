"""Hand one written test of a routing in: its points choose the next one, or end the sitting."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.placing import SAT, points_at
from scoring.codes import StageCode
from scoring.programmes.nivo import ModelPoints, route_on
from scoring.programmes.nivo_steps import NextTest, RouteTaken, TrackPlaced
from scoring.routing import Routing
from scoring.steps import step_to_document
from testplatform.errors import AttemptNotStarted, NoSuchTest
from testplatform.models.attempts import Attempt, AttemptState, SubmittedBy
from testplatform.models.routed_tests import RoutedTest
from testplatform.repositories.forms import get_form_plan
from testplatform.repositories.journal import fold_journal
from testplatform.repositories.routed_tests import list_routed_tests, points_to_document
from testplatform.services.attempts import (
    CLOSED_STATES,
    check_entries,
    check_lease,
    clock_of,
    close_attempt,
    get_attempt_for_update,
)
from testplatform.services.audit import record_event
from testplatform.services.deciding import list_corrected, sum_given_parts
from testplatform.services.marking import correct_marked, list_corrections_of, mark_items
from testplatform.services.routed_tests import find_routing_of, open_test


def close_test(
    session: Session,
    attempt_id: int,
    *,
    fence: int,
    number: int,
    last_seq: int,
    lost: Collection[int] = (),
    now: datetime,
) -> bool:
    """Close a test and open the next one; whether that was the last, so that all is handed in.

    Closing what was closed before changes nothing. Raises EntriesMissing while the server lacks an
    entry that the device wrote, NoSuchTest for a test that never opened.
    """
    attempt = get_attempt_for_update(session, attempt_id)
    check_lease(attempt, fence)
    if attempt.state in CLOSED_STATES:
        return False
    if attempt.state is AttemptState.READY:
        raise AttemptNotStarted
    tests = list_routed_tests(session, attempt.id, SAT)
    if not 1 <= number <= len(tests):
        raise NoSuchTest
    if number < len(tests):
        return False
    check_entries(session, attempt, last_seq=last_seq, lost=lost, now=now)
    return _route(session, attempt, tests, now)


def _route(session: Session, attempt: Attempt, tests: list[RoutedTest], now: datetime) -> bool:
    routing, current = find_routing_of(session, attempt), tests[-1]
    points, taken, end = _route_on(session, attempt, routing, current)
    current.closed_at = now
    current.points = points_to_document(points)
    record_event(
        session,
        actor="candidate",
        action="test closed",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"number": current.number, "stage": current.stage},
    )
    if isinstance(end, NextTest) and _has_time_left(session, attempt, now):
        led_by = step_to_document(taken)
        number = current.number + 1
        open_test(session, attempt, routing, end.stage, number=number, led_by=led_by, now=now)
        return False
    close_attempt(session, attempt, by=SubmittedBy.CANDIDATE, actor="candidate", now=now)
    return True


def _route_on(
    session: Session, attempt: Attempt, routing: Routing, current: RoutedTest
) -> tuple[ModelPoints, RouteTaken, NextTest | TrackPlaced]:
    """Mark the open test as corrected until now; the way to it stays as it was (rule 8.8)."""
    plan = get_form_plan(session, attempt.form_id)
    stored = list_corrections_of(session, attempt)
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    marked = correct_marked(mark_items(plan, answers, stored, parts=current.parts), stored)
    awards = [(one.planned, one.award) for one in marked if one.award is not None]
    stage = StageCode(current.stage)
    points = points_at(routing, stage, sum_given_parts(plan, awards))
    corrected = list_corrected(plan, [one.correction for one in stored])
    return points, *route_on(points, routing, stage, corrected=corrected)


def _has_time_left(session: Session, attempt: Attempt, now: datetime) -> bool:
    timing = get_form_plan(session, attempt.form_id).programme.timing
    return clock_of(attempt, timing).remaining_seconds(now) > 0
