"""Build the pages of oral tests. Which test comes next is the routing's."""

from collections.abc import Mapping

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import list_programmes
from scoring.codes import ModuleCode
from scoring.explanations import marks_in_dutch
from scoring.marks import marks_from_text
from scoring.programmes.nivo_steps import NextTest, RouteTaken, TrackPlaced
from scoring.routing import Routing
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.routed_tests import RoutedTest
from testplatform.repositories.routed_tests import (
    count_oral_tests,
    count_without_oral_placement,
    list_without_oral_placement,
)
from testplatform.services.oral_tests import OralTrack, find_oral_track
from testplatform.web.oral_tests.pages import (
    EnteredTest,
    ModelField,
    TrackPage,
    TrackRow,
    TracksPage,
)
from testplatform.web.routings.drawing import DIRECTIONS
from testplatform.web.staff.building import ROWS_PER_PAGE, build_paging
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import ATTEMPT_STATES


def build_tracks_page(session: Session, number: int) -> TracksPage:
    programmes = [one.code for one in list_programmes() if one.is_routed]
    total = count_without_oral_placement(session, programmes)
    place = build_paging(total, number, lambda page: url_for("oral_tests.tracks", page=page))
    attempts = list_without_oral_placement(
        session, programmes, limit=ROWS_PER_PAGE, offset=place.offset
    )
    entered = count_oral_tests(session, [attempt.id for attempt in attempts])
    rows = tuple(_track_row(attempt, entered.get(attempt.id, 0)) for attempt in attempts)
    return TracksPage(rows=rows, paging=place)


def build_track_page(
    session: Session,
    attempt: Attempt,
    *,
    typed: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> TrackPage:
    track = find_oral_track(session, attempt)
    routing = track.routing
    coming = track.end if isinstance(track.end, NextTest) else None
    placed = track.end if isinstance(track.end, TrackPlaced) else None
    booking = attempt.booking
    return TrackPage(
        full_name=booking.candidate.full_name,
        dossier=booking.candidate.dossier,
        starts_at=booking.sitting.starts_at,
        tests=tuple(
            _entered_test(routing, test, route)
            for test, route in zip(track.tests, track.routes, strict=True)
        ),
        next_title="" if coming is None else routing.test(coming.test).title,
        fields=() if coming is None else _fields(routing, coming, typed or {}),
        module="" if placed is None else _say_module(routing, placed.module),
        early="" if coming is None else _say_module(routing, routing.stage(coming.stage).floor),
        confirmed=_say_confirmed(track),
        number=track.number,
        problem=problem,
        enter_url=url_for("oral_tests.enter", public_id=attempt.public_id),
        take_back_url=url_for("oral_tests.withdraw", public_id=attempt.public_id),
        confirm_url=url_for("oral_tests.confirm", public_id=attempt.public_id),
        leave_out_url=(
            url_for("oral_tests.leave_out", public_id=attempt.public_id)
            if attempt.state is AttemptState.READY
            else None
        ),
        list_url=url_for("oral_tests.tracks"),
    )


def _track_row(attempt: Attempt, entered: int) -> TrackRow:
    booking = attempt.booking
    url = url_for("oral_tests.track", public_id=attempt.public_id)
    return TrackRow(
        candidate=Link(label=booking.candidate.full_name, url=url),
        dossier=booking.candidate.dossier,
        starts_at=booking.sitting.starts_at,
        written=ATTEMPT_STATES[attempt.state],
        entered=entered,
    )


def _entered_test(routing: Routing, test: RoutedTest, route: RouteTaken) -> EnteredTest:
    given = [
        f"{routing.model(model.code).title}: {_say_points(test, model.code)}"
        for model in routing.models_at(routing.stage(route.stage))
    ]
    by = "" if test.entered_by is None else test.entered_by.display_name
    return EnteredTest(
        title=routing.test(route.test).title,
        points=tuple(given),
        led_to=DIRECTIONS[route.direction],
        entered=f"{by}, {format_instant(test.closed_at)}",
    )


def _say_points(test: RoutedTest, model: str) -> str:
    points, out_of = (test.points or {})[model]
    reached, most = (marks_in_dutch(marks_from_text(str(one))) for one in (points, out_of))
    return f"{reached} op {most}"


def _fields(routing: Routing, test: NextTest, typed: Mapping[str, str]) -> tuple[ModelField, ...]:
    return tuple(
        ModelField(
            name=f"points-{code}",
            label=routing.model(code).title,
            most=marks_in_dutch(routing.model(code).out_of),
            value=typed.get(f"points-{code}", ""),
        )
        for code in test.models
    )


def _say_module(routing: Routing, code: ModuleCode) -> str:
    module = routing.module(code)
    return f"module {module.code} ({module.level})"


def _say_confirmed(track: OralTrack) -> str:
    placement = track.placement
    if placement is None:
        return ""
    who = placement.confirmed_by.display_name
    return f"Bevestigd door {who} op {format_instant(placement.confirmed_at)}."
