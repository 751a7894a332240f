from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from scoring.codes import RuleId
from scoring.cut_scores import CutScoreKind
from scoring.documents import DocumentNotUnderstood, DocumentReader, Problem
from scoring.marks import MarksNotExact, Value


def _problems(reader: DocumentReader) -> tuple[Problem, ...]:
    with pytest.raises(DocumentNotUnderstood) as refusal:
        reader.finish()
    return refusal.value.problems


def _inexact(value: object) -> str:
    return str(MarksNotExact(value))


class TestReading:
    def test_gives_the_values_of_a_sound_document(self) -> None:
        reader = DocumentReader(
            {
                "text": "één",
                "texts": ["b", "a"],
                "number": 3,
                "numbers": [5, 1],
                "marks": "17/2",
                "flag": True,
                "day": "2023-03-01",
                "toml_day": date(2023, 3, 1),
                "rule": "1.2",
                "table": {"a": 1},
                "rows": [{}],
                "note": "",
                "notes": [],
            }
        )

        values = (
            reader.text("text"),
            reader.texts("texts"),
            reader.whole_number("number"),
            reader.whole_numbers("numbers"),
            str(reader.marks("marks")),
            reader.flag("flag", default=False),
            reader.day("day") == reader.day("toml_day"),
            reader.member("rule", RuleId),
            reader.table("table"),
            reader.rows("rows"),
            reader.free_text("note"),
            reader.table_rows("notes"),
        )
        reader.finish()

        expected: tuple[object, ...] = (
            "één",
            ("b", "a"),
            3,
            (5, 1),
            "17/2",
            True,
            True,
            RuleId("1.2"),
            {"a": 1},
            [{}],
            "",
            [],
        )
        assert values == expected

    @pytest.mark.parametrize(
        ("written", "value"),
        [("1", 1), ("-1/2", Fraction(-1, 2)), (3, 3), (-2, -2), (0, 0)],
    )
    def test_gives_values_that_may_be_negative(self, written: object, value: Value) -> None:
        assert DocumentReader({"a": written}).value("a") == value

    @pytest.mark.parametrize("written", ["-0", "1.5", "--1", 0.5, True, None, -(10**9), 10**9])
    def test_finds_values_that_are_not_exact(self, written: object) -> None:
        reader = DocumentReader({"a": written})
        reader.value("a")

        assert [problem.field for problem in _problems(reader)] == ["a"]

    def test_gives_the_default_of_an_absent_flag(self) -> None:
        reader = DocumentReader({})

        assert reader.flag("assumed", default=True)

    def test_knows_its_fields(self) -> None:
        reader = DocumentReader({"b": 1, "a": 2})

        assert (reader.names, reader.has("a"), reader.has("c")) == (("b", "a"), True, False)


class TestProblems:
    @pytest.mark.parametrize(
        ("method", "value", "message"),
        [
            pytest.param("text", 1, "must be a text, not a number", id="number for text"),
            pytest.param("text", " ", "must not be empty", id="only white space"),
            pytest.param("texts", "a", "must be a list, not a text", id="text for list"),
            pytest.param("texts", ["a", None], "must be a text, not null", id="null in texts"),
            pytest.param("texts", ["a", "a"], "names something twice", id="twice"),
            pytest.param(
                "whole_number", True, "must be a whole number, not true or false", id="boolean"
            ),
            pytest.param("whole_number", 1.0, "must be a whole number, not a number", id="float"),
            pytest.param("whole_number", -1, "must be at least 0", id="negative"),
            pytest.param("whole_numbers", [-1], "must be at least 0", id="negative in list"),
            pytest.param("day", "01/03/2023", "must be a day such as 2023-03-01", id="Belgian day"),
            pytest.param("day", "20230301", "must be a day such as 2023-03-01", id="basic ISO"),
            pytest.param("day", "2023-02-29", "is not a day of the calendar", id="no leap year"),
            pytest.param(
                "day",
                datetime(2023, 3, 1, tzinfo=UTC),
                "must be a day such as 2023-03-01",
                id="an instant",
            ),
            pytest.param("free_text", None, "must be a text, not null", id="null for text"),
            pytest.param("text", (), "must be a text, not a list", id="tuple for text"),
            pytest.param("table_rows", "a", "must be a list, not a text", id="text for rows"),
            pytest.param("marks", "half", _inexact("half"), id="marks in words"),
            pytest.param("value", "half", _inexact("half"), id="a value in words"),
            pytest.param(
                "value", -(10**9), _inexact("a larger number"), id="a value below all marks"
            ),
            pytest.param("table", [], "must be a table, not a list", id="list for table"),
            pytest.param("rows", {}, "must be a list, not a table", id="table for list"),
            pytest.param("rows", [], "must not be empty", id="no rows"),
            pytest.param("rows", date.min, "must be a list, not a date", id="date for list"),
        ],
    )
    def test_name_the_field_and_what_it_must_be(
        self, method: str, value: object, message: str
    ) -> None:
        reader = DocumentReader({"field": value}, at="case")

        getattr(reader, method)("field")

        assert _problems(reader) == (Problem(field="case.field", message=message),)

    def test_name_the_members_of_a_closed_set(self) -> None:
        reader = DocumentReader({"rule": "99.9"})

        reader.member("rule", RuleId)

        assert _problems(reader)[0].message.startswith("must be one of 1.1, 1.2")

    def test_refuse_a_flag_that_is_a_number(self) -> None:
        reader = DocumentReader({"assumed": 1})

        reader.flag("assumed", default=False)

        assert _problems(reader) == (
            Problem(field="assumed", message="must be true or false, not a number"),
        )

    @pytest.mark.parametrize("value", [1.5, False, "half", None])
    def test_refuse_marks_that_are_not_exact(self, value: object) -> None:
        reader = DocumentReader({"marks": value})

        reader.marks("marks")

        assert _problems(reader)[0].field == "marks"

    def test_come_all_at_once(self) -> None:
        reader = DocumentReader({"a": 1, "stray": 2})

        reader.text("a")
        reader.text("b")
        reader.report("c", "is odd")
        reader.adopt((Problem(field="d", message="is odd too"),))

        assert [problem.field for problem in _problems(reader)] == ["a", "b", "c", "d", "stray"]

    def test_say_once_that_there_is_no_table(self) -> None:
        reader = DocumentReader([1])

        reader.text("a")

        problems = _problems(reader)
        assert [str(problem) for problem in problems] == ["must be a table, not a list"]


class TestNestedReaders:
    def test_give_each_table_of_a_list(self) -> None:
        reader = DocumentReader({"band": [{"code": "a"}, {"code": "b"}]})

        codes = [one.text("code") for one in reader.readers("band")]
        reader.finish()

        assert codes == ["a", "b"]

    def test_give_a_table_within_the_table(self) -> None:
        reader = DocumentReader({"resit": {"days": -1}}, at="mo")
        reader.reader("resit").whole_number("days")

        assert [str(problem) for problem in _problems(reader)] == [
            "mo.resit.days: must be at least 0"
        ]

    def test_are_finished_with_the_whole_document(self) -> None:
        reader = DocumentReader({"band": [{"code": 1}, {"code": "b", "stray": 1}, 3]}, at="table")
        for one in reader.readers("band"):
            one.text("code")

        with pytest.raises(DocumentNotUnderstood) as refusal:
            reader.finish()

        assert [str(problem) for problem in refusal.value.problems] == [
            "table.band[0].code: must be a text, not a number",
            "table.band[1].stray: is not a known field",
            "table.band[2]: must be a table, not a number",
        ]


class TestMembers:
    def test_come_in_their_order(self) -> None:
        reader = DocumentReader({"kinds": ["at_least_points", "at_least_percentage"]})

        assert reader.members("kinds", CutScoreKind) == (
            CutScoreKind.AT_LEAST_POINTS,
            CutScoreKind.AT_LEAST_PERCENTAGE,
        )

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            pytest.param(["at_least_points"] * 2, "kinds: names something twice", id="twice"),
            pytest.param(["at_most"], "kinds: must be one of at_least_percentage", id="unknown"),
            pytest.param("at_least_points", "kinds: must be a list, not a text", id="no list"),
        ],
    )
    def test_refuse_what_is_no_list_of_different_ones(self, value: object, message: str) -> None:
        reader = DocumentReader({"kinds": value})
        reader.members("kinds", CutScoreKind)

        with pytest.raises(DocumentNotUnderstood, match=message):
            reader.finish()
