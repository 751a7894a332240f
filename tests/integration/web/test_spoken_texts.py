"""Every sentence with a play button is one whose audio is made."""

import re
from pathlib import Path

from flask import Flask

from testplatform.catalogues import in_language
from testplatform.config import PROJECT_ROOT
from testplatform.web.candidate.spoken_texts import list_spoken_texts

LANGUAGES = sorted(folder.name for folder in (PROJECT_ROOT / "translations").iterdir())
INSTRUCTION = re.compile(r"instruction\(_\([\"'](.+?)[\"']\)")


class TestSpokenTexts:
    def test_hold_every_instruction_of_the_pages(self, app: Flask) -> None:
        shown = {
            sentence
            for path in Path("templates/candidate").glob("*.html")
            for sentence in INSTRUCTION.findall(path.read_text())
        }

        with app.test_request_context():
            msgids = {
                message.id
                for message in catalogue_messages("en")
                if str(message.string or message.id) in english_texts()
            }
        assert shown
        assert shown - msgids == set()

    def test_are_said_in_every_language_of_the_interface(self, app: Flask) -> None:
        said = {}
        for language in LANGUAGES:
            with app.test_request_context(), in_language(language):
                said[language] = list_spoken_texts()

        for language, sentences in said.items():
            assert len(set(sentences)) == len(sentences), language
            assert language == "en" or not set(sentences) & set(said["en"]), language


def english_texts() -> set[str]:
    with in_language("en"):
        return set(list_spoken_texts())


def catalogue_messages(language: str):  # type: ignore[no-untyped-def]  # Babel's own message class
    from babel.messages.pofile import read_po

    with Path(f"translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]
