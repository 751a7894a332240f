"""Areas by which points are mapped: what is in them, and whether two of them are apart."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.interchange.qti.areas import OUTSIDE, find_area, find_joined
from itembank.item_types.hotspot.shapes import Shape, ShapeKind

SIZE = 24
COORDINATE = st.integers(min_value=0, max_value=SIZE)


def a_rect(*coords: int) -> Shape:
    return Shape(kind=ShapeKind.RECT, coords=coords)


def a_circle(*coords: int) -> Shape:
    return Shape(kind=ShapeKind.CIRCLE, coords=coords)


def a_poly(*coords: int) -> Shape:
    return Shape(kind=ShapeKind.POLY, coords=coords)


def is_joined(one: Shape, other: Shape) -> bool:
    return find_joined({"one": one, "other": other}) is not None


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from(ShapeKind))
    if kind is ShapeKind.CIRCLE:
        return a_circle(draw(COORDINATE), draw(COORDINATE), draw(st.integers(1, SIZE // 2)))
    if kind is ShapeKind.RECT:
        left, right = sorted(draw(st.lists(COORDINATE, min_size=2, max_size=2, unique=True)))
        top, bottom = sorted(draw(st.lists(COORDINATE, min_size=2, max_size=2, unique=True)))
        return a_rect(left, top, right, bottom)
    corners = draw(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=5))
    return a_poly(*(number for corner in corners for number in corner))


CORNER = a_poly(0, 0, 20, 0, 20, 6, 6, 6, 6, 20, 0, 20)


@pytest.mark.parametrize(
    ("shape", "point", "expected"),
    [
        (a_rect(2, 2, 6, 6), (4, 5), True),
        (a_rect(2, 2, 6, 6), (6, 2), True),
        (a_rect(2, 2, 6, 6), (7, 4), False),
        (a_circle(5, 5, 5), (8, 9), True),
        (a_circle(5, 5, 5), (9, 9), False),
        (CORNER, (3, 18), True),
        (CORNER, (6, 12), True),
        (CORNER, (12, 12), False),
        (CORNER, (3, 21), False),
    ],
    ids=[
        *("in a rectangle", "on its corner", "beside it", "on a circle", "beside a circle"),
        *("in a bent area", "on its edge", "in its bend", "in line with its edge"),
    ],
)
def test_a_point_is_in_an_area_with_its_border(
    shape: Shape, point: tuple[int, int], expected: bool
) -> None:
    assert find_area({"a": shape}, point) == ("a" if expected else OUTSIDE)


def test_a_point_is_in_the_first_of_its_areas() -> None:
    areas = {"a": a_rect(0, 0, 5, 9), "b": a_rect(5, 0, 9, 9)}

    assert [find_area(areas, (x, 4)) for x in (5, 6)] == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(a_rect(0, 0, 5, 5), a_rect(5, 0, 9, 5), False, id="a shared border"),
        pytest.param(a_rect(0, 0, 5, 5), a_rect(4, 4, 9, 9), True, id="a shared corner"),
        pytest.param(a_rect(0, 0, 9, 9), a_rect(3, 3, 6, 6), True, id="one in the other"),
        pytest.param(a_circle(5, 5, 5), a_circle(11, 13, 5), False, id="circles that touch"),
        pytest.param(a_circle(5, 5, 5), a_circle(11, 12, 5), True, id="circles that meet"),
        pytest.param(a_circle(5, 5, 3), a_circle(5, 5, 3), True, id="the same circle"),
        pytest.param(a_circle(4, 4, 5), a_rect(7, 8, 12, 12), False, id="a circle at a corner"),
        pytest.param(a_circle(4, 4, 5), a_rect(7, 7, 12, 12), True, id="a corner in a circle"),
        pytest.param(
            a_poly(0, 0, 9, 0, 0, 9), a_poly(9, 9, 9, 1, 1, 9), False, id="triangles side by side"
        ),
        pytest.param(CORNER, a_rect(8, 8, 12, 12), True, id="no line keeps them apart"),
    ],
)
def test_areas_are_joined_unless_a_line_keeps_them_apart(
    one: Shape, other: Shape, expected: bool
) -> None:
    assert is_joined(one, other) is expected
    assert is_joined(other, one) is expected


@given(shapes(), shapes())
def test_areas_that_are_apart_share_no_point_but_of_their_borders(one: Shape, other: Shape) -> None:
    if is_joined(one, other):
        return

    def is_deep_in(shape: Shape, x: int, y: int) -> bool:
        around = product((x - 1, x, x + 1), (y - 1, y, y + 1))
        return all(find_area({"a": shape}, point) == "a" for point in around)

    points = tuple(product(range(SIZE + 1), repeat=2))
    assert not any(is_deep_in(one, *point) and is_deep_in(other, *point) for point in points)
