"""What an item declares: its response variables with key and mapping, and its outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.areas import name_area
from itembank.interchange.qti.values import (
    BaseType,
    Cardinality,
    Scalar,
    Value,
    collect,
    members_of,
    read_number,
    read_scalar,
)
from itembank.interchange.xml_documents import children, find_child

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEntry:
    """What one value is worth."""

    key: Scalar
    worth: Fraction
    is_case_sensitive: bool = True

    def matches(self, value: Scalar) -> bool:
        """Tell whether it is about this value."""
        if self.is_case_sensitive or not isinstance(value, str) or not isinstance(self.key, str):
            return value == self.key
        return value.casefold() == self.key.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMap:
    """What the values of a response are worth, and the bounds of their sum."""

    entries: tuple[MapEntry, ...]
    default: Fraction = ZERO
    lower: Fraction | None = None
    upper: Fraction | None = None

    def worth_of(self, value: Scalar) -> Fraction:
        """Give what one value is worth."""
        return next((one.worth for one in self.entries if one.matches(value)), self.default)

    def total(self, value: Value) -> Fraction:
        """Give what a response is worth, within the bounds; nothing when there is none."""
        if value is None:
            return ZERO
        members = dict.fromkeys(members_of(value))
        total = sum((self.worth_of(one) for one in members), start=ZERO)
        if self.lower is not None:
            total = max(total, self.lower)
        return total if self.upper is None else min(total, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseVariable:
    """A response as the item declares it; `correct` is null when no key is declared.

    A point with an area mapping is read as the identifier of the area it is in: `areas` are those
    areas, and `points` what is declared as right.
    """

    identifier: str
    cardinality: Cardinality
    base_type: BaseType
    correct: Value = None
    mapping: ValueMap | None = None
    areas: tuple[etree._Element, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def correct_members(self) -> tuple[Scalar, ...]:
        """The declared right values, however many the variable holds."""
        return members_of(self.correct)

    @property
    def literals(self) -> tuple[Scalar, ...]:
        """The values that its key and mapping name."""
        entries = () if self.mapping is None else self.mapping.entries
        return (*self.correct_members, *(entry.key for entry in entries))


def read_responses(item: etree._Element) -> dict[str, ResponseVariable]:
    """Read the response declarations by their identifiers.

    A response that cannot be compared, such as a file or a point without areas, is left out.

    Raises:
        ItemRefused: for a key or a mapping that cannot be read.
    """
    found = (_read_response(one) for one in children(item, "qti-response-declaration"))
    return {one.identifier: one for one in found if one is not None}


def read_outcomes(item: etree._Element) -> Mapping[str, Value]:
    """Read the outcomes by their identifiers, each with the value that it begins with."""
    return {
        one.get("identifier", ""): _read_default(one)
        for one in children(item, "qti-outcome-declaration")
    }


def read_maximum(item: etree._Element) -> Fraction | None:
    """Give the marks that an item says are its most, or None."""
    for one in children(item, "qti-outcome-declaration"):
        if one.get("identifier") == "SCORE" and one.get("normal-maximum"):
            return read_number(one.get("normal-maximum", ""))
    most = read_outcomes(item).get("MAXSCORE")
    return most if isinstance(most, Fraction) and most else None


def _read_response(declaration: etree._Element) -> ResponseVariable | None:
    if declaration.get("base-type") == "point":
        return _read_point_response(declaration)
    try:
        base_type = BaseType(declaration.get("base-type", ""))
        cardinality = Cardinality(declaration.get("cardinality", ""))
    except ValueError:
        return None
    correct = find_child(declaration, "qti-correct-response")
    mapping = find_child(declaration, "qti-mapping")
    return ResponseVariable(
        identifier=declaration.get("identifier", ""),
        cardinality=cardinality,
        base_type=base_type,
        correct=None if correct is None else _read_values(correct, base_type, cardinality),
        mapping=None if mapping is None else _read_map(mapping, base_type),
    )


def _read_point_response(declaration: etree._Element) -> ResponseVariable | None:
    mapping = find_child(declaration, "qti-area-mapping")
    areas = () if mapping is None else tuple(children(mapping, "qti-area-map-entry"))
    if mapping is None or not areas:
        return None
    correct = find_child(declaration, "qti-correct-response")
    values = [] if correct is None else children(correct, "qti-value")
    is_single = declaration.get("cardinality") == Cardinality.SINGLE.value
    return ResponseVariable(
        identifier=declaration.get("identifier", ""),
        cardinality=Cardinality.SINGLE if is_single else Cardinality.MULTIPLE,
        base_type=BaseType.IDENTIFIER,
        mapping=ValueMap(
            entries=tuple(
                MapEntry(key=name_area(number), worth=read_number(one.get("mapped-value", "0")))
                for number, one in enumerate(areas, start=1)
            ),
            default=read_number(mapping.get("default-value", "0")),
            lower=_read_bound(mapping, "lower-bound"),
            upper=_read_bound(mapping, "upper-bound"),
        ),
        areas=areas,
        points=tuple(one.text or "" for one in values),
    )


def _read_values(holder: etree._Element, base_type: BaseType, cardinality: Cardinality) -> Value:
    values = [read_scalar(one.text or "", base_type) for one in children(holder, "qti-value")]
    if cardinality is not Cardinality.SINGLE:
        return collect(values, is_ordered=cardinality is Cardinality.ORDERED)
    if len(values) > 1:
        raise ItemRefused("declares several right values for a single response")
    return next(iter(values), None)


def _read_default(declaration: etree._Element) -> Value:
    try:
        base_type = BaseType(declaration.get("base-type", ""))
        cardinality = Cardinality(declaration.get("cardinality", ""))
    except ValueError:
        return None
    holder = find_child(declaration, "qti-default-value")
    if holder is not None:
        return _read_values(holder, base_type, cardinality)
    return ZERO if base_type.is_number and cardinality is Cardinality.SINGLE else None


def _read_map(mapping: etree._Element, base_type: BaseType) -> ValueMap:
    return ValueMap(
        entries=tuple(
            MapEntry(
                key=read_scalar(one.get("map-key", ""), base_type),
                worth=read_number(one.get("mapped-value", "0")),
                is_case_sensitive=one.get("case-sensitive", "true") in ("true", "1"),
            )
            for one in children(mapping, "qti-map-entry")
        ),
        default=read_number(mapping.get("default-value", "0")),
        lower=_read_bound(mapping, "lower-bound"),
        upper=_read_bound(mapping, "upper-bound"),
    )


def _read_bound(mapping: etree._Element, name: str) -> Fraction | None:
    return read_number(mapping.get(name, "")) if mapping.get(name) else None
