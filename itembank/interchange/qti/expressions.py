"""Expressions of QTI response processing, computed exactly; an unknown operator is refused."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.values import (
    BaseType,
    Container,
    Scalar,
    Value,
    are_equal,
    collect,
    read_number,
    read_scalar,
)
from itembank.interchange.xml_documents import children, local_name

MOST_FIGURES = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """One operator with its operands and attributes; a base value stands in `value`."""

    operator: str
    operands: tuple["Expression", ...] = ()
    identifier: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    value: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variables:
    """What variables hold while an item is scored."""

    declared: Mapping[str, ResponseVariable]
    responses: Mapping[str, Value]
    outcomes: Mapping[str, Value]

    def value_of(self, identifier: str) -> Value:
        """Give the value of a response or an outcome.

        Raises:
            ItemRefused: when the item declares no such variable.
        """
        if identifier in self.declared:
            return self.responses.get(identifier)
        if identifier in self.outcomes:
            return self.outcomes[identifier]
        raise ItemRefused(f"scores with {identifier}, which it does not declare")

    def response(self, identifier: str) -> ResponseVariable:
        """Give what is declared of a response.

        Raises:
            ItemRefused: when the item declares no such response.
        """
        if identifier not in self.declared:
            raise ItemRefused(f"scores with {identifier}, which it does not declare")
        return self.declared[identifier]


def read_expression(element: etree._Element) -> Expression:
    """Read an expression with all that is in it.

    Raises:
        ItemRefused: for an operator that cannot be computed exactly.
    """
    operator = local_name(element).removeprefix("qti-")
    if operator not in _OPERATORS:
        raise ItemRefused(f"scores with {operator or 'an unknown operator'}")
    return Expression(
        operator=operator,
        operands=tuple(map(read_expression, children(element))),
        identifier=element.get("identifier", ""),
        attributes={str(name): str(value) for name, value in element.attrib.items()},
        value=_read_base_value(element) if operator == "base-value" else None,
    )


def evaluate(expression: Expression, variables: Variables) -> Value:
    """Compute an expression.

    Raises:
        ItemRefused: when it does not make sense.
    """
    operands = [evaluate(operand, variables) for operand in expression.operands]
    try:
        return _OPERATORS[expression.operator](expression, operands, variables)
    except (IndexError, ZeroDivisionError, TypeError) as error:
        raise ItemRefused(f"scores with {expression.operator} in a way that fails") from error


Compute = Callable[[Expression, list[Value], Variables], Value]


def _read_base_value(element: etree._Element) -> Value:
    try:
        return read_scalar(element.text or "", BaseType(element.get("base-type", "")))
    except ValueError as error:
        kind = element.get("base-type", "")
        raise ItemRefused(f"scores with a value of the type {kind}") from error


def _numbers(operands: list[Value]) -> list[Fraction] | None:
    found: list[Fraction] = []
    for one in operands:
        members = one.members if isinstance(one, Container) else (one,)
        for member in members:
            if member is None:
                return None
            if not isinstance(member, Fraction):
                raise ItemRefused("computes with what is no number")
            found.append(member)
    return found


def _arithmetic(compute: Callable[[list[Fraction]], Value]) -> Compute:
    def run(_expression: Expression, operands: list[Value], _variables: Variables) -> Value:
        numbers = _numbers(operands)
        return None if numbers is None else compute(numbers)

    return run


def _both(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    if any(one is False for one in operands):
        return False
    return None if None in operands else True


def _either(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    if any(one is True for one in operands):
        return True
    return None if None in operands else False


def _not(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    return None if operands[0] is None else operands[0] is False


def _match(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    return are_equal(operands[0], operands[1])


def _string_match(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    one, other = operands[0], operands[1]
    if one is None or other is None:
        return None
    if not isinstance(one, str) or not isinstance(other, str):
        raise ItemRefused("compares texts with what is no text")
    if expression.attributes.get("case-sensitive", "true") not in ("true", "1"):
        one, other = one.casefold(), other.casefold()
    if expression.attributes.get("substring", "false") in ("true", "1"):
        return other in one
    return one == other


def _substring(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    one, other = operands[0], operands[1]
    if one is None or other is None:
        return None
    if not isinstance(one, str) or not isinstance(other, str):
        raise ItemRefused("compares texts with what is no text")
    if expression.attributes.get("case-sensitive", "true") not in ("true", "1"):
        one, other = one.casefold(), other.casefold()
    return one in other


def _equal(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    numbers = _numbers(operands[:2])
    if numbers is None:
        return None
    value, given = numbers
    below, above = _read_tolerances(expression, value)
    lower, upper = value - below, value + above
    is_above = given > lower or (given == lower and _includes(expression, "lower"))
    is_below = given < upper or (given == upper and _includes(expression, "upper"))
    return is_above and is_below


def _read_tolerances(expression: Expression, value: Fraction) -> tuple[Fraction, Fraction]:
    mode = expression.attributes.get("tolerance-mode", "exact")
    written = expression.attributes.get("tolerance", "").split()
    if mode == "exact":
        return Fraction(0), Fraction(0)
    if mode not in ("absolute", "relative") or not written:
        raise ItemRefused("compares numbers with a tolerance that is not clear")
    sizes = [read_number(one) for one in (written * 2)[:2]]
    if mode == "relative":
        sizes = [abs(value) * one / 100 for one in sizes]
    return sizes[0], sizes[1]


def _includes(expression: Expression, side: str) -> bool:
    return expression.attributes.get(f"include-{side}-bound", "true") in ("true", "1")


def _equal_rounded(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    numbers = _numbers(operands[:2])
    if numbers is None:
        return None
    if expression.attributes.get("rounding-mode") != "decimalPlaces":
        raise ItemRefused("rounds numbers to significant figures")
    figures = read_number(expression.attributes.get("figures", "0"))
    if figures not in range(MOST_FIGURES):
        raise ItemRefused("rounds numbers to more places than can be written")
    scale = Fraction(10 ** int(figures))
    one, other = (math.floor(number * scale + Fraction(1, 2)) for number in numbers)
    return one == other


def _contain(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    members: list[Scalar] = []
    for one in operands:
        if isinstance(one, Container):
            members.extend(one.members)
        elif one is not None:
            members.append(one)
    return collect(members, is_ordered=expression.operator == "ordered")


def _member(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    one, holder = operands[0], operands[1]
    if one is None or holder is None:
        return None
    members = holder.members if isinstance(holder, Container) else (holder,)
    return any(bool(are_equal(one, member)) for member in members)


def _contains(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    holder, part = operands[0], operands[1]
    if holder is None or part is None:
        return None
    if not isinstance(holder, Container) or not isinstance(part, Container) or holder.is_ordered:
        raise ItemRefused("asks whether one list contains another in their order")
    return all(holder.members.count(one) >= part.members.count(one) for one in part.members)


def _size(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    one = operands[0]
    return Fraction(len(one.members)) if isinstance(one, Container) else Fraction(one is not None)


def _index(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    holder = operands[0]
    place = read_number(expression.attributes.get("n", ""))
    if holder is None:
        return None
    if not isinstance(holder, Container) or place < 1 or place.denominator != 1:
        raise ItemRefused("takes a place of what is no list")
    return holder.members[int(place) - 1] if place <= len(holder.members) else None


def _delete(expression: Expression, operands: list[Value], _variables: Variables) -> Value:
    one, holder = operands[0], operands[1]
    if one is None or holder is None:
        return None
    if not isinstance(holder, Container):
        raise ItemRefused("takes something out of what is no list")
    left = (member for member in holder.members if member != one)
    return collect(left, is_ordered=holder.is_ordered)


def _map_response(expression: Expression, _operands: list[Value], variables: Variables) -> Value:
    variable = variables.response(expression.identifier)
    by_areas = expression.operator == "map-response-point"
    if variable.mapping is None or bool(variable.areas) is not by_areas:
        raise ItemRefused(f"scores with a mapping of {variable.identifier} that it does not have")
    return variable.mapping.total(variables.value_of(expression.identifier))


def _round(numbers: list[Fraction]) -> Value:
    return Fraction(math.floor(numbers[0] + Fraction(1, 2)))


_OPERATORS: Mapping[str, Compute] = {
    "base-value": lambda expression, _operands, _variables: expression.value,
    "variable": lambda expression, _operands, variables: variables.value_of(expression.identifier),
    "correct": lambda expression, _operands, variables: (
        variables.response(expression.identifier).correct
    ),
    "null": lambda _expression, _operands, _variables: None,
    "map-response": _map_response,
    "map-response-point": _map_response,
    "is-null": lambda _expression, operands, _variables: operands[0] in (None, ""),
    "match": _match,
    "string-match": _string_match,
    "substring": _substring,
    "equal": _equal,
    "equal-rounded": _equal_rounded,
    "and": _both,
    "or": _either,
    "not": _not,
    "multiple": _contain,
    "ordered": _contain,
    "member": _member,
    "contains": _contains,
    "container-size": _size,
    "index": _index,
    "delete": _delete,
    "sum": _arithmetic(lambda numbers: sum(numbers, start=Fraction(0))),
    "product": _arithmetic(lambda numbers: math.prod(numbers, start=Fraction(1))),
    "subtract": _arithmetic(lambda numbers: numbers[0] - numbers[1]),
    "divide": _arithmetic(lambda numbers: numbers[0] / numbers[1] if numbers[1] else None),
    "max": _arithmetic(lambda numbers: max(numbers)),
    "min": _arithmetic(lambda numbers: min(numbers)),
    "round": _arithmetic(_round),
    "truncate": _arithmetic(lambda numbers: Fraction(math.trunc(numbers[0]))),
    "integer-to-float": _arithmetic(lambda numbers: numbers[0]),
    "gt": _arithmetic(lambda numbers: numbers[0] > numbers[1]),
    "gte": _arithmetic(lambda numbers: numbers[0] >= numbers[1]),
    "lt": _arithmetic(lambda numbers: numbers[0] < numbers[1]),
    "lte": _arithmetic(lambda numbers: numbers[0] <= numbers[1]),
}
