"""From the text on the screen to the text that a voice is given. Pure.

Signs that espeak-ng 1.51 skips, spells out or reads in English inside another language become the
words of `itembank/spoken_words/`. A text in a language that has none is cleaned and left as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from itembank.spoken_words import NUMBER, MoneyWords, SpokenWords, list_spoken_words

_Words = str | Callable[[re.Match[str]], str]
_Rule = tuple[re.Pattern[str], _Words]

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_JOINERS = "\u200c\u200d"
_PRINTED_SPACES = "\t\n\r"
_NO_WORDS = SpokenWords()
_LETTERS = r"[^\W\d_]{2,}"
_NUMBER = r"(?:\d+(?:[.,]\d+)*\s*½?|½)"
_AMOUNT = r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,](\d\d)|,[-–—])?(?!\d)"
_HOUR = r"(?<![\d.:])0?([1-9]|1\d|2[0-3]|0(?=[.:u]\d\d))"

# How a language writes the time of day and decimals, and how they are said.
_HABITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        (rf"{_HOUR}(?::00\b|[.:]00\s*u(?:ur)?\b|u(?:00)?\b)(?:\s*u(?:ur)?\b)?", r"\1 uur"),
        (
            rf"{_HOUR}(?:[:u]0?(\d\d?)\b(?![.:]\d)|[.:]0?(\d\d?)\s*u(?:ur)?\b)(?:\s*u(?:ur)?\b)?",
            r"\1 uur \2\3",
        ),
        (r"(?<![\d.,])(\d+)\.(\d\d?)(?![\d]|[.,]\d)", r"\1,\2"),
    ),
    "en": ((r"(?<![\d.:])0?([1-9]|1[0-2]):00\b(?!:)", r"\1 o'clock"),),
    "fr": ((rf"{_HOUR}:00\b(?!:)", r"\1 heures"),),
}


def spoken_text(text: str, language: str) -> str:
    """Say what a voice of that language is to speak for a text on the screen."""
    spoken = _clean(text)
    for pattern, words in _list_rules(language):
        spoken = pattern.sub(words, spoken)
    return " ".join(spoken.split())


def has_something_to_say(text: str) -> bool:
    """Whether the text has a letter, digit or symbol: something that can be pronounced."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def has_control_characters(text: str) -> bool:
    """Whether a character would steer the engine, or end its input, instead of being spoken."""
    return any(
        unicodedata.category(character) in ("Cc", "Cs") and character not in _PRINTED_SPACES
        for character in text
    )


def _clean(text: str) -> str:
    # Composed, because espeak-ng drops the accent of a letter that is written in two parts.
    composed = unicodedata.normalize("NFC", text)
    # Nearly every text has no control or format character and no digit of another script.
    if composed.isprintable() and _OTHER_DIGIT.search(composed) is None:
        return " ".join(composed.split())
    return " ".join("".join(_clean_character(character) for character in composed).split())


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return " "
    if category == "Cf" and character not in _JOINERS:
        return ""
    # A voice reads the digits of its own script and 0 to 9, and skips those of another.
    return str(unicodedata.decimal(character)) if category == "Nd" else character


@cache
def _list_rules(language: str) -> tuple[_Rule, ...]:
    words = list_spoken_words().get(language, _NO_WORDS)
    if words is _NO_WORDS:
        return ()
    # "man/vrouw", but no address, date or unit.
    either = rf"(?<![\w./:])({_LETTERS})\s?/\s?({_LETTERS})(?!\.?[\w/])"
    rules = (
        *_list_money_rules(words.money),
        *_list_unit_rules(words),
        *_list_abbreviation_rules(words.abbreviations),
        *_list_sign_rules(words),
        *_HABITS.get(language, ()),
        (either, r"\1, \2"),
    )
    return tuple((re.compile(pattern), said) for pattern, said in rules)


def _list_money_rules(money: MoneyWords | None) -> Iterable[tuple[str, _Words]]:
    if money is None:
        return

    def say(amount: re.Match[str]) -> str:
        euros = int(re.sub(r"\D", "", amount[1]))
        cents = int(amount[2] or 0)
        if cents:
            return money.cents.format(euros=euros, cents=cents)
        return money.one if euros == 1 else money.euros.format(euros=euros)

    yield rf"€\s?{_AMOUNT}", say
    yield rf"(?<![\w.,]){_AMOUNT}\s?(?:€|EUR\b)", say


def _list_unit_rules(words: SpokenWords) -> Iterable[tuple[str, _Words]]:
    if not words.units:
        return

    def say(quantity: re.Match[str]) -> str:
        number, unit = quantity[1].strip(), quantity[2]
        sentence = words.one_unit.get(unit) if number == "1" else None
        return (sentence or words.units[unit]).replace(NUMBER, number)

    yield rf"(?<![\w.,])({_NUMBER})\s?({_one_of(words.units)})(?![\w²³/]|\.\w)", say


def _list_abbreviation_rules(abbreviations: Mapping[str, str]) -> Iterable[tuple[str, _Words]]:
    if not abbreviations:
        return

    def say(found: re.Match[str]) -> str:
        is_end = found[1].endswith(".") and found.end() == len(found.string)
        return abbreviations[found[1].lower()] + ("." if is_end else "")

    yield rf"(?i)(?<![\w.])({_one_of(abbreviations)})(?!\w)", say


def _list_sign_rules(words: SpokenWords) -> Iterable[tuple[str, str]]:
    signs = (
        (r"_{2,}", words.blank),
        # An ellipsis by itself is a gap; one at the end of a word is a pause.
        (r"(?<!\S)(?:…|\.{3,})(?![^\s.,!?;:])", words.blank),
        (r"(?<=\d)\s*½", words.and_half),
        (r"½", words.half),
        (r"(?<![\w.,:)\-])[-−](?=\d)", words.minus),
        (r"(?<=[\w)])\s+−\s+(?=[\w(])", words.minus),
        (r"(?<=[\w)])\s*<\s*(?=[\w(?])", words.less),
        (r"(?<=[\w)])\s*>\s*(?=[\w(?])", words.greater),
        (r"×|(?<=\d)\s*x\s*(?=\d)", words.times),
        (r"÷|(?<=\d)\s+:\s+(?=\d)", words.divided),
        (r"(?<=[\w)])\s*=\s*(?=[\w(?])", words.equals),
        (r"(?<=\d)\s*\+\s*(?=\d)", words.plus),
        (r"(?<=\w)\s+&\s+(?=\w)", words.ampersand),
    )
    return ((sign, f" {word} ") for sign, word in signs if word is not None)


def _one_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
