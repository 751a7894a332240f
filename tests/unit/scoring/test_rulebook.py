"""The rules document and the code have the same numbers and versions, both ways."""

import re
from pathlib import Path

import scoring
from scoring.codes import RuleId

_ROOT = Path(__file__).parents[3]
_HEADING = re.compile(r"^### (\d+\.\d+) .+ \(version (\d+)\)$", re.MULTILINE)
_CITATION = re.compile(r"[Rr]ules? (\d+\.\d+(?:(?:, | to | or | and )\d+\.\d+)*)")


class TestRulesDocument:
    def test_has_the_rules_of_the_code_and_no_others(self) -> None:
        document = (_ROOT / "docs" / "scoring-rules.md").read_text(encoding="utf-8")

        written = {number: int(version) for number, version in _HEADING.findall(document)}

        assert written == {rule.value: rule.version for rule in RuleId}

    def test_has_a_version_in_every_heading_of_a_rule(self) -> None:
        document = (_ROOT / "docs" / "scoring-rules.md").read_text(encoding="utf-8")

        assert document.count("\n### ") == len(_HEADING.findall(document))


class TestDocstrings:
    def test_cite_every_rule_and_no_unknown_one(self) -> None:
        sources = Path(scoring.__file__).parent.rglob("*.py")
        text = "\n".join(source.read_text(encoding="utf-8") for source in sources)

        cited = {number for found in _CITATION.findall(text) for number in _numbers(found)}

        assert cited == {rule.value for rule in RuleId}


def _numbers(citation: str) -> list[str]:
    return re.findall(r"\d+\.\d+", citation)
