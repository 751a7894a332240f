"""Captions of a video in WebVTT."""

import re

from itembank.media import MediaKind
from testplatform.intake.files import CheckedFile, FileRefused, Refusal

_HEAD = re.compile(r"WEBVTT(?:[ \t][^\n]*)?\n")
_CUE = re.compile(r"(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}")


def check_captions(data: bytes) -> CheckedFile:
    """Read captions as text; line ends and byte order marks are made the same.

    Raises:
        FileRefused: for what is no WebVTT with at least one cue.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(Refusal.DAMAGED) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or not _HEAD.match(text) or not _CUE.search(text):
        raise FileRefused(Refusal.DAMAGED)
    return CheckedFile(data=text.encode(), kind=MediaKind.CAPTIONS, extension="vtt")
