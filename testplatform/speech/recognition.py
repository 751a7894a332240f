"""Which language a speech recogniser hears: a guess that warns reviewers, and never a verdict.

The recogniser is a command of the house: it gets a WAV (16 kHz, mono) on standard input and prints
one JSON object, {"language": "nl", "probability": 0.93}, with the language codes of Whisper.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from testplatform.speech.audio import Container, decode
from testplatform.speech.programs import run_program
from testplatform.speech.samples import pcm_to_wav
from testplatform.speech.synthesis import SpeechUnavailable

FRAME_RATE = 16_000
SECONDS_TO_HEAR = 60
LEAST_SURE = 0.7
"""A guess below this says nothing."""

_UNLIKE_ITS_TAG = MappingProxyType(
    {
        "prs": frozenset({"fa"}),
        "ary": frozenset({"ar"}),
        "bs": frozenset({"bs", "hr", "sr"}),
        "hi": frozenset({"hi", "ur"}),
        "ur": frozenset({"ur", "hi"}),
    }
)
_BY_ITS_TAG = (
    "ar en fr ru tr ps uk es fa pt ro sq nl so pl th tl ne hy zh bg hu ka vi it ml bn km ta pa"
)
HEARD_AS: Mapping[str, frozenset[str]] = MappingProxyType(
    {tag: frozenset({tag}) for tag in _BY_ITS_TAG.split()} | _UNLIKE_ITS_TAG
)
"""Our languages that Whisper knows → what it calls them; related ones that it mixes up count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a recogniser takes a recording for, and how sure it is, from 0 to 1."""

    language: str
    probability: float

    def is_doubtful(self, tag: str) -> bool:
        """Whether it is rather sure to hear another language than one that it knows."""
        expected = HEARD_AS.get(tag)
        return (
            expected is not None
            and self.probability >= LEAST_SURE
            and self.language not in expected
        )

    def to_json(self) -> str:
        """Write as `read_heard` reads it."""
        return json.dumps({"language": self.language, "probability": self.probability})


def hear_language(command: Sequence[str], webm: bytes) -> Heard:
    """Let the recogniser listen to a recording.

    Raises:
        SpeechUnavailable: when the program is not there, fails, or says something else.
        SpeechDefective: when the recording cannot be decoded.
    """
    samples = decode(webm, Container.WEBM).samples.set_frame_rate(FRAME_RATE)
    wav = pcm_to_wav(samples.raw_data, FRAME_RATE)
    program, *arguments = command
    result = run_program(program, arguments, stdin=wav, timeout_seconds=SECONDS_TO_HEAR)
    if result.return_code != 0:
        raise SpeechUnavailable(program, result.failure)
    heard = read_heard(result.stdout)
    if heard is None:
        raise SpeechUnavailable(program, "did not say what it heard")
    return heard


def read_heard(data: bytes) -> Heard | None:
    """What a recogniser said; None for anything else."""
    try:
        said = json.loads(data)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    language, probability = said.get("language"), said.get("probability")
    if not isinstance(language, str) or not isinstance(probability, int | float):
        return None
    if not math.isfinite(probability) or not 0 <= probability <= 1:
        return None
    return Heard(language=language[:20], probability=float(probability))
