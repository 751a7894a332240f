"""The tests that somebody came to on the way of a routing, and what waits for an oral placement."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from itembank.placing import SAT, SPOKEN
from scoring.awards import PartPoints
from scoring.codes import ModelCode, StageCode
from scoring.marks import marks_from_text, marks_to_json
from scoring.programmes.nivo import ModelPoints
from scoring.routing import Track
from testplatform.models.attempts import Attempt, SubmittedBy
from testplatform.models.bookings import Booking
from testplatform.models.routed_tests import OralPlacement, RoutedTest


def list_routed_tests(session: Session, attempt_id: int, track: Track) -> list[RoutedTest]:
    """The tests of a track in their order; what was taken back is not there."""
    return list(
        session.scalars(
            sa.select(RoutedTest)
            .where(
                RoutedTest.attempt_id == attempt_id,
                RoutedTest.track == track,
                RoutedTest.taken_back_at.is_(None),
            )
            .order_by(RoutedTest.number)
        )
    )


def list_tests_of(session: Session, attempt_ids: Collection[int]) -> list[RoutedTest]:
    """The tests of many attempts, each track in its order; what was taken back is not there."""
    return list(
        session.scalars(
            sa.select(RoutedTest)
            .where(RoutedTest.attempt_id.in_(attempt_ids), RoutedTest.taken_back_at.is_(None))
            .order_by(RoutedTest.attempt_id, RoutedTest.track, RoutedTest.number)
        )
    )


def list_all_routed_tests(session: Session, attempt_id: int) -> list[RoutedTest]:
    """The tests of both tracks, also those that were taken back."""
    return list(
        session.scalars(
            sa.select(RoutedTest)
            .where(RoutedTest.attempt_id == attempt_id)
            .order_by(RoutedTest.opened_at, RoutedTest.id)
        )
    )


def find_newest_written(session: Session, attempt_id: int) -> RoutedTest | None:
    """The written test that was opened last; None before the first."""
    return session.scalars(
        sa.select(RoutedTest)
        .where(RoutedTest.attempt_id == attempt_id, RoutedTest.track == SAT)
        .order_by(RoutedTest.number.desc())
        .limit(1)
    ).first()


def list_sat_parts_of(session: Session, attempt_id: int) -> frozenset[str]:
    """The parts of every written test that somebody came to."""
    tests = list_routed_tests(session, attempt_id, SAT)
    return frozenset(part for test in tests for part in test.parts)


def find_next_number(session: Session, attempt_id: int, track: Track) -> int:
    """The number of the next test of a track; no number is given twice."""
    last = session.scalar(
        sa.select(sa.func.max(RoutedTest.number)).where(
            RoutedTest.attempt_id == attempt_id, RoutedTest.track == track
        )
    )
    return (last or 0) + 1


def find_oral_placement(session: Session, attempt_id: int) -> OralPlacement | None:
    return session.get(OralPlacement, attempt_id)


def read_stages(tests: Sequence[RoutedTest]) -> dict[StageCode, ModelPoints]:
    """Stage → the points that were stored; of closed tests only."""
    return {
        StageCode(test.stage): _read_points(test.points)
        for test in tests
        if test.points is not None
    }


def points_to_document(points: ModelPoints) -> dict[str, object]:
    """Points as they are stored: exact, with their maximum."""
    return {
        model: [marks_to_json(one.points), marks_to_json(one.out_of)]
        for model, one in points.items()
    }


def list_without_oral_placement(
    session: Session, programmes: Sequence[str], *, limit: int, offset: int = 0
) -> list[Attempt]:
    """The attempts of these programmes whose oral track goes on, the last check-in first."""
    return list(
        session.scalars(
            _without_oral_placement(sa.select(Attempt), programmes)
            .order_by(Attempt.checked_in_at.desc(), Attempt.id.desc())
            .limit(limit)
            .offset(offset)
            .options(
                joinedload(Attempt.booking).joinedload(Booking.candidate),
                joinedload(Attempt.booking).joinedload(Booking.sitting),
            )
        )
    )


def count_without_oral_placement(session: Session, programmes: Sequence[str]) -> int:
    query = _without_oral_placement(sa.select(sa.func.count(Attempt.id)), programmes)
    return session.scalar(query) or 0


def waits_for_oral() -> sa.ColumnElement[bool]:
    """That somebody sat written tests, or sits none, and no assessor ended the oral track yet."""
    sat = sa.exists().where(RoutedTest.attempt_id == Attempt.id, RoutedTest.track == SAT)
    is_placed = sa.exists().where(OralPlacement.attempt_id == Attempt.id)
    sits_none = Attempt.submitted_by.is_not_distinct_from(SubmittedBy.ASSESSOR)
    return sa.and_(sa.or_(sat, sits_none), ~is_placed)


def count_oral_tests(session: Session, attempt_ids: Sequence[int]) -> dict[int, int]:
    """Attempt id → the oral tests with points (absent when none)."""
    rows = session.execute(
        sa.select(RoutedTest.attempt_id, sa.func.count().label("number"))
        .where(
            RoutedTest.attempt_id.in_(attempt_ids),
            RoutedTest.track == SPOKEN,
            RoutedTest.taken_back_at.is_(None),
        )
        .group_by(RoutedTest.attempt_id)
    )
    return {row.attempt_id: row.number for row in rows}


def _without_oral_placement(query: sa.Select[Any], programmes: Sequence[str]) -> sa.Select[Any]:
    is_placed = sa.exists().where(OralPlacement.attempt_id == Attempt.id)
    return query.join(Booking, Booking.id == Attempt.booking_id).where(
        Booking.programme.in_(programmes), ~is_placed
    )


def _read_points(document: Mapping[str, Sequence[int | str]]) -> ModelPoints:
    return {
        ModelCode(model): PartPoints(
            points=marks_from_text(str(points)), out_of=marks_from_text(str(out_of))
        )
        for model, (points, out_of) in document.items()
    }
