"""Audio on disk, named by its key. A file is whole or absent, whoever writes it and how often."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from testplatform.speech.audio import Container
from testplatform.speech.synthesis import SpeechError

_KEY = re.compile(r"[0-9a-f]{64}")
_READABLE_BY_THE_WEB_SERVER = 0o644


@dataclass(eq=False)
class AudioKeyMalformed(SpeechError):
    """A key that is no SHA-256 in lower case; it is never made into a path."""

    key: str

    def __str__(self) -> str:
        return f"not an audio key: {self.key[:80]!r}"


class AudioEmpty(SpeechError):
    """An empty file would be played as silence."""

    def __str__(self) -> str:
        return "no bytes to store"


class AudioStore:
    """A folder of rendered audio under the media root."""

    def __init__(self, media_root: Path) -> None:
        self._folder = media_root / "audio"

    def path_for(self, key: str, container: Container = Container.WEBM) -> Path:
        """Say where the audio of a key lies, or would lie.

        Raises:
            AudioKeyMalformed: when the key is not 64 hexadecimal digits in lower case.
        """
        if _KEY.fullmatch(key) is None:
            raise AudioKeyMalformed(key)
        return self._folder / key[:2] / f"{key}.{container}"

    def exists(self, key: str) -> bool:
        """Whether there is audio under this key, in both containers."""
        return all(self.path_for(key, container).is_file() for container in Container)

    def write(self, key: str, files: Mapping[Container, bytes]) -> None:
        """Store the files of a key; writing them again replaces each in one step.

        Raises:
            AudioKeyMalformed: when the key is no key.
            AudioEmpty: when there are no bytes.
        """
        for container, data in files.items():
            write_whole(self.path_for(key, container), data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is complete on disk before its name exists.

    Raises:
        AudioEmpty: when there are no bytes.
    """
    if not data:
        raise AudioEmpty
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), _READABLE_BY_THE_WEB_SERVER)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
