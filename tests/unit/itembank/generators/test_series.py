from collections.abc import Callable
from dataclasses import replace

import pytest

from itembank.generators.difficulty import Difficulty
from itembank.generators.figure_items import FigureItemNotSound
from itembank.generators.options import OPTION_IDS, Option
from itembank.generators.series import FigureSeries, generate_series, is_series_proved
from itembank.generators.solver import solve_series
from scoring.codes import ChoiceId
from tests.builders.figures import a_figure, six_options
from tests.unit.itembank.generators.strategies import (
    Strategy,
    by_attribute_values,
    by_number_of_shapes,
    by_shapes,
    hit_rate,
)

CHANCE = 1 / len(OPTION_IDS)


class TestGenerateSeries:
    def test_gives_items_of_which_the_solver_proves_the_key(
        self, many_series: list[FigureSeries]
    ) -> None:
        for series in many_series:
            solution = solve_series(series.shown, series.asked_at, series.figures)
            assert solution.any == solution.simplest == {series.key}

    def test_gives_the_same_series_for_a_seed(self) -> None:
        first = generate_series(7, difficulty=Difficulty.HARD)

        assert generate_series(7, difficulty=Difficulty.HARD) == first
        assert generate_series(8, difficulty=Difficulty.HARD) != first

    def test_never_gives_one_series_for_two_seeds_of_a_hundred(
        self, many_series: list[FigureSeries]
    ) -> None:
        hard = [series for series in many_series if series.difficulty is Difficulty.HARD][:100]

        assert len({(series.shown, series.options) for series in hard}) == 100

    @pytest.mark.parametrize("difficulty", Difficulty)
    def test_changes_as_many_attributes_as_the_difficulty_says(
        self, difficulty: Difficulty
    ) -> None:
        series = generate_series(3, difficulty=difficulty)

        assert len(series.rules) == difficulty.rules

    def test_estimates_more_for_more_rules(self, many_series: list[FigureSeries]) -> None:
        means = [
            sum(estimates) / len(estimates)
            for difficulty in Difficulty
            if (
                estimates := [
                    series.estimated for series in many_series if series.difficulty is difficulty
                ]
            )
        ]

        assert means == sorted(means)
        assert min(series.estimated for series in many_series) == 1

    def test_puts_the_key_at_each_place_about_equally_often(
        self, many_series: list[FigureSeries]
    ) -> None:
        for id in OPTION_IDS:
            share = sum(series.key == id for series in many_series) / len(many_series)
            assert 0.7 * CHANCE < share < 1.3 * CHANCE

    def test_leaves_a_gap_in_some_but_not_in_easy_ones(
        self, many_series: list[FigureSeries]
    ) -> None:
        gaps = {(series.difficulty, series.asked_at) for series in many_series}

        assert {at for difficulty, at in gaps if difficulty is Difficulty.EASY} == {5}
        assert {at for difficulty, at in gaps if difficulty is Difficulty.HARD} == {3, 4, 5}

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
        many_series: list[FigureSeries],
        strategy: Strategy,
        limit: float,
        choose: Callable[[list[int]], int],
    ) -> None:
        assert hit_rate(many_series, strategy, choose=choose) < limit * CHANCE


class TestFigureSeries:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            pytest.param({"shown": (a_figure(),) * 4}, "shows 4 cells, not 5", id="four cells"),
            pytest.param({"asked_at": 2}, "asks cell 2", id="asks too early"),
            pytest.param({"asked_at": 6}, "asks cell 6", id="asks beyond the line"),
            pytest.param(
                {"options": six_options()[:5]}, "needs the options a, b, c, d, e, f", id="five"
            ),
            pytest.param(
                {
                    "options": (
                        *six_options()[:5],
                        Option(id=OPTION_IDS[5], figure=six_options()[0].figure),
                    )
                },
                "has an option twice",
                id="an option twice",
            ),
            pytest.param({"key": ChoiceId("g")}, "has a key that is no option", id="no key"),
            pytest.param({"seed": -1}, "has a negative seed", id="negative seed"),
        ],
    )
    def test_refuses_what_cannot_be_asked(self, change: dict[str, object], reason: str) -> None:
        series = generate_series(1, difficulty=Difficulty.EASY)

        with pytest.raises(FigureItemNotSound) as refused:
            replace(series, **change)

        assert refused.value.reason == reason

    def test_is_not_proved_with_another_key(self) -> None:
        series = generate_series(1, difficulty=Difficulty.EASY)
        other = next(id for id in OPTION_IDS if id != series.key)

        assert not is_series_proved(replace(series, key=other))
