"""Every sentence with a play button is one whose audio is made, and so is every other one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from testplatform.catalogues import in_language
from testplatform.config import PROJECT_ROOT
from testplatform.screens.spoken_texts import list_spoken_texts

LANGUAGES = sorted(folder.name for folder in (PROJECT_ROOT / "translations").iterdir())
SENTENCE = re.compile(r"""\b_\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
# What nobody sees: names for assistive technology, or the title of the page.
ONLY_FOR_TECHNOLOGY = {
    "How far you are",
    "How loud you are",
    "Listen",
    "Listen to the question",
    "Listen to the text",
    "No sound in this language",
    "Numbers",
    "Questions",
    "Remove the last number",
    "Skip to the content",
    "Sound",
    "Special characters",
    "Subtitles",
    "Test",
    "Video",
    "What the question is about",
    "Your recording",
    "the figure is missing",
    "used",
}
NO_VOICE = (
    "This test has no voice in your language. You read the questions yourself."
    " Do you need help? Raise your hand."
)
# What is for readers: facts that differ for everybody stand beside them, or keys of a keyboard.
ONLY_FOR_READERS = {
    "Choose an answer",
    "File number ends in",
    "Keys on the keyboard",
    "Language",
    "Name",
    "The test does not work in this browser. Raise your hand.",
    "Video not checked",
    "Voice not checked",
    NO_VOICE,
}


class TestSpokenTexts:
    def test_hold_every_sentence_that_a_candidate_can_see(self, app: Flask) -> None:
        with app.test_request_context(), in_language("en"):
            said = set(list_spoken_texts())
        english = {str(one.id): str(one.string) for one in catalogue_messages("en")}
        shown = set(template_sentences())

        unsaid = {one for one in shown if english[one] not in said}

        assert unsaid == ONLY_FOR_TECHNOLOGY | ONLY_FOR_READERS

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_translated(self, language: str) -> None:
        strings = {str(one.id): str(one.string) for one in catalogue_messages(language)}

        assert {one for one in template_sentences() if not strings.get(one)} == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_said_once(self, app: Flask, language: str) -> None:
        with app.test_request_context(), in_language(language):
            said = list_spoken_texts()

        assert len(said) == len(set(said))

    def test_hold_the_warnings_of_the_clock(self, app: Flask) -> None:
        with app.test_request_context(), in_language("nl"):
            said = list_spoken_texts()

        assert {"Nog 5 min.", "Nog 1 min.", "Nog minder dan 1 minuut"} <= set(said)


def template_sentences() -> Iterator[str]:
    """What the candidate's templates say without a number or a name in it."""
    for folder in ("candidate", "components"):
        for path in Path("templates", folder).rglob("*.html"):
            for double, single in SENTENCE.findall(path.read_text()):
                yield double or single


def catalogue_messages(language: str) -> list[Any]:  # Babel's own message class
    with Path(f"translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]
