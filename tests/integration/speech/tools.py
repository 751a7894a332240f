"""What the speech tests need on the machine, and silence to feed them."""

import io
import shutil
import wave
from dataclasses import dataclass

import pytest

from itembank.forms import Stakes
from itembank.languages import get_language
from itembank.readaloud import Voice
from testplatform.speech.engines import find_voice, open_voice
from testplatform.speech.phrases import plan_phrases
from testplatform.speech.rendering import Reading, render
from testplatform.speech.synthesis import SpeechSynthesiser

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)


@dataclass(frozen=True, kw_only=True)
class SilentSynthesiser:
    """An engine that reports success and speaks silence, as some voices without dictionary do."""

    language: str = "nl"
    rate: int = 140
    sample: int = 0

    @property
    def voice(self) -> Voice:
        return Voice(engine="silent", name="silent", version="1")

    def synthesise(self, text: str) -> bytes:
        file = io.BytesIO()
        with wave.open(file, "wb") as target:
            target.setnchannels(1)
            target.setsampwidth(2)
            target.setframerate(22_050)
            target.writeframes(self.sample.to_bytes(2, "little") * 22_050)
        return file.getvalue()


def say(text: str, tag: str, *, voice: SpeechSynthesiser | None = None) -> Reading:
    """Speak a text as a worker would: in sentences, with the voice of the language."""
    return render(plan_phrases(text, tag, lexicon={}), get_language(tag), voice or voice_of(tag))


def voice_of(tag: str) -> SpeechSynthesiser:
    """The voice that speaks a language here."""
    voice = find_voice(tag, stakes=Stakes.PRACTICE)
    assert voice is not None
    return open_voice(tag, voice.engine, voice.name)
