"""Somebody who signs a text, on video: checked as every video, with a picture to show first."""

import hashlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from itembank.media import MediaKind
from testplatform.intake.files import FileRefused, Refusal
from testplatform.intake.recordings import check_recording
from testplatform.intake.signatures import FileForm, recognise
from testplatform.speech.programs import run_program
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.speech.takes import TakeFault, TakeRefused

LARGEST_CLIP = 20 * 1024 * 1024
SHORTEST_MS = 500
LONGEST_MS = 60_000
POSTER_SECONDS = 30
POSTER_WIDTH = 640

_VIDEOS = {FileForm.MP4: "mov", FileForm.MATROSKA: "matroska"}
_FAULTS = {Refusal.TOO_LONG: TakeFault.TOO_LONG, Refusal.TOO_LARGE: TakeFault.TOO_LARGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A video as it is kept, without metadata, and its poster in JPEG."""

    data: bytes = field(repr=False)
    poster: bytes = field(repr=False)
    extension: str
    duration_ms: int

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return hashlib.sha256(self.data).hexdigest()


def check_clip(data: bytes) -> Clip:
    """Decode all of a video and make its poster.

    Raises:
        TakeRefused: for what is no video that browsers play, is damaged, too large, short or long.
        SpeechUnavailable: when ffmpeg is missing or takes too long.
    """
    if not data:
        raise TakeRefused(TakeFault.EMPTY)
    if len(data) > LARGEST_CLIP:
        raise TakeRefused(TakeFault.TOO_LARGE)
    try:
        form = recognise(data[:4096])
    except FileRefused as refusal:
        raise TakeRefused(TakeFault.NOT_VIDEO) from refusal
    if form not in _VIDEOS:
        raise TakeRefused(TakeFault.NOT_VIDEO)
    with tempfile.TemporaryDirectory(prefix="clip-") as folder:
        path = Path(folder) / "clip"
        path.write_bytes(data)
        return _check(path, form)


def _check(path: Path, form: FileForm) -> Clip:
    try:
        checked = check_recording(path, form)
    except FileRefused as refusal:
        if refusal.refusal is Refusal.NOT_CHECKED:
            raise SpeechUnavailable("ffmpeg", "could not check a video") from refusal
        raise TakeRefused(_FAULTS.get(refusal.refusal, TakeFault.NOT_VIDEO)) from refusal
    if checked.kind is not MediaKind.VIDEO:
        raise TakeRefused(TakeFault.NO_PICTURE)
    duration_ms = checked.duration_ms or 0
    if duration_ms > LONGEST_MS:
        raise TakeRefused(TakeFault.TOO_LONG)
    if duration_ms < SHORTEST_MS:
        raise TakeRefused(TakeFault.TOO_SHORT)
    return Clip(
        data=checked.data,
        poster=_make_poster(path, _VIDEOS[form], duration_ms),
        extension=checked.extension,
        duration_ms=duration_ms,
    )


def _make_poster(path: Path, demuxer: str, duration_ms: int) -> bytes:
    """The picture in the middle: at the beginning hands still hang."""
    middle = f"{duration_ms / 2000:.3f}"
    result = run_program(
        "ffmpeg",
        (
            *("-nostdin", "-hide_banner", "-v", "error", "-threads", "1"),
            *("-protocol_whitelist", "file", "-f", demuxer, "-ss", middle, "-i", f"file:{path}"),
            *("-map", "0:v:0", "-frames:v", "1", "-vf", f"scale='min({POSTER_WIDTH},iw)':-2"),
            *("-q:v", "4", "-f", "mjpeg", "pipe:1"),
        ),
        timeout_seconds=POSTER_SECONDS,
    )
    if result.return_code != 0 or not result.stdout:
        raise TakeRefused(TakeFault.NO_PICTURE)
    return result.stdout
