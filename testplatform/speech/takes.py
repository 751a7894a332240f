"""What a person recorded for a text: decoded strictly, levelled, and let through the same gate.

Nothing that a browser or a file says of itself is believed: the form is told by the first bytes,
ffmpeg gets that demuxer and opens nothing but the bytes it is given, and the length is counted in
decoded samples (a browser writes no length, or Infinity).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from itembank.languages import get_language
from itembank.sentences import list_sentences
from testplatform.errors import PlatformError
from testplatform.intake.files import FileRefused
from testplatform.intake.signatures import FileForm, recognise
from testplatform.speech.audio import PROGRAM, TIMEOUT_SECONDS, RenderedAudio
from testplatform.speech.gate import DurationBounds, duration_bounds
from testplatform.speech.levelling import level
from testplatform.speech.programs import ProgramResult, run_program
from testplatform.speech.samples import SAMPLE_RATE, AudioSegment, find_sound, from_pcm
from testplatform.speech.synthesis import DefectKind, SpeechDefective, SpeechSilent

LARGEST_TAKE = 5 * 1024 * 1024
LONGEST_SECONDS = 60

_DEMUXERS: Mapping[FileForm, str] = MappingProxyType(
    {FileForm.WAV: "wav", FileForm.MP3: "mp3", FileForm.MATROSKA: "matroska"}
)
_QUIETLY = ("-hide_banner", "-nostdin", "-nostats", "-threads", "1", "-filter_threads", "1")
_STATED_DURATION = re.compile(rb"Duration: (\d+):(\d\d):(\d\d\.\d+)")
_RIFF_HEAD = 8
_UNKNOWN_SIZE = 0x7FFF_0000  # a program that wrote to a pipe states this, or more
_MOST_LOST_SECONDS = 1.5  # between what was said to be there and what is
_LONGEST_BREATH_SECONDS = 1.5  # people breathe between sentences, and some read slowly
_SLOW_READER = 1.5


class TakeFault(StrEnum):
    """Why a recording is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_AUDIO = "not_audio"
    VIDEO_ONLY = "video_only"
    NOT_VIDEO = "not_video"
    NO_PICTURE = "no_picture"
    BROKEN_OFF = "broken_off"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    SILENT = "silent"
    TOO_SHORT_FOR_TEXT = "too_short_for_text"
    TOO_LONG_FOR_TEXT = "too_long_for_text"
    NOT_CLEAR = "not_clear"


@dataclass(eq=False)
class TakeRefused(PlatformError):
    """A recording is not taken; nothing of it is kept."""

    fault: TakeFault

    def __str__(self) -> str:
        return self.fault.value


def decode_take(data: bytes, *, stated_ms: int | None = None) -> AudioSegment:
    """Decode all of a recording to mono samples; `stated_ms` is how long it was to whoever sent it.

    Raises:
        TakeRefused: for what is no sound, is broken off, too large or too long, or silent.
        SpeechUnavailable: when ffmpeg is missing or takes too long.
    """
    if not data:
        raise TakeRefused(TakeFault.EMPTY)
    if len(data) > LARGEST_TAKE:
        raise TakeRefused(TakeFault.TOO_LARGE)
    form = _recognise(data)
    if form is FileForm.WAV and _is_cut_wav(data):
        raise TakeRefused(TakeFault.BROKEN_OFF)
    result = _decode(data, _DEMUXERS[form])
    if result.return_code != 0 or not result.stdout:
        has_no_sound = b"matches no streams" in result.stderr
        raise TakeRefused(TakeFault.VIDEO_ONLY if has_no_sound else TakeFault.NOT_AUDIO)
    samples = from_pcm(result.stdout[: len(result.stdout) // 2 * 2])
    if len(samples) > LONGEST_SECONDS * 1000:
        raise TakeRefused(TakeFault.TOO_LONG)
    if _is_broken_off(samples, result.stderr, stated_ms):
        raise TakeRefused(TakeFault.BROKEN_OFF)
    return samples


def check_take(data: bytes, text: str, said: str, language: str) -> AudioSegment:
    """Decode a recording and hold its length against the text, without the work of levelling.

    Raises what `decode_take` does, and TakeRefused when it cannot be this text.
    """
    samples = decode_take(data)
    try:
        seconds = len(find_sound(samples)) / 1000
    except SpeechSilent as silence:
        raise TakeRefused(TakeFault.SILENT) from silence
    bounds = bounds_of_reader(text, said, language)
    if seconds < bounds.lowest_seconds:
        raise TakeRefused(TakeFault.TOO_SHORT_FOR_TEXT)
    if seconds > bounds.highest_seconds:
        raise TakeRefused(TakeFault.TOO_LONG_FOR_TEXT)
    return samples


def render_take(
    data: bytes, text: str, said: str, language: str, *, stated_ms: int | None = None
) -> RenderedAudio:
    """Make of a recording what is stored: mono, level, webm and mp3, both through the gate.

    `said` is what is to be heard for the text. Raises what `decode_take` does, and TakeRefused
    when the gate refuses the result.
    """
    samples = decode_take(data, stated_ms=stated_ms)
    try:
        return level(samples, bounds_of_reader(text, said, language))
    except SpeechSilent as silence:
        raise TakeRefused(TakeFault.SILENT) from silence
    except SpeechDefective as refusal:
        raise TakeRefused(_name_fault(refusal)) from refusal


def bounds_of_reader(text: str, said: str, language: str) -> DurationBounds:
    """How long a person may take: as quick as a machine, but slower, and with room to breathe."""
    bounds = duration_bounds(said, get_language(language).script)
    breaths = _LONGEST_BREATH_SECONDS * max(1, len(list_sentences(text)))
    return DurationBounds(
        lowest_seconds=bounds.lowest_seconds,
        highest_seconds=bounds.highest_seconds * _SLOW_READER + breaths,
    )


def _recognise(data: bytes) -> FileForm:
    try:
        form = recognise(data[:4096])
    except FileRefused as refusal:
        raise TakeRefused(TakeFault.NOT_AUDIO) from refusal
    if form not in _DEMUXERS:
        raise TakeRefused(TakeFault.NOT_AUDIO)
    return form


def _is_cut_wav(data: bytes) -> bool:
    """Whether the head says more than there is; ffmpeg plays what there is without a word."""
    stated = int.from_bytes(data[4:8], "little")
    return len(data) < stated + _RIFF_HEAD <= _UNKNOWN_SIZE


def _decode(data: bytes, demuxer: str) -> ProgramResult:
    # One second more than is allowed, so that too long is known without unpacking hours of it.
    source = ("-f", demuxer, "-protocol_whitelist", "file,pipe", "-i", "pipe:0")
    target = ("-map", "0:a:0", "-t", str(LONGEST_SECONDS + 1), "-f", "s16le")
    mono = ("-ar", str(SAMPLE_RATE), "-ac", "1", "pipe:1")
    arguments = [*_QUIETLY, *source, *target, *mono]
    return run_program(PROGRAM, arguments, stdin=data, timeout_seconds=TIMEOUT_SECONDS)


def _is_broken_off(samples: AudioSegment, log: bytes, stated_ms: int | None) -> bool:
    """Whether less came than the file, or who sent it, says there is."""
    found = _STATED_DURATION.search(log)
    stated = [] if stated_ms is None else [stated_ms / 1000]
    if found is not None:
        hours, minutes, seconds = found.groups()
        stated.append(int(hours) * 3600 + int(minutes) * 60 + float(seconds))
    return any(one - len(samples) / 1000 > _MOST_LOST_SECONDS for one in stated)


def _name_fault(refusal: SpeechDefective) -> TakeFault:
    for defect in refusal.defects:
        if defect.kind is DefectKind.DURATION and None not in (defect.measured, defect.lowest):
            is_short = (defect.measured or 0) < (defect.lowest or 0)
            return TakeFault.TOO_SHORT_FOR_TEXT if is_short else TakeFault.TOO_LONG_FOR_TEXT
    return TakeFault.NOT_CLEAR
