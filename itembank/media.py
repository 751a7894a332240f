"""The media files that items name: images, sound, video and captions."""

import re
from dataclasses import dataclass
from enum import StrEnum

_STEM = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"


class MediaKind(StrEnum):
    """What a media file is used as."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CAPTIONS = "captions"

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings of file names, the usual one first."""
        return _EXTENSIONS[self]


_EXTENSIONS = {
    MediaKind.IMAGE: ("svg", "png", "webp", "jpg"),
    MediaKind.AUDIO: ("webm", "mp3", "wav", "m4a", "ogg"),
    MediaKind.VIDEO: ("webm", "mp4"),
    MediaKind.CAPTIONS: ("vtt",),
}


def find_kind(name: str) -> MediaKind | None:
    """Find what a file is used as by the ending of its name; of webm, sound."""
    extension = name.rpartition(".")[2]
    return next((kind for kind in MediaKind if extension in kind.extensions), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaUse:
    """One media file as one field of an item names it."""

    name: str
    kind: MediaKind
    field: str

    @property
    def problem(self) -> str | None:
        """What is wrong with the name, or None."""
        endings = "|".join(self.kind.extensions)
        if re.fullmatch(rf"{_STEM}\.(?:{endings})", self.name, re.ASCII):
            return None
        return f"must be a file name like bag-paper.{self.kind.extensions[0]}"
