"""Checks of files that people upload: what they are by their content, and only what we expect.

`check_file` gives the bytes to keep, encoded anew or without their metadata; nobody's name or media
type of a file is believed.
"""

from pathlib import Path

from testplatform.intake.captions import check_captions
from testplatform.intake.drawings import check_drawing
from testplatform.intake.files import CheckedFile, FileRefused, Refusal
from testplatform.intake.photographs import check_photograph
from testplatform.intake.recordings import check_recording, measure_recording
from testplatform.intake.signatures import FileForm, recognise

__all__ = ["CheckedFile", "FileRefused", "Refusal", "check_file", "measure_file"]

HEAD = 4_096
LARGEST_SMALL = 5 * 1024 * 1024  # images, drawings, captions: they are read into memory


def check_file(path: Path) -> CheckedFile:
    """Check a file on disk.

    Raises:
        FileRefused: with the reason.
    """
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(Refusal.EMPTY)
    with path.open("rb") as file:
        form = recognise(file.read(HEAD))
    if form.is_recording:
        return check_recording(path, form)
    if size > LARGEST_SMALL:
        raise FileRefused(Refusal.TOO_LARGE)
    data = path.read_bytes()
    if form is FileForm.SVG:
        return check_drawing(data)
    return check_captions(data) if form is FileForm.VTT else check_photograph(data, form)


def measure_file(path: Path) -> int | None:
    """How many milliseconds a file plays; None for what does not play.

    Raises:
        FileRefused: for sound or video that cannot be read.
    """
    with path.open("rb") as file:
        form = recognise(file.read(HEAD))
    return measure_recording(path, form) if form.is_recording else None
