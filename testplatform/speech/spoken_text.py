"""From the text on the screen to the text that a voice is given. Pure.

Signs that espeak-ng 1.51 skips, or reads in English inside another language, become words. Only
the languages of `_WORDINGS` are touched; a text in any other is cleaned and left as it is. The
words in Arabic and Turkish await a native reviewer, like the demonstration translations.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_Rule = tuple[re.Pattern[str], str]

_JOINERS = "\u200c\u200d"
_PRINTED_SPACES = "\t\n\r"
_HOUR = r"(?<![\d.:])0?([1-9]|1\d|2[0-3]|0(?=[.:]\d\d))"
_LETTERS = r"[^\W\d_]{2,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """What to say for a sign; None where the voice reads the sign well by itself."""

    blank: str
    minus: str
    less: str
    greater: str
    and_half: str
    half: str | None = None
    times: str | None = None
    equals: str | None = None
    plus: str | None = None
    habits: tuple[tuple[str, str], ...] = ()


_WORDINGS: Mapping[str, _Wording] = {
    "nl": _Wording(
        blank="puntje puntje puntje",
        minus="min",
        less="is kleiner dan",
        greater="is groter dan",
        half="een half",
        and_half="en een half",
        times="maal",
        equals="is gelijk aan",
        habits=(
            (rf"{_HOUR}(?::00\b|[.:]00\s*u(?:ur)?\b)(?:\s*u(?:ur)?\b)?", r"\1 uur"),
            (
                rf"{_HOUR}(?::0?(\d\d?)\b(?![.:]\d)|[.:]0?(\d\d?)\s*u(?:ur)?\b)(?:\s*u(?:ur)?\b)?",
                r"\1 uur \2\3",
            ),
            (r"(?<![\d.,])(\d+)\.(\d\d?)(?![\d]|[.,]\d)", r"\1,\2"),
        ),
    ),
    "en": _Wording(
        blank="blank",
        minus="minus",
        less="is less than",
        greater="is greater than",
        and_half="and a half",
        habits=((r"(?<![\d.:])0?([1-9]|1[0-2]):00\b(?!:)", r"\1 o'clock"),),
    ),
    "fr": _Wording(
        blank="points de suspension",
        minus="moins",
        less="est inférieur à",
        greater="est supérieur à",
        and_half="et demi",
        equals="égale",
        habits=((rf"{_HOUR}:00\b(?!:)", r"\1 heures"),),
    ),
    "ar": _Wording(
        blank="فراغ",
        minus="ناقص",
        less="أصغر من",
        greater="أكبر من",
        half="نصف",
        and_half="ونصف",
        times="ضرب",
        equals="يساوي",
        plus="زائد",
    ),
    "tr": _Wording(
        blank="boşluk",
        minus="eksi",
        less="küçüktür",
        greater="büyüktür",
        half="yarım",
        and_half="buçuk",
        times="çarpı",
    ),
}


def spoken_text(text: str, language: str) -> str:
    """Say what a voice of that language is to speak for a text on the screen."""
    spoken = _clean(text)
    for pattern, words in _RULES.get(language, ()):
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
    if composed.isprintable():  # nearly every text: nothing in it is a control or format character
        return " ".join(composed.split())
    return " ".join("".join(_clean_character(character) for character in composed).split())


def _clean_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return " "
    if category == "Cf" and character not in _JOINERS:
        return ""
    return character


def _rules(wording: _Wording) -> tuple[_Rule, ...]:
    signs = (
        (r"_{2,}", wording.blank),
        (r"(?<=\d)\s*½", wording.and_half),
        (r"½", wording.half),
        (r"(?<![\w.,:)\-])[-−](?=\d)", wording.minus),
        (r"(?<=[\w)])\s+−\s+(?=[\w(])", wording.minus),
        (r"(?<=[\w)])\s*<\s*(?=[\w(?])", wording.less),
        (r"(?<=[\w)])\s*>\s*(?=[\w(?])", wording.greater),
        (r"×", wording.times),
        (r"(?<=[\w)])\s*=\s*(?=[\w(?])", wording.equals),
        (r"(?<=\d)\s*\+\s*(?=\d)", wording.plus),
    )
    in_words = [(pattern, f" {word} ") for pattern, word in signs if word is not None]
    # "man/vrouw", but no address, date or unit.
    either = rf"(?<![\w./:])({_LETTERS})\s?/\s?({_LETTERS})(?!\.?[\w/])"
    return tuple(
        (re.compile(pattern), words)
        for pattern, words in (*in_words, *wording.habits, (either, r"\1, \2"))
    )


_RULES: Mapping[str, tuple[_Rule, ...]] = {
    language: _rules(wording) for language, wording in _WORDINGS.items()
}
