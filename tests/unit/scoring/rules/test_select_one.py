import pytest

from scoring.awards import Award, Tally
from scoring.codes import RuleId
from scoring.rules import RuleHasNoKey, SelectOne
from tests.builders.scoring import a_response, choices


class TestSelectOne:
    @pytest.mark.parametrize(
        ("chosen", "marks"),
        [
            pytest.param("b", 1, id="the right choice"),
            pytest.param("a", 0, id="a wrong choice"),
            pytest.param("", 0, id="no choice"),
            pytest.param("ab", 0, id="the right one and another"),
        ],
    )
    def test_awards_one_mark_for_the_right_choice_alone(self, chosen: str, marks: int) -> None:
        rule = SelectOne(correct=choices("b"))

        assert rule.award(a_response(chosen)).marks == marks

    def test_says_why(self) -> None:
        award = SelectOne(correct=choices("b")).award(a_response("a"))

        assert award == Award(
            marks=0,
            out_of=1,
            reason=Tally(hits=0, slips=1, missed=1),
            rule=RuleId.SELECT_ONE,
            rule_version=1,
        )

    def test_refuses_a_key_of_two(self) -> None:
        with pytest.raises(RuleHasNoKey, match=r"^rule 1\.1 cannot work with a key of 2$"):
            SelectOne(correct=choices("ab"))
