"""MBROLA: espeak-ng says which sounds, the program mbrola makes them from a recorded voice.

Its voices are not free ("only with MBROLA; not to be sold"); nothing of it is part of this
repository.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from itembank.voices import ListedVoice
from testplatform.speech import espeak
from testplatform.speech.engines.fingerprints import fingerprint
from testplatform.speech.engines.folders import voice_folders
from testplatform.speech.engines.protocol import Lack, LackKind
from testplatform.speech.speakable import check_text
from testplatform.speech.synthesis import (
    SpeechSynthesiser,
    SpeechUnavailable,
    SpeechUnsupported,
)

ENGINE = "mbrola"
PROGRAM = "mbrola"


@dataclass(frozen=True, slots=True, kw_only=True)
class MbrolaSynthesiser:
    """One MBROLA voice by its name there, as "nl2"."""

    language: LanguageTag
    voice_name: str
    rate: int = espeak.WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """Two programs' work: the version is that of espeak-ng and of the recorded voice."""
        version = f"{espeak.get_version()}+{fingerprint(ENGINE, [_get_data(self.voice_name)])}"
        return Voice(engine=ENGINE, name=self.voice_name, version=version)

    def synthesise(self, text: str) -> bytes:
        """Speak a text.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when espeak-ng does not list the voice for this language.
            SpeechUnavailable: when a program or the voice is missing, fails or takes too long.
            SpeechSilent: when it gives no samples at all.
        """
        check_text(text)
        # Without program or data espeak-ng speaks on with nothing, or with another voice.
        if shutil.which(PROGRAM) is None:
            raise SpeechUnavailable(ENGINE, "is not installed")
        _get_data(self.voice_name)
        return espeak.speak(text, self._find_file(), rate=self.rate)

    def _find_file(self) -> str:
        wanted = f"mb/mb-{self.voice_name}"
        if all(one.file != wanted for one in espeak.list_voice_files(self.language)):
            raise SpeechUnsupported(self.language, self.voice_name)
        return wanted


def find_data(name: str) -> Path | None:
    """Where the recorded voice lies, in the places where espeak-ng looks for it."""
    places = (
        place
        for folder in voice_folders().mbrola
        for place in (folder / name / name, folder / name, folder / "voices" / name)
    )
    return next((place for place in places if place.is_file()), None)


def _get_data(name: str) -> Path:
    data = find_data(name)
    if data is None:
        raise SpeechUnavailable(ENGINE, f"has no voice {name}")
    return data


@dataclass(frozen=True, slots=True)
class MbrolaEngine:
    """Used where somebody installed the program and the voice."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        for program in (espeak.PROGRAM, PROGRAM):
            if shutil.which(program) is None:
                return Lack(kind=LackKind.PROGRAM, name=program)
        if find_data(voice.name) is None:
            return Lack(kind=LackKind.VOICE, name=f"mbrola-{voice.name}")
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return self.find_lack(voice) is None

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return MbrolaSynthesiser(language=voice.language, voice_name=voice.name)
