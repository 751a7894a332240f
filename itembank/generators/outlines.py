"""The outlines of shapes as polygons, and the stripes within them, in the units of a drawing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, pi, sin

from itembank.generators.figures import ShapeKind

Point = tuple[float, float]

_CIRCLE_POINTS = 48
_STAR_POINTS = 8
_STAR_INNER = 0.52
_THIRD = 0.34

_UNIT_OUTLINES: dict[ShapeKind, tuple[Point, ...]] = {
    ShapeKind.SQUARE: ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
    ShapeKind.TRIANGLE: ((0, -1), (0.55, 0.85), (-0.55, 0.85)),
    ShapeKind.ARROW: (
        (0, -1),
        (0.8, -0.05),
        (0.3, -0.05),
        (0.3, 0.95),
        (-0.3, 0.95),
        (-0.3, -0.05),
        (-0.8, -0.05),
    ),
    ShapeKind.CROSS: (
        (-_THIRD, -1),
        (_THIRD, -1),
        (_THIRD, -_THIRD),
        (1, -_THIRD),
        (1, _THIRD),
        (_THIRD, _THIRD),
        (_THIRD, 1),
        (-_THIRD, 1),
        (-_THIRD, _THIRD),
        (-1, _THIRD),
        (-1, -_THIRD),
        (-_THIRD, -_THIRD),
    ),
    ShapeKind.BAR: ((-0.38, -1), (0.38, -1), (0.38, 1), (-0.38, 1)),
}


def outline(kind: ShapeKind, *, turn: int, radius: float, centre: Point) -> tuple[Point, ...]:
    """Give the corners of a shape that is turned clockwise by steps of 45 degrees."""
    angle = turn * pi / 4
    return tuple(
        (
            centre[0] + radius * (x * cos(angle) - y * sin(angle)),
            centre[1] + radius * (x * sin(angle) + y * cos(angle)),
        )
        for x, y in _unit_outline(kind)
    )


def stripes(corners: Sequence[Point], *, spacing: float) -> Iterator[tuple[Point, Point]]:
    """Give the parts of parallel lines, rising to the right, that lie within a polygon."""
    sums = [x + y for x, y in corners]
    line = spacing * (min(sums) // spacing + 1)
    while line < max(sums):
        crossings = sorted(_crossings(corners, line))
        yield from zip(crossings[::2], crossings[1::2], strict=False)
        line += spacing


def _crossings(corners: Sequence[Point], line: float) -> Iterator[Point]:
    for (x, y), (next_x, next_y) in pairwise((*corners, corners[0])):
        here, there = x + y - line, next_x + next_y - line
        if (here < 0) != (there < 0):
            share = here / (here - there)
            yield x + share * (next_x - x), y + share * (next_y - y)


def _unit_outline(kind: ShapeKind) -> tuple[Point, ...]:
    match kind:
        case ShapeKind.CIRCLE:
            return tuple(_on_circle(number / _CIRCLE_POINTS) for number in range(_CIRCLE_POINTS))
        case ShapeKind.HALF_DISC:
            half = _CIRCLE_POINTS // 2
            arc = (_on_circle(number / _CIRCLE_POINTS - 0.25) for number in range(half + 1))
            return tuple((x, y + 0.45) for x, y in arc)
        case ShapeKind.STAR:
            points = 2 * _STAR_POINTS
            return tuple(
                _on_circle(number / points, radius=_STAR_INNER if number % 2 else 1)
                for number in range(points)
            )
        case _:
            return _UNIT_OUTLINES[kind]


def _on_circle(share: float, *, radius: float = 1) -> Point:
    """Give the point at a share of the way around, clockwise from the top."""
    return radius * sin(2 * pi * share), -radius * cos(2 * pi * share)
