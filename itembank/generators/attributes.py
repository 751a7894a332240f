"""What a figure shows, as whole numbers that rules can work with.

A figure has a core (the shape in the centre), a ring (equal small shapes around it), or both.
"""

from collections.abc import Mapping
from enum import StrEnum

from itembank.generators.figures import Figure, Fill, Position, Shape, ShapeKind, Size

RING = (
    Position.TOP,
    Position.TOP_RIGHT,
    Position.RIGHT,
    Position.BOTTOM_RIGHT,
    Position.BOTTOM,
    Position.BOTTOM_LEFT,
    Position.LEFT,
    Position.TOP_LEFT,
)

KINDS = tuple(ShapeKind)
SIZES = tuple(Size)
FILLS = tuple(Fill)


class Attribute(StrEnum):
    """What a rule can change.

    The value of a kind, size or fill is its number in its enumeration, that of a turn counts
    steps of 45 degrees, and that of the places has a bit for each place, clockwise from the top.
    """

    CORE_KIND = "core-kind"
    CORE_SIZE = "core-size"
    CORE_FILL = "core-fill"
    CORE_TURN = "core-turn"
    RING_KIND = "ring-kind"
    RING_FILL = "ring-fill"
    PLACES = "places"


CORE = (Attribute.CORE_KIND, Attribute.CORE_SIZE, Attribute.CORE_FILL, Attribute.CORE_TURN)
RING_ATTRIBUTES = (Attribute.RING_KIND, Attribute.RING_FILL, Attribute.PLACES)


def read_values(figure: Figure) -> dict[Attribute, int] | None:
    """Read the attributes of a figure; None when it is not a core and a ring of equal shapes."""
    core = [shape for shape in figure.shapes if shape.position is Position.CENTRE]
    ring = [shape for shape in figure.shapes if shape.position is not Position.CENTRE]
    looks = {(shape.kind, shape.fill, shape.turn) for shape in ring}
    if len(looks) > 1 or any(turn for _, _, turn in looks):
        return None
    values: dict[Attribute, int] = {}
    for shape in core:
        values[Attribute.CORE_KIND] = KINDS.index(shape.kind)
        values[Attribute.CORE_SIZE] = SIZES.index(shape.size)
        values[Attribute.CORE_FILL] = FILLS.index(shape.fill)
        values[Attribute.CORE_TURN] = shape.turn
    for kind, fill, _ in looks:
        values[Attribute.RING_KIND] = KINDS.index(kind)
        values[Attribute.RING_FILL] = FILLS.index(fill)
        values[Attribute.PLACES] = sum(1 << RING.index(shape.position) for shape in ring)
    return values


def build_figure(values: Mapping[Attribute, int]) -> Figure:
    """Build the figure that has these values.

    Raises:
        ShapesDoNotFit: when a large core has a ring.
    """
    shapes = []
    if Attribute.CORE_KIND in values:
        shapes.append(
            Shape(
                kind=KINDS[values[Attribute.CORE_KIND]],
                size=SIZES[values[Attribute.CORE_SIZE]],
                fill=FILLS[values[Attribute.CORE_FILL]],
                turn=values[Attribute.CORE_TURN],
                position=Position.CENTRE,
            )
        )
    places = values.get(Attribute.PLACES, 0)
    shapes += [
        Shape(
            kind=KINDS[values[Attribute.RING_KIND]],
            size=Size.SMALL,
            fill=FILLS[values[Attribute.RING_FILL]],
            turn=0,
            position=position,
        )
        for number, position in enumerate(RING)
        if places >> number & 1
    ]
    return Figure(shapes=tuple(shapes))
