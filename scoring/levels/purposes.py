"""What a candidate needs a level for: which parts, at which level, and how long they count."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date

from scoring.cefr import Level
from scoring.codes import PartCode, ProgrammeCode, PurposeCode
from scoring.dates import find_in_force, find_same_start
from scoring.errors import ScoringError


class PurposeNotValid(ScoringError):
    """A purpose asks at least one part, each once."""

    def __init__(self, code: PurposeCode) -> None:
        super().__init__(f"purpose {code} needs a level for each of its different parts")
        self.code = code


class PurposesOverlap(ScoringError):
    """Two versions of a purpose want to start on the same day."""

    def __init__(self, code: PurposeCode, day: date) -> None:
        super().__init__(f"purpose {code} starts twice on {day.isoformat()}")
        self.code = code
        self.day = day


class NoPurposeInForce(ScoringError):
    """That purpose is unknown, or was not in force on that day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"purpose {code[:40]!r} was not in force on {on.isoformat()}")
        self.code = code
        self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One part and the level that it must reach."""

    part: PartCode
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What one purpose asks from one day on; `assumed` where no public source tells the parts."""

    code: PurposeCode
    version: int
    programme: ProgrammeCode
    title: str
    effective_from: date
    assumed: bool
    requires: tuple[Requirement, ...]
    validity_months: int

    def __post_init__(self) -> None:
        parts = {requirement.part for requirement in self.requires}
        if not parts or len(parts) != len(self.requires):
            raise PurposeNotValid(self.code)

    def last_valid_day(self, sat_on: date) -> date:
        """Give the last day on which a part that was sat then still counts (rule 7.6)."""
        return add_months(sat_on, self.validity_months)


def purpose_in_force(
    purposes: Iterable[Purpose], *, programme: ProgrammeCode, code: str, on: date
) -> Purpose:
    """Choose the version of a purpose that started last, on or before the day (rule 7.2).

    Raises:
        NoPurposeInForce: when the purpose is unknown or had not started yet.
        PurposesOverlap: when two versions start on one day, whatever that day.
    """
    own = [one for one in purposes if (one.programme, one.code) == (programme, code)]
    if (same := find_same_start(own)) is not None:
        raise PurposesOverlap(same[0].code, same[0].effective_from)
    found = find_in_force(own, on)
    if found is None:
        raise NoPurposeInForce(code, on)
    return found


def add_months(day: date, months: int) -> date:
    """Go to the same day some months later, or to the last day of a month that is shorter.

    No day is after the end of the calendar.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
