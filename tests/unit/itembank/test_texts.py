import pytest

from itembank.texts import (
    ItemText,
    TextId,
    TextKind,
    find_problem,
    find_text_problem,
    list_gaps,
    list_text_problems,
    split_cloze,
)


class TestFindTextProblem:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("Wat doet u?", None),
            ("می‌روم", None),
            ("", "must not be empty"),
            (" Wat?", "must not begin or end with white space"),
            ("Wat\ndoet u?", "must not hold control characters"),
            ("\ud800", "must not hold control characters"),
            ("a\ufffe", "must not hold control characters"),
            ("a\ufdd0", "must not hold control characters"),
            ("a" * 2001, "must not be longer than 2000 characters"),
        ],
    )
    def test_says_what_is_wrong(self, text: str, problem: str | None) -> None:
        assert find_text_problem(text) == problem


class TestFindProblem:
    @pytest.mark.parametrize(
        ("kind", "text", "problem"),
        [
            pytest.param(TextKind.LINE, "a\nb", "must not hold control characters", id="line"),
            pytest.param(TextKind.BLOCK, "a\nb", None, id="paragraphs"),
            pytest.param(TextKind.BLOCK, "a\n\nb", "must not be empty", id="empty paragraph"),
            pytest.param(
                TextKind.BLOCK,
                "a" * 20_001,
                "must not be longer than 20000 characters",
                id="too long",
            ),
            pytest.param(TextKind.CLOZE, "Ik {g1}.\nJij {g2}.", None, id="both gaps"),
            pytest.param(TextKind.CLOZE, "{g2} {g1}", None, id="in another order"),
            pytest.param(
                TextKind.CLOZE,
                "Ik {g1}.",
                "must hold each of {g1}, {g2} once and no other gap",
                id="a gap missing",
            ),
            pytest.param(
                TextKind.CLOZE,
                "{g1} {g1} {g2}",
                "must hold each of {g1}, {g2} once and no other gap",
                id="a gap twice",
            ),
            pytest.param(
                TextKind.CLOZE,
                "{g1} {g2} {",
                "must hold braces only around the name of a gap",
                id="a lonely brace",
            ),
        ],
    )
    def test_says_what_is_wrong(self, kind: TextKind, text: str, problem: str | None) -> None:
        one = ItemText(id=TextId("text"), text="", kind=kind, gaps=("g1", "g2"))

        assert find_problem(one, text) == problem


class TestListTextProblems:
    def test_names_the_text(self) -> None:
        problems = list_text_problems((ItemText(id=TextId("choice-a"), text=""),))

        assert [str(problem) for problem in problems] == ["choice-a: must not be empty"]


class TestCloze:
    def test_lists_gaps_in_their_order(self) -> None:
        assert list_gaps("{b} en {a} {b}") == ("b", "a", "b")

    def test_is_split_into_words_and_gaps(self) -> None:
        assert split_cloze("Ik {g1} naar {g2}.\nEinde") == (
            (("Ik ", "g1"), (" naar ", "g2"), (".", None)),
            (("Einde", None),),
        )
