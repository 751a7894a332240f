"""Values for the nine cells of a matrix that a rule explains along rows, and one down columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import assert_never

from itembank.generators.attributes import Attribute
from itembank.generators.chance import Chance
from itembank.generators.designs import Design
from itembank.generators.rules import (
    RING_PLACES,
    Addition,
    Constant,
    Distribution,
    Movement,
    Operation,
    Overlay,
    Progression,
    Removal,
    Rotation,
    Rule,
    combine,
    extend,
    move_places,
)

SIDE = 3
CELLS = SIDE * SIDE

_ALL_PLACES = (1 << RING_PLACES) - 1
_FULLEST_OVERLAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rule of the rows, and nine values in reading order.

    `earlier` and `later` hold the values before and after the last cell, nearest first, where
    the rule goes on step by step; `near_misses` those that a slip in the rule gives.
    """

    rule: Rule
    cells: tuple[int, ...]
    near_misses: tuple[int, ...] = ()

    @property
    def earlier(self) -> tuple[int, ...]:
        """The values before the last, nearest first, where the row goes on step by step."""
        return () if isinstance(self.rule, Constant | Overlay) else self.cells[-2:-4:-1]

    @property
    def later(self) -> tuple[int, ...]:
        """The values that would follow the last one, where the row goes on step by step."""
        if isinstance(self.rule, Constant | Overlay):
            return ()
        return extend(self.rule, self.cells[-SIDE:], length=SIDE + 2)[SIDE:]


def draw_grid(chance: Chance, attribute: Attribute, design: Design) -> Grid:
    """Draw the values of an attribute that changes."""
    values = design.list_values(attribute)
    match attribute:
        case Attribute.CORE_TURN:
            return _draw_turns(chance, design)
        case Attribute.PLACES:
            return _draw_places(chance, values, design)
        case Attribute.CORE_SIZE | Attribute.CORE_FILL | Attribute.RING_FILL:
            draws = (_draw_progression, _draw_rows, _draw_distribution)
        case Attribute.CORE_KIND | Attribute.RING_KIND:
            draws = (_draw_rows, _draw_distribution, _draw_distribution)
        case _:  # pragma: no cover
            assert_never(attribute)
    return chance.pick(draws)(chance, values)


def _draw_rows(chance: Chance, values: Sequence[int]) -> Grid:
    drawn = chance.pick_several(values, SIDE)
    return Grid(rule=Constant(), cells=tuple(value for value in drawn for _ in range(SIDE)))


def _draw_distribution(chance: Chance, values: Sequence[int]) -> Grid:
    drawn = chance.pick_several(values, SIDE)
    shift = chance.pick((1, 2))
    cells = tuple(
        drawn[(row * shift + column) % SIDE] for row in range(SIDE) for column in range(SIDE)
    )
    return Grid(rule=Distribution(values=frozenset(drawn)), cells=cells)


def _draw_progression(chance: Chance, values: Sequence[int]) -> Grid:
    step = chance.pick((-1, 1))
    return Grid(rule=Progression(step=step), cells=tuple(values[:SIDE][::step]) * SIDE)


def _draw_turns(chance: Chance, design: Design) -> Grid:
    if chance.happens(one_in=3):
        return _draw_distribution(chance, range(0, RING_PLACES, 2))
    start = chance.below(RING_PLACES)
    across, down = chance.pick(design.steps), chance.pick(design.steps)
    cells = tuple(
        (start + row * down + column * across) % RING_PLACES
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return Grid(rule=Rotation(step=across), cells=cells)


def _draw_places(chance: Chance, values: Sequence[int], design: Design) -> Grid:
    match chance.below(4):
        case 0:
            return _draw_movement(chance, values, design)
        case 1:
            return _draw_growth(chance, design)
        case _:
            operations = (Operation.UNION,) if design.has_one_rule else tuple(Operation)
            return _draw_overlay(chance, chance.pick(operations))


def _draw_movement(chance: Chance, values: Sequence[int], design: Design) -> Grid:
    start = chance.pick(values)
    across, down = chance.pick(design.steps), chance.pick(design.steps)
    cells = tuple(
        move_places(start, row * down + column * across)
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return Grid(rule=Movement(step=across), cells=cells)


def _draw_growth(chance: Chance, design: Design) -> Grid:
    """Draw places that fill or empty by one along the rows, and by one down the columns."""
    place = 1 << chance.below(RING_PLACES)
    stride = chance.pick(design.strides)
    second = move_places(place, stride)
    rule: Rule = Addition(stride=stride)
    start = (place, place | second)
    if chance.happens(one_in=2):
        rule = Removal(stride=stride)
        start = (_ALL_PLACES & ~place, _ALL_PLACES & ~place & ~second)
    line = extend(rule, start, length=2 * SIDE - 1)
    cells = tuple(line[row + column] for row in range(SIDE) for column in range(SIDE))
    return Grid(rule=rule, cells=cells)


def _draw_overlay(chance: Chance, operation: Operation) -> Grid:
    """Draw cells that all differ and of which none is empty or nearly full."""
    tries = (_overlay_cells(chance, operation) for _ in count())
    cells = next(
        cells
        for cells in tries
        if len(set(cells)) == CELLS
        and all(1 <= places.bit_count() <= _FULLEST_OVERLAY for places in cells)
    )
    near_misses = _draw_near_misses(chance, operation, cells)
    return Grid(rule=Overlay(operation=operation), cells=cells, near_misses=near_misses)


def _overlay_cells(chance: Chance, operation: Operation) -> tuple[int, ...]:
    first, second, third, fourth = (chance.below(1 << RING_PLACES) for _ in range(4))
    top = (first, second, combine(operation, first, second))
    middle = (third, fourth, combine(operation, third, fourth))
    bottom = (combine(operation, above, below) for above, below in zip(top, middle, strict=True))
    return (*top, *middle, *bottom)


def _draw_near_misses(
    chance: Chance, operation: Operation, cells: tuple[int, ...]
) -> tuple[int, ...]:
    """Draw two wrong places of which the key lies between no more often than each of them.

    The first comes of another operation, repeats a neighbour, or is wrong in one place.
    """
    left, above, key = cells[-2], cells[-4], cells[-1]
    slips = [combine(other, cells[-3], left) for other in Operation if other is not operation]
    slips += [left, above, key ^ 1 << chance.below(RING_PLACES)]
    first = chance.pick([slip for slip in slips if slip and key ^ slip not in (0, _ALL_PLACES)])
    places = [1 << number for number in range(RING_PLACES) if not (key ^ first) >> number & 1]
    second = (key if chance.happens(one_in=3) else first) ^ chance.pick(places)
    return (first, second) if second else (first,)
