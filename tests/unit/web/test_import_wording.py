"""Why something of a file is refused or changed, in Dutch."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import itembank.interchange
from itembank.interchange.errors import FileRefused
from itembank.interchange.qti.interactions import MAPPERS
from itembank.interchange.qti.interactions.images import AREAS_SHOWN
from testplatform.intake import Refusal
from testplatform.web.importing.explanations import explain_file, explain_reason
from testplatform.web.importing.wording import KINDS

FOLDER = Path(str(itembank.interchange.__file__)).parent
OTHER_DOORS = {"exchanges.py", "translation_spreadsheets.py", "xliff.py"}


class TestExplainReason:
    @pytest.mark.parametrize(
        ("reason", "sentence"),
        [
            ("feedback was left out", "Feedback valt weg."),
            ("counts for 2 marks instead of 3", "Telt voor 2 punt(en) in plaats van 3."),
            ("names a file that is not there: a.png", "Het bestand a.png ontbreekt."),
            (
                "row 3: choices[1].text: must not be empty",
                "rij 3, antwoord 2, tekst: Vul dit in.",
            ),
            (
                "row 3: code: an item before it has the same",
                "rij 3, code: een item ervoor heeft dezelfde code.",
            ),
            (
                "prompt: is missing; theme: is missing",
                "vraag: Vul dit in. thema: Vul dit in.",
            ),
            (
                "has a file that is not video: a.webm",
                "a.webm: dit bestand is geen video.",
            ),
            (
                AREAS_SHOWN,
                "De vlakken van de toewijzing worden de keuzes. De kandidaat ziet die nu.",
            ),
            (
                "has areas that are not surely apart: 1 and 3",
                "De vlakken 1 en 3 overlappen, of geen rechte lijn houdt ze uit elkaar.",
            ),
            ("something new", "Geen uitleg in het Nederlands: something new."),
        ],
    )
    def test_says_it_in_dutch(self, reason: str, sentence: str) -> None:
        assert explain_reason(reason) == sentence

    @pytest.mark.parametrize("refusal", Refusal)
    def test_says_why_the_library_refuses_a_file(self, refusal: Refusal) -> None:
        reason = f"has a file that the media library refuses ({refusal.value}): a.png"

        assert re.fullmatch(r"a\.png: [A-Z].*\.", explain_reason(reason))

    def test_has_words_for_all_that_the_readers_say_of_an_item(self) -> None:
        said = set(list_sentences("ItemRefused")) | set(list_sentences("note"))

        assert len(said) > 50
        assert [one for one in said if explain_reason(one).startswith("Geen uitleg")] == []

    def test_has_words_for_all_that_the_readers_say_of_a_file(self) -> None:
        said = list(list_sentences("FileRefused"))

        assert len(said) > 15
        assert [one for one in said if "kan niet gelezen worden (" in explain(one)] == []

    def test_names_every_interaction_that_can_be_refused(self) -> None:
        assert {name.removeprefix("qti-") for name in MAPPERS} <= set(KINDS)


def explain(reason: str) -> str:
    return explain_file(FileRefused(reason))


def list_sentences(name: str) -> Iterator[str]:
    """What the readers give to a call of that name; a number stands for what they fill in."""
    for path in sorted(FOLDER.rglob("*.py")):
        if path.name in OTHER_DOORS or "writing" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and _name_of(node.func) == name:
                yield from _sentence_of(node.args[0])


def _name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _sentence_of(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            texts = (part.value if isinstance(part, ast.Constant) else "7" for part in parts)
            sentence = "".join(map(str, texts))
            if sentence != "7: 7":  # what another sentence said, with the name of a file
                yield sentence
