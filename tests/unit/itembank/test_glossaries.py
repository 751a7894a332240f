import pytest

from itembank.glossaries import (
    LONGEST_NOTE,
    LONGEST_TERM,
    Term,
    TermUse,
    find_note_problem,
    find_term_problem,
    list_term_uses,
)

OCMW = Term(source="OCMW", target="OCMW")
TOWN = Term(source="gemeente", target="البلدية")


class TestTermUses:
    def test_are_those_of_the_source_in_the_order_of_the_terms(self) -> None:
        uses = list_term_uses([OCMW, TOWN], "De gemeente en het OCMW", "البلدية")

        assert uses == (TermUse(term=OCMW, is_used=False), TermUse(term=TOWN, is_used=True))

    @pytest.mark.parametrize(
        ("source", "is_found"),
        [
            pytest.param("De Gemeente helpt.", True, id="with a capital"),
            pytest.param("Gemeentehuis", False, id="inside a longer word"),
            pytest.param("(gemeente)", True, id="between brackets"),
        ],
    )
    def test_are_found_as_whole_words(self, source: str, is_found: bool) -> None:
        assert bool(list_term_uses([TOWN], source, "")) is is_found

    def test_allow_an_ending_in_the_target(self) -> None:
        term = Term(source="school", target="okul")

        assert list_term_uses([term], "De school", "Okula")[0].is_used

    def test_compare_composed_and_decomposed_letters(self) -> None:
        term = Term(source="één", target="één")

        [use] = list_term_uses([term], "e\u0301e\u0301n", "e\u0301e\u0301n")

        assert use.is_used

    def test_take_signs_of_a_term_literally(self) -> None:
        assert list_term_uses([Term(source="c.v.", target="x")], "cvvv", "x") == ()


class TestTermProblem:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            pytest.param("OCMW", None, id="sound"),
            pytest.param(" ", "must not be empty", id="empty"),
            pytest.param("a\nb", "must not hold control characters", id="two lines"),
            pytest.param(
                "x" * (LONGEST_TERM + 1), "must not be longer than 200 characters", id="too long"
            ),
        ],
    )
    def test_says_what_is_wrong(self, text: str, problem: str | None) -> None:
        assert find_term_problem(text) == problem


class TestNoteProblem:
    @pytest.mark.parametrize(
        ("note", "problem"),
        [
            pytest.param("", None, id="empty"),
            pytest.param("Een naam.\nBlijft zo.", None, id="two lines"),
            pytest.param("a\0", "must not hold control characters", id="control character"),
            pytest.param(
                "x" * (LONGEST_NOTE + 1), "must not be longer than 2000 characters", id="too long"
            ),
        ],
    )
    def test_says_what_is_wrong(self, note: str, problem: str | None) -> None:
        assert find_note_problem(note) == problem
