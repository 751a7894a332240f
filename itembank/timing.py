"""The clock of one sitting: pauses, extra time and what still counts after the end.

It works with instants and never with the time on a wall, so a night in which Brussels changes
its clocks is like any other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from itembank.errors import ItemBankError
from itembank.programmes import Timing

Pause = tuple[datetime, datetime | None]

_BRUSSELS = ZoneInfo("Europe/Brussels")


class InstantHasNoZone(ItemBankError):
    """A date and time without a zone is no instant."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"{instant.isoformat()} has no time zone")
        self.instant = instant


class PauseEndsBeforeItStarts(ItemBankError):
    """A pause cannot take less than no time."""

    def __init__(self, started_at: datetime, ended_at: datetime) -> None:
        super().__init__(f"a pause from {started_at.isoformat()} to {ended_at.isoformat()}")
        self.started_at = started_at
        self.ended_at = ended_at


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptClock:
    """The time of one attempt. Pauses may come in any order; what they share counts once.

    A pause without an end is still going on. A pause that starts when the time is already up
    gives no new time. All instants are aware; they are kept in UTC.
    """

    started_at: datetime
    minutes: int
    seconds: int = 0
    extra_percent: int
    late_grace_seconds: int
    offline_hours: int
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "started_at", to_utc(self.started_at))
        pauses = sorted((_pause_in_utc(pause) for pause in self.pauses), key=_start)
        object.__setattr__(self, "pauses", tuple(pauses))

    @property
    def allowed(self) -> timedelta:
        """The working time, extra time included."""
        planned = timedelta(minutes=self.minutes, seconds=self.seconds)
        return planned * (100 + self.extra_percent) / 100

    @property
    def deadline(self) -> datetime | None:
        """The instant at which the time is up, or None while a pause keeps it open."""
        deadline = self.started_at + self.allowed
        counted_until = self.started_at
        for start, end in self.pauses:
            if start >= deadline:
                break
            if end is None:
                return None
            deadline += max(end - max(start, counted_until), timedelta())
            counted_until = max(counted_until, end)
        return deadline

    def remaining_seconds(self, now: datetime) -> int:
        """Give the working time left, rounded up to a second, so that 0 means that it is up."""
        left = self.allowed - self._working_time(to_utc(now))
        return max(0, ceil(left / timedelta(seconds=1)))

    def counts(self, made_at: datetime, arrived_at: datetime) -> bool:
        """Tell whether an entry counts.

        It does when it arrives before the deadline and its grace are over; or when it was made
        by the deadline on a device without a network and arrives within the offline hours.
        While a pause keeps the deadline open, every entry counts.
        """
        return self.counts_until(self.deadline, made_at, arrived_at)

    def counts_until(self, end: datetime | None, made_at: datetime, arrived_at: datetime) -> bool:
        """Tell whether an entry counts for what ended at another instant, by the same bounds."""
        made, arrived = to_utc(made_at), to_utc(arrived_at)
        if end is None or arrived < end + timedelta(seconds=self.late_grace_seconds):
            return True
        return made <= end and arrived <= end + timedelta(hours=self.offline_hours)

    def _working_time(self, until: datetime) -> timedelta:
        worked = timedelta()
        running_since = self.started_at
        for start, end in self.pauses:
            worked += max(min(start, until) - running_since, timedelta())
            running_since = max(running_since, end or until)
        return worked + max(until - running_since, timedelta())


def attempt_clock(
    timing: Timing, *, started_at: datetime, extra_percent: int = 0, pauses: tuple[Pause, ...] = ()
) -> AttemptClock:
    """Start the clock of an attempt by the timing of its programme."""
    return AttemptClock(
        started_at=started_at,
        minutes=timing.minutes,
        extra_percent=extra_percent,
        late_grace_seconds=timing.late_grace_seconds,
        offline_hours=timing.offline_hours,
        pauses=pauses,
    )


def brussels_date(instant: datetime) -> date:
    """Give the calendar day in Brussels; cut scores go by it.

    Raises:
        InstantHasNoZone: when the instant is naive.
    """
    return to_utc(instant).astimezone(_BRUSSELS).date()


def to_utc(instant: datetime) -> datetime:
    """Express an instant in UTC: two times in one zone cannot be subtracted across a clock change.

    Raises:
        InstantHasNoZone: when it is naive.
    """
    if instant.utcoffset() is None:
        raise InstantHasNoZone(instant)
    return instant.astimezone(UTC)


def _pause_in_utc(pause: Pause) -> Pause:
    started_at, ended_at = pause
    if ended_at is None:
        return to_utc(started_at), None
    if to_utc(ended_at) < to_utc(started_at):
        raise PauseEndsBeforeItStarts(started_at, ended_at)
    return to_utc(started_at), to_utc(ended_at)


def _start(pause: Pause) -> datetime:
    return pause[0]


def is_left_behind(clock: AttemptClock, timing: Timing, now: datetime) -> bool:
    """Tell whether nobody is coming back: the time is up, and so is the programme's patience."""
    deadline = clock.deadline
    patience = timedelta(minutes=timing.close_after_minutes)
    return deadline is not None and to_utc(now) > deadline + patience
