"""Files that somebody uploaded to import, kept until they choose what to take of them.

Each person has a folder of their own. A file is known by the hash of its content, which is computed
again when it is read: nothing that a browser sends is believed.
"""

import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path

from testplatform.speech.store import write_whole

MOST_FILES = 5  # of one person; the oldest makes place
KEPT_SECONDS = 24 * 60 * 60
LONGEST_NAME = 120

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME_ENDING = ".name"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """An uploaded file under the name it had."""

    sha256: str
    name: str
    data: bytes


class ImportShelf:
    """The files of one person that wait."""

    def __init__(self, media_root: Path, staff_id: int) -> None:
        self._folder = media_root / "imports" / str(staff_id)

    def keep(self, data: bytes, name: str) -> str:
        """Keep a file and give its hash; what is old or too many goes."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._path_of(sha256), data)
        write_whole(self._name_path_of(sha256), _clean_name(name).encode())
        self._tidy(sha256)
        return sha256

    def find(self, sha256: str) -> WaitingFile | None:
        """Find a file; None when it is not there any more, or is not what it was."""
        if _SHA256.fullmatch(sha256) is None:
            return None
        try:
            data = self._path_of(sha256).read_bytes()
            name = self._name_path_of(sha256).read_text()
        except FileNotFoundError:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        return WaitingFile(sha256=sha256, name=name, data=data)

    def drop(self, sha256: str) -> None:
        """Forget a file; again changes nothing."""
        if _SHA256.fullmatch(sha256) is not None:
            self._path_of(sha256).unlink(missing_ok=True)
            self._name_path_of(sha256).unlink(missing_ok=True)

    def _path_of(self, sha256: str) -> Path:
        return self._folder / sha256

    def _name_path_of(self, sha256: str) -> Path:
        return self._folder / f"{sha256}{_NAME_ENDING}"

    def _tidy(self, newest: str) -> None:
        others = [path for path in self._folder.iterdir() if _SHA256.fullmatch(path.name)]
        others.sort(key=lambda path: (path.name != newest, -path.stat().st_mtime))
        oldest_kept = time.time() - KEPT_SECONDS
        for place, path in enumerate(others):
            if place >= MOST_FILES or path.stat().st_mtime < oldest_kept:
                self.drop(path.name)


def _clean_name(name: str) -> str:
    """The last part of a name, in characters that can be seen."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(one for one in last if one.isprintable())[-LONGEST_NAME:] or "bestand"
