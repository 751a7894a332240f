"""RHVoice, through its command `RHVoice-test`.

Asked for a voice that it does not have, it speaks with any other one and ends well: Portuguese came
out in Albanian. So the voice is looked up among the installed ones first, with its language.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from itembank.voices import ListedVoice
from testplatform.speech.engines.fingerprints import fingerprint
from testplatform.speech.engines.folders import voice_folders
from testplatform.speech.engines.protocol import Lack, LackKind
from testplatform.speech.espeak import WORDS_PER_MINUTE
from testplatform.speech.programs import run_program
from testplatform.speech.speakable import check_text
from testplatform.speech.synthesis import (
    SpeechSilent,
    SpeechSynthesiser,
    SpeechUnavailable,
    SpeechUnsupported,
)

ENGINE = "rhvoice"
PROGRAM = "RHVoice-test"
TIMEOUT_SECONDS = 60.0

LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ka": "Georgian",
        "pl": "Polish",
        "pt": "Brazilian-Portuguese",
        "ru": "Russian",
        "sq": "Albanian",
        "uk": "Ukrainian",
    }
)
"""Our tag → how RHVoice writes the language in the file of a voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledVoice:
    """A voice as its own file describes it."""

    name: str
    language: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RhvoiceSynthesiser:
    """One RHVoice voice by its exact name, accents included."""

    language: LanguageTag
    voice_name: str
    rate: int = WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """The version is the content of the voice, which is what makes the sound."""
        folder = _get_voice(self.language, self.voice_name).folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return Voice(engine=ENGINE, name=self.voice_name, version=fingerprint(ENGINE, files))

    def synthesise(self, text: str) -> bytes:
        """Speak a text; it is plain text, so that "<" and "&" mean nothing.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when the installed voice of that name speaks another language.
            SpeechUnavailable: when the program or the voice is missing, fails or takes too long.
            SpeechSilent: when it writes nothing.
        """
        check_text(text)
        name = _get_voice(self.language, self.voice_name).name
        with tempfile.TemporaryDirectory(prefix="rhvoice-") as folder:
            wav = Path(folder) / "spoken.wav"
            result = run_program(
                PROGRAM,
                ["-p", name, "-o", str(wav)],
                stdin=text.encode(),
                timeout_seconds=TIMEOUT_SECONDS,
            )
            if result.return_code != 0:
                raise SpeechUnavailable(ENGINE, result.failure)
            if not wav.is_file() or wav.stat().st_size == 0:
                raise SpeechSilent
            return wav.read_bytes()


def list_installed() -> tuple[InstalledVoice, ...]:
    """The voices on this machine, read anew every time."""
    files = [
        path for folder in voice_folders().rhvoice for path in sorted(folder.glob("*/voice.info"))
    ]
    return tuple(_read_voice(path) for path in files)


def _read_voice(path: Path) -> InstalledVoice:
    rows = [line.partition("=") for line in path.read_text(encoding="utf-8").splitlines()]
    facts = {key.strip(): value.strip() for key, _equals, value in rows}
    return InstalledVoice(
        name=facts.get("name", ""), language=facts.get("language", ""), folder=path.parent
    )


def _find_voice(name: str) -> InstalledVoice | None:
    wanted = normalize("NFC", name)
    return next((one for one in list_installed() if normalize("NFC", one.name) == wanted), None)


def _get_voice(language: str, name: str) -> InstalledVoice:
    found = _find_voice(name)
    if found is None:
        raise SpeechUnavailable(ENGINE, f"has no voice {name}")
    if found.language != LANGUAGE_NAMES.get(language):
        raise SpeechUnsupported(language, name)
    return found


@dataclass(frozen=True, slots=True)
class RhvoiceEngine:
    """Used where somebody installed the program and the voice."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        if shutil.which(PROGRAM) is None:
            return Lack(kind=LackKind.PROGRAM, name=PROGRAM)
        found = _find_voice(voice.name)
        if found is None or found.language != LANGUAGE_NAMES.get(voice.language):
            return Lack(kind=LackKind.VOICE, name=voice.name)
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return self.find_lack(voice) is None

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return RhvoiceSynthesiser(language=voice.language, voice_name=voice.name)
