"""The period that a preview is about, read from the address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import request

from testplatform.web.staff.dates import day_bounds

A_YEAR = timedelta(days=365)
LONGEST = timedelta(days=365 * 6)
EARLIEST_YEAR = 1900  # long before any test, and a day that a database can hold the begin of
UNREADABLE = "De periode was niet te lezen. Hier staan de laatste 12 maanden."
ENDS_FIRST = "De periode eindigt voor ze begint. Hier staan de laatste 12 maanden."
TOO_LONG = "De periode is langer dan 6 jaar. Hier staan de laatste 12 maanden."


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in Brussels, both included; with a problem it is the usual one."""

    since: date
    until: date
    problem: str | None = None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The instants at which it begins and ends."""
        return day_bounds(self.since)[0], day_bounds(self.until)[1]

    def to_arguments(self) -> dict[str, Any]:
        """The period as the arguments of an address."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


def read_period(today: date) -> Period:
    """The period that was asked for; the last twelve months when none was, or none that can be."""
    asked = request.args.get("since", ""), request.args.get("until", "")
    usual = Period(since=today - A_YEAR, until=today)
    if asked == ("", ""):
        return usual
    try:
        since = date.fromisoformat(asked[0]) if asked[0] else usual.since
        until = date.fromisoformat(asked[1]) if asked[1] else usual.until
    except ValueError:
        return Period(since=usual.since, until=usual.until, problem=UNREADABLE)
    if since.year < EARLIEST_YEAR:
        return Period(since=usual.since, until=usual.until, problem=UNREADABLE)
    if since > until:
        return Period(since=usual.since, until=usual.until, problem=ENDS_FIRST)
    if until - since > LONGEST or until.year > today.year + 1:
        return Period(since=usual.since, until=usual.until, problem=TOO_LONG)
    return Period(since=since, until=until)
