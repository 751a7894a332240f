"""Templates print: no queries, no arithmetic, no bare status words."""

import re
from pathlib import Path

import pytest

from testplatform.models.attempts import AttemptState
from testplatform.models.outbox import DeliveryState

TEMPLATES = sorted(Path("templates").rglob("*.html"))
EXPRESSION = re.compile(r"\{[{%](.*?)[%}]\}", re.S)
STATUS_WORDS = {state.value for state in (*AttemptState, *DeliveryState)}


def expressions(path: Path) -> list[str]:
    return EXPRESSION.findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
class TestEveryTemplate:
    def test_has_no_bare_status(self, path: Path) -> None:
        found = [
            word
            for expression in expressions(path)
            for word in re.findall(r"[\"']([a-z_]+)[\"']", expression)
            if word in STATUS_WORDS
        ]

        assert found == []

    def test_has_no_inline_script_or_style(self, path: Path) -> None:
        text = path.read_text()

        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=", text)

    def test_asks_no_database(self, path: Path) -> None:
        assert not re.search(r"\b(session|scalars|execute)\b", " ".join(expressions(path)))
