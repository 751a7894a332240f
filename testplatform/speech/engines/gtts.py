"""gTTS: the voices of Google Translate. Every text leaves the house, so it is off by default.

The library never retries, waits for ever, leaves empty files behind and does not check whom it
speaks with; all four are put right here. Its `save()` is never called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib import import_module, metadata, util
from typing import Any

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from itembank.voices import ListedVoice
from testplatform.clock import now_utc
from testplatform.speech.audio import Container, decode
from testplatform.speech.engines.breaker import SHORTEST_REST_SECONDS, CircuitBreaker
from testplatform.speech.engines.protocol import Lack, LackKind
from testplatform.speech.espeak import WORDS_PER_MINUTE
from testplatform.speech.samples import SAMPLE_RATE, pcm_to_wav
from testplatform.speech.speakable import check_text
from testplatform.speech.synthesis import (
    SpeechDefective,
    SpeechRateLimited,
    SpeechSynthesiser,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
    TextProblem,
)

ENGINE = "gtts"
PACKAGE = "gtts"
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 15.0

BREAKER = CircuitBreaker(program=ENGINE)
"""Shared by every thread of this process."""

_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class GttsSynthesiser:
    """One voice by the code that Google Translate has for the language, as "tl" or "pt-PT"."""

    language: LanguageTag
    voice_name: str
    rate: int = WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """The version is that of the library: what the other side changes is not told."""
        if not _is_installed():
            raise SpeechUnavailable(ENGINE, "is not installed")
        return Voice(engine=ENGINE, name=self.voice_name, version=metadata.version(PACKAGE))

    def synthesise(self, text: str) -> bytes:
        """Send a text out and get it back spoken.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when the library does not know the language.
            SpeechRateLimited: when the other side asks for rest, or is given it after failures.
            SpeechUnavailable: when it is not reached, fails, takes too long or answers no audio.
        """
        check_text(text)
        if not _is_installed():
            raise SpeechUnavailable(ENGINE, "is not installed")
        with BREAKER.guard():
            mp3 = _ask(text, self.language, self.voice_name)
        try:
            samples = decode(mp3, Container.MP3).samples
        except SpeechDefective as problem:
            raise SpeechUnavailable(ENGINE, "answered something that is no audio") from problem
        return pcm_to_wav(samples.raw_data, SAMPLE_RATE)


def _ask(text: str, language: str, name: str) -> bytes:
    library: Any = _load()
    try:
        speech = library.gTTS(text, lang=name, timeout=(CONNECT_SECONDS, ANSWER_SECONDS))
        parts = len(speech.get_bodies())
    except ValueError as problem:
        raise SpeechUnsupported(language, name) from problem
    except AssertionError as problem:
        raise TextNotSpeakable(TextProblem.NOTHING_TO_SAY) from problem
    try:
        spoken = list(speech.stream())
    except library.gTTSError as problem:
        raise _describe(problem.rsp) from problem
    except ValueError as problem:
        raise SpeechUnavailable(ENGINE, "answered something that is no audio") from problem
    # An answer without audio is passed over by the library: the text would be cut short.
    if not parts or len(spoken) != parts or not all(spoken):
        raise SpeechUnavailable(ENGINE, f"answered {len(spoken)} of {parts} parts")
    return b"".join(spoken)


def _describe(response: Any) -> SpeechUnavailable:
    if response is None:
        return SpeechUnavailable(ENGINE, "cannot be reached")
    if response.status_code == _TOO_MANY_REQUESTS:
        seconds = read_retry_after(response.headers.get("Retry-After"))
        return SpeechRateLimited(ENGINE, "asks for rest", retry_after_seconds=seconds)
    return SpeechUnavailable(ENGINE, f"answered {response.status_code}")


def read_retry_after(header: str | None) -> float:
    """The seconds of a Retry-After header: a number or a date; what is unreadable is a minute."""
    if header is None:
        return SHORTEST_REST_SECONDS
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        at = parsedate_to_datetime(header)
        return max(0.0, (at - now_utc()).total_seconds())
    except (ValueError, TypeError):
        return SHORTEST_REST_SECONDS


def _is_installed() -> bool:
    return util.find_spec(PACKAGE) is not None


def _load() -> Any:
    """The library, made to check with whom it speaks: it hard-codes that it does not."""
    library: Any = import_module("gtts.tts")
    if not isinstance(library.requests, _CheckedRequests):
        library.requests = _CheckedRequests(library.requests)
    return library


class _CheckedRequests:
    """The package `requests` for gTTS alone, with certificates verified in every session."""

    def __init__(self, package: Any) -> None:
        self._package = package

    def __getattr__(self, name: str) -> Any:
        return getattr(self._package, name)

    def Session(self) -> Any:  # noqa: N802 - the name that the library calls
        session = self._package.Session()
        session.send = _verified(session.send)
        return session


def _verified(send: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **options: send(*arguments, **{**options, "verify": True})


@dataclass(frozen=True, slots=True)
class GttsEngine:
    """Used only where an administrator turned it on, knowing what leaves the house."""

    is_on_by_default: bool = False
    sends_texts_out: bool = True

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        if not _is_installed():
            return Lack(kind=LackKind.PACKAGE, name=PACKAGE)
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return self.find_lack(voice) is None

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return GttsSynthesiser(language=voice.language, voice_name=voice.name)
