"""The seam between the platform and the engines that speak, and what can go wrong there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from itembank.readaloud import Voice
from testplatform.errors import PlatformError


class SpeechSynthesiser(Protocol):
    """One voice of one engine, speaking exactly one language."""

    @property
    def language(self) -> str:
        """The BCP 47 tag of the language it speaks."""

    @property
    def voice(self) -> Voice:
        """Engine, voice and version: another version is another voice.

        Raises SpeechUnavailable when the engine cannot be asked.
        """

    @property
    def rate(self) -> int:
        """Words per minute."""

    def synthesise(self, text: str) -> bytes:
        """Speak a text; returns a WAV file that may still be silence. Raises SpeechError."""


class SpeechError(PlatformError):
    """The root of everything that keeps a text from being heard."""


@dataclass(eq=False)
class SpeechUnsupported(SpeechError):
    """No such voice, or a voice of another language; trying again does not help."""

    language: str
    voice: str

    def __str__(self) -> str:
        return f"no voice {self.voice!r} that speaks {self.language}"


@dataclass(eq=False)
class SpeechUnavailable(SpeechError):
    """A program is missing, failed or took too long; it may work later."""

    program: str
    problem: str

    def __str__(self) -> str:
        return f"{self.program} {self.problem}"


@dataclass(eq=False)
class SpeechRateLimited(SpeechUnavailable):
    """The engine asks to be left alone for a while."""

    retry_after_seconds: float = 60.0


class TextProblem(StrEnum):
    """Why a text is not given to a voice."""

    NOTHING_TO_SAY = "nothing_to_say"
    TOO_LONG = "too_long"
    CONTROL_CHARACTERS = "control_characters"


@dataclass(eq=False)
class TextNotSpeakable(SpeechError):
    """The text itself cannot be spoken; only another text helps."""

    problem: TextProblem

    def __str__(self) -> str:
        return f"the text cannot be spoken: {self.problem}"


class SpeechSilent(SpeechError):
    """The engine said that it was done, and nothing can be heard."""

    def __str__(self) -> str:
        return "the result is silence"


class DefectKind(StrEnum):
    """What the technical gate looks at."""

    UNREADABLE = "unreadable"
    DURATION = "duration"
    VOICED = "voiced"
    PEAK = "peak"
    LOUDNESS = "loudness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One measurement outside its bounds; None where there is no bound on that side.

    Units: duration in seconds, voiced as a share, true peak in dBTP, loudness in LUFS. UNREADABLE
    has no numbers.
    """

    kind: DefectKind
    measured: float | None = None
    lowest: float | None = None
    highest: float | None = None

    def __str__(self) -> str:
        if self.measured is None:
            return str(self.kind)
        bounds = "..".join("" if b is None else f"{b:.2f}" for b in (self.lowest, self.highest))
        return f"{self.kind} {self.measured:.2f} not in {bounds}"


@dataclass(eq=False)
class SpeechDefective(SpeechError):
    """The technical gate refused the audio."""

    defects: tuple[Defect, ...]

    def __str__(self) -> str:
        return "; ".join(str(defect) for defect in self.defects)
