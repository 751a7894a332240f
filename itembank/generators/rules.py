"""The rules of figural items: each says what comes next in a line of values.

A line is a series, or a row or a column of a matrix. A rule gives None where it has nothing to
say: too few values, or a step beyond the last. `weight` orders the rules by how hard they are to
find, after Carpenter, Just & Shell (1990): what stays, what goes on step by step, what is added
or taken away, what is divided over three, what only one of two has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, assert_never

RING_PLACES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """What was, stays."""

    needs: ClassVar[int] = 1
    weight: ClassVar[int] = 0

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next value."""
        return before[-1] if before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A shape turns by the same step; `period` turns bring it back to what it was."""

    step: int
    period: int = 8

    needs: ClassVar[int] = 1
    weight: ClassVar[int] = 1

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next turn."""
        return (before[-1] + self.step) % self.period if before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """A size or a fill goes one step on, from the first to the third and no further."""

    step: int

    needs: ClassVar[int] = 1
    weight: ClassVar[int] = 1

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next value in the order of the enumeration."""
        value = before[-1] + self.step if before else -1
        return value if 0 <= value <= 2 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Shapes move along the ring by the same step, clockwise."""

    step: int

    needs: ClassVar[int] = 1
    weight: ClassVar[int] = 1

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next places."""
        return move_places(before[-1], self.step) if before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One shape more each time, `stride` places clockwise from the one that came before it."""

    stride: int

    needs: ClassVar[int] = 2
    weight: ClassVar[int] = 2

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next places; None when the next place is taken."""
        added = _only_place(before[-1] & ~before[-2]) if _grows(before) else None
        if added is None:
            return None
        place = move_places(added, self.stride)
        return None if before[-1] & place else before[-1] | place


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One shape less each time, `stride` places clockwise from the one that went before it."""

    stride: int

    needs: ClassVar[int] = 2
    weight: ClassVar[int] = 2

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the next places; None when the next place is free, or nothing would be left."""
        removed = _only_place(before[-2] & ~before[-1]) if _grows(before[::-1]) else None
        if removed is None:
            return None
        place = move_places(removed, self.stride)
        return before[-1] & ~place or None if before[-1] & place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternation:
    """Two or three values take turns: A B A B, or A B C A B C."""

    period: int

    @property
    def needs(self) -> int:
        """How many values it must have seen."""
        return self.period

    @property
    def weight(self) -> int:
        """One for two values; for three it is as hard as dividing three values."""
        return 1 if self.period == 2 else 3

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the value of a period ago."""
        return before[-self.period] if len(before) >= self.period else None


class Operation(StrEnum):
    """How two cells are laid over each other."""

    UNION = "union"
    INTERSECTION = "intersection"
    SYMMETRIC_DIFFERENCE = "symmetric-difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The third has what either, both, or only one of the first and the second have."""

    operation: Operation

    needs: ClassVar[int] = 2

    @property
    def weight(self) -> int:
        """What only one of the two has is the hardest rule of all."""
        return 4 if self.operation is Operation.SYMMETRIC_DIFFERENCE else 2

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the places of the third cell; None when it would be empty."""
        if len(before) < 2:
            return None
        return combine(self.operation, before[-2], before[-1]) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Each line has each of three values once, in any order."""

    values: frozenset[int]

    needs: ClassVar[int] = 2
    weight: ClassVar[int] = 3

    def predict(self, before: Sequence[int]) -> int | None:
        """Give the one value that the line does not have yet."""
        missing = self.values - set(before)
        return next(iter(missing)) if len(missing) == 1 and set(before) < self.values else None


Rule = (
    Constant
    | Rotation
    | Progression
    | Movement
    | Addition
    | Removal
    | Alternation
    | Overlay
    | Distribution
)


def extend(rule: Rule, values: Sequence[int], *, length: int) -> tuple[int, ...]:
    """Continue a line up to this length, or as far as the rule goes."""
    line = list(values)
    while len(line) < length:
        value = rule.predict(line)
        if value is None:
            break
        line.append(value)
    return tuple(line)


def explains(rule: Rule, line: Sequence[int]) -> bool:
    """Tell whether the rule gives every value of the line that it can give."""
    return all(
        rule.predict(line[:number]) == line[number] for number in range(rule.needs, len(line))
    )


def combine(operation: Operation, first: int, second: int) -> int:
    """Lay the places of two cells over each other."""
    match operation:
        case Operation.UNION:
            return first | second
        case Operation.INTERSECTION:
            return first & second
        case Operation.SYMMETRIC_DIFFERENCE:
            return first ^ second
        case _:  # pragma: no cover
            assert_never(operation)


def move_places(places: int, step: int) -> int:
    """Move places along the ring, clockwise."""
    shift = step % RING_PLACES
    return (places << shift | places >> RING_PLACES - shift) & (1 << RING_PLACES) - 1


def _grows(before: Sequence[int]) -> bool:
    return len(before) >= 2 and before[-2] & ~before[-1] == 0


def _only_place(places: int) -> int | None:
    return places if places.bit_count() == 1 else None
