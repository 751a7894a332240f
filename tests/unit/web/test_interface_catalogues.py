"""The sentences of the candidate's screens in every language, held against the English."""

import re
import unicodedata
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from itembank.bank_files import list_translation_files
from itembank.languages import get_language
from itembank.spoken_words import list_spoken_words
from itembank.voices import list_voices
from testplatform.config import PROJECT_ROOT
from testplatform.demo import BANK_FOLDER
from tests.unit.itembank.demo_languages import SCRIPTS

FOLDER = PROJECT_ROOT / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# How many forms a noun has after a number (gettext); two in every other language.
PLURALS = {"ar": 6, "ary": 6, "bs": 3, "pl": 3, "ro": 3, "ru": 3, "th": 1, "tr": 1, "uk": 3}
# Persian and Armenian nouns have one form after a number in some tables and two in others.
ONE_PLURAL = {"fa", "prs", "hy", "ti"}
# Words that a language may share with English.
INTERNATIONAL = {
    *("%(first)s, %(second)s", "%(first)s; %(second)s", "Information", "Later", "Matrices", "Name"),
    *(
        "Normal",
        "Open",
        "Pause",
        "Questions",
        "Start",
        "Stop",
        "Test",
        "Video",
        "arrow",
        "cross",
        "triangle",
    ),
}


@cache
def catalogue(tag: str) -> Catalog:
    with (FOLDER / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def messages(tag: str) -> dict[str, Message]:
    return {str(message.id): message for message in catalogue(tag) if message.id}


TAGS = sorted(folder.name for folder in FOLDER.iterdir() if (folder / "LC_MESSAGES").is_dir())
every_language = pytest.mark.parametrize("tag", TAGS)


class TestLanguages:
    def test_are_those_of_the_demonstration(self) -> None:
        translated = [file.removesuffix(".toml") for file in list_translation_files(BANK_FOLDER)]

        assert sorted(["nl", *translated]) == TAGS

    def test_have_words_for_signs_where_a_voice_says_them(self) -> None:
        voiced = {tag for tag in TAGS if list_voices(tag)}

        assert voiced - list_spoken_words().keys() == set()


@every_language
class TestCatalogue:
    def test_has_every_sentence_and_no_other(self, tag: str) -> None:
        assert list(messages(tag)) == list(messages("en"))

    def test_is_complete_and_not_in_doubt(self, tag: str) -> None:
        lacking = [id for id, one in messages(tag).items() if not one.string or one.fuzzy]

        assert (lacking, catalogue(tag).fuzzy) == ([], False)

    def test_keeps_the_places_of_values(self, tag: str) -> None:
        moved = {
            id: one.string
            for id, one in messages(tag).items()
            if set(PLACEHOLDER.findall(str(one.string))) != set(PLACEHOLDER.findall(id))
            or str(one.string).count("%") != id.count("%")
        }

        assert moved == {}

    def test_is_marked_where_values_come_in(self, tag: str) -> None:
        unmarked = [
            id
            for id, one in messages(tag).items()
            if "%(" in id and "python-format" not in one.flags
        ]

        assert unmarked == []

    def test_has_the_plurals_of_its_language(self, tag: str) -> None:
        allowed = {PLURALS.get(tag, 2), *([1] if tag in ONE_PLURAL else [])}

        assert catalogue(tag).num_plurals in allowed

    def test_is_composed_and_in_its_script(self, tag: str) -> None:
        text = "".join(PLACEHOLDER.sub("", str(one.string)) for one in messages(tag).values())
        script = SCRIPTS[get_language(tag).script]

        strange = {
            letter
            for letter in text
            if letter.isalpha() and not unicodedata.name(letter).startswith((script, "MODIFIER"))
        }

        assert unicodedata.is_normalized("NFC", text)
        assert strange == set()

    def test_keeps_the_numbers_but_may_write_one_out(self, tag: str) -> None:
        number = re.compile(r"[02-9]|1\d+")

        other = {
            id: one.string
            for id, one in messages(tag).items()
            if number.findall(str(one.string)) != number.findall(id)
        }

        assert other == {}

    def test_leaves_nothing_in_english_or_dutch(self, tag: str) -> None:
        others = [messages(other) for other in ("en", "nl") if other != tag]

        left = {
            id
            for id, one in messages(tag).items()
            for other in others
            if one.string == other[id].string and id not in INTERNATIONAL
        }

        assert left == set()
