"""What a file is by its first bytes."""

import re
from enum import StrEnum

from testplatform.intake.files import FileRefused, Refusal


class FileForm(StrEnum):
    """The forms of files that are taken."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    SVG = "svg"
    VTT = "vtt"
    WAV = "wav"
    MP3 = "mp3"
    OGG = "ogg"
    MATROSKA = "matroska"
    MP4 = "mp4"

    @property
    def is_recording(self) -> bool:
        """Whether it is sound or video."""
        return self in _RECORDINGS


_RECORDINGS = frozenset({FileForm.WAV, FileForm.MP3, FileForm.OGG, FileForm.MATROSKA, FileForm.MP4})
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileForm.PNG),
    (re.compile(rb"\xff\xd8\xff"), FileForm.JPEG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), FileForm.WEBP),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), FileForm.WAV),
    (re.compile(rb"OggS"), FileForm.OGG),
    (re.compile(rb"\x1aE\xdf\xa3"), FileForm.MATROSKA),
    (re.compile(rb"....ftyp", re.DOTALL), FileForm.MP4),
    (re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), FileForm.MP3),
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT"), FileForm.VTT),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg[\s>])"), FileForm.SVG),
)


def recognise(head: bytes) -> FileForm:
    """Give the form of a file that begins so.

    Raises:
        FileRefused: for anything that we do not take.
    """
    for signature, form in _SIGNATURES:
        if signature.match(head):
            return form
    raise FileRefused(Refusal.UNKNOWN)
