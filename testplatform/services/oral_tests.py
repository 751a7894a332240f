"""The oral track of a routing: an assessor talks with somebody and gives the points, test by test.

Each test leads to the next one or to a module, by the routing alone. What was entered can be taken
back until the placement is confirmed; it stays stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.placing import SAT, SPOKEN
from itembank.timing import brussels_date
from scoring.awards import MarksOutOfRange, PartPoints
from scoring.codes import ModelCode, StageCode
from scoring.programmes.nivo import NivoPlacement, place_candidate
from scoring.programmes.nivo_steps import NextTest, RouteTaken, TrackPlaced
from scoring.routing import Routing
from scoring.steps import step_to_document
from testplatform.errors import PlatformError
from testplatform.models.attempts import Attempt, SubmittedBy
from testplatform.models.routed_tests import OralPlacement, RoutedTest
from testplatform.repositories.routed_tests import (
    find_next_number,
    find_oral_placement,
    list_routed_tests,
    points_to_document,
    read_stages,
)
from testplatform.services.attempt_states import AttemptEvent, transition
from testplatform.services.attempts import close_attempt, get_attempt_for_update
from testplatform.services.audit import record_event
from testplatform.services.routed_tests import find_routing_of


class OralTrackOver(PlatformError):
    """The placement was confirmed: nothing of it changes any more."""


class OralTestChangedMeanwhile(PlatformError):
    """Somebody entered or took back a test since the page was opened."""


class PointsOutOfRange(PlatformError):
    """Points are missing, or are more than the assessment model has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OralTrack:
    """How far the oral track of an attempt is. `number` is that of the next test to enter."""

    routing: Routing
    tests: Sequence[RoutedTest]
    end: NextTest | TrackPlaced
    routes: Sequence[RouteTaken]
    number: int
    placement: OralPlacement | None


def find_oral_track(session: Session, attempt: Attempt) -> OralTrack:
    """Walk the points that were entered through the routing of the day."""
    routing = find_routing_of(session, attempt)
    tests = list_routed_tests(session, attempt.id, SPOKEN)
    confirmed = find_oral_placement(session, attempt.id)
    placement = _place(attempt, routing, tests, is_over=confirmed is not None)
    (end,) = (one for one in placement.tracks if one.track is SPOKEN)
    return OralTrack(
        routing=routing,
        tests=tests,
        end=end,
        routes=[one for one in placement.steps if isinstance(one, RouteTaken)],
        number=find_next_number(session, attempt.id, SPOKEN),
        placement=confirmed,
    )


def enter_points(
    session: Session,
    attempt_id: int,
    points: Mapping[ModelCode, int],
    *,
    number: int,
    by_id: int,
    now: datetime,
) -> None:
    """Keep the points of the test that comes next.

    Raises OralTrackOver, OralTestChangedMeanwhile, PointsOutOfRange.
    """
    attempt, track = _lock(session, attempt_id, number)
    if not isinstance(track.end, NextTest):
        raise OralTestChangedMeanwhile
    given = _check_points(track.routing, track.end, points)
    led_by = track.routes[-1] if track.routes else None
    session.add(
        RoutedTest(
            attempt_id=attempt.id,
            track=SPOKEN,
            number=number,
            stage=track.end.stage,
            parts=[],
            led_by=None if led_by is None else step_to_document(led_by),
            opened_at=now,
            closed_at=now,
            points=points_to_document(given),
            entered_by_id=by_id,
        )
    )
    _record(session, attempt_id, "oral test entered", track.end.stage, by_id, now)


def take_back(session: Session, attempt_id: int, *, number: int, by_id: int, now: datetime) -> None:
    """Take the last test back that was entered. Raises OralTrackOver, OralTestChangedMeanwhile."""
    _attempt, track = _lock(session, attempt_id, number)
    if not track.tests:
        raise OralTestChangedMeanwhile
    last = track.tests[-1]
    last.taken_back_at = now
    _record(session, attempt_id, "oral test taken back", StageCode(last.stage), by_id, now)


def confirm_placement(
    session: Session, attempt_id: int, *, number: int, by_id: int, now: datetime
) -> None:
    """End the oral track, at its module or before.

    Raises OralTrackOver, OralTestChangedMeanwhile.
    """
    _attempt, track = _lock(session, attempt_id, number)
    session.add(OralPlacement(attempt_id=attempt_id, confirmed_by_id=by_id, confirmed_at=now))
    stage = track.tests[-1].stage if track.tests else dict(track.routing.starts)[SPOKEN]
    _record(session, attempt_id, "oral placement confirmed", StageCode(stage), by_id, now)


def leave_written_out(session: Session, attempt_id: int, *, by_id: int, now: datetime) -> None:
    """End the written track of somebody who takes no written test: its floor is theirs (rule 5.4).

    Raises TransitionRefused once the candidate has begun.
    """
    attempt = get_attempt_for_update(session, attempt_id)
    attempt.state = transition(attempt.state, AttemptEvent.START)
    attempt.started_at = now
    start = dict(find_routing_of(session, attempt).starts)[SAT]
    _record(session, attempt_id, "written tests left out", start, by_id, now)
    close_attempt(session, attempt, by=SubmittedBy.ASSESSOR, actor=f"staff:{by_id}", now=now)


def _lock(session: Session, attempt_id: int, number: int) -> tuple[Attempt, OralTrack]:
    attempt = get_attempt_for_update(session, attempt_id)
    track = find_oral_track(session, attempt)
    if track.placement is not None:
        raise OralTrackOver
    if number != track.number:
        raise OralTestChangedMeanwhile
    return attempt, track


def _place(
    attempt: Attempt, routing: Routing, tests: Sequence[RoutedTest], *, is_over: bool
) -> NivoPlacement:
    return place_candidate(
        read_stages(tests),
        routing,
        started_on=brussels_date(attempt.booking.sitting.starts_at),
        ended=(SPOKEN,) if is_over else (),
    )


def _check_points(
    routing: Routing, test: NextTest, points: Mapping[ModelCode, int]
) -> dict[ModelCode, PartPoints]:
    if set(points) != set(test.models):
        raise PointsOutOfRange
    try:
        return {
            model: PartPoints(points=points[model], out_of=routing.model(model).out_of)
            for model in test.models
        }
    except MarksOutOfRange as error:
        raise PointsOutOfRange from error


def _record(
    session: Session, attempt_id: int, action: str, stage: StageCode, by_id: int, now: datetime
) -> None:
    session.flush()
    record_event(
        session,
        actor=f"staff:{by_id}",
        action=action,
        subject=f"attempt:{attempt_id}",
        now=now,
        details={"stage": stage},
    )
