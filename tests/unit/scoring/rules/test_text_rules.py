from fractions import Fraction

import pytest

from scoring.awards import Tally
from scoring.codes import RuleId
from scoring.rules import AcceptedText, NumberWithinTolerance, RuleHasNoKey, TextResponse
from scoring.rules.number_within_tolerance import ToleranceNotValid
from scoring.text_comparison import TextKey

_RIGHT = Tally(hits=1, slips=0, missed=0)
_WRONG = Tally(hits=0, slips=1, missed=0)
_EMPTY = Tally(hits=0, slips=0, missed=1)


class TestAcceptedText:
    @pytest.mark.parametrize(
        ("text", "tally"),
        [
            pytest.param("Brussel", _RIGHT, id="an accepted text"),
            pytest.param(" bruxelles ", _RIGHT, id="another one"),
            pytest.param("Gent", _WRONG, id="no accepted text"),
            pytest.param(" \u200b ", _EMPTY, id="nothing to see"),
        ],
    )
    def test_awards_an_accepted_text(self, text: str, tally: Tally) -> None:
        award = AcceptedText(key=TextKey(accepted=("Brussel", "Bruxelles"))).award(
            TextResponse(text=text)
        )

        assert (award.marks, award.out_of, award.reason) == (tally.hits, 1, tally)
        assert (award.rule, award.rule_version) == (RuleId.ACCEPTED_TEXT, 1)

    def test_refuses_an_empty_key(self) -> None:
        with pytest.raises(RuleHasNoKey, match=r"^rule 1\.11 cannot work with a key of 0$"):
            AcceptedText(key=TextKey(accepted=()))


class TestNumberWithinTolerance:
    @pytest.mark.parametrize(
        ("text", "tally"),
        [
            pytest.param("3,5", _RIGHT, id="the value"),
            pytest.param("3.6 kg", _RIGHT, id="on the edge of the tolerance"),
            pytest.param("3.4", _RIGHT, id="on the other edge"),
            pytest.param("3,6001", _WRONG, id="just outside"),
            pytest.param("-3,5", _WRONG, id="another sign"),
            pytest.param("ongeveer 3,5", _WRONG, id="no number"),
            pytest.param("", _EMPTY, id="nothing"),
        ],
    )
    def test_awards_a_number_that_is_close_enough(self, text: str, tally: Tally) -> None:
        rule = NumberWithinTolerance(value=Fraction(7, 2), tolerance=Fraction(1, 10), unit="kg")

        award = rule.award(TextResponse(text=text))

        assert (award.marks, award.out_of, award.reason) == (tally.hits, 1, tally)
        assert (award.rule, award.rule_version) == (RuleId.NUMBER_WITHIN_TOLERANCE, 1)

    @pytest.mark.parametrize("value", [Fraction(1234), Fraction("1.234")])
    def test_awards_either_reading_of_what_can_be_two_things(self, value: Fraction) -> None:
        assert NumberWithinTolerance(value=value).award(TextResponse(text="1.234")).marks == 1

    def test_refuses_a_negative_tolerance(self) -> None:
        with pytest.raises(ToleranceNotValid, match="must not be negative: -1"):
            NumberWithinTolerance(value=Fraction(1), tolerance=Fraction(-1))
