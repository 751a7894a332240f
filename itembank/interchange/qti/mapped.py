"""A QTI interaction as one of our item types, with all that its response can be on both sides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from itembank.bodies import Response
from itembank.interchange.qti.values import Cardinality, Scalar, Value, collect, members_of

Document = dict[str, object]
Join = Callable[[Sequence[object]], Response]


class Need(Enum):
    """What the rules of an item must be like for the options of an axis to stand for all others."""

    NOTHING = auto()  # the options are all there are
    EQUALITY = auto()  # compared with fixed values alone
    AREA = auto()  # a point of which only the area counts, and whether there is one
    WHOLE = auto()  # compared with fixed values as a whole, or mapped member by member


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be answered in one place: in our response and in QTI."""

    raw: object
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What can be answered in one place; the first option is no answer."""

    variable: str
    options: tuple[Option, ...]
    need: Need = Need.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A body without its key, the keys to try, and what can be answered.

    `right` is the declared correct response, an option for each axis. `most` is how many values a
    response may hold in QTI, where that is fewer than here. `questions` are those of a group by the
    variables they fill.
    """

    item_type: str
    fields: Document
    keys: tuple[Document, ...] = ()
    axes: tuple[Axis, ...] = ()
    join: Join = lambda _parts: {}
    right: tuple[Option, ...] | None = None
    most: Mapping[str, int] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> frozenset[str]:
        """The response variables that it fills."""
        return frozenset(axis.variable for axis in self.axes)


def merge(
    axes: Sequence[Axis], chosen: Sequence[Option], cardinalities: Mapping[str, Cardinality]
) -> dict[str, Value]:
    """Put what was answered in each place together as the values of the response variables."""
    members: dict[str, list[Scalar]] = {}
    for axis, option in zip(axes, chosen, strict=True):
        members.setdefault(axis.variable, []).extend(members_of(option.value))
    return {name: _value(held, cardinalities[name]) for name, held in members.items()}


def short_ids(identifiers: Iterable[str]) -> dict[str, str]:
    """Give each QTI identifier a short one of ours: its own when it is sound, else a letter."""
    known = tuple(identifiers)
    plain = {one: _plain(one) for one in known}
    if len(set(plain.values())) == len(known) and all(plain.values()):
        return plain
    return {one: _letter(number) for number, one in enumerate(known)}


def _plain(identifier: str) -> str:
    letters = (one if one.isascii() and one.isalnum() else "-" for one in identifier.lower())
    return "-".join(part for part in "".join(letters).split("-") if part)


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else f"c{number}"


def _value(members: list[Scalar], cardinality: Cardinality) -> Value:
    if cardinality is Cardinality.SINGLE:
        return members[0] if members else None
    return collect(members, is_ordered=cardinality is Cardinality.ORDERED)
