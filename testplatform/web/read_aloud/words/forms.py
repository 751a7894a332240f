"""What is sent from the pages about pronunciation, read into changes."""

from collections.abc import Mapping

from flask import current_app
from itsdangerous import URLSafeSerializer
from werkzeug.datastructures import FileStorage

from itembank.interchange.exchanges import FileFault, FileRefused, tidy
from itembank.interchange.translation_spreadsheets import read_lexicon
from testplatform.services.read_aloud.words import WordPair, WordsChange
from testplatform.services.translating import Translator
from testplatform.web.translating.forms import read_upload

LONGEST_PAYLOAD = 450_000
LONGEST_QUERY = 100


def read_word_change(form: Mapping[str, str]) -> WordsChange:
    """A word that is added, changed (`was` is how it stood there) or removed."""
    was = tidy(form.get("was", ""))
    removed = frozenset({was} if was else ())
    if form.get("then") == "remove":
        return WordsChange(removed=removed)
    pair = WordPair(word=tidy(form.get("word", "")), spoken=tidy(form.get("spoken", "")))
    return WordsChange(words=(pair,), removed=removed)


def read_lexicon_file(upload: FileStorage | None) -> WordsChange:
    """The words of a file.

    Raises:
        FileRefused: when it is no such file.
    """
    rows = read_lexicon(read_upload(upload)[1])
    return WordsChange(
        words=tuple(WordPair(word=one.word, spoken=one.spoken, line=one.line) for one in rows)
    )


def read_spoken_form_change(form: Mapping[str, str]) -> WordsChange:
    """What is said for one text from now on; nothing: what the rules of the language make of it."""
    text = form.get("text", "").replace("\r\n", "\n")
    spoken = tidy(form.get("spoken", ""))
    is_removed = form.get("then") == "remove"
    return WordsChange(spoken_forms={text: None if is_removed else spoken})


def read_query(typed: str) -> str:
    """What somebody looks for. PostgreSQL takes no NUL in a text."""
    return typed.replace("\0", "").strip()[:LONGEST_QUERY]


def write_change(language: str, translator: Translator, change: WordsChange) -> str:
    """Write a change as it was shown, so that nothing else comes back.

    Raises:
        FileRefused: when it is more than a form can carry.
    """
    payload = str(
        _serializer(language, translator).dumps(
            {
                "words": [[one.word, one.spoken, one.line] for one in change.words],
                "removed": sorted(change.removed),
                "forms": dict(change.spoken_forms),
            }
        )
    )
    if len(payload) > LONGEST_PAYLOAD:
        raise FileRefused(FileFault.TOO_LARGE)
    return payload


def read_change(language: str, translator: Translator, payload: str) -> WordsChange:
    """Read back what `write_change` wrote.

    Raises:
        BadSignature: when it is not what we wrote for this person and language.
    """
    document = _serializer(language, translator).loads(payload)
    return WordsChange(
        words=tuple(
            WordPair(word=word, spoken=spoken, line=line)
            for word, spoken, line in document["words"]
        ),
        removed=frozenset(document["removed"]),
        spoken_forms=document["forms"],
    )


def _serializer(language: str, translator: Translator) -> URLSafeSerializer:
    salt = f"pronunciation:{translator.staff_id}:{language}"
    return URLSafeSerializer(str(current_app.secret_key), salt=salt)
