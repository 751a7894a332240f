"""Figures and figural items with sound defaults; a test states only what it is about."""

from collections.abc import Iterable, Sequence

from itembank.generators.figures import Figure, Fill, Position, Shape, ShapeKind, Size
from itembank.generators.options import OPTION_IDS, Option
from scoring.codes import ChoiceId


def a_shape(
    kind: ShapeKind = ShapeKind.ARROW,
    *,
    size: Size = Size.LARGE,
    fill: Fill = Fill.EMPTY,
    turn: int = 0,
    position: Position = Position.CENTRE,
) -> Shape:
    return Shape(kind=kind, size=size, fill=fill, turn=turn, position=position)


def a_small_shape(
    position: Position,
    *,
    kind: ShapeKind = ShapeKind.CIRCLE,
    fill: Fill = Fill.EMPTY,
    turn: int = 0,
) -> Shape:
    return a_shape(kind, size=Size.SMALL, fill=fill, turn=turn, position=position)


def a_figure(
    kind: ShapeKind = ShapeKind.ARROW,
    *,
    size: Size = Size.LARGE,
    fill: Fill = Fill.EMPTY,
    turn: int = 0,
) -> Figure:
    """Build a figure of one shape in the centre."""
    return Figure(shapes=(a_shape(kind, size=size, fill=fill, turn=turn),))


def a_ring(*positions: Position, kind: ShapeKind = ShapeKind.CIRCLE) -> Figure:
    """Build a figure of equal small shapes around an empty centre."""
    return Figure(shapes=tuple(a_small_shape(position, kind=kind) for position in positions))


def some_arrows(turns: Iterable[int]) -> tuple[Figure, ...]:
    return tuple(a_figure(turn=turn) for turn in turns)


def some_options(figures: Sequence[Figure]) -> dict[ChoiceId, Figure]:
    return dict(zip(OPTION_IDS, figures, strict=False))


def six_options() -> tuple[Option, ...]:
    figures = some_options(some_arrows(range(6)))
    return tuple(Option(id=id, figure=figure) for id, figure in figures.items())
