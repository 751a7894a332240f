"""What is in force on a day: of everything that starts on a day, the last that has started."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that is in force from one day on, until the next of its kind starts."""

    @property
    def effective_from(self) -> date:
        """The first day on which it is in force, in Brussels."""


Something = TypeVar("Something", bound=Dated)


def find_same_start(dated: Iterable[Something]) -> tuple[Something, Something] | None:
    """Find two that want to start on the same day."""
    by_start: dict[date, Something] = {}
    for one in dated:
        if one.effective_from in by_start:
            return by_start[one.effective_from], one
        by_start[one.effective_from] = one
    return None


def find_in_force(dated: Sequence[Something], on: date) -> Something | None:
    """Find the one that started last, on or before the day; None before the first."""
    started = [one for one in dated if one.effective_from <= on]
    return max(started, key=lambda one: one.effective_from, default=None)
