"""Piper as a separate process: it is GPL, so it is never imported.

A voice is three files in the folder of the configuration: `<name>.onnx`, `<name>.onnx.json` and
`<name>.MODEL_CARD`. The card says the licence; a voice whose card is missing, or says another
licence than our table, is not used.
"""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

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

ENGINE = "piper"
PROGRAM = "piper"
SETTING = "PIPER_VOICES"
TIMEOUT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperFiles:
    """What a voice consists of."""

    model: Path
    settings: Path
    card: Path

    def is_complete(self) -> bool:
        """Whether it can be spoken with."""
        return self.model.is_file() and self.settings.is_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperSynthesiser:
    """One Piper voice. The same text sounds a little different each time: it is made once."""

    language: LanguageTag
    voice_name: str
    rate: int = WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """The version is the content of the voice, which is what makes the sound."""
        files = _get_files(self.voice_name)
        version = fingerprint(ENGINE, [files.model, files.settings])
        return Voice(engine=ENGINE, name=self.voice_name, version=version)

    def synthesise(self, text: str) -> bytes:
        """Speak a text.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when the voice says itself that it speaks another language.
            SpeechUnavailable: when the program or the voice is missing, fails or takes too long.
            SpeechSilent: when it writes nothing.
        """
        check_text(text)
        files = _get_files(self.voice_name)
        if _read_language(files.settings) != self.language:
            raise SpeechUnsupported(self.language, self.voice_name)
        with tempfile.TemporaryDirectory(prefix="piper-") as folder:
            wav = Path(folder) / "spoken.wav"
            result = run_program(
                PROGRAM,
                ["-m", str(files.model), "-c", str(files.settings), "-f", str(wav)],
                # It speaks line by line, and a line by itself.
                stdin=" ".join(text.split()).encode(),
                timeout_seconds=TIMEOUT_SECONDS,
            )
            if result.return_code != 0:
                raise SpeechUnavailable(ENGINE, result.failure)
            if not wav.is_file() or wav.stat().st_size == 0:
                raise SpeechSilent
            return wav.read_bytes()


def _find_files(name: str) -> PiperFiles | None:
    folder = voice_folders().piper
    if folder is None:
        return None
    return PiperFiles(
        model=folder / f"{name}.onnx",
        settings=folder / f"{name}.onnx.json",
        card=folder / f"{name}.MODEL_CARD",
    )


def _get_files(name: str) -> PiperFiles:
    files = _find_files(name)
    if files is None or not files.is_complete():
        raise SpeechUnavailable(ENGINE, f"has no voice {name}")
    return files


def _read_language(settings: Path) -> str | None:
    """The language of the voice by its own account, as "nl"; None when it does not say."""
    try:
        document = json.loads(settings.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SpeechUnavailable(ENGINE, f"cannot read {settings.name}") from problem
    match document:
        case {"language": {"family": str(family)}}:
            return family
        case {"espeak": {"voice": str(voice)}}:
            return voice.partition("-")[0]
        case _:
            return None


def _has_licence(files: PiperFiles, licence: str) -> bool:
    """Whether the card begins its line "License:" with the licence of our table."""
    try:
        card = files.card.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    for line in card.splitlines():
        label, _colon, said = line.strip(" *-").partition(":")
        if label.strip().casefold() in ("license", "licence"):
            return _letters(said).startswith(_letters(licence))
    return False


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@dataclass(frozen=True, slots=True)
class PiperEngine:
    """Used where somebody installed the program and put voices in the folder."""

    is_on_by_default: bool = True
    sends_texts_out: bool = False

    def find_lack(self, voice: ListedVoice) -> Lack | None:
        if shutil.which(PROGRAM) is None:
            return Lack(kind=LackKind.PROGRAM, name=PROGRAM)
        files = _find_files(voice.name)
        if files is None:
            return Lack(kind=LackKind.FOLDER, name=SETTING)
        if not files.is_complete():
            return Lack(kind=LackKind.VOICE, name=files.model.name)
        if not _has_licence(files, voice.licence.name):
            return Lack(kind=LackKind.LICENCE, name=files.card.name)
        return None

    def is_installed(self, voice: ListedVoice) -> bool:
        return self.find_lack(voice) is None

    def open(self, voice: ListedVoice) -> SpeechSynthesiser:
        return PiperSynthesiser(language=voice.language, voice_name=voice.name)
