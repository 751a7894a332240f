"""espeak-ng 1.51 as a separate process: the offline engine that every installation has."""

import io
import re
import wave
from dataclasses import dataclass
from functools import cache

from itembank.languages import LanguageTag
from itembank.readaloud import Voice
from testplatform.speech.programs import ProgramResult, run_program
from testplatform.speech.spoken_text import has_control_characters, has_something_to_say
from testplatform.speech.synthesis import (
    SpeechSilent,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
    TextProblem,
)

PROGRAM = "espeak-ng"
WORDS_PER_MINUTE = 140
MAX_CHARACTERS = 3000
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
        return Voice(engine=PROGRAM, name=self.voice_name, version=_get_version())

    def synthesise(self, text: str) -> bytes:
        """Speak a text; the same text gives the same WAV.

        Raises:
            TextNotSpeakable: empty, punctuation only, too long, or with control characters.
            SpeechUnsupported: when the voice is not installed or not of this language.
            SpeechUnavailable: when the program is missing, fails or takes too long.
            SpeechSilent: when it gives no samples at all.
        """
        _check_text(text)
        voice_file = _get_voice_file(self.language, self.voice_name)
        options = ["-v", voice_file, "-s", str(self.rate), "-b", "1", "--stdin", "--stdout"]
        return _with_true_length(_run(options, stdin=_as_plain_text(text).encode()).stdout)


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TextNotSpeakable(TextProblem.TOO_LONG)
    if has_control_characters(text):
        raise TextNotSpeakable(TextProblem.CONTROL_CHARACTERS)
    if not has_something_to_say(text):
        raise TextNotSpeakable(TextProblem.NOTHING_TO_SAY)


def _as_plain_text(text: str) -> str:
    # "[[" would switch espeak-ng to phoneme names.
    return re.sub(r"\[(?=\[)", "[ ", text)


@cache
def _get_version() -> str:
    found = re.search(rb"text-to-speech: (\S+)", _run(["--version"]).stdout)
    if found is None:
        raise SpeechUnavailable(PROGRAM, "does not say its version")
    return found[1].decode()


@cache
def _get_voice_file(language: str, voice_name: str) -> str:
    """Find the voice among those that espeak-ng lists for the language.

    Asking for the voice by name is not enough: "nl-be" silently speaks nl, and "ar" may become
    an MBROLA voice on another machine. The file name is exact.
    """
    for line in _run([f"--voices={language}"]).stdout.decode().splitlines()[1:]:
        identifier, file = _read_voice_row(line)
        if identifier == voice_name and not file.startswith(_MBROLA_FOLDER):
            return file
    raise SpeechUnsupported(language, voice_name)


def _read_voice_row(line: str) -> tuple[str, str]:
    _priority, identifier, _age_and_gender, _name, file, *_other_languages = line.split()
    return identifier, file


def _run(arguments: list[str], *, stdin: bytes = b"") -> ProgramResult:
    result = run_program(PROGRAM, arguments, stdin=stdin, timeout_seconds=TIMEOUT_SECONDS)
    if result.return_code != 0:
        raise SpeechUnavailable(PROGRAM, f"failed: {result.last_words}")
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
