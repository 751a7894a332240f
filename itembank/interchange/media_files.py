"""Media files from outside: what they are by their content, and the names they get in the bank."""

import hashlib
import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from itembank.interchange.errors import FileRefused, ItemRefused
from itembank.interchange.packages import Package
from itembank.interchange.xml_documents import local_name, parse_xml
from itembank.media import MediaKind

_UNSAFE_ELEMENTS = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate"}
)
_UNSAFE_STYLE = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:", re.I)
_SIGNATURES: tuple[tuple[MediaKind, str, int, bytes], ...] = (
    (MediaKind.IMAGE, "png", 0, b"\x89PNG\r\n\x1a\n"),
    (MediaKind.IMAGE, "jpg", 0, b"\xff\xd8\xff"),
    (MediaKind.IMAGE, "webp", 8, b"WEBP"),
    (MediaKind.AUDIO, "mp3", 0, b"ID3"),
    (MediaKind.AUDIO, "mp3", 0, b"\xff\xfb"),
    (MediaKind.AUDIO, "mp3", 0, b"\xff\xf3"),
    (MediaKind.AUDIO, "mp3", 0, b"\xff\xfa"),
    (MediaKind.AUDIO, "wav", 8, b"WAVE"),
    (MediaKind.AUDIO, "ogg", 0, b"OggS"),
    (MediaKind.AUDIO, "m4a", 4, b"ftypM4A"),
    (MediaKind.AUDIO, "webm", 0, b"\x1a\x45\xdf\xa3"),
    (MediaKind.VIDEO, "webm", 0, b"\x1a\x45\xdf\xa3"),
    (MediaKind.VIDEO, "mp4", 4, b"ftyp"),
    (MediaKind.CAPTIONS, "vtt", 0, b"WEBVTT"),
)


def find_extension(data: bytes, kind: MediaKind) -> str:
    """Give the ending that the content of a file deserves.

    Raises:
        ItemRefused: when it is not of this kind, or an image with a script in it.
    """
    for known, extension, place, signature in _SIGNATURES:
        if known is kind and data[place : place + len(signature)] == signature:
            return extension
    if kind is MediaKind.IMAGE and b"<svg" in data[:5000]:
        _check_svg(data)
        return "svg"
    allowed = ", ".join(dict.fromkeys(kind.extensions))
    raise ItemRefused(f"has a file that is none of {allowed}")


@dataclass(slots=True)
class MediaShelf:
    """The media files that the items of one package use, each under a name of the bank."""

    package: Package
    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, href: str, kind: MediaKind, *, beside: str) -> str:
        """Take a file of the package and give its name.

        Raises:
            ItemRefused: when it is not there, or not what it must be.
        """
        path = self.package.find(href, beside=beside)
        if path is None:
            raise ItemRefused(f"names a file that is not there: {href[:100]}")
        data = self.package.read(path)
        try:
            extension = find_extension(data, kind)
        except ItemRefused as error:
            raise ItemRefused(f"{error.reason}: {posixpath.basename(path)}") from error
        name = self._find_name(path, extension, data)
        self.files[name] = data
        return name

    def _find_name(self, path: str, extension: str, data: bytes) -> str:
        stem = posixpath.basename(path).rpartition(".")[0].lower()
        plain = re.sub(r"[^a-z0-9]+", "-", stem).strip("-") or "file"
        name = f"{plain}.{extension}"
        if self.files.get(name, data) == data:
            return name
        return f"{plain}-{hashlib.sha256(data).hexdigest()[:12]}.{extension}"


def _check_svg(data: bytes) -> None:
    try:
        root = parse_xml(data, "the SVG image")
    except FileRefused as error:
        raise ItemRefused(error.reason) from error
    for element in root.iter():
        if local_name(element) in _UNSAFE_ELEMENTS:
            raise ItemRefused(f"has an SVG image with <{local_name(element)}> in it")
        for name, value in element.attrib.items():
            if _is_unsafe(etree.QName(str(name)).localname.lower(), str(value)):
                raise ItemRefused("has an SVG image with a script or an address outside it")
        if local_name(element) == "style" and _UNSAFE_STYLE.search(element.text or ""):
            raise ItemRefused("has an SVG image with a style from outside it")


def _is_unsafe(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    if name in ("href", "src"):
        return not value.strip().startswith(("#", "data:image/png;", "data:image/jpeg;"))
    return bool(_UNSAFE_STYLE.search(value))
