"""The times of the parts of an attempt: opened by the first entry about one of their items.

A device that shows the first question of a part says so with a visit. Whatever entry comes first
opens the part, so that an entry that was lost on the way costs nobody a part, and gives nobody one
without an end.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.part_times import (
    Opening,
    PartClock,
    PartTime,
    list_part_times,
    opening_instant,
    part_clocks,
)
from itembank.programmes import Programme, get_programme
from itembank.timing import AttemptClock
from scoring.codes import PartCode
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.part_openings import PartOpening
from testplatform.repositories.forms import get_form_plan
from testplatform.repositories.part_openings import list_openings
from testplatform.services.attempts import clock_of

PartClocks = Mapping[PartCode, PartClock]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an entry tells of a part. `made_at` is server time by the device's steady clock."""

    part: PartCode
    fence: int
    seq: int
    made_at: datetime
    received_at: datetime


@dataclass(slots=True, kw_only=True)
class OpenParts:
    """The parts of one attempt while entries come in; `rows` are openings that are not stored."""

    attempt_id: int
    programme: Programme
    test: AttemptClock
    openings: tuple[Opening, ...]
    rows: list[dict[str, Any]] = field(default_factory=list)
    timed: Collection[PartCode] = field(init=False)

    def __post_init__(self) -> None:
        self.timed = self.programme.seconds_by_part

    def take(self, told: Told) -> bool:
        """Open the part of an entry, unless it was; whether the entry counts."""
        if told.part not in self.timed:
            return self.test.counts(told.made_at, told.received_at)
        if all(opening.part != told.part for opening in self.openings):
            self._open(told)
        return self.clocks[told.part].counts(told.made_at, told.received_at)

    @property
    def clocks(self) -> PartClocks:
        """The clock of each part that was opened."""
        return part_clocks(self.programme, self.openings, self.test)

    def _open(self, told: Told) -> None:
        before = self.openings[-1].opened_at if self.openings else self.test.started_at
        opened_at = opening_instant(told.made_at, told.received_at, not_before=before)
        self.openings = (*self.openings, Opening(part=told.part, opened_at=opened_at))
        self.rows.append(
            {
                "attempt_id": self.attempt_id,
                "part": told.part,
                "number": len(self.openings),
                "opened_at": opened_at,
                "received_at": told.received_at,
                "fence": told.fence,
                "seq": told.seq,
            }
        )


class PartBook:
    """The parts of every attempt that one transaction takes entries of."""

    def __init__(self, openings: Mapping[int, tuple[Opening, ...]]) -> None:
        self._openings = openings
        self._attempts: dict[int, OpenParts] = {}

    @classmethod
    def read(cls, session: Session, programmes: Mapping[int, Programme]) -> "PartBook":
        """Read what was opened in attempts by their id, where their programmes time parts."""
        timed = [id for id, programme in programmes.items() if programme.seconds_by_part]
        return cls(list_openings(session, timed) if timed else {})

    def open(self, attempt_id: int, programme: Programme, test: AttemptClock) -> OpenParts:
        """What all messages of an attempt share."""
        if attempt_id not in self._attempts:
            self._attempts[attempt_id] = OpenParts(
                attempt_id=attempt_id,
                programme=programme,
                test=test,
                openings=self._openings.get(attempt_id, ()),
            )
        return self._attempts[attempt_id]

    def store(self, session: Session) -> None:
        """Store what was opened since it was read."""
        rows = [row for parts in self._attempts.values() for row in parts.rows]
        if rows:
            session.execute(sa.insert(PartOpening), rows)


def list_part_clocks(
    session: Session, attempt_id: int, programme: Programme, test: AttemptClock
) -> PartClocks:
    """The clocks of the parts that were opened; nothing is read where no part has a time."""
    if not programme.seconds_by_part:
        return {}
    return part_clocks(programme, _openings_of(session, attempt_id), test)


def list_times_of(
    session: Session, attempt: Attempt, *, has_answers: bool
) -> Mapping[PartCode, PartTime] | None:
    """How each part of a test that was handed in ended; None where all shared one time.

    That is so where no part has a time of its own, and in attempts with answers of before parts
    were opened.
    """
    programme = get_form_plan(session, attempt.form_id).programme
    if not programme.seconds_by_part or attempt.submitted_at is None:
        return None
    openings = _openings_of(session, attempt.id)
    if has_answers and not openings:
        return None
    test = clock_of(attempt, programme.timing)
    return list_part_times(programme, openings, test, handed_in_at=attempt.submitted_at)


def find_parts_at_work(
    session: Session, programme: str, attempts: Iterable[Attempt]
) -> dict[int, PartCode]:
    """Attempt id → the part that was opened last, of who is at work in a test with timed parts."""
    if not get_programme(programme).seconds_by_part:
        return {}
    running = [one.id for one in attempts if one.state is AttemptState.IN_PROGRESS]
    openings = list_openings(session, running)
    return {attempt_id: opened[-1].part for attempt_id, opened in openings.items()}


def _openings_of(session: Session, attempt_id: int) -> Sequence[Opening]:
    return list_openings(session, [attempt_id]).get(attempt_id, ())
