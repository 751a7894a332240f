"""Assembles, encodes and decodes audio: pydub for the samples, ffmpeg for loudness and codec.

Loudness is EBU R 128 (ITU-R BS.1770). A constant gain and a limiter level a clip. ffmpeg's
`loudnorm` is not used: where the gain alone would exceed the peak, it turned clips of a second or
two into near silence (ffmpeg 5.1).
"""

import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from testplatform.speech.programs import ProgramResult, run_program
from testplatform.speech.samples import SAMPLE_RATE, AudioSegment, find_sound, from_pcm
from testplatform.speech.synthesis import (
    Defect,
    DefectKind,
    SpeechDefective,
    SpeechSilent,
    SpeechUnavailable,
)

PROGRAM = "ffmpeg"
TIMEOUT_SECONDS = 60.0

PAD_MS = 120
TARGET_LUFS = -18.0
SHORTEST_MEASURABLE_MS = 400

# Opus at 32 kbit/s overshoots a limited peak by up to 2 dB; limiter and codec together take
# half a decibel from the loudness of a middling clip (measured on 465 clips in five languages).
_LIMIT_DBFS = -3.5
_USUAL_LOSS_DB = 0.5

_QUIETLY = ("-hide_banner", "-nostdin", "-nostats", "-threads", "1", "-filter_threads", "1")
_REPRODUCIBLY = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
_FROM_PIPE = ("-protocol_whitelist", "file,pipe", "-i", "pipe:0")
_LOUDNESS_FILTER = "ebur128=peak=true:framelog=verbose"


class Container(StrEnum):
    """The two files of every asset: what is played, and what older devices play instead."""

    WEBM = "webm"
    MP3 = "mp3"


_CODECS: Mapping[Container, tuple[str, ...]] = {
    Container.WEBM: ("-c:a", "libopus", "-b:a", "32k", "-application", "voip"),
    Container.MP3: ("-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "1", "-id3v2_version", "0"),
}
_DEMUXERS: Mapping[Container, str] = {Container.WEBM: "matroska", Container.MP3: "mp3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """One encoded file, mono. `loudness_lufs` is None where there is less than 0.4 s of sound."""

    data: bytes = field(repr=False)
    duration_ms: int
    loudness_lufs: float | None

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedAudio:
    """The same sound as webm/opus and as mp3, both through the gate; the numbers are the webm's."""

    webm: RenderedFile
    mp3: RenderedFile

    @property
    def files(self) -> Mapping[Container, bytes]:
        """What is stored, by container."""
        return {Container.WEBM: self.webm.data, Container.MP3: self.mp3.data}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledAudio:
    """Sound between two pads of silence, and the level at which it now is."""

    samples: AudioSegment
    level_lufs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedAudio:
    """What a listener gets; loudness and true peak (dBTP) are None where nothing is measured."""

    samples: AudioSegment
    loudness_lufs: float | None
    true_peak_dbtp: float | None


def assemble(samples: AudioSegment) -> AssembledAudio:
    """Trim samples, pad them with silence and measure them.

    Under 0.4 s of sound R 128 has nothing to measure, and RMS in dBFS stands in.

    Raises:
        SpeechSilent: when there is no sound in them.
        SpeechUnavailable: when ffmpeg is missing or fails.
    """
    sound = find_sound(samples)
    pad = AudioSegment.silent(PAD_MS, sound.frame_rate)
    padded = pad + sound + pad
    is_measurable = len(sound) >= SHORTEST_MEASURABLE_MS
    level = _measure_loudness(padded) if is_measurable else float(sound.dBFS)
    return AssembledAudio(samples=padded, level_lufs=level)


def encode(assembled: AssembledAudio, container: Container, *, correction_db: float = 0.0) -> bytes:
    """Bring audio to the target level and encode it as webm/opus or mp3 without metadata.

    Raises:
        SpeechUnavailable: when ffmpeg is missing or fails.
    """
    gain_db = TARGET_LUFS - assembled.level_lufs + _USUAL_LOSS_DB + correction_db
    gain = f"volume={gain_db:.2f}dB:precision=float"
    limiter = f"alimiter=limit={_LIMIT_DBFS}dB:level=false:attack=2:release=50:latency=1"
    filters = f"{gain},aresample={SAMPLE_RATE},{limiter}"
    # To a file, because webm that is written to a pipe lacks its duration and cannot be sought.
    with tempfile.TemporaryDirectory(prefix="speech-") as folder:
        path = Path(folder) / f"encoded.{container}"
        result = _run_ffmpeg(
            _raw_input(assembled.samples),
            ("-af", filters, *_CODECS[container], *_REPRODUCIBLY, "-f", container, str(path)),
            stdin=assembled.samples.raw_data,
        )
        _check_success(result)
        return path.read_bytes()


def decode(data: bytes, container: Container) -> DecodedAudio:
    """Decode a file completely; nothing but the given bytes is opened.

    Raises:
        SpeechDefective: when it is not such a file with sound.
        SpeechUnavailable: when ffmpeg is missing.
    """
    result = _run_ffmpeg(
        (
            "-f",
            _DEMUXERS[container],
            "-protocol_whitelist",
            "file,pipe",
            "-i",
            "pipe:0",
            "-map",
            "0:a:0",
        ),
        ("-af", _LOUDNESS_FILTER, "-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1", "pipe:1"),
        stdin=data,
    )
    if result.return_code != 0 or not result.stdout:
        raise SpeechDefective((Defect(kind=DefectKind.UNREADABLE),))
    return DecodedAudio(
        samples=from_pcm(result.stdout),
        loudness_lufs=_read_loudness(result.stderr),
        true_peak_dbtp=_read_true_peak(result.stderr),
    )


def _measure_loudness(samples: AudioSegment) -> float:
    result = _run_ffmpeg(
        _raw_input(samples),
        ("-af", _LOUDNESS_FILTER, "-f", "null", "-"),
        stdin=samples.raw_data,
    )
    _check_success(result)
    loudness = _read_loudness(result.stderr)
    if loudness is None:
        raise SpeechSilent
    return loudness


def _raw_input(samples: AudioSegment) -> tuple[str, ...]:
    return ("-f", "s16le", "-ar", str(samples.frame_rate), "-ac", "1", "-i", "pipe:0")


def _run_ffmpeg(
    input_options: Sequence[str], output_options: Sequence[str], *, stdin: bytes
) -> ProgramResult:
    arguments = [*_QUIETLY, *input_options, *output_options]
    return run_program(PROGRAM, arguments, stdin=stdin, timeout_seconds=TIMEOUT_SECONDS)


def _check_success(result: ProgramResult) -> None:
    if result.return_code != 0:
        raise SpeechUnavailable(PROGRAM, f"failed: {result.last_words}")


def _read_loudness(log: bytes) -> float | None:
    # "I: -18.2 LUFS" of the summary; -70 is the floor of the meter: no block counted.
    measured = re.findall(rb"^\s+I:\s+(-?\d+\.\d+) LUFS", log, flags=re.MULTILINE)
    if not measured or float(measured[-1]) <= -70.0:
        return None
    return float(measured[-1])


def _read_true_peak(log: bytes) -> float | None:
    measured = re.findall(rb"^\s+Peak:\s+(-?\d+\.\d+) dBFS", log, flags=re.MULTILINE)
    return float(measured[-1]) if measured else None
