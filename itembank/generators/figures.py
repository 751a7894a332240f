"""Figures: a few shapes on a lattice of three by three, equal exactly when they look the same."""

from dataclasses import dataclass
from enum import StrEnum

from itembank.errors import ItemBankError
from scoring.documents import DocumentNotUnderstood, DocumentReader

TURNS = 8


class ShapeKind(StrEnum):
    """The shapes of the figures. The star has eight points: a turn of 45 degrees keeps it."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    ARROW = "arrow"
    CROSS = "cross"
    STAR = "star"
    HALF_DISC = "half-disc"
    BAR = "bar"

    @property
    def turns(self) -> int:
        """How many of the eight turns of 45 degrees look different."""
        return _TURNS.get(self, TURNS)


_TURNS = {
    ShapeKind.CIRCLE: 1,
    ShapeKind.STAR: 1,
    ShapeKind.SQUARE: 2,
    ShapeKind.CROSS: 2,
    ShapeKind.BAR: 4,
}


class Size(StrEnum):
    """How large a shape is; small fits everywhere, medium in the centre, large only alone."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Fill(StrEnum):
    """What is within an outline; each differs from the others in lightness or texture."""

    EMPTY = "empty"
    GREY = "grey"
    BLACK = "black"
    STRIPED = "striped"


class Position(StrEnum):
    """The nine places of the lattice."""

    TOP_LEFT = "top-left"
    TOP = "top"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom-right"


_ORDER = {position: number for number, position in enumerate(Position)}


class ShapesDoNotFit(ItemBankError):
    """Shapes would overlap, leave the cell or stand on one place."""

    def __init__(self, *, position: Position) -> None:
        super().__init__(f"the shape at {position.value} does not fit")
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape; `turn` counts steps of 45 degrees clockwise, as few as look the same.

    Raises:
        ShapesDoNotFit: when it is too large for a place beside the centre.
    """

    kind: ShapeKind
    size: Size
    fill: Fill
    turn: int
    position: Position

    def __post_init__(self) -> None:
        object.__setattr__(self, "turn", self.turn % self.kind.turns)
        if self.position is not Position.CENTRE and self.size is not Size.SMALL:
            raise ShapesDoNotFit(position=self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one cell shows, its shapes in reading order.

    Raises:
        ShapesDoNotFit: when two shapes share a place, or a large one is not alone.
    """

    shapes: tuple[Shape, ...]

    def __post_init__(self) -> None:
        shapes = tuple(sorted(self.shapes, key=lambda shape: _ORDER[shape.position]))
        object.__setattr__(self, "shapes", shapes)
        taken: set[Position] = set()
        for shape in shapes:
            if shape.position in taken or (shape.size is Size.LARGE and len(shapes) > 1):
                raise ShapesDoNotFit(position=shape.position)
            taken.add(shape.position)


def figure_to_document(figure: Figure) -> dict[str, object]:
    """Write a figure as its shapes, in reading order."""
    return {
        "shapes": [
            {
                "kind": shape.kind.value,
                "size": shape.size.value,
                "fill": shape.fill.value,
                "turn": shape.turn,
                "position": shape.position.value,
            }
            for shape in figure.shapes
        ]
    }


def figure_from_document(document: object, *, at: str = "") -> Figure:
    """Read a figure strictly; `at` is where it stands in a larger document.

    Raises:
        DocumentNotUnderstood: with every problem and its place.
    """
    reader = DocumentReader(document, at=at)
    shapes = []
    for number, row in enumerate(reader.rows("shapes")):
        try:
            shapes.append(_read_shape(row, reader.place(f"shapes[{number}]")))
        except DocumentNotUnderstood as error:
            reader.adopt(error.problems)
    try:
        figure = Figure(shapes=tuple(shapes))
    except ShapesDoNotFit as error:
        reader.report("shapes", str(error))
    reader.finish()
    return figure


def _read_shape(row: object, at: str) -> Shape:
    reader = DocumentReader(row, at=at)
    kind = reader.member("kind", ShapeKind)
    size = reader.member("size", Size)
    fill = reader.member("fill", Fill)
    position = reader.member("position", Position)
    turn = reader.whole_number("turn")
    if turn >= kind.turns:
        reader.report("turn", f"must be less than {kind.turns}: the others look the same")
    try:
        shape = Shape(kind=kind, size=size, fill=fill, turn=turn, position=position)
    except ShapesDoNotFit as error:
        reader.report("size", str(error))
    reader.finish()
    return shape
