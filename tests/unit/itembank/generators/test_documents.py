import hashlib
import json
import os
import subprocess
import sys

import pytest

from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import (
    matrix_from_document,
    matrix_to_document,
    series_from_document,
    series_to_document,
)
from itembank.generators.figure_items import FigureItemNotSound
from itembank.generators.matrices import FigureMatrix, generate_matrix
from itembank.generators.rule_documents import RuleName
from itembank.generators.series import FigureSeries, generate_series
from scoring.documents import DocumentNotUnderstood

_PRINT_DOCUMENTS = """
import json
from itembank.generators.difficulty import Difficulty
from itembank.generators.documents import matrix_to_document, series_to_document
from itembank.generators.matrices import generate_matrix
from itembank.generators.rule_documents import RuleName
from itembank.generators.series import generate_series
for seed in range(20):
    for difficulty in Difficulty:
        print(json.dumps(series_to_document(generate_series(seed, difficulty=difficulty))))
        print(json.dumps(matrix_to_document(generate_matrix(seed, difficulty=difficulty))))
"""


class TestItemDocument:
    def test_gives_the_series_back(self, many_series: list[FigureSeries]) -> None:
        for series in many_series[::20]:
            document = json.loads(json.dumps(series_to_document(series)))
            assert series_from_document(document) == series

    def test_gives_the_matrix_back(self, many_matrices: list[FigureMatrix]) -> None:
        for matrix in many_matrices[::20]:
            document = json.loads(json.dumps(matrix_to_document(matrix)))
            assert matrix_from_document(document) == matrix

    def test_is_the_same_to_the_byte_in_another_process(self) -> None:
        printed = {_run_with_hash_seed(hash_seed) for hash_seed in ("1", "2")}

        assert len(printed) == 1

    def test_stays_what_it_is_while_the_version_stays(self) -> None:
        """Published items name seed and version: who changes these raises GENERATOR_VERSION."""
        documents = [
            [
                series_to_document(generate_series(seed, difficulty=difficulty)),
                matrix_to_document(generate_matrix(seed, difficulty=difficulty)),
            ]
            for seed in range(20)
            for difficulty in Difficulty
        ]

        digest = hashlib.sha256(json.dumps(documents).encode()).hexdigest()

        assert digest == "e852f7df8f495a42fbb636c9655249b513790b265332d9955bdd954a5198d0ce"

    @pytest.mark.parametrize(
        ("change", "problems"),
        [
            pytest.param({"key": 3}, ["key: must be a text, not a number"], id="key"),
            pytest.param(
                {"shown": ["circle"]}, ["shown[0]: must be a table, not a text"], id="shown"
            ),
            pytest.param(
                {"options": [{"id": "a", "figure": {"shapes": []}, "right": True}]},
                [
                    "options[0].right: is not a known field",
                    "options[0].figure.shapes: must not be empty",
                ],
                id="options",
            ),
            pytest.param(
                {"rules": [{"attribute": "core-turn", "rule": "magic"}]},
                [f"rules[0].rule: must be one of {', '.join(RuleName)}"],
                id="rules",
            ),
            pytest.param({"hint": "b"}, ["hint: is not a known field"], id="unknown field"),
        ],
    )
    def test_names_each_problem_and_its_place(
        self, change: dict[str, object], problems: list[str]
    ) -> None:
        document = series_to_document(generate_series(1, difficulty=Difficulty.EASY))

        with pytest.raises(DocumentNotUnderstood) as refused:
            series_from_document(document | change)

        assert [str(problem) for problem in refused.value.problems] == problems

    def test_refuses_what_can_be_read_but_not_asked(self) -> None:
        document = matrix_to_document(generate_matrix(1, difficulty=Difficulty.EASY))

        with pytest.raises(FigureItemNotSound):
            matrix_from_document(document | {"key": "z"})


def _run_with_hash_seed(hash_seed: str) -> bytes:
    finished = subprocess.run(
        [sys.executable, "-c", _PRINT_DOCUMENTS],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    return finished.stdout
