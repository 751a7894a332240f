"""Keep how words and texts are pronounced; what says them in another way is made again."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.errors import PlatformError, TranslationNotTheirs
from testplatform.models.audio import LexiconEntry, SpokenForm
from testplatform.repositories.forms import hash_text
from testplatform.services.audit import record_event
from testplatform.services.read_aloud.pronouncing import Pronunciation, read_pronunciation
from testplatform.services.read_aloud.remaking import TouchedAsset, list_touched, remake
from testplatform.services.read_aloud.requesting import hold_speech
from testplatform.services.translating import Translator
from testplatform.speech.phrases import fold_word
from testplatform.speech.spoken_text import has_control_characters, has_something_to_say

LONGEST_WORD = 100
LONGEST_SPOKEN_WORD = 200
LONGEST_SPOKEN_FORM = 4_000


class WordProblem(StrEnum):
    """Why a word or a spoken form cannot be kept."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    STRANGE_SIGNS = "strange_signs"
    SILENT = "silent"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPair:
    """A word with how it is said; `line` is where it stands in a file."""

    word: str
    spoken: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFault:
    """What is wrong with one word, and where."""

    line: int
    word: str
    problem: WordProblem


@dataclass(eq=False)
class WordsNotSound(PlatformError):
    """Words that cannot be kept; none of the change is."""

    faults: tuple[WordFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsChange:
    """What is to be said otherwise in a language.

    `words` are put into the lexicon or change what stands there; `removed` are taken out of it.
    `spoken_forms` are texts with what is said for them; None takes a spoken form away.
    """

    words: tuple[WordPair, ...] = ()
    removed: frozenset[str] = frozenset()
    spoken_forms: Mapping[str, str | None] = field(default_factory=dict)


def foresee_change(
    session: Session, language: str, change: WordsChange
) -> tuple[TouchedAsset, ...]:
    """What a change would make again; nothing is written.

    Raises:
        WordsNotSound: with every word that cannot be kept.
    """
    change = _check(change)
    before = read_pronunciation(session, language)
    return list_touched(session, language, before, _apply(before, change))


def change_words(
    session: Session, language: str, change: WordsChange, *, actor: Translator, now: datetime
) -> tuple[TouchedAsset, ...]:
    """Keep a change, all of it or nothing, and ask again for what it touches; gives what that is.

    Raises:
        TranslationNotTheirs: when the language is not one of theirs.
        WordsNotSound: with every word that cannot be kept.
        SpeechUnavailable: when the engine is not there to make anything with.
    """
    if not actor.may_translate(language):
        raise TranslationNotTheirs(language=language)
    change = _check(change)
    hold_speech(session, language)
    before = read_pronunciation(session, language)
    words = _write_words(session, language, change, actor, now)
    forms = _write_spoken_forms(session, language, change, actor, now)
    session.flush()
    touched = list_touched(session, language, before, read_pronunciation(session, language))
    remake(session, language, touched, now=now)
    for action, number in (("lexicon changed", words), ("spoken form changed", forms)):
        if number:
            record_event(
                session,
                actor=f"staff:{actor.staff_id}",
                action=action,
                subject=f"lexicon:{language}",
                now=now,
                details={
                    "language": language,
                    "number": number,
                    "texts": count_texts(touched),
                },
            )
    return touched


def count_texts(touched: Sequence[TouchedAsset]) -> int:
    """How many different texts are said otherwise."""
    return len({one.text for one in touched})


def list_words(session: Session, language: str) -> list[LexiconEntry]:
    """The lexicon of a language by its words, capitals aside."""
    return list(
        session.scalars(
            sa.select(LexiconEntry)
            .where(LexiconEntry.language == language)
            .order_by(sa.func.lower(LexiconEntry.word), LexiconEntry.id)
        )
    )


def _check(change: WordsChange) -> WordsChange:
    """Give the change in composed Unicode, or refuse it."""
    words = tuple(
        WordPair(word=_compose(one.word), spoken=_compose(one.spoken), line=one.line)
        for one in change.words
    )
    forms = {
        text: None if spoken is None else _compose(spoken)
        for text, spoken in change.spoken_forms.items()
    }
    seen: set[str] = set()
    faults = []
    for one in words:
        problem = _find_word_problem(one, seen)
        seen.add(fold_word(one.word))
        if problem is not None:
            faults.append(WordFault(line=one.line, word=one.word, problem=problem))
    for text, spoken in forms.items():
        problem = _find_problem(text, LONGEST_SPOKEN_FORM)
        if problem is None and spoken is not None:
            problem = _find_problem(spoken, LONGEST_SPOKEN_FORM)
        if problem is not None:
            faults.append(WordFault(line=1, word=text, problem=problem))
    if faults:
        raise WordsNotSound(faults=tuple(faults))
    return replace(change, words=words, spoken_forms=forms)


def _find_word_problem(one: WordPair, seen: set[str]) -> WordProblem | None:
    if fold_word(one.word) in seen:
        return WordProblem.TWICE
    return _find_problem(one.word, LONGEST_WORD) or _find_problem(one.spoken, LONGEST_SPOKEN_WORD)


def _find_problem(text: str, longest: int) -> WordProblem | None:
    if not text.strip():
        return WordProblem.EMPTY
    if len(text) > longest:
        return WordProblem.TOO_LONG
    if has_control_characters(text):
        return WordProblem.STRANGE_SIGNS
    return None if has_something_to_say(text) else WordProblem.SILENT


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _apply(before: Pronunciation, change: WordsChange) -> Pronunciation:
    """What will be said after a change that is not written yet."""
    gone = {fold_word(word) for word in (*change.removed, *(one.word for one in change.words))}
    lexicon = {word: said for word, said in before.lexicon.items() if fold_word(word) not in gone}
    lexicon |= {one.word: one.spoken for one in change.words}
    forms = {**before.spoken_forms}
    for text, spoken in change.spoken_forms.items():
        if spoken is None:
            forms.pop(hash_text(text), None)
        else:
            forms[hash_text(text)] = spoken
    return Pronunciation(spoken_forms=forms, lexicon=lexicon)


def _write_words(
    session: Session, language: str, change: WordsChange, actor: Translator, now: datetime
) -> int:
    stored = {fold_word(row.word): row for row in list_words(session, language)}
    kept = {fold_word(one.word) for one in change.words}
    removed = {fold_word(word) for word in change.removed} & stored.keys() - kept
    for word in removed:
        session.delete(stored[word])
    changed = len(removed)
    for one in change.words:
        row = stored.get(fold_word(one.word))
        if row is not None and (row.word, row.spoken) == (one.word, one.spoken):
            continue
        if row is None:
            row = LexiconEntry(language=language)
            session.add(row)
        row.word, row.spoken, row.author_id, row.updated_at = (
            one.word,
            one.spoken,
            actor.staff_id,
            now,
        )
        changed += 1
    return changed


def _write_spoken_forms(
    session: Session, language: str, change: WordsChange, actor: Translator, now: datetime
) -> int:
    changed = 0
    for text, spoken in change.spoken_forms.items():
        row = session.get(SpokenForm, (language, hash_text(text)))
        if spoken == (None if row is None else row.spoken):
            continue
        changed += 1
        if spoken is None:
            session.delete(row)
            continue
        if row is None:
            row = SpokenForm(language=language, text_hash=hash_text(text), text=text)
            session.add(row)
        row.spoken, row.author_id, row.updated_at = spoken, actor.staff_id, now
    return changed
