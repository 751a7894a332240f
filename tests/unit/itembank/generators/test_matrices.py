from collections.abc import Callable
from dataclasses import replace

import pytest

from itembank.generators.attributes import Attribute, read_values
from itembank.generators.difficulty import Difficulty
from itembank.generators.figure_items import FigureItemNotSound
from itembank.generators.matrices import FigureMatrix, generate_matrix, is_matrix_proved
from itembank.generators.options import OPTION_IDS
from itembank.generators.rules import Constant, Operation, Overlay
from itembank.generators.solver import list_columns, list_rows, predict_line, solve_matrix
from tests.builders.figures import a_figure
from tests.unit.itembank.generators.strategies import (
    Strategy,
    by_attribute_values,
    by_number_of_shapes,
    by_shapes,
    hit_rate,
)

CHANCE = 1 / len(OPTION_IDS)


class TestGenerateMatrix:
    def test_gives_items_of_which_the_solver_proves_the_key(
        self, many_matrices: list[FigureMatrix]
    ) -> None:
        for matrix in many_matrices:
            solution = solve_matrix(matrix.shown, matrix.figures)
            assert solution.any == solution.simplest == {matrix.key}

    def test_has_a_rule_for_the_key_along_rows_and_down_columns(
        self, many_matrices: list[FigureMatrix]
    ) -> None:
        for matrix in many_matrices:
            key = read_values(matrix.figures[matrix.key]) or {}
            for attribute in key:
                cells = _read_cells(matrix, attribute)
                assert key[attribute] in predict_line(attribute, list_rows(cells))
                assert key[attribute] in predict_line(attribute, list_columns(cells))

    def test_gives_the_same_matrix_for_a_seed(self) -> None:
        first = generate_matrix(7, difficulty=Difficulty.HARD)

        assert generate_matrix(7, difficulty=Difficulty.HARD) == first
        assert generate_matrix(8, difficulty=Difficulty.HARD) != first

    def test_has_at_most_one_attribute_that_stays_within_its_rows(
        self, many_matrices: list[FigureMatrix]
    ) -> None:
        counts = {
            sum(isinstance(rule.rule, Constant) for rule in matrix.rules)
            for matrix in many_matrices
        }

        assert counts == {0, 1}

    def test_keeps_the_hardest_overlays_for_items_with_more_rules(
        self, many_matrices: list[FigureMatrix]
    ) -> None:
        operations = {
            (matrix.difficulty is Difficulty.EASY, rule.rule.operation)
            for matrix in many_matrices
            for rule in matrix.rules
            if isinstance(rule.rule, Overlay)
        }

        assert operations == {(True, Operation.UNION)} | {
            (False, operation) for operation in Operation
        }

    @pytest.mark.parametrize("choose", [max, min])
    @pytest.mark.parametrize(
        ("strategy", "limit"),
        [
            pytest.param(by_attribute_values, 1.05, id="attribute values"),
            pytest.param(by_shapes, 1.3, id="shapes"),
            pytest.param(by_number_of_shapes, 1.3, id="number of shapes"),
        ],
    )
    def test_does_not_give_the_key_away_by_its_options(
        self,
        many_matrices: list[FigureMatrix],
        strategy: Strategy,
        limit: float,
        choose: Callable[[list[int]], int],
    ) -> None:
        assert hit_rate(many_matrices, strategy, choose=choose) < limit * CHANCE


class TestFigureMatrix:
    def test_refuses_a_matrix_that_does_not_show_eight_cells(self) -> None:
        matrix = generate_matrix(1, difficulty=Difficulty.EASY)

        with pytest.raises(FigureItemNotSound) as refused:
            replace(matrix, shown=(a_figure(),) * 9)

        assert refused.value.reason == "shows 9 cells, not 8"

    def test_is_not_proved_with_another_key(self) -> None:
        matrix = generate_matrix(1, difficulty=Difficulty.EASY)
        other = next(id for id in OPTION_IDS if id != matrix.key)

        assert not is_matrix_proved(replace(matrix, key=other))


def _read_cells(matrix: FigureMatrix, attribute: Attribute) -> tuple[int, ...]:
    return tuple((read_values(figure) or {})[attribute] for figure in matrix.shown)
