"""Packages of files: zip archives from outside, read within limits, and files given one by one."""

import posixpath
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote, urlsplit

from itembank.interchange.errors import FileRefused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 100 * MEGABYTE
LARGEST_ENTRY = 50 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
MOST_ENTRIES = 5_000
MOST_EXPANSION = 200  # times its packed size; a bomb is a thousand times or more
LONGEST_PATH = 500

_ENCRYPTED = 0x1
_ARCHIVES = (".zip", ".jar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst")
_DIRECTORY_RECORD = b"PK\x01\x02"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Files by their paths; a file is only unpacked when it is read."""

    names: tuple[str, ...]
    unpack: Callable[[str], bytes]

    def read(self, name: str) -> bytes:
        """Give the content of a file of the package.

        Raises:
            FileRefused: when it cannot be unpacked.
        """
        return self.unpack(name)

    def find(self, href: str, *, beside: str) -> str | None:
        """Give the path that `href` in the file `beside` means; None when it is not there."""
        address = urlsplit(href)
        if address.scheme or address.netloc or not address.path:
            return None
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(beside), unquote(address.path))
        ).lstrip("/")
        return path if path in self.names else None


def package_of_files(files: Mapping[str, bytes]) -> Package:
    """Make a package of files that are already there."""
    return Package(names=tuple(sorted(files)), unpack=files.__getitem__)


def is_zip(data: bytes) -> bool:
    """Tell whether a file begins as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def check_size(data: bytes) -> None:
    """Refuse a file that is larger than any honest one.

    Raises:
        FileRefused: with the limit.
    """
    if len(data) > LARGEST_FILE:
        raise FileRefused(f"the file is larger than {LARGEST_FILE // MEGABYTE} MB")
    if not data:
        raise FileRefused("the file is empty")


def open_zip(data: bytes) -> Package:
    """Open a zip archive from outside; nothing is unpacked yet.

    Raises:
        FileRefused: for what is broken, hostile or too large, with the reason.
    """
    check_size(data)
    if data.count(_DIRECTORY_RECORD) > MOST_ENTRIES:
        raise FileRefused(f"the archive has more than {MOST_ENTRIES} files")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _UNREADABLE as error:
        raise FileRefused(f"the archive is damaged: {error}") from error
    _check_entries(entries)
    by_name = {entry.filename: entry for entry in entries}
    return Package(
        names=tuple(sorted(by_name)), unpack=lambda name: _unpack(archive, by_name[name])
    )


def _check_entries(entries: Iterable[zipfile.ZipInfo]) -> None:
    known = tuple(entries)
    for entry in known:
        _check_path(entry.filename)
        _check_entry(entry)
    if sum(entry.file_size for entry in known) > LARGEST_UNPACKED:
        limit = LARGEST_UNPACKED // MEGABYTE
        raise FileRefused(f"the archive unpacks to more than {limit} MB")
    for name, times in Counter(entry.filename.casefold() for entry in known).items():
        if times > 1:
            raise FileRefused(f"the archive has {name} {times} times")


def _check_path(path: str) -> None:
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\")) or ":" in parts[0] or ".." in parts:
        raise FileRefused(f"the archive has a path that leads out of it: {path[:100]}")
    if len(path) > LONGEST_PATH or not path.isprintable() or "\\" in path:
        raise FileRefused(f"the archive has a path that is not sound: {path[:100]!r}")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused(f"the archive is encrypted: {name}")
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        raise FileRefused(f"the archive has a link or a device: {name}")
    if name.lower().endswith(_ARCHIVES):
        raise FileRefused(f"the archive holds another archive: {name}")
    if entry.file_size > LARGEST_ENTRY:
        limit = LARGEST_ENTRY // MEGABYTE
        raise FileRefused(f"the archive has a file of more than {limit} MB: {name}")
    if entry.file_size > MEGABYTE and entry.file_size > MOST_EXPANSION * entry.compress_size:
        raise FileRefused(f"the archive expands more than {MOST_EXPANSION} times: {name}")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as file:
            data = file.read(LARGEST_ENTRY + 1)
    except _UNREADABLE as error:
        raise FileRefused(f"the archive is damaged: {entry.filename}: {error}") from error
    if len(data) != entry.file_size:
        raise FileRefused(f"the archive is damaged: {entry.filename}")
    return data
