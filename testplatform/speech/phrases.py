"""From the text on the screen to the phrases that a voice says, one sentence at a time. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from itembank.readaloud import Phrase
from itembank.sentences import list_sentences
from testplatform.speech.spoken_text import has_something_to_say, spoken_text

Lexicon = Mapping[str, str]
"""Word → how it is to be said, for one language."""


def plan_phrases(
    text: str, language: str, *, spoken_form: str | None = None, lexicon: Lexicon
) -> tuple[Phrase, ...]:
    """Say what is spoken for a text: its own spoken form, else the rules of the language.

    A sentence of signs alone is left out. Nothing is left out when nothing would be left: a voice
    then refuses the text, which is better than silence.
    """
    if spoken_form is not None:
        return (Phrase(start=0, end=len(text), said=spoken_text(spoken_form, language)),)
    phrases = [
        Phrase(
            start=one.start,
            end=one.end,
            said=_apply(lexicon, spoken_text(text[one.start : one.end], language)),
        )
        for one in list_sentences(text)
    ]
    sayable = tuple(one for one in phrases if has_something_to_say(one.said))
    return sayable or (Phrase(start=0, end=len(text), said=spoken_text(text, language)),)


def phrases_to_document(phrases: tuple[Phrase, ...]) -> list[list[int | str]]:
    """Write phrases as JSON: [start, end, said]."""
    return [[one.start, one.end, one.said] for one in phrases]


def phrases_from_document(document: list[list[int | str]]) -> tuple[Phrase, ...]:
    """Read what `phrases_to_document` wrote."""
    return tuple(
        Phrase(start=int(start), end=int(end), said=str(said)) for start, end, said in document
    )


def _apply(lexicon: Lexicon, said: str) -> str:
    """Replace whole words, the longest first, whatever their capitals."""
    if not lexicon:
        return said
    spoken = {fold_word(word): replacement for word, replacement in lexicon.items()}
    words = "|".join(re.escape(word) for word in sorted(spoken, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: spoken.get(fold_word(found[0]), found[0]), said)


def fold_word(word: str) -> str:
    """What two ways to write a word share: capitals and composition aside."""
    return unicodedata.normalize("NFC", word).casefold()
