"""Figures as inline SVG, and as codes from which a page makes its alternative text.

The drawing has no colour of its own: all is `currentColor`, so it follows the text of the page on
light and dark and in forced colours. Grey is half of it, which differs by more than 3 to 1 both
from text and from ground as long as these are nearly black and nearly white (WCAG 2.2, 1.4.11).
"""

from html import escape

from itembank.generators.figures import Figure, Fill, Position, Shape, ShapeKind, Size
from itembank.generators.outlines import Point, outline, stripes

ShapeCodes = tuple[str, str, str, str, str]
"""Kind, size, fill, turn and position of a shape."""

_SIDE = 120
_MARGIN = 17
_STEP = 43
_STROKE = 3
_STRIPE_STROKE = 3
_STRIPE_SPACING = {Size.SMALL: 9.0, Size.MEDIUM: 10.0, Size.LARGE: 14.0}
_RADIUS = {Size.SMALL: 14.0, Size.MEDIUM: 24.0, Size.LARGE: 44.0}
_RADIUS_IN_RING = 12.0
_CELLS = {
    position: (_MARGIN + _STEP * (number % 3), _MARGIN + _STEP * (number // 3))
    for number, position in enumerate(Position)
}
_FILLS = {
    Fill.EMPTY: 'fill="none"',
    Fill.GREY: 'fill="currentColor" fill-opacity="0.5"',
    Fill.BLACK: 'fill="currentColor"',
    Fill.STRIPED: 'fill="none"',
}


def to_svg(figure: Figure, *, title: str | None = None) -> str:
    """Draw a figure with its name for assistive technology; equal figures give equal bytes.

    Without a name it is hidden there: the page says beside it what it shows. There are no ids, so
    a page may show the same drawing as often as it likes.
    """
    shapes = "".join(_draw_shape(shape) for shape in figure.shapes)
    name = 'aria-hidden="true"' if title is None else f'role="img" aria-label="{escape(title)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" '
        f'width="{_SIDE}" height="{_SIDE}" {name} '
        f'stroke="currentColor" stroke-width="{_STROKE}" stroke-linejoin="round" '
        f'stroke-linecap="round">{shapes}</svg>'
    )


def describe(figure: Figure) -> tuple[ShapeCodes, ...]:
    """Give kind, size, fill, turn and position of each shape, as codes that no language knows.

    The turn is "turned-0" to "turned-315", clockwise; a shape that looks the same after some
    turns has the smallest of them.
    """
    return tuple(
        (
            shape.kind.value,
            shape.size.value,
            shape.fill.value,
            f"turned-{shape.turn * 45}",
            shape.position.value,
        )
        for shape in figure.shapes
    )


def _draw_shape(shape: Shape) -> str:
    is_core = shape.position is Position.CENTRE
    radius = _RADIUS[shape.size] if is_core else _RADIUS_IN_RING
    x, y = _CELLS[shape.position]
    corners = outline(shape.kind, turn=shape.turn, radius=radius, centre=(x, y))
    fill = _FILLS[shape.fill]
    if shape.kind is ShapeKind.CIRCLE:
        drawn = f'<circle cx="{x}" cy="{y}" r="{_number(radius)}" {fill}/>'
    else:
        drawn = f'<path d="M{"L".join(map(_point, corners))}Z" {fill}/>'
    if shape.fill is not Fill.STRIPED:
        return drawn
    lines = stripes(corners, spacing=_STRIPE_SPACING[shape.size])
    path = "".join(f"M{_point(start)}L{_point(end)}" for start, end in lines)
    return f'{drawn}<path d="{path}" fill="none" stroke-width="{_STRIPE_STROKE}"/>'


def _point(point: Point) -> str:
    return " ".join(_number(coordinate) for coordinate in point)


def _number(value: float) -> str:
    """Write a coordinate to a tenth, without a zero that says nothing or has a sign."""
    return f"{round(value, 1) + 0:g}"
