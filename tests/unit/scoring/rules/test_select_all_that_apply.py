import pytest

from scoring.rules import SelectAllThatApply
from tests.builders.scoring import a_response, choices


class TestSelectAllThatApply:
    @pytest.mark.parametrize(
        ("chosen", "marks"),
        [
            pytest.param("abc", 3, id="all right choices"),
            pytest.param("ab", 2, id="two of the three"),
            pytest.param("abd", 1, id="two hits, one slip"),
            pytest.param("ad", 0, id="one hit, one slip"),
            pytest.param("ade", 0, id="never below zero"),
            pytest.param("abcde", 1, id="everything"),
            pytest.param("", 0, id="no choice"),
        ],
    )
    def test_counts_hits_less_slips(self, chosen: str, marks: int) -> None:
        award = SelectAllThatApply(correct=choices("abc")).award(a_response(chosen))

        assert (award.marks, award.out_of) == (marks, 3)
