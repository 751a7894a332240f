"""Areas of an image by which a point is mapped: which one it is in, and whether they are apart.

All of it is exact, in whole numbers.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import assert_never

from itembank.item_types.hotspot.shapes import Shape, ShapeKind

OUTSIDE = "outside"

Point = tuple[int, int]
Edge = tuple[Point, Point]


def name_area(number: int) -> str:
    """Name an area by its place in the mapping, from 1."""
    return f"area-{number}"


def find_area(areas: Mapping[str, Shape], point: Point) -> str:
    """Give the first area that a point is in, its border with it, as QTI tests them in turn."""
    return next((name for name, shape in areas.items() if _contains(shape, point)), OUTSIDE)


def find_joined(areas: Mapping[str, Shape]) -> tuple[str, str] | None:
    """Give two areas that may share more than a border, or None when all are surely apart.

    A pair is apart when a straight line has one on each side; areas that are bent around each
    other count as joined.
    """
    return next(
        (
            (one, other)
            for (one, shape), (other, beside) in combinations(areas.items(), 2)
            if not _are_apart(shape, beside)
        ),
        None,
    )


def _contains(shape: Shape, point: Point) -> bool:
    if shape.kind is ShapeKind.CIRCLE:
        x, y, radius = shape.coords
        return (point[0] - x) ** 2 + (point[1] - y) ** 2 <= radius**2
    edges = tuple(_list_edges(shape))
    if any(_is_on(edge, point) for edge in edges):
        return True
    return sum(_is_left_of(edge, point) for edge in edges) % 2 == 1


def _corners(shape: Shape) -> tuple[Point, ...]:
    """The corners of an area; of a circle its centre, of which the radius is added afterwards."""
    match shape.kind:
        case ShapeKind.RECT:
            left, top, right, bottom = shape.coords
            return (left, top), (right, top), (right, bottom), (left, bottom)
        case ShapeKind.CIRCLE:
            return ((shape.coords[0], shape.coords[1]),)
        case ShapeKind.POLY:
            return tuple(zip(shape.coords[::2], shape.coords[1::2], strict=True))
        case _:  # pragma: no cover
            assert_never(shape.kind)


def _radius(shape: Shape) -> int:
    return shape.coords[2] if shape.kind is ShapeKind.CIRCLE else 0


def _list_edges(shape: Shape) -> Iterator[Edge]:
    corners = _corners(shape)
    return zip(corners, (*corners[1:], corners[0]), strict=True)


def _turn(edge: Edge, point: Point) -> int:
    (x, y), (u, v) = edge
    return (u - x) * (point[1] - y) - (point[0] - x) * (v - y)


def _is_on(edge: Edge, point: Point) -> bool:
    (x, y), (u, v) = edge
    is_between = min(x, u) <= point[0] <= max(x, u) and min(y, v) <= point[1] <= max(y, v)
    return is_between and _turn(edge, point) == 0


def _is_left_of(edge: Edge, point: Point) -> bool:
    """Tell whether a line from the point to the right crosses the edge."""
    (_, y), (_, v) = edge
    is_crossed = (y > point[1]) != (v > point[1])
    return is_crossed and (_turn(edge, point) > 0) == (v > y)


def _are_apart(one: Shape, other: Shape) -> bool:
    return any(
        _leaves_room(axis, one, other) or _leaves_room(axis, other, one)
        for axis in _list_axes(one, other)
        if any(axis)
    )


def _list_axes(one: Shape, other: Shape) -> Iterator[Point]:
    """Directions to look along: across each edge, and from a centre to each corner or centre."""
    for shape in (one, other):
        for (x, y), (u, v) in _list_edges(shape):
            yield v - y, x - u
    if _radius(one) or _radius(other):
        for x, y in _corners(one):
            for u, v in _corners(other):
                yield u - x, v - y


def _leaves_room(axis: Point, before: Shape, behind: Shape) -> bool:
    gap = min(_project(axis, behind)) - max(_project(axis, before))
    reach = _radius(before) + _radius(behind)
    return gap >= 0 and gap**2 >= reach**2 * (axis[0] ** 2 + axis[1] ** 2)


def _project(axis: Point, shape: Shape) -> list[int]:
    return [axis[0] * x + axis[1] * y for x, y in _corners(shape)]
