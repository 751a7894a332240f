"""Tests that open one after the other: which one is open, and which parts somebody came to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from itembank.deciding import find_routing
from itembank.placing import SAT, SPOKEN, list_fit_problems, list_parts_at
from itembank.programmes import get_programme
from itembank.timing import brussels_date
from scoring.codes import PartCode, StageCode
from scoring.routing import NoRoutingInForce, Routing, Track
from testplatform.models.attempts import Attempt
from testplatform.models.routed_tests import RoutedTest
from testplatform.repositories.cut_scores import list_tables
from testplatform.repositories.forms import FormPlan
from testplatform.repositories.routed_tests import (
    find_newest_written,
    find_oral_placement,
    list_routed_tests,
    list_sat_parts_of,
    list_tests_of,
    read_stages,
)
from testplatform.services.deciding import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTest:
    """The test that a candidate works on, or begins with: the parts that their device may have."""

    number: int
    parts: Collection[str]


def is_routed(attempt: Attempt) -> bool:
    return get_programme(attempt.booking.programme).is_routed


def find_open_test(session: Session, attempt: Attempt) -> OpenTest | None:
    """The test that was opened last, the first one before the start; None where all is open."""
    if not is_routed(attempt):
        return None
    newest = find_newest_written(session, attempt.id)
    if newest is not None:
        return OpenTest(number=newest.number, parts=newest.parts)
    routing = find_routing_of(session, attempt)
    return OpenTest(number=1, parts=list_parts_at(routing, _find_start(routing)))


def open_first_test(session: Session, attempt: Attempt, *, now: datetime) -> None:
    """Open the test that the written track starts with, where tests open one after the other."""
    if is_routed(attempt):
        routing = find_routing_of(session, attempt)
        open_test(session, attempt, routing, _find_start(routing), number=1, led_by=None, now=now)


def open_test(
    session: Session,
    attempt: Attempt,
    routing: Routing,
    stage: StageCode,
    *,
    number: int,
    led_by: Mapping[str, object] | None,
    now: datetime,
) -> None:
    """Open a written test; `led_by` is the step of the routing that led to it."""
    session.add(
        RoutedTest(
            attempt_id=attempt.id,
            track=SAT,
            number=number,
            stage=stage,
            parts=list(list_parts_at(routing, stage)),
            led_by=None if led_by is None else dict(led_by),
            opened_at=now,
        )
    )
    session.flush()


def find_routing_of(session: Session, attempt: Attempt) -> Routing:
    """The routing of the day of the sitting. Raises NoRoutingInForce."""
    programme = get_programme(attempt.booking.programme)
    return find_routing(list_tables(session, programme.code), programme, _day_of(attempt))


def list_parts_sat(session: Session, attempt: Attempt) -> frozenset[str] | None:
    """The parts of the tests that somebody came to; None where all parts are sat."""
    return list_sat_parts_of(session, attempt.id) if is_routed(attempt) else None


def find_way(session: Session, attempt: Attempt) -> Way:
    """The way of an attempt so far."""
    return _build_way(
        list_routed_tests(session, attempt.id, SAT),
        list_routed_tests(session, attempt.id, SPOKEN),
        is_oral_over=find_oral_placement(session, attempt.id) is not None,
        is_decided=False,
    )


def find_ways_of_decided(session: Session, attempt_ids: Collection[int]) -> dict[int, Way]:
    """Attempt id → the way of each decided attempt that was routed; one query."""
    tests: dict[int, dict[Track, list[RoutedTest]]] = {}
    for test in list_tests_of(session, attempt_ids):
        tests.setdefault(test.attempt_id, {SAT: [], SPOKEN: []})[test.track].append(test)
    return {
        attempt_id: _build_way(by[SAT], by[SPOKEN], is_oral_over=True, is_decided=True)
        for attempt_id, by in tests.items()
    }


def _build_way(
    written: Sequence[RoutedTest],
    oral: Sequence[RoutedTest],
    *,
    is_oral_over: bool,
    is_decided: bool,
) -> Way:
    return Way(
        written=tuple(StageCode(test.stage) for test in written),
        oral=read_stages(oral),
        is_oral_over=is_oral_over,
        routed=read_stages(written),
        is_decided=is_decided,
    )


def can_be_routed(session: Session, plan: FormPlan, on: date) -> bool:
    """Whether the tests of a form are those of the routing of a day; so for any other programme."""
    if not plan.programme.is_routed:
        return True
    try:
        routing = find_routing(list_tables(session, plan.programme.code), plan.programme, on)
    except NoRoutingInForce:
        return False
    parts = {
        PartCode(part.code): [planned.item for planned in plan.items_of(part.code)]
        for part in plan.programme.parts
    }
    return next(list_fit_problems(parts, routing), None) is None


def _find_start(routing: Routing) -> StageCode:
    return dict(routing.starts)[SAT]


def _day_of(attempt: Attempt) -> date:
    return brussels_date(attempt.booking.sitting.starts_at)
