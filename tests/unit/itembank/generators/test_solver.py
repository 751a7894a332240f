from collections.abc import Sequence

import pytest

from itembank.generators.figures import Figure, Fill, Position, Shape, ShapeKind, Size
from itembank.generators.solver import solve_matrix, solve_series
from scoring.codes import ChoiceId
from tests.builders.figures import (
    a_figure,
    a_ring,
    a_shape,
    a_small_shape,
    some_arrows,
    some_options,
)

NOBODY: frozenset[ChoiceId] = frozenset()


def some_bars(turns: Sequence[int]) -> tuple[Figure, ...]:
    return tuple(a_figure(ShapeKind.BAR, turn=turn) for turn in turns)


def some_fills(*fills: Fill) -> tuple[Figure, ...]:
    return tuple(a_figure(fill=fill) for fill in fills)


class TestSolveSeries:
    @pytest.mark.parametrize(
        ("shown", "asked_at", "options", "answer"),
        [
            pytest.param(some_arrows((0, 1, 2, 3, 4)), 5, some_arrows((4, 5, 6)), "b", id="turns"),
            pytest.param(some_arrows((0, 3, 6, 1, 7)), 4, some_arrows((2, 4, 7)), "b", id="a gap"),
            pytest.param(some_bars((0, 1, 2, 3, 0)), 5, some_bars((0, 1, 2)), "b", id="a bar"),
            pytest.param(
                some_fills(Fill.BLACK, Fill.GREY, Fill.BLACK, Fill.GREY, Fill.BLACK),
                5,
                some_fills(Fill.BLACK, Fill.STRIPED, Fill.GREY),
                "c",
                id="two take turns",
            ),
            pytest.param(
                (
                    a_ring(Position.TOP),
                    a_ring(Position.TOP, Position.TOP_RIGHT),
                    a_ring(Position.TOP, Position.TOP_RIGHT, Position.RIGHT),
                    a_ring(Position.TOP, Position.TOP_RIGHT, Position.RIGHT, Position.BOTTOM_RIGHT),
                ),
                4,
                (
                    a_ring(*Position.__members__.values()),
                    a_ring(
                        Position.TOP,
                        Position.TOP_RIGHT,
                        Position.RIGHT,
                        Position.BOTTOM_RIGHT,
                        Position.BOTTOM,
                    ),
                ),
                "b",
                id="one more each time",
            ),
        ],
    )
    def test_finds_the_only_option_that_fits(
        self,
        shown: tuple[Figure, ...],
        asked_at: int,
        options: tuple[Figure, ...],
        answer: str,
    ) -> None:
        assert solve_series(shown, asked_at, some_options(options)).answer == answer

    def test_proves_nothing_when_no_rule_explains_the_cells(self) -> None:
        shown = some_arrows((0, 1, 3, 0, 2))

        solution = solve_series(shown, 5, some_options(some_arrows(range(6))))

        assert (solution.answer, solution.any) == (None, NOBODY)

    def test_proves_nothing_when_the_right_figure_is_no_option(self) -> None:
        solution = solve_series(some_arrows(range(5)), 5, some_options(some_arrows((0, 1, 2))))

        assert (solution.answer, solution.simplest) == (None, NOBODY)

    def test_proves_nothing_when_two_rules_choose_different_options(self) -> None:
        """A B A may be a half turn each time, or three that take turns with the third unseen."""
        shown = some_arrows((0, 4, 0))

        solution = solve_series(shown, 3, some_options(some_arrows((0, 4))))

        assert solution.simplest == {"b"}
        assert solution.any == {"a", "b"}
        assert solution.answer is None

    def test_proves_nothing_when_an_equally_simple_rule_leads_elsewhere(self) -> None:
        """Empty, grey: black is the next step, empty the next turn, and only black is there."""
        shown = some_fills(Fill.EMPTY, Fill.GREY)

        solution = solve_series(shown, 2, some_options(some_fills(Fill.BLACK, Fill.STRIPED)))

        assert (solution.any, solution.simplest) == ({"a"}, NOBODY)
        assert solution.answer is None

    @pytest.mark.parametrize(
        "odd_one",
        [
            pytest.param(
                (a_small_shape(Position.TOP), a_small_shape(Position.LEFT, fill=Fill.BLACK)),
                id="a ring of unequal shapes",
            ),
            pytest.param(
                (a_shape(size=Size.MEDIUM), a_small_shape(Position.TOP)), id="one ring too many"
            ),
        ],
    )
    def test_proves_nothing_about_cells_of_different_kinds(
        self, odd_one: tuple[Shape, ...]
    ) -> None:
        shown = (*some_arrows((0, 0, 0, 0)), Figure(shapes=odd_one))

        assert solve_series(shown, 5, some_options(some_arrows((0, 1)))).answer is None


class TestSolveMatrix:
    @pytest.mark.parametrize(
        ("turns", "answer"),
        [
            pytest.param((0, 1, 2, 3, 4, 5, 6, 7), 0, id="turns along rows and columns"),
            pytest.param((2, 4, 6, 4, 6, 2, 6, 2), 4, id="each row has the same three"),
            pytest.param((2, 2, 2, 4, 4, 4, 1, 1), 1, id="each row has its own"),
            pytest.param((2, 4, 1, 2, 4, 1, 2, 4), 1, id="each column has its own"),
        ],
    )
    def test_finds_the_only_option_that_fits(self, turns: tuple[int, ...], answer: int) -> None:
        options = some_options(some_arrows((0, 1, 4, 3, 5)))

        assert solve_matrix(some_arrows(turns), options).answer == "abcde"[(0, 1, 4).index(answer)]

    def test_lays_two_cells_over_each_other(self) -> None:
        top, right, bottom, left = Position.TOP, Position.RIGHT, Position.BOTTOM, Position.LEFT
        corner = Position.TOP_LEFT
        shown = (
            a_ring(top, right),
            a_ring(top, left),
            a_ring(right, left),
            a_ring(bottom),
            a_ring(top, bottom),
            a_ring(top),
            a_ring(top, corner),
            a_ring(top, left, bottom),
        )
        union = a_ring(top, corner, left, bottom)
        only_one = a_ring(corner, left, bottom)

        solution = solve_matrix(shown, some_options((union, only_one)))

        assert solution.answer == "b"

    def test_proves_nothing_when_the_rows_leave_two_operations_open(self) -> None:
        """No two cells overlap before the last row, so what both have could stay or go."""
        top, right, bottom, left = Position.TOP, Position.RIGHT, Position.BOTTOM, Position.LEFT
        shown = (
            a_ring(top),
            a_ring(right),
            a_ring(top, right),
            a_ring(bottom),
            a_ring(left),
            a_ring(bottom, left),
            a_ring(top, right),
            a_ring(right, bottom),
        )
        options = some_options((a_ring(top, right, bottom), a_ring(top, bottom)))

        solution = solve_matrix(shown, options)

        assert solution.any == {"a", "b"}
        assert solution.answer is None
