"""What an item is made of: which attributes it has and which values these may take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from itembank.generators.attributes import (
    CORE,
    FILLS,
    KINDS,
    RING_ATTRIBUTES,
    SIZES,
    Attribute,
)
from itembank.generators.chance import Chance
from itembank.generators.figures import TURNS, Fill, ShapeKind, Size
from itembank.generators.rules import RING_PLACES, move_places

Lines = Mapping[Attribute, tuple[int, ...]]


def _is_uneven(places: int) -> bool:
    moved = {move_places(places, step) for step in range(RING_PLACES)}
    return 1 <= places.bit_count() <= 3 and len(moved) == RING_PLACES


_POINTED_KINDS = (ShapeKind.TRIANGLE, ShapeKind.ARROW, ShapeKind.HALF_DISC)
_RING_KINDS = (
    ShapeKind.CIRCLE,
    ShapeKind.SQUARE,
    ShapeKind.TRIANGLE,
    ShapeKind.CROSS,
    ShapeKind.STAR,
)
_CLEAR_FILLS = (Fill.EMPTY, Fill.GREY, Fill.BLACK)
_UNEVEN_PLACES = tuple(places for places in range(1 << RING_PLACES) if _is_uneven(places))
_ONE_PLACE = tuple(1 << number for number in range(RING_PLACES))
_EVEN_PLACES = (0b10101010, 0b01010101, 0b00010001, 0b01000100)


class Layout(StrEnum):
    """One shape in the centre, a ring of small shapes, or both."""

    CORE = "core"
    RING = "ring"
    BOTH = "both"

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes that a figure of this layout has."""
        match self:
            case Layout.CORE:
                return CORE
            case Layout.RING:
                return RING_ATTRIBUTES
            case Layout.BOTH:
                return CORE + RING_ATTRIBUTES
            case _:  # pragma: no cover
                assert_never(self)

    @property
    def changeable(self) -> tuple[Attribute, ...]:
        """The attributes that a rule may change: beside a ring there is room for one size."""
        if self is Layout.BOTH:
            return tuple(name for name in self.attributes if name is not Attribute.CORE_SIZE)
        return self.attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A layout and the attributes that rules change."""

    layout: Layout
    changing: tuple[Attribute, ...]

    @property
    def has_one_rule(self) -> bool:
        """Whether the item is meant to be easy, and takes no steps that are hard to follow."""
        return len(self.changing) == 1

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps by which a shape may turn, or shapes may move."""
        return (-2, -1, 1, 2) if self.has_one_rule else (-3, -2, -1, 1, 2, 3)

    @property
    def strides(self) -> tuple[int, ...]:
        """The places from one added or removed shape to the next: neighbours, or far apart."""
        return (1, 7) if self.has_one_rule else (1, 7, 3, 5)

    def list_values(self, attribute: Attribute) -> tuple[int, ...]:
        """List the values that an attribute may take, in the order of their numbers.

        A core that turns has a kind of which each turn looks different. Places that change are
        one to three that look different after each move; places that stay are even. A small
        shape has no stripes: they would look like grey.
        """
        match attribute:
            case Attribute.CORE_KIND:
                turns = Attribute.CORE_TURN in self.changing
                return _list_kinds(_POINTED_KINDS if turns else tuple(ShapeKind))
            case Attribute.CORE_SIZE:
                return self._list_sizes()
            case Attribute.CORE_FILL:
                hides_stripes = Attribute.CORE_SIZE in self.changing
                return _list_fills(_CLEAR_FILLS if hides_stripes else tuple(Fill))
            case Attribute.CORE_TURN:
                return tuple(range(TURNS))
            case Attribute.RING_KIND:
                return _list_kinds(_RING_KINDS)
            case Attribute.RING_FILL:
                return _list_fills(_CLEAR_FILLS)
            case Attribute.PLACES:
                return self._list_places()
            case _:  # pragma: no cover
                assert_never(attribute)

    def _list_places(self) -> tuple[int, ...]:
        if Attribute.PLACES not in self.changing:
            return _EVEN_PLACES
        return _ONE_PLACE if self.has_one_rule else _UNEVEN_PLACES

    def _list_sizes(self) -> tuple[int, ...]:
        medium, large = SIZES.index(Size.MEDIUM), SIZES.index(Size.LARGE)
        if self.layout is Layout.BOTH:
            return (medium,)
        return tuple(range(len(SIZES))) if Attribute.CORE_SIZE in self.changing else (medium, large)

    def draw_still(self, chance: Chance, attribute: Attribute, lines: Lines) -> int:
        """Draw the value of an attribute that stays, given the lines drawn so far."""
        if attribute is Attribute.CORE_TURN:
            return chance.pick(range(0, TURNS, 2)) if _turn_shows(lines) else 0
        values = self.list_values(attribute)
        return max(values) if attribute is Attribute.CORE_SIZE else chance.pick(values)

    def draw_others(
        self, chance: Chance, attribute: Attribute, lines: Lines, key: int
    ) -> tuple[int, ...]:
        """Draw the order of wrong values: first those that other cells have, then the rest."""
        values = self.list_values(attribute)
        if attribute is Attribute.CORE_TURN and not _turn_shows(lines):
            return ()
        if attribute is Attribute.PLACES and attribute in self.changing:
            values = tuple(dict.fromkeys(move_places(key, step) for step in range(RING_PLACES)))
        seen = [value for value in dict.fromkeys(lines[attribute]) if value in values]
        unseen = [value for value in values if value not in seen]
        drawn = (*chance.shuffle(seen), *chance.shuffle(unseen))
        return tuple(value for value in drawn if value != key)


def share_a_kind(lines: Lines) -> bool:
    """Tell whether the core and the ring have a kind in common, which is hard to look at."""
    core = set(lines.get(Attribute.CORE_KIND, ()))
    return not core.isdisjoint(lines.get(Attribute.RING_KIND, ()))


def _list_kinds(kinds: Sequence[ShapeKind]) -> tuple[int, ...]:
    return tuple(KINDS.index(kind) for kind in kinds)


def _list_fills(fills: Sequence[Fill]) -> tuple[int, ...]:
    return tuple(FILLS.index(fill) for fill in fills)


def _turn_shows(lines: Lines) -> bool:
    return all(KINDS[kind].turns == TURNS for kind in lines[Attribute.CORE_KIND])
