import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.documents import Problem
from scoring.text_comparison import (
    LONGEST_ANSWER,
    TextKey,
    edit_distance,
    fold,
    is_blank,
    is_within_distance,
)

_LETTERS = st.text(alphabet="abcé ا\u0301", max_size=6)


def a_text_key(
    *accepted: str, case: bool = False, diacritics: bool = True, distance: int = 0
) -> TextKey:
    return TextKey(
        accepted=accepted or ("bakker",), case=case, diacritics=diacritics, distance=distance
    )


class TestTextKey:
    @pytest.mark.parametrize(
        ("accepted", "answer"),
        [
            pytest.param("café", "cafe\u0301", id="composition"),
            pytest.param("de bakker", "  de \u00a0\t bakker\n", id="white space"),
            pytest.param("foto's", "foto\u2019s", id="an apostrophe"),
            pytest.param("'s avonds", "\u2018s avonds", id="an opening quote"),
            pytest.param('"ja"', "«ja»", id="quotation marks"),
            pytest.param("e-mail", "e\u2011mail", id="a hyphen that does not break"),
            pytest.param("bakker", "\u200fbak\u00adker\u200b", id="what cannot be seen"),
            pytest.param("مدرسة", "مـــدرسة", id="a stretched Arabic word"),
            pytest.param("علی", "علي", id="the yeh of another keyboard"),
            pytest.param("کتاب", "كتاب", id="the kaf of another keyboard"),
            pytest.param("می\u200cخواهم", "میخواهم", id="a joiner"),
            pytest.param("Bakker", "bAKKER", id="case"),
            pytest.param("straße", "STRASSE", id="a letter that grows in capitals"),
            pytest.param("ılık", "ILIK", id="the dotless i in capitals"),
            pytest.param("izmir", "İZMİR", id="the dotted capital"),
            pytest.param("school", "SCHOOL", id="no i at all"),
            pytest.param("fiets", "FIETS", id="an i in capitals"),
            pytest.param("स्कूल", "स्कूल ", id="Devanagari"),
        ],
    )
    def test_accepts_what_is_alike(self, accepted: str, answer: str) -> None:
        assert a_text_key(accepted).accepts(answer)

    @pytest.mark.parametrize(
        ("accepted", "answer"),
        [
            pytest.param("bakker", "bakkers", id="another word"),
            pytest.param("café", "cafe", id="no accent"),
            pytest.param("kız", "kiz", id="a dot that is there"),
            pytest.param("foto's", "fotos", id="no apostrophe"),
            pytest.param("de bakker", "debakker", id="no space"),
            pytest.param("कि", "की", id="another vowel sign"),
            pytest.param("bakker", "", id="nothing"),
        ],
    )
    def test_refuses_what_is_not(self, accepted: str, answer: str) -> None:
        assert not a_text_key(accepted).accepts(answer)

    def test_accepts_any_of_its_texts(self) -> None:
        assert a_text_key("bakker", "bakkerij").accepts("bakkerij")

    def test_lets_case_matter_when_it_says_so(self) -> None:
        key = a_text_key("Gent", case=True)

        assert (key.accepts("Gent"), key.accepts("gent")) == (True, False)

    @pytest.mark.parametrize("diacritics", [True, False])
    def test_lets_diacritics_matter_or_not_beside_case(self, diacritics: bool) -> None:
        key = a_text_key("Één", case=True, diacritics=diacritics)

        assert key.accepts("Een") is not diacritics
        assert not key.accepts("een")

    @pytest.mark.parametrize(
        ("accepted", "answer", "is_accepted"),
        [
            pytest.param("één", "een", True, id="Latin"),
            pytest.param("een", "één", True, id="accents too many"),
            pytest.param("مُدَرِّس", "مدرس", True, id="Arabic vowel signs"),
            pytest.param("أحمد", "احمد", True, id="hamza"),
            pytest.param("שָׁלוֹם", "שלום", True, id="Hebrew points"),
            pytest.param("İzmir", "izmir", True, id="the dot of a capital"),
            pytest.param("कि", "क", False, id="a vowel sign of Devanagari is a letter"),
            pytest.param("øl", "ol", False, id="a letter of its own"),
        ],
    )
    def test_leaves_out_diacritics_when_it_says_so(
        self, accepted: str, answer: str, is_accepted: bool
    ) -> None:
        assert a_text_key(accepted, diacritics=False).accepts(answer) is is_accepted

    @pytest.mark.parametrize(
        ("answer", "is_accepted"),
        [
            pytest.param("bakker", True, id="no slip"),
            pytest.param("baker", True, id="a letter too few"),
            pytest.param("bakkker", True, id="a letter too many"),
            pytest.param("bekker", True, id="another letter"),
            pytest.param("abkker", True, id="two swapped"),
            pytest.param("bakre", False, id="two slips"),
            pytest.param("bak", False, id="far too short"),
        ],
    )
    def test_allows_slips_of_the_pen(self, answer: str, is_accepted: bool) -> None:
        assert a_text_key("bakker", distance=1).accepts(answer) is is_accepted

    def test_says_nothing_of_a_sound_key(self) -> None:
        assert list(a_text_key("bakker", "brood", distance=3).list_problems()) == []

    @pytest.mark.parametrize(
        "key",
        [
            pytest.param(a_text_key("brood"), id="one text, no slips"),
            pytest.param(a_text_key(*(f"{number}" for number in range(50))), id="fifty texts"),
            pytest.param(a_text_key("a" * LONGEST_ANSWER), id="as long as an answer can be"),
            pytest.param(a_text_key("ja", distance=1), id="a slip less than the text is long"),
        ],
    )
    def test_says_nothing_at_its_limits(self, key: TextKey) -> None:
        assert list(key.list_problems()) == []

    @pytest.mark.parametrize(
        ("key", "problem"),
        [
            pytest.param(
                TextKey(accepted=()),
                Problem(field="accepted", message="must be 1 to 50 texts"),
                id="no text",
            ),
            pytest.param(
                a_text_key(*(f"word {number}" for number in range(51))),
                Problem(field="accepted", message="must be 1 to 50 texts"),
                id="too many",
            ),
            pytest.param(
                a_text_key("\u200b"),
                Problem(field="accepted[0]", message="must be a text of 200 characters at most"),
                id="nothing to see",
            ),
            pytest.param(
                a_text_key("a" * (LONGEST_ANSWER + 1)),
                Problem(field="accepted[0]", message="must be a text of 200 characters at most"),
                id="longer than an answer can be",
            ),
            pytest.param(
                a_text_key(distance=4),
                Problem(field="distance", message="must be 0 to 3"),
                id="too many slips",
            ),
            pytest.param(
                a_text_key("bakker", "ja", distance=2),
                Problem(
                    field="distance",
                    message="must be smaller than the shortest accepted text is long",
                ),
                id="as many slips as letters",
            ),
        ],
    )
    def test_says_what_is_wrong(self, key: TextKey, problem: Problem) -> None:
        assert problem in list(key.list_problems())


class TestFold:
    @given(st.text(max_size=8), st.booleans(), st.booleans())
    def test_changes_nothing_the_second_time(self, text: str, case: bool, diacritics: bool) -> None:
        once = fold(text, case=case, diacritics=diacritics)

        assert fold(once, case=case, diacritics=diacritics) == once

    @given(st.text(max_size=8))
    def test_leaves_nothing_of_a_blank_text_alone(self, text: str) -> None:
        assert (fold(text) == "") == is_blank(text)


class TestEditDistance:
    @pytest.mark.parametrize(
        ("one", "other", "slips"),
        [
            pytest.param("", "", 0, id="nothing"),
            pytest.param("", "abc", 3, id="all missing"),
            pytest.param("kitten", "sitting", 3, id="two others, one too few"),
            pytest.param("ab", "ba", 1, id="swapped"),
            pytest.param("ca", "abc", 3, id="no letter in two slips"),
        ],
    )
    def test_counts_slips(self, one: str, other: str, slips: int) -> None:
        assert edit_distance(one, other) == slips

    @given(_LETTERS, _LETTERS)
    def test_is_the_same_from_both_sides(self, one: str, other: str) -> None:
        assert edit_distance(one, other) == edit_distance(other, one)

    @given(_LETTERS, _LETTERS)
    def test_is_nothing_only_between_equals(self, one: str, other: str) -> None:
        assert (edit_distance(one, other) == 0) == (one == other)

    @given(_LETTERS, _LETTERS)
    def test_lies_between_the_difference_and_the_longer(self, one: str, other: str) -> None:
        shorter, longer = sorted((len(one), len(other)))

        assert longer - shorter <= edit_distance(one, other) <= longer

    @given(_LETTERS, _LETTERS, st.integers(min_value=0, max_value=3))
    def test_agrees_with_the_shorter_way(self, one: str, other: str, distance: int) -> None:
        is_close = edit_distance(one, other) <= distance

        assert is_within_distance(one, other, distance) is is_close
