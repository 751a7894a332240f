import pytest

from scoring.ratings import ScoresDoNotFit, measure_agreement
from tests.builders.ratings import a_criterion, a_rubric, scores


class TestMeasureAgreement:
    """Rule 11.5."""

    def test_counts_equal_adjacent_and_further_bands(self) -> None:
        pairs = [
            (scores(2, 0), scores(2, 3)),
            (scores(1, 2), scores(2, 3)),
            (scores(3, 3), scores(0, 3)),
            (scores(3, 0), scores(3, 0)),
        ]

        task, grammar = measure_agreement(a_rubric(), pairs)

        assert (task.pairs, task.exact, task.adjacent, task.further) == (4, 2, 1, 1)
        assert (grammar.pairs, grammar.exact, grammar.adjacent, grammar.further) == (4, 2, 1, 1)
        assert (task.criterion.code, grammar.criterion.code) == ("task", "grammar")

    def test_looks_at_the_place_of_a_band_and_not_at_its_points(self) -> None:
        rubric = a_rubric(criteria=(a_criterion("task", points=(0, 5)), a_criterion("grammar")))

        task, _ = measure_agreement(rubric, [(scores(0, 1), scores(5, 1))])

        assert task.adjacent == 1

    def test_of_nothing_is_nothing(self) -> None:
        assert {one.pairs for one in measure_agreement(a_rubric(), [])} == {0}

    def test_refuses_half_a_rating(self) -> None:
        with pytest.raises(ScoresDoNotFit):
            measure_agreement(a_rubric(), [(scores(1, 1), {})])
