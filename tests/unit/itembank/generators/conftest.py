"""Many items, generated once for all the tests that look at them."""

import pytest

from itembank.generators.difficulty import Difficulty
from itembank.generators.matrices import FigureMatrix, generate_matrix
from itembank.generators.series import FigureSeries, generate_series


@pytest.fixture(scope="session")
def many_series() -> list[FigureSeries]:
    return [
        generate_series(seed, difficulty=difficulty)
        for difficulty in Difficulty
        for seed in range(667)
    ]


@pytest.fixture(scope="session")
def many_matrices() -> list[FigureMatrix]:
    return [
        generate_matrix(seed, difficulty=difficulty)
        for difficulty in Difficulty
        for seed in range(334)
    ]
