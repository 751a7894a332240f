import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.words import count_words

_CASES = json.loads(
    (Path(__file__).parents[2] / "data" / "word_counts.json").read_text(encoding="utf-8")
)


class TestCountWords:
    @pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["about"]))
    def test_counts(self, case: dict[str, object]) -> None:
        assert count_words(str(case["text"])) == case["words"]

    @given(st.text(max_size=20), st.text(max_size=20))
    def test_counts_two_paragraphs_as_the_sum_of_both(self, one: str, other: str) -> None:
        assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)
