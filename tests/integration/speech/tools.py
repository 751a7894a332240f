"""What the speech tests need on the machine, and silence to feed them."""

import io
import shutil
import wave
from dataclasses import dataclass

import pytest

from itembank.readaloud import Voice

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
