"""What an engine is to the rest of the platform, and what it may lack here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from itembank.voices import ListedVoice
from testplatform.speech.synthesis import SpeechSynthesiser


class LackKind(StrEnum):
    """What is missing before an engine can speak with a voice."""

    PROGRAM = "program"
    PACKAGE = "package"
    FOLDER = "folder"
    VOICE = "voice"
    LICENCE = "licence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that is missing, by the name under which it can be installed or found."""

    kind: LackKind
    name: str


class Engine(Protocol):
    """What speaks. `sends_texts_out` is true when texts leave the house to be spoken."""

    @property
    def is_on_by_default(self) -> bool:
        """Whether it is used before an administrator decided anything."""

    @property
    def sends_texts_out(self) -> bool:
        """Whether texts leave the house."""

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        """What is missing before it could speak with this voice here, or None."""

    def is_installed(self, voice: ListedVoice) -> bool:
        """Whether it could speak with this voice here; asking is cheap and reaches no network."""

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        """Give the voice ready to speak."""
