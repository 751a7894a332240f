"""The Dutch words of the item bank: every problem, every state and every step has them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from itembank.items import ItemType
from itembank.lifecycle import ItemEvent, ItemState
from testplatform.intake import FileRefused, Refusal
from testplatform.services.item_rights import StepRefusal
from testplatform.web.authoring.wording import (
    ITEM_STATES,
    NO_DUTCH,
    STEP_REFUSALS,
    STEPS,
    STEPS_DONE,
    explain_problem,
    explain_refusal,
    name_field,
    name_text,
)
from testplatform.web.staff.wording import ITEM_TYPES

SOURCES = (
    *sorted(Path("itembank/item_types").rglob("*.py")),
    *(Path("itembank") / name for name in ("items.py", "stimuli.py", "texts.py", "media.py")),
    Path("scoring/documents.py"),
)
BEGINNINGS = ("must ", "is missing", "is not a known", "have an id", "names something")


def list_messages() -> Iterator[str]:
    """What the readers of items say, as far as it is a plain text in their source."""
    for source in SOURCES:
        nodes = list(ast.walk(ast.parse(source.read_text())))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        pieces = {piece for node in joined for piece in ast.walk(node)}
        yield from ("".join(map(_write, node.values)) for node in joined)
        yield from (
            node.value
            for node in nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pieces
        )


def _write(piece: ast.expr) -> str:
    """A piece of a text; what is filled in is a number."""
    return str(piece.value) if isinstance(piece, ast.Constant) else "3"


MESSAGES = sorted({one for one in list_messages() if one.startswith(BEGINNINGS)})


class TestExplainProblem:
    @pytest.mark.parametrize("message", MESSAGES)
    def test_has_dutch_for_what_the_readers_say(self, message: str) -> None:
        assert explain_problem(message) != NO_DUTCH.format(problem=message)

    def test_keeps_numbers_and_names(self) -> None:
        assert explain_problem("must be 3 to 6") == "Voorzie er 3 tot 6."
        assert explain_problem("d is not a choice") == "d is geen van de antwoorden."

    def test_shows_what_has_no_words_yet(self) -> None:
        assert explain_problem("tastes odd") == "Dit klopt niet (tastes odd)."


class TestNames:
    @pytest.mark.parametrize(
        ("path", "name"),
        [
            ("prompt", "vraag"),
            ("choices[1].text", "antwoord 2, tekst"),
            ("choices[b].image", "antwoord b, afbeelding"),
            ("stimulus.image_text", "materiaal, tekst bij de afbeelding"),
            ("lower_case", "lower case"),
        ],
    )
    def test_of_a_field(self, path: str, name: str) -> None:
        assert name_field(path) == name

    @pytest.mark.parametrize(
        ("text_id", "name"),
        [
            ("prompt", "vraag"),
            ("choice-b", "antwoord b"),
            ("stimulus-image", "materiaal afbeelding"),
            ("q1.choice-a", "q1, antwoord a"),
        ],
    )
    def test_of_a_text(self, text_id: str, name: str) -> None:
        assert name_text(text_id) == name


class TestWords:
    def test_are_there_for_every_member(self) -> None:
        assert set(ITEM_STATES) == set(ItemState)
        assert set(STEPS) == set(STEPS_DONE) == set(ItemEvent)
        assert set(STEP_REFUSALS) == set(StepRefusal)
        assert set(ITEM_TYPES) == set(ItemType)

    @pytest.mark.parametrize("refusal", Refusal)
    def test_of_a_refused_file_say_that_nothing_was_kept(self, refusal: Refusal) -> None:
        assert explain_refusal(FileRefused(refusal)).endswith(". Er is niets bewaard.")
