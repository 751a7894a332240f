import pytest

from scoring.rules import SelectExactly
from tests.builders.scoring import a_response, choices


class TestSelectExactly:
    @pytest.mark.parametrize(
        ("chosen", "marks"),
        [
            pytest.param("ac", 1, id="all right choices"),
            pytest.param("a", 0, id="half of them"),
            pytest.param("acd", 0, id="all and a slip"),
            pytest.param("bd", 0, id="only wrong ones"),
            pytest.param("abcd", 0, id="everything"),
            pytest.param("", 0, id="no choice"),
        ],
    )
    def test_awards_all_or_nothing(self, chosen: str, marks: int) -> None:
        award = SelectExactly(correct=choices("ac")).award(a_response(chosen))

        assert (award.marks, award.out_of) == (marks, 1)
