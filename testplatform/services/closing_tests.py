"""Hand one written test of a routing in: its points choose the next one, or end the sitting."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.placing import SAT
from itembank.timing import brussels_date
from scoring.codes import StageCode
from scoring.programmes.nivo import ModelPoints, NivoPlacement, place_candidate
from scoring.programmes.nivo_steps import NextTest, RouteTaken
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
from testplatform.services.deciding import sum_stages
from testplatform.services.marking import correct_marked, list_corrections_of, mark_items
from testplatform.services.routed_tests import find_routing_of, list_parts_sat, open_test


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
    routing = find_routing_of(session, attempt)
    points = _sum_points(session, attempt, routing, tests)
    placement = place_candidate(
        points, routing, started_on=brussels_date(attempt.booking.sitting.starts_at)
    )
    current = tests[-1]
    current.closed_at = now
    current.points = points_to_document(points[StageCode(current.stage)])
    record_event(
        session,
        actor="candidate",
        action="test closed",
        subject=f"attempt:{attempt.id}",
        now=now,
        details={"number": current.number, "stage": current.stage},
    )
    (end,) = (one for one in placement.tracks if one.track is SAT)
    if isinstance(end, NextTest) and _has_time_left(session, attempt, now):
        led_by = step_to_document(_find_last_route(placement))
        number = current.number + 1
        open_test(session, attempt, routing, end.stage, number=number, led_by=led_by, now=now)
        return False
    close_attempt(session, attempt, by=SubmittedBy.CANDIDATE, actor="candidate", now=now)
    return True


def _sum_points(
    session: Session, attempt: Attempt, routing: Routing, tests: list[RoutedTest]
) -> dict[StageCode, ModelPoints]:
    plan = get_form_plan(session, attempt.form_id)
    corrections = list_corrections_of(session, attempt)
    answers = fold_journal(session, attempt.id, attempt.fence).answers
    parts = list_parts_sat(session, attempt)
    marked = correct_marked(mark_items(plan, answers, corrections, parts=parts), corrections)
    awards = [(one.planned, one.award) for one in marked if one.award is not None]
    return sum_stages(routing, [StageCode(test.stage) for test in tests], plan, awards)


def _find_last_route(placement: NivoPlacement) -> RouteTaken:
    routes = [
        step for step in placement.steps if isinstance(step, RouteTaken) and step.track is SAT
    ]
    return routes[-1]


def _has_time_left(session: Session, attempt: Attempt, now: datetime) -> bool:
    timing = get_form_plan(session, attempt.form_id).programme.timing
    return clock_of(attempt, timing).remaining_seconds(now) > 0
