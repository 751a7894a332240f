"""Areas of an image: a rectangle, a circle or a polygon in the pixels of the image."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

# On the narrowest screen an image is some 280 pixels wide: a tenth of it is a finger's 28.
SMALLEST_SHARE = 10
MOST_CORNERS = 50


class ShapeKind(StrEnum):
    """How the coordinates of an area are meant."""

    RECT = "rect"  # left, top, right, bottom
    CIRCLE = "circle"  # centre x, centre y, radius
    POLY = "poly"  # x and y of each corner


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The smallest upright rectangle around an area."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top

    def middle(self, size: int) -> "Box":
        """Give the square of that size in the middle."""
        left, top = (self.left + self.right - size) // 2, (self.top + self.bottom - size) // 2
        return Box(left=left, top=top, right=left + size, bottom=top + size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One area; `coords` by its kind."""

    kind: ShapeKind
    coords: tuple[int, ...]

    @property
    def box(self) -> Box:
        """The rectangle around it; its coordinates must be as many as its kind has."""
        match self.kind:
            case ShapeKind.RECT:
                left, top, right, bottom = self.coords
                return Box(left=left, top=top, right=right, bottom=bottom)
            case ShapeKind.CIRCLE:
                x, y, radius = self.coords
                return Box(left=x - radius, top=y - radius, right=x + radius, bottom=y + radius)
            case ShapeKind.POLY:
                across, down = self.coords[::2], self.coords[1::2]
                return Box(left=min(across), top=min(down), right=max(across), bottom=max(down))
            case _:  # pragma: no cover
                assert_never(self.kind)

    @property
    def points(self) -> str:
        """The corners of a polygon as SVG writes them: "0,0 10,0 5,8"."""
        pairs = zip(self.coords[::2], self.coords[1::2], strict=True)
        return " ".join(f"{x},{y}" for x, y in pairs)

    def find_problem(self, width: int, height: int) -> str | None:
        """Say what keeps it from being an area of an image of that size, or give None."""
        if not self._has_right_count():
            return f"must be {_COUNTS[self.kind]}"
        box = self.box
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height:
            return "must lie within the image"
        if min(box.width, box.height) * SMALLEST_SHARE < width:
            return f"must be at least 1/{SMALLEST_SHARE} of the width of the image both ways"
        return None

    def _has_right_count(self) -> bool:
        match self.kind:
            case ShapeKind.RECT:
                return len(self.coords) == 4
            case ShapeKind.CIRCLE:
                return len(self.coords) == 3
            case ShapeKind.POLY:
                corners, rest = divmod(len(self.coords), 2)
                return rest == 0 and 3 <= corners <= MOST_CORNERS
            case _:  # pragma: no cover
                assert_never(self.kind)


_COUNTS = {
    ShapeKind.RECT: "left, top, right and bottom",
    ShapeKind.CIRCLE: "x and y of the centre, and the radius",
    ShapeKind.POLY: f"x and y of 3 to {MOST_CORNERS} corners",
}
