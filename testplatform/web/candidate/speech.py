"""What the candidate's screens can say: their sentences with the recordings that there are."""

import json
from collections.abc import Iterable

from flask import url_for
from sqlalchemy.orm import Session

from itembank.forms import Stakes
from testplatform.models.attempts import Attempt
from testplatform.repositories.forms import hash_text
from testplatform.screens import spoken_texts
from testplatform.services.read_aloud.choosing import choose_for_texts, find_speech
from testplatform.services.read_aloud.listening import is_audio_first, list_marked_texts
from testplatform.speech.audio import Container
from testplatform.web.candidate.languages import screen_language
from testplatform.web.candidate.pages import ByEar, SpokenSentence


def voice_url(session: Session, attempt: Attempt, text: str) -> str | None:
    """The address of a text's audio in a sitting: in a high-stakes one only what was approved."""
    language = screen_language(session, attempt)
    key = find_speech(session, text, language, attempt.form.stakes)
    return None if key is None else audio_url(key)


def speech_url(session: Session, text: str, language: str, *, is_public: bool) -> str | None:
    """The address of a text's audio outside a sitting, or None: never another language.

    `is_public` is for the pages before a code was entered, which hear nothing else.
    """
    key = find_speech(session, text, language, Stakes.PRACTICE, is_public=is_public)
    return None if key is None else audio_url(key)


def audio_url(key: str) -> str:
    """The address of a recording; a browser that cannot play it asks for .mp3 instead."""
    return url_for("media.audio", key=key, extension=Container.WEBM.value)


def by_ear(attempt: Attempt) -> ByEar:
    """Whether the screens of an attempt speak by themselves."""
    return "always" if is_audio_first(attempt.booking) else "never"


def list_attempt_speech(session: Session, attempt: Attempt) -> tuple[SpokenSentence, ...]:
    """Every sentence of the screens that can be heard, where they speak by themselves."""
    if not is_audio_first(attempt.booking):
        return ()
    texts = spoken_texts.list_spoken_texts()
    return list_speech(session, texts, screen_language(session, attempt), attempt.form.stakes)


def list_speech(
    session: Session,
    texts: Iterable[str],
    language: str,
    stakes: Stakes = Stakes.PRACTICE,
    *,
    is_public: bool = False,
) -> tuple[SpokenSentence, ...]:
    """Those of these sentences that have a recording in this language, in their order.

    `is_public` as for `speech_url`.
    """
    hashes = {text: hash_text(text) for text in texts}
    wanted = set(hashes.values())
    chosen = choose_for_texts(session, wanted, language, stakes, is_public=is_public)
    marked = list_marked_texts(session, {one.key for one in chosen.values()})
    return tuple(
        SpokenSentence(
            text=text,
            audio_url=audio_url(audio.key),
            marks=json.dumps(marks.to_document()["marks"])
            if (marks := marked.get(audio.key)) and marks.text == text
            else None,
        )
        for text, text_hash in hashes.items()
        if (audio := chosen.get(text_hash)) is not None
    )
