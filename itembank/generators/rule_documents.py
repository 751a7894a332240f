"""Rules as documents: what an item keeps of how it was made."""

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum

from itembank.generators.rules import (
    RING_PLACES,
    Addition,
    Alternation,
    Constant,
    Distribution,
    Movement,
    Operation,
    Overlay,
    Progression,
    Removal,
    Rotation,
    Rule,
)
from scoring.documents import DocumentReader


class RuleName(StrEnum):
    """The names of the rules in documents."""

    CONSTANT = "constant"
    ROTATION = "rotation"
    PROGRESSION = "progression"
    MOVEMENT = "movement"
    ADDITION = "addition"
    REMOVAL = "removal"
    ALTERNATION = "alternation"
    OVERLAY = "overlay"
    DISTRIBUTION = "distribution"


def rule_to_document(rule: Rule) -> dict[str, object]:
    """Write a rule with its name and its numbers."""
    numbers: dict[str, object] = asdict(rule)
    if isinstance(rule, Distribution):
        numbers["values"] = sorted(rule.values)
    return {"rule": _NAMES[type(rule)].value, **numbers}


def read_rule(reader: DocumentReader) -> Rule:
    """Read the rule in a table; problems are left with the reader."""
    return _READERS[reader.member("rule", RuleName)](reader)


def _read_step(reader: DocumentReader, name: str = "step") -> int:
    step = reader.whole_number(name, minimum=1 - RING_PLACES)
    if step == 0 or step >= RING_PLACES:
        reader.report(name, f"must be from {1 - RING_PLACES} to {RING_PLACES - 1}, and not 0")
    return step


def _read_period(reader: DocumentReader, periods: tuple[int, ...]) -> int:
    period = reader.whole_number("period")
    if period not in periods:
        reader.report("period", f"must be one of {', '.join(map(str, periods))}")
    return period


def _read_values(reader: DocumentReader) -> frozenset[int]:
    values = frozenset(reader.whole_numbers("values"))
    if len(values) != 3:
        reader.report("values", "must be three different numbers")
    return values


_NAMES: dict[type[Rule], RuleName] = {
    Constant: RuleName.CONSTANT,
    Rotation: RuleName.ROTATION,
    Progression: RuleName.PROGRESSION,
    Movement: RuleName.MOVEMENT,
    Addition: RuleName.ADDITION,
    Removal: RuleName.REMOVAL,
    Alternation: RuleName.ALTERNATION,
    Overlay: RuleName.OVERLAY,
    Distribution: RuleName.DISTRIBUTION,
}
_READERS: dict[RuleName, Callable[[DocumentReader], Rule]] = {
    RuleName.CONSTANT: lambda _: Constant(),
    RuleName.ROTATION: lambda reader: Rotation(
        step=_read_step(reader), period=_read_period(reader, (2, 4, 8))
    ),
    RuleName.PROGRESSION: lambda reader: Progression(step=_read_step(reader)),
    RuleName.MOVEMENT: lambda reader: Movement(step=_read_step(reader)),
    RuleName.ADDITION: lambda reader: Addition(stride=_read_step(reader, "stride")),
    RuleName.REMOVAL: lambda reader: Removal(stride=_read_step(reader, "stride")),
    RuleName.ALTERNATION: lambda reader: Alternation(period=_read_period(reader, (2, 3))),
    RuleName.OVERLAY: lambda reader: Overlay(operation=reader.member("operation", Operation)),
    RuleName.DISTRIBUTION: lambda reader: Distribution(values=_read_values(reader)),
}
