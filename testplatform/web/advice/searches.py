"""Which days the report of deviations is about, read from the address."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import request

from testplatform.web.staff.dates import day_bounds

EARLIEST_YEAR, LATEST_YEAR = 2000, 2999
UNREADABLE = "Schrijf twee dagen van de kalender. Hieronder staan alle adviezen."
ENDS_FIRST = "De periode eindigt voor zij begint. Hieronder staan alle adviezen."


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPeriod:
    """Days in Brussels, both included; None is without end. With a problem it is every day."""

    since: date | None = None
    until: date | None = None
    problem: str | None = None

    @property
    def is_filtered(self) -> bool:
        return (self.since, self.until) != (None, None)

    @property
    def begins_at(self) -> datetime | None:
        return None if self.since is None else day_bounds(self.since)[0]

    @property
    def ends_at(self) -> datetime | None:
        return None if self.until is None else day_bounds(self.until)[1]

    def to_arguments(self) -> dict[str, Any]:
        """The period as the arguments of an address; what was not asked is left out."""
        days = {"since": self.since, "until": self.until}
        return {name: day.isoformat() for name, day in days.items() if day is not None}


def read_signed_period() -> SignedPeriod:
    """The period that was asked for; every day when none was, or none that can be."""
    try:
        since, until = (_read_day(name) for name in ("since", "until"))
    except ValueError:
        return SignedPeriod(problem=UNREADABLE)
    if since is not None and until is not None and since > until:
        return SignedPeriod(problem=ENDS_FIRST)
    return SignedPeriod(since=since, until=until)


def _read_day(name: str) -> date | None:
    typed = request.args.get(name, "")
    if not typed:
        return None
    day = date.fromisoformat(typed)
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(typed)
    return day
