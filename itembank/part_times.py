"""The times of the parts of one sitting: a part is opened once, and ends by its own time.

Only a part that its programme gives a time is opened. It ends when that time is up, when the next
such part is opened, or with the whole test, whichever comes first. A part without a time of its own
has the time of the test and is never opened or closed.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from itembank.programmes import Programme
from itembank.timing import AttemptClock, to_utc
from scoring.codes import PartCode
from scoring.programmes.covaar import SubtestEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When a part was opened; the first opening is the only one."""

    part: PartCode
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartClock:
    """The time of one opened part. `closed_at` is None until the next one is opened."""

    part: PartCode
    own: AttemptClock
    test: AttemptClock
    closed_at: datetime | None

    @property
    def opened_at(self) -> datetime:
        """When its time began."""
        return self.own.started_at

    @property
    def deadline(self) -> datetime | None:
        """When its time is up, at the latest with the test; None while a pause keeps it open."""
        return _earliest(self.own.deadline, self.test.deadline)

    def counts(self, made_at: datetime, arrived_at: datetime) -> bool:
        """Tell whether an entry of this part counts, by the bounds of the whole test."""
        end = _earliest(self.deadline, self.closed_at)
        return self.test.counts_until(end, made_at, arrived_at)

    def end_by(self, handed_in_at: datetime) -> SubtestEnd:
        """Tell how it ended in a test that was handed in then."""
        left_at = _earliest(self.closed_at, to_utc(handed_in_at))
        is_time_up = self.deadline is not None and left_at is not None and left_at >= self.deadline
        return SubtestEnd.TIME_UP if is_time_up else SubtestEnd.FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTime:
    """The time that a candidate had for a part, extra time included, and how it ended."""

    seconds: int
    end: SubtestEnd


def opening_instant(
    claimed_at: datetime, arrived_at: datetime, *, not_before: datetime
) -> datetime:
    """When a part was opened, by a device that says so: never after the server heard of it.

    Nor before the start of the test or the opening before it, which is `not_before`.
    """
    return max(min(to_utc(claimed_at), to_utc(arrived_at)), to_utc(not_before))


def part_clocks(
    programme: Programme, openings: Sequence[Opening], test: AttemptClock
) -> Mapping[PartCode, PartClock]:
    """The clock of each part that was opened; `openings` are in the order in which they came."""
    seconds = programme.seconds_by_part
    known = [opening for opening in openings if opening.part in seconds]
    ends = itertools.chain((to_utc(after.opened_at) for after in known[1:]), [None])
    clocks = {
        opening.part: PartClock(
            part=opening.part,
            own=part_clock(test, seconds[opening.part], opened_at=opening.opened_at),
            test=test,
            closed_at=end,
        )
        for opening, end in zip(known, ends, strict=False)
    }
    return MappingProxyType(clocks)


def part_clock(
    test: AttemptClock, seconds: int, *, opened_at: datetime | None = None
) -> AttemptClock:
    """The time of one part: with the extra time, the bounds and the pauses of its test."""
    return replace(test, started_at=opened_at or test.started_at, minutes=0, seconds=seconds)


def list_part_times(
    programme: Programme,
    openings: Sequence[Opening],
    test: AttemptClock,
    *,
    handed_in_at: datetime,
) -> Mapping[PartCode, PartTime]:
    """How each part with a time of its own ended, whether it was opened or not."""
    clocks = part_clocks(programme, openings, test)
    return MappingProxyType(
        {
            part: PartTime(
                seconds=int(part_clock(test, seconds).allowed.total_seconds()),
                end=clocks[part].end_by(handed_in_at) if part in clocks else SubtestEnd.NOT_OPENED,
            )
            for part, seconds in programme.seconds_by_part.items()
        }
    )


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((instant for instant in instants if instant is not None), default=None)
