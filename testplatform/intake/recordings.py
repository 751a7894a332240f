"""Sound and video: probed, decoded to the end, and copied without their metadata.

ffmpeg is told which demuxer to use and may open nothing but the file itself, so that a file that
claims to be a playlist or names other files is not believed.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from itembank.media import MediaKind
from testplatform.intake.files import CheckedFile, FileRefused, Refusal
from testplatform.intake.signatures import FileForm
from testplatform.speech.programs import ProgramResult, run_program
from testplatform.speech.synthesis import SpeechUnavailable

MOST_SECONDS = 30 * 60
PROBE_SECONDS = 20
DECODE_SECONDS = 120
LARGEST_PICTURE = 1920 * 1920


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a form of file is read and written, and what may be in it."""

    demuxer: str
    sounds: tuple[str, ...]
    videos: tuple[str, ...] = ()
    sound_ending: str
    video_ending: str = ""


_FORMS: Mapping[FileForm, _Form] = MappingProxyType(
    {
        FileForm.WAV: _Form(
            demuxer="wav", sounds=("pcm_s16le", "pcm_s24le", "pcm_u8"), sound_ending="wav"
        ),
        FileForm.MP3: _Form(demuxer="mp3", sounds=("mp3",), sound_ending="mp3"),
        FileForm.OGG: _Form(demuxer="ogg", sounds=("opus", "vorbis"), sound_ending="ogg"),
        FileForm.MATROSKA: _Form(
            demuxer="matroska",
            sounds=("opus", "vorbis"),
            videos=("vp8", "vp9", "av1"),
            sound_ending="webm",
            video_ending="webm",
        ),
        FileForm.MP4: _Form(
            demuxer="mov",
            sounds=("aac", "mp3"),
            videos=("h264", "av1"),
            sound_ending="m4a",
            video_ending="mp4",
        ),
    }
)
_MUXERS = {"wav": "wav", "mp3": "mp3", "ogg": "ogg", "webm": "webm", "m4a": "ipod", "mp4": "mp4"}


def check_recording(path: Path, file_form: FileForm) -> CheckedFile:
    """Probe a recording, decode all of it, and copy its streams to a clean file.

    Raises:
        FileRefused: for what is not sound or video that browsers play, is damaged or too long.
    """
    form = _FORMS[file_form]
    kind, duration = _probe(path, form)
    ending = form.video_ending if kind is MediaKind.VIDEO else form.sound_ending
    _run("ffmpeg", ["-v", "error", "-xerror", *_input(path, form), "-f", "null", "-"])
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / f"clean.{ending}"
        options = [
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1",
            "-c",
            "copy",
            "-fflags",
            "bitexact",
        ]
        streams = ["-map", "0:v?", "-map", "0:a?"] if kind is MediaKind.VIDEO else ["-map", "0:a"]
        arguments = [*_input(path, form), *streams, *options, "-fflags", "+bitexact"]
        target = ["-f", _MUXERS[ending], str(clean)]
        _run("ffmpeg", ["-v", "error", *arguments, *target])
        return CheckedFile(
            data=clean.read_bytes(), kind=kind, extension=ending, duration_ms=round(duration * 1000)
        )


def measure_recording(path: Path, file_form: FileForm) -> int:
    """How many milliseconds a recording lasts.

    Raises:
        FileRefused: when it is none.
    """
    _, duration = _probe(path, _FORMS[file_form])
    return round(duration * 1000)


def _probe(path: Path, form: _Form) -> tuple[MediaKind, float]:
    shown = ["-show_entries", "format=duration:stream=codec_type,codec_name,width,height"]
    result = _run("ffprobe", ["-v", "error", *shown, "-of", "json", *_input(path, form)])
    try:
        found = json.loads(result.stdout)
        streams, duration = found["streams"], float(found["format"]["duration"])
    except (ValueError, KeyError, TypeError) as error:
        raise FileRefused(Refusal.DAMAGED) from error
    if duration > MOST_SECONDS:
        raise FileRefused(Refusal.TOO_LONG)
    sounds = [one["codec_name"] for one in streams if one.get("codec_type") == "audio"]
    videos = [one for one in streams if one.get("codec_type") == "video"]
    if len(streams) > len(sounds) + len(videos) or len(sounds) > 1 or len(videos) > 1:
        raise FileRefused(Refusal.NOT_ALLOWED)
    _check_codecs(sounds, [one["codec_name"] for one in videos], form)
    if any(one.get("width", 0) * one.get("height", 0) > LARGEST_PICTURE for one in videos):
        raise FileRefused(Refusal.TOO_MANY_PIXELS)
    return (MediaKind.VIDEO if videos else MediaKind.AUDIO), duration


def _check_codecs(sounds: Sequence[str], videos: Sequence[str], form: _Form) -> None:
    odd = [*(set(sounds) - set(form.sounds)), *(set(videos) - set(form.videos))]
    if odd or not (sounds or videos):
        raise FileRefused(Refusal.NOT_ALLOWED, ", ".join(sorted(odd)))


def _input(path: Path, form: _Form) -> list[str]:
    drefs = ["-enable_drefs", "0"] if form.demuxer == "mov" else []
    return ["-protocol_whitelist", "file", *drefs, "-f", form.demuxer, "-i", f"file:{path}"]


def _run(program: str, arguments: Sequence[str]) -> ProgramResult:
    seconds = PROBE_SECONDS if program == "ffprobe" else DECODE_SECONDS
    quiet = ["-nostdin", "-hide_banner"] if program == "ffmpeg" else ["-hide_banner"]
    try:
        result = run_program(program, [*quiet, *arguments], timeout_seconds=seconds)
    except SpeechUnavailable as error:
        raise FileRefused(Refusal.NOT_CHECKED) from error
    if result.return_code != 0:
        raise FileRefused(Refusal.DAMAGED)
    return result
