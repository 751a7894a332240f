"""Media files of items on disk, stored by the hash of their content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from itembank.media import MediaKind
from testplatform.speech.store import write_whole

_FOLDERS: Mapping[MediaKind, str] = MappingProxyType(
    {
        MediaKind.IMAGE: "images",
        MediaKind.AUDIO: "sounds",
        MediaKind.VIDEO: "videos",
        MediaKind.CAPTIONS: "captions",
    }
)

# What a browser is told of a file; never what somebody who uploads it says.
_MEDIA_TYPES: Mapping[tuple[MediaKind, str], str] = MappingProxyType(
    {
        (MediaKind.IMAGE, "svg"): "image/svg+xml",
        (MediaKind.IMAGE, "png"): "image/png",
        (MediaKind.IMAGE, "webp"): "image/webp",
        (MediaKind.IMAGE, "jpg"): "image/jpeg",
        (MediaKind.AUDIO, "webm"): "audio/webm",
        (MediaKind.AUDIO, "mp3"): "audio/mpeg",
        (MediaKind.AUDIO, "wav"): "audio/wav",
        (MediaKind.AUDIO, "m4a"): "audio/mp4",
        (MediaKind.AUDIO, "ogg"): "audio/ogg",
        (MediaKind.VIDEO, "webm"): "video/webm",
        (MediaKind.VIDEO, "mp4"): "video/mp4",
        (MediaKind.CAPTIONS, "vtt"): "text/vtt",
    }
)
_KINDS = {media_type: kind for (kind, _extension), media_type in _MEDIA_TYPES.items()}


class MediaStore:
    """A folder of files that never change: the name is the hash of the content."""

    def __init__(self, media_root: Path) -> None:
        self._root = media_root

    def path_of(
        self, sha256: str, kind: MediaKind = MediaKind.IMAGE, extension: str = "svg"
    ) -> Path:
        return self._root / _FOLDERS[kind] / sha256[:2] / f"{sha256}.{extension}"

    def write(self, data: bytes, kind: MediaKind, extension: str) -> str:
        """Store a file and return its hash; whole on disk or not there at all."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256, kind, extension)
        if not path.exists():
            write_whole(path, data)
        return sha256

    def write_image(self, data: bytes) -> str:
        """Store an SVG image and return its hash."""
        return self.write(data, MediaKind.IMAGE, "svg")


def media_type_of(kind: MediaKind, extension: str) -> str:
    """The media type of a file that is used so; raises KeyError for an ending it cannot have."""
    return _MEDIA_TYPES[kind, extension]


def kind_of(media_type: str) -> MediaKind:
    """What a file of this media type is used as; raises KeyError for one that items do not use."""
    return _KINDS[media_type]


def extension_of(name: str) -> str:
    """The ending of a file name, without its dot."""
    return name.rpartition(".")[2]
