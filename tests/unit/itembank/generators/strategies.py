"""Ways to guess from the options alone, without a look at the item."""

from collections.abc import Callable, Sequence

from itembank.generators.attributes import read_values
from itembank.generators.figure_items import FigureItem
from itembank.generators.figures import Figure, Position

Strategy = Callable[[Sequence[Figure]], list[int]]


def by_attribute_values(figures: Sequence[Figure]) -> list[int]:
    """Count the attribute values that an option shares with the options."""
    options = [read_values(figure) or {} for figure in figures]
    return [
        sum(other.get(name) == value for other in options for name, value in option.items())
        for option in options
    ]


def by_shapes(figures: Sequence[Figure]) -> list[int]:
    """Count the places at which an option looks like the options."""
    cells = [{shape.position: shape for shape in figure.shapes} for figure in figures]
    return [
        sum(other.get(place) == cell.get(place) for other in cells for place in Position)
        for cell in cells
    ]


def by_number_of_shapes(figures: Sequence[Figure]) -> list[int]:
    """Count how far the number of shapes is from the middle one, as a negative number."""
    numbers = [len(figure.shapes) for figure in figures]
    middle = sorted(numbers)[len(numbers) // 2]
    return [-abs(number - middle) for number in numbers]


def hit_rate(
    items: Sequence[FigureItem],
    strategy: Strategy,
    *,
    choose: Callable[[list[int]], int],
) -> float:
    """How often the key is hit by who takes the option with the most (or the least) points.

    Where several options have as many points, one of them is taken blindly.
    """
    hits = 0.0
    for item in items:
        points = strategy([option.figure for option in item.options])
        taken = [
            option.id
            for option, point in zip(item.options, points, strict=True)
            if point == choose(points)
        ]
        hits += (item.key in taken) / len(taken)
    return hits / len(items)
