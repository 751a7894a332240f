"""espeak-ng 1.51 as a separate process: the offline engine that every installation has."""

import io
import re
import wave
from dataclasses import dataclass
from functools import cache

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from testplatform.speech.programs import ProgramResult, run_program
from testplatform.speech.speakable import MAX_CHARACTERS, check_text
from testplatform.speech.synthesis import SpeechSilent, SpeechUnavailable, SpeechUnsupported

__all__ = ["MAX_CHARACTERS", "PROGRAM", "WORDS_PER_MINUTE", "EspeakSynthesiser", "VoiceFile"]

PROGRAM = "espeak-ng"
WORDS_PER_MINUTE = 140
TIMEOUT_SECONDS = 30.0

_MBROLA_FOLDER = "mb/"


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakSynthesiser:
    """One espeak-ng voice. `voice_name` is its identifier in `espeak-ng --voices`, as "fr-fr"."""

    language: LanguageTag
    voice_name: str
    rate: int = WORDS_PER_MINUTE

    @property
    def voice(self) -> Voice:
        """The voice at the version of the installed program, which is asked once per process."""
        return Voice(engine=PROGRAM, name=self.voice_name, version=get_version())

    def synthesise(self, text: str) -> bytes:
        """Speak a text; the same text gives the same WAV.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when the voice is not installed or not of this language.
            SpeechUnavailable: when the program is missing, fails or takes too long.
            SpeechSilent: when it gives no samples at all.
        """
        check_text(text)
        return speak(text, find_voice_file(self.language, self.voice_name), rate=self.rate)


def speak(text: str, voice_file: str, *, rate: int) -> bytes:
    """Speak a text with a voice that was found before; returns a WAV file.

    Raises:
        SpeechUnavailable: when the program is missing, fails or takes too long.
        SpeechSilent: when it gives no samples at all.
    """
    options = ["-v", voice_file, "-s", str(rate), "-b", "1", "--stdin", "--stdout"]
    return _with_true_length(_run(options, stdin=_as_plain_text(text).encode()).stdout)


def spell_sounds(text: str, voice_file: str) -> list[str]:
    """Write a text in the letters of the IPA, a line for each clause.

    Raises:
        SpeechUnavailable: when the program is missing, fails or takes too long.
    """
    options = ["-q", "--ipa", "-v", voice_file, "-b", "1", "--stdin"]
    spelt = _run(options, stdin=_as_plain_text(text).encode()).stdout.decode()
    return [line.strip() for line in spelt.splitlines() if line.strip()]


def _as_plain_text(text: str) -> str:
    # "[[" would switch espeak-ng to phoneme names.
    return re.sub(r"\[(?=\[)", "[ ", text)


@cache
def get_version() -> str:
    """The version of the installed program.

    Raises:
        SpeechUnavailable: when the program is missing or does not say it.
    """
    found = re.search(rb"text-to-speech: (\S+)", _run(["--version"]).stdout)
    if found is None:
        raise SpeechUnavailable(PROGRAM, "does not say its version")
    return found[1].decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFile:
    """A voice as espeak-ng lists it; the file is its only exact name."""

    identifier: str
    file: str

    @property
    def is_mbrola(self) -> bool:
        """Whether its sound comes from the program mbrola."""
        return self.file.startswith(_MBROLA_FOLDER)


@cache
def list_voice_files(language: str) -> tuple[VoiceFile, ...]:
    """What espeak-ng lists for a language, whether or not MBROLA has the data.

    Raises:
        SpeechUnavailable: when the program is missing or fails.
    """
    rows = _run([f"--voices={language}"]).stdout.decode().splitlines()[1:]
    return tuple(_read_voice_row(row) for row in rows)


def find_voice_file(language: str, voice_name: str) -> str:
    """Find the voice among those that espeak-ng lists for the language.

    Asking for the voice by name is not enough: "nl-be" silently speaks nl, and "ar" may become
    an MBROLA voice on another machine. The file name is exact.

    Raises:
        SpeechUnsupported: when espeak-ng has no such voice of this language.
        SpeechUnavailable: when the program is missing or fails.
    """
    for voice in list_voice_files(language):
        if voice.identifier == voice_name and not voice.is_mbrola:
            return voice.file
    raise SpeechUnsupported(language, voice_name)


def _read_voice_row(line: str) -> VoiceFile:
    _priority, identifier, _age_and_gender, _name, file, *_other_languages = line.split()
    return VoiceFile(identifier=identifier, file=file)


def _run(arguments: list[str], *, stdin: bytes = b"") -> ProgramResult:
    result = run_program(PROGRAM, arguments, stdin=stdin, timeout_seconds=TIMEOUT_SECONDS)
    if result.return_code != 0:
        raise SpeechUnavailable(PROGRAM, result.failure)
    return result


def _with_true_length(streamed: bytes) -> bytes:
    # On a pipe espeak-ng writes the header first, with a length of two gigabytes.
    try:
        with wave.open(io.BytesIO(streamed)) as source:
            parameters = source.getparams()
            frames = source.readframes(parameters.nframes)
    except (wave.Error, EOFError) as problem:
        raise SpeechSilent from problem
    rewritten = io.BytesIO()
    with wave.open(rewritten, "wb") as target:
        target.setparams(parameters)
        target.writeframes(frames)
    return rewritten.getvalue()
