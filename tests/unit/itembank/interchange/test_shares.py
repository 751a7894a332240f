"""Shares of marks, matching and embedded answers of Moodle as fields of items."""

from fractions import Fraction

import pytest

from itembank.interchange.drafts import ItemFields
from itembank.interchange.embedded_answers import read_embedded
from itembank.interchange.errors import ItemRefused
from itembank.interchange.shares import (
    choose_several,
    choose_single,
    list_accepted,
    match_pairs,
    plain_number,
    read_share,
)


def an_item() -> ItemFields:
    return ItemFields(identifier="q", kind="x")


@pytest.mark.parametrize(
    ("text", "share"),
    [("100", 1), ("33.33333", Fraction(1, 3)), ("-50", Fraction(-1, 2)), ("", 0)],
)
def test_reads_shares_exactly(text: str, share: Fraction) -> None:
    assert read_share(text) == share


class TestChoices:
    def test_give_values_where_one_is_right_in_part(self) -> None:
        shares = [Fraction(1), Fraction(1, 2), Fraction(0)]

        fields = choose_single(["a", "b", "c"], shares, Fraction(2), an_item())

        assert (fields["rule"], fields["values"]) == ("1.4", {"c1": "2", "c2": "1"})

    def test_sum_their_values_up_to_the_marks(self) -> None:
        fields = choose_several(["a", "b"], [Fraction(1), Fraction(-1)], Fraction(1))

        assert (fields["upper"], fields["values"]) == (1, {"c1": "1", "c2": "-1"})

    @pytest.mark.parametrize("shares", [[Fraction(1), Fraction(-1)], [Fraction(1, 2)] * 2])
    def test_are_refused_where_marks_are_taken_or_none_is_right(
        self, shares: list[Fraction]
    ) -> None:
        with pytest.raises(ItemRefused):
            choose_single(["a", "b"], shares, Fraction(1), an_item())


class TestTexts:
    def test_are_those_that_are_right_as_a_whole(self) -> None:
        assert list_accepted([("a", Fraction(1)), ("*", Fraction(0))]) == ["a"]

    @pytest.mark.parametrize("answer", [("a*", Fraction(1)), ("a", Fraction(1, 2))])
    def test_are_refused_in_part_or_by_pattern(self, answer: tuple[str, Fraction]) -> None:
        with pytest.raises(ItemRefused):
            list_accepted([answer])


def test_pairs_share_their_right_texts() -> None:
    one = an_item()

    fields = match_pairs([("a", "1"), ("b", "1"), ("", "2")], Fraction(2), one)

    assert (fields["key"], fields["reuse"]) == ({"l1": "r1", "l2": "r1"}, True)
    assert one.notes == []


@pytest.mark.parametrize(("text", "plain"), [("+3.50", "3.5"), ("10", "10"), ("", "0")])
def test_numbers_say_no_more_than_they_must(text: str, plain: str) -> None:
    assert plain_number(text) == plain


class TestEmbedded:
    def test_texts_become_gaps_to_write_in(self) -> None:
        fields = read_embedded("In {1:SA:=Brussel~=Brussels#goed} en {1:SAC:=Gent}.", an_item())

        assert fields["text"] == "In {g1} en {g2}."
        assert fields["gaps"] == [
            {"id": "g1", "accepted": ["Brussel", "Brussels"], "case": False},
            {"id": "g2", "accepted": ["Gent"], "case": True},
        ]

    def test_choices_become_gaps_to_choose_in(self) -> None:
        fields = read_embedded("Het is {2:MC:=warm~koud~%0%nat}.", one := an_item())

        (gap,) = fields["gaps"] if isinstance(fields["gaps"], list) else []
        assert (fields["type"], gap["key"], len(gap["choices"])) == ("inline_choice", "c1", 3)
        assert one.notes == ["counts for 1 mark instead of 2"]

    @pytest.mark.parametrize(
        "text",
        ["niets", "{1:SA:=a} {1:MC:=b~c}", "{1:NM:=3}", "{1:MC:%50%a~b}"],
    )
    def test_others_are_refused(self, text: str) -> None:
        with pytest.raises(ItemRefused):
            read_embedded(text, an_item())


def test_two_choices_become_a_statement() -> None:
    one = an_item()

    fields = choose_single(["rood", "blauw"], [Fraction(0), Fraction(1)], Fraction(1), one)

    assert (fields["type"], fields["key"]) == ("true_false", ["false"])
    assert one.notes == ["two choices became those of a statement that is true or false"]
