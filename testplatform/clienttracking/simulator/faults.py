"""Faults that the simulator plays on demand, so that recovery can be seen and tested."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

MOST_TIMES = 10_000
MOST_SECONDS = 120


class FaultKind(StrEnum):
    """What goes wrong with an answer."""

    FAIL_BEFORE_COMMIT = "fail_before_commit"
    FAIL_AFTER_COMMIT = "fail_after_commit"
    SLOW = "slow"
    TOO_MANY_REQUESTS = "too_many_requests"


class FaultTarget(StrEnum):
    """Which requests go wrong, when not all of them do."""

    BOOKINGS = "bookings"
    RESULTS = "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault for the next so many answers; `seconds` is the delay, or the wait asked for."""

    kind: FaultKind
    times: int
    seconds: int = 0
    only_on: FaultTarget | None = None

    def to_document(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "times": self.times,
            "seconds": self.seconds,
            "only_on": self.only_on.value if self.only_on else None,
        }


def arm_fault(connection: sqlite3.Connection, fault: Fault) -> None:
    """Set the switch of this kind; zero times switches it off."""
    connection.execute(
        "INSERT INTO faults (kind, remaining, seconds, only_on) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (kind) DO UPDATE SET remaining = excluded.remaining, "
        "seconds = excluded.seconds, only_on = excluded.only_on",
        (fault.kind.value, fault.times, fault.seconds, fault.only_on),
    )


def list_armed_faults(connection: sqlite3.Connection) -> list[Fault]:
    """List the faults still to come, by kind."""
    rows = connection.execute("SELECT * FROM faults WHERE remaining > 0 ORDER BY kind")
    return [_from_row(row) for row in rows]


def take_fault(connection: sqlite3.Connection, target: FaultTarget) -> Fault | None:
    """Take one fault that is armed for this request, and count it off."""
    row = connection.execute(
        "SELECT * FROM faults WHERE remaining > 0 AND coalesce(only_on, ?) = ? ORDER BY kind",
        (target.value, target.value),
    ).fetchone()
    if row is None:
        return None
    connection.execute("UPDATE faults SET remaining = remaining - 1 WHERE kind = ?", (row["kind"],))
    return _from_row(row)


def _from_row(row: sqlite3.Row) -> Fault:
    return Fault(
        kind=FaultKind(row["kind"]),
        times=row["remaining"],
        seconds=row["seconds"],
        only_on=FaultTarget(row["only_on"]) if row["only_on"] else None,
    )
