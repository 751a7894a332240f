"""A solver that knows the rules of the language, and of an item only what a candidate sees.

It tries every rule on every attribute. An item is proved when exactly one option follows from
any explanation at all, and the simplest explanations give that same one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from itembank.generators.attributes import Attribute, build_figure, read_values
from itembank.generators.figures import Figure
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
    explains,
)
from scoring.codes import ChoiceId

Line = tuple[int, ...]
Predictions = dict[int, int]
"""Each value that some rule gives, with the weight of the lightest rule that gives it."""

_STEPS = range(1, RING_PLACES)
_ALTERNATIONS: tuple[Rule, ...] = (Alternation(period=2), Alternation(period=3))
_PROGRESSIONS: tuple[Rule, ...] = tuple(Progression(step=step) for step in (-2, -1, 1, 2))
_OVERLAYS: tuple[Rule, ...] = tuple(Overlay(operation=operation) for operation in Operation)
_TURNS: tuple[Rule, ...] = tuple(
    Rotation(step=step, period=period) for period in (2, 4, 8) for step in range(1, period)
)
_PLACES: tuple[Rule, ...] = (
    *(Movement(step=step) for step in _STEPS),
    *(Addition(stride=stride) for stride in _STEPS),
    *(Removal(stride=stride) for stride in _STEPS),
)
_RULES: dict[Attribute, tuple[Rule, ...]] = {
    Attribute.CORE_KIND: (Constant(),),
    Attribute.CORE_SIZE: (Constant(), *_PROGRESSIONS),
    Attribute.CORE_FILL: (Constant(), *_PROGRESSIONS),
    Attribute.CORE_TURN: (Constant(), *_TURNS),
    Attribute.RING_KIND: (Constant(),),
    Attribute.RING_FILL: (Constant(), *_PROGRESSIONS),
    Attribute.PLACES: (Constant(), *_PLACES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The options that follow from the simplest explanations, and those that follow from any.

    No option follows from the simplest when one of them leads to a figure that is not there.
    """

    simplest: frozenset[ChoiceId]
    any: frozenset[ChoiceId]

    @property
    def answer(self) -> ChoiceId | None:
        """The one option that is right, or None when the item does not prove it."""
        if len(self.any) != 1 or self.simplest != self.any:
            return None
        return next(iter(self.any))


def solve_series(
    shown: Sequence[Figure], asked_at: int, options: Mapping[ChoiceId, Figure]
) -> Solution:
    """Solve a series of which the cell with this number, from 0, is asked."""
    lines = _read_lines(shown)
    predicted = {
        attribute: _predict(line[:asked_at], line[asked_at:], (*_RULES[attribute], *_ALTERNATIONS))
        for attribute, line in lines.items()
    }
    return _compare(predicted, options)


def solve_matrix(shown: Sequence[Figure], options: Mapping[ChoiceId, Figure]) -> Solution:
    """Solve a matrix of which the ninth cell is asked, by rows and by columns together."""
    predicted: dict[Attribute, Predictions] = {}
    for attribute, cells in _read_lines(shown).items():
        predicted[attribute] = predict_line(attribute, list_rows(cells))
        for value, weight in predict_line(attribute, list_columns(cells)).items():
            known = predicted[attribute].get(value, weight)
            predicted[attribute][value] = min(known, weight)
    return _compare(predicted, options)


def list_rows(cells: Line) -> tuple[Line, Line, Line]:
    """Give the rows of eight cells, the last one with two."""
    return cells[:3], cells[3:6], cells[6:]


def list_columns(cells: Line) -> tuple[Line, Line, Line]:
    """Give the columns of eight cells, the last one with two."""
    return cells[::3], cells[1::3], cells[2::3]


def predict_line(attribute: Attribute, lines: tuple[Line, Line, Line]) -> Predictions:
    """Predict the end of the third line by each rule that explains the first two."""
    first, second, third = lines
    rules = (
        rule
        for rule in _list_matrix_rules(attribute, first)
        if explains(rule, first) and explains(rule, second)
    )
    return _predict(third, (), rules)


def _predict(before: Line, after: Line, rules: Iterable[Rule]) -> Predictions:
    predictions: Predictions = {}
    for rule in rules:
        value = rule.predict(before)
        if value is not None and explains(rule, (*before, value, *after)):
            predictions[value] = min(rule.weight, predictions.get(value, rule.weight))
    return predictions


def _list_matrix_rules(attribute: Attribute, first: Line) -> Iterator[Rule]:
    yield from _RULES[attribute]
    if attribute is Attribute.PLACES:
        yield from _OVERLAYS
    if len(set(first)) == len(first):
        yield Distribution(values=frozenset(first))


def _read_lines(shown: Sequence[Figure]) -> dict[Attribute, Line]:
    cells = [read_values(figure) or {} for figure in shown]
    shared = [attribute for attribute in Attribute if all(attribute in cell for cell in cells)]
    if any(set(cell) != set(shared) for cell in cells):
        return {}
    return {attribute: tuple(cell[attribute] for cell in cells) for attribute in shared}


def _compare(
    predicted: Mapping[Attribute, Predictions], options: Mapping[ChoiceId, Figure]
) -> Solution:
    weights = _combine(predicted) if predicted else {}
    lightest = min(weights.values(), default=0)
    simplest = {figure for figure, weight in weights.items() if weight == lightest}
    can_choose = simplest <= set(options.values())
    return Solution(
        simplest=frozenset(id for id in options if can_choose and options[id] in simplest),
        any=frozenset(id for id in options if options[id] in weights),
    )


def _combine(predicted: Mapping[Attribute, Predictions]) -> dict[Figure, int]:
    weights: dict[Figure, int] = {}
    for combination in product(*(values.items() for values in predicted.values())):
        values = dict(zip(predicted, (value for value, _ in combination), strict=True))
        figure = build_figure(values)
        weight = sum(weight for _, weight in combination)
        weights[figure] = min(weight, weights.get(figure, weight))
    return weights
