"""The responses with which an item is tried, so many that no other can be judged otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import prod

from itembank.bodies import Response
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.mapped import Axis, Mapped, Need, Option, merge
from itembank.interchange.qti.processing import Processing
from itembank.interchange.qti.separation import (
    judges_as_a_whole,
    judges_by_area,
    judges_by_equality,
    judges_one_by_one,
)
from itembank.interchange.qti.values import Value, members_of

MOST_STEPS = 200_000
MOST_OPTIONS = 1_000
MOST_VARIATIONS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One response on both sides; `is_within` is false for more values than QTI allows."""

    raw: Response
    values: Mapping[str, Value]
    is_within: bool = True


def list_trials(mapped: Mapped, processing: Processing) -> Iterator[Trial]:
    """List responses that stand for all there are, the declared correct one first.

    Raises:
        ItemRefused: when the rules look at more than can be tried.
    """
    _check_needs(mapped.axes, processing)
    steps = sum(1 for _one in processing.list_expressions()) + 10
    if any(len(axis.options) > MOST_OPTIONS for axis in mapped.axes):
        raise ItemRefused("names too many answers to try them all")
    if prod(len(axis.options) for axis in mapped.axes) * steps <= MOST_STEPS:
        chosen: Iterator[tuple[Option, ...]] = product(*(axis.options for axis in mapped.axes))
    else:
        _check_separation(mapped, processing)
        chosen = islice(_vary(mapped), min(MOST_VARIATIONS, MOST_STEPS // steps))
    right = () if mapped.right is None else (mapped.right,)
    for options in (*right, *chosen):
        yield to_trial(mapped, options, processing)


def to_trial(mapped: Mapped, options: Sequence[Option], processing: Processing) -> Trial:
    """Put one answer for each axis together."""
    cardinalities = {name: one.cardinality for name, one in processing.declared.items()}
    values = merge(mapped.axes, options, cardinalities)
    return Trial(
        raw=mapped.join([option.raw for option in options]),
        values=values,
        is_within=all(_size(values[name]) <= most for name, most in mapped.most.items()),
    )


def _check_needs(axes: Sequence[Axis], processing: Processing) -> None:
    for axis in axes:
        if axis.need is Need.EQUALITY and not judges_by_equality(processing, axis.variable):
            raise ItemRefused("judges what is written by more than comparing it")
        if axis.need is Need.AREA and not judges_by_area(processing, axis.variable):
            raise ItemRefused("judges a point by more than the area it is in")
        if axis.need is Need.WHOLE and not judges_as_a_whole(processing, axis.variable):
            raise ItemRefused("judges parts of an answer that has too many to try them all")


def _check_separation(mapped: Mapped, processing: Processing) -> None:
    if len(mapped.variables) > 1 and not judges_one_by_one(processing, mapped.questions):
        raise ItemRefused("judges several answers together that are too many to try them all")
    for name in mapped.variables:
        spans = sum(axis.variable == name for axis in mapped.axes) > 1
        if spans and not judges_as_a_whole(processing, name):
            raise ItemRefused("judges parts of an answer that has too many to try them all")


def _vary(mapped: Mapped) -> Iterator[tuple[Option, ...]]:
    """One place at a time beside nothing and beside the right answers, then two at a time."""
    nothing = tuple(axis.options[0] for axis in mapped.axes)
    for base in filter(None, (nothing, mapped.right)):
        for place, axis in enumerate(mapped.axes):
            for option in axis.options:
                yield (*base[:place], option, *base[place + 1 :])
    yield from _vary_two(mapped.axes, nothing)


def _vary_two(axes: Sequence[Axis], nothing: tuple[Option, ...]) -> Iterator[tuple[Option, ...]]:
    for (one, axis), (two, other) in combinations(enumerate(axes), 2):
        for first, second in product(axis.options[1:], other.options[1:]):
            chosen = list(nothing)
            chosen[one], chosen[two] = first, second
            yield tuple(chosen)


def _size(value: Value) -> int:
    return len(members_of(value))
