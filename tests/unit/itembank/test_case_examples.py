"""The examples of `docs/decide/`: their schemas, and what the command makes of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from itembank.cases import decide_case
from itembank.programmes import list_programmes
from testplatform.cli.decide import decide

_FOLDER = Path(__file__).parents[3] / "docs" / "decide"
_EXAMPLES = sorted(file.name.removesuffix(".case.json") for file in _FOLDER.glob("*.case.json"))


def read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text(encoding="utf-8"))


def validator(name: str) -> Draft202012Validator:
    schema = read(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


_CASES = validator("case.schema.json")
_DECISIONS = validator("decision.schema.json")


class TestExamples:
    def test_show_every_programme(self) -> None:
        shown = {read(f"{name}.case.json")["programme"] for name in _EXAMPLES}

        assert shown == {programme.code for programme in list_programmes()}

    @pytest.mark.parametrize("name", _EXAMPLES)
    def test_are_what_the_schemas_say(self, name: str) -> None:
        _CASES.validate(read(f"{name}.case.json"))
        _DECISIONS.validate(read(f"{name}.decision.json"))

    @pytest.mark.parametrize("name", _EXAMPLES)
    def test_are_what_the_command_answers_byte_for_byte(self, name: str) -> None:
        case = (_FOLDER / f"{name}.case.json").read_bytes()

        answers = {CliRunner().invoke(decide, input=case).stdout_bytes for _ in range(2)}

        assert answers == {(_FOLDER / f"{name}.decision.json").read_bytes()}


class TestCaseSchema:
    @pytest.mark.parametrize("name", _EXAMPLES)
    def test_knows_every_field_that_a_case_needs(self, name: str) -> None:
        case = read(f"{name}.case.json")

        for field in case:
            without = {key: value for key, value in case.items() if key != field}
            if _CASES.is_valid(without):
                decide_case(without)

    @pytest.mark.parametrize("name", _EXAMPLES)
    def test_refuses_a_stray_field(self, name: str) -> None:
        assert not _CASES.is_valid({**read(f"{name}.case.json"), "stray": 1})

    def test_refuses_points_that_are_not_exact(self) -> None:
        case = read("mo.case.json")
        case["points"]["sokkel"] = [8.5, 11]

        assert not _CASES.is_valid(case)
