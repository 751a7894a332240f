"""The demonstration in each of its languages, held against the Dutch."""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib import resources

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from itembank.banks import Bank, load_bank
from itembank.items import Item, ItemType
from itembank.languages import Direction, get_language, list_languages
from itembank.texts import PROMPT
from itembank.translations import TranslationState, source_texts
from tests.unit.itembank.demo_languages import (
    DETECTED_AS,
    DUTCH_NEGATION,
    DUTCH_WORDS,
    EMPTY_LANGUAGES,
    NAMES,
    NEGATIONS,
    OTHER_NEGATIONS,
    OWN_WORDS,
    SCRIPTS,
    SHORT_NAMES,
    TERMS,
)

Texts = dict[tuple[str, str], str]


@cache
def bank() -> Bank:
    return load_bank(resources.files("itembank") / "demo" / "mo-demo")


@cache
def dutch() -> Texts:
    return {
        (code, text_id): text
        for code, item in bank().items.items()
        for text_id, text in source_texts(item).items()
    }


@cache
def texts_of(tag: str) -> Texts:
    return {
        (code, text_id): text
        for code, translation in bank().translations[get_language(tag).tag].items()
        for text_id, text in translation.texts.items()
    }


def is_label(item: Item, text_id: str) -> bool:
    """Whether a text is "true" or "false": words of their own in every language."""
    return item.item_type is ItemType.TRUE_FALSE and text_id != PROMPT


def without_names(text: str) -> str:
    """A text without the names and Dutch terms that may stand in it."""
    kept = "|".join(map(re.escape, sorted((*NAMES, *TERMS), key=len, reverse=True)))
    return re.sub(rf"(?i)(?<![^\W_])(?:{kept})(?![a-z])", " ", text)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def count(pattern: str, text: str) -> int:
    return len(re.findall(pattern, text, flags=re.IGNORECASE))


@cache
def detector() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


every_language = pytest.mark.parametrize("tag", sorted(bank().translations))


class TestLanguages:
    def test_are_those_of_the_test_but_the_empty_ones(self) -> None:
        offered = {language.tag for language in list_languages() if language.mo_test_offered}

        assert offered - set(bank().languages) == EMPTY_LANGUAGES.keys()
        assert set(bank().languages) <= offered

    def test_have_their_words_for_a_negation(self) -> None:
        assert set(bank().languages) - {"nl"} - NEGATIONS.keys() == set()


@every_language
class TestTranslation:
    def test_has_every_text_and_no_other(self, tag: str) -> None:
        assert texts_of(tag).keys() == dutch().keys()

    def test_says_that_nobody_reviewed_it(self, tag: str) -> None:
        states = {one.state for one in bank().translations[get_language(tag).tag].values()}

        assert states == {TranslationState.DRAFT}

    def test_is_composed(self, tag: str) -> None:
        decomposed = [
            place
            for place, text in texts_of(tag).items()
            if not unicodedata.is_normalized("NFC", text)
        ]

        assert decomposed == []

    def test_has_letters_of_its_script_alone(self, tag: str) -> None:
        script = SCRIPTS[get_language(tag).script]

        strange = {
            (place, letter)
            for place, text in texts_of(tag).items()
            for letter in without_names(text)
            if letter.isalpha() and not unicodedata.name(letter).startswith((script, "MODIFIER"))
        }

        assert strange == set()

    def test_runs_the_way_of_its_script(self, tag: str) -> None:
        letters = Counter(
            unicodedata.bidirectional(letter)
            for text in texts_of(tag).values()
            for letter in without_names(text)
            if letter.isalpha()
        )

        assert (letters["AL"] > letters["L"]) == (get_language(tag).direction is Direction.RTL)

    def test_has_the_numbers_of_the_dutch(self, tag: str) -> None:
        other = {
            place: text
            for place, text in texts_of(tag).items()
            if sorted(re.findall(r"\d+", text)) != sorted(re.findall(r"[0-9]+", dutch()[place]))
        }

        assert other == {}

    def test_keeps_the_names(self, tag: str) -> None:
        lost = {
            (place, name)
            for place, text in texts_of(tag).items()
            for name in NAMES
            if name in dutch()[place] and SHORT_NAMES.get(name, name) not in text
        }

        assert lost == set()

    def test_leaves_nothing_in_dutch(self, tag: str) -> None:
        same = {
            place: text
            for place, text in texts_of(tag).items()
            if text == dutch()[place] and words_of(without_names(text)) - {"de"}
        }

        assert same == {}

    def test_holds_no_everyday_word_of_dutch(self, tag: str) -> None:
        dutch_words = set(DUTCH_WORDS) - OWN_WORDS.get(tag, frozenset())

        found = {
            (place, word)
            for place, text in texts_of(tag).items()
            for word in words_of(without_names(text)) & dutch_words
        }

        assert found == set()

    def test_says_no_where_the_dutch_says_no(self, tag: str) -> None:
        lost = {
            place: text
            for place, text in texts_of(tag).items()
            if not is_label(bank().items[place[0]], place[1])
            and (tag, place[0]) not in OTHER_NEGATIONS
            and count(NEGATIONS[tag], text) < count(DUTCH_NEGATION, dutch()[place])
        }

        assert lost == {}

    def test_turns_no_statement_round(self, tag: str) -> None:
        turned = {
            place: text
            for place, text in texts_of(tag).items()
            if bank().items[place[0]].item_type is ItemType.TRUE_FALSE
            and place[1] == PROMPT
            and (tag, place[0]) not in OTHER_NEGATIONS
            and count(NEGATIONS[tag], text) != count(DUTCH_NEGATION, dutch()[place])
        }

        assert turned == {}

    def test_has_the_same_two_labels_for_every_statement(self, tag: str) -> None:
        labels = {
            text_id: {
                text
                for (code, one), text in texts_of(tag).items()
                if one == text_id and is_label(bank().items[code], one)
            }
            for text_id in ("choice-true", "choice-false")
        }

        assert [len(texts) for texts in labels.values()] == [1, 1]
        assert labels["choice-true"] != labels["choice-false"]

    def test_has_no_choice_twice(self, tag: str) -> None:
        for code in bank().items:
            choices = [
                text
                for (one, text_id), text in texts_of(tag).items()
                if one == code and text_id != PROMPT
            ]

            assert len(set(choices)) == len(choices), code

    def test_ends_a_question_as_a_question(self, tag: str) -> None:
        signs = "?؟;;՞"
        unasked = {
            place: text
            for place, text in texts_of(tag).items()
            if "?" in dutch()[place]
            and get_language(tag).script != "Thai"
            and not any(sign in text for sign in signs)
        }

        assert unasked == {}

    def test_is_in_the_language_that_it_says(self, tag: str) -> None:
        text = " ".join(without_names(one) for one in texts_of(tag).values())

        found, _score = detector().classify(text)

        assert found in DETECTED_AS.get(tag, {tag})
