"""Audio on disk, named by its key. A file is whole or absent, whoever writes it and how often."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from testplatform.speech.audio import Container
from testplatform.speech.synthesis import SpeechError

_KEY = re.compile(r"[0-9a-f]{64}")
_READABLE_BY_THE_WEB_SERVER = 0o644
_UNFINISHED = ".", ".part"


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


@dataclass(frozen=True, slots=True)
class StagedAudio:
    """The files of a key, whole on disk and not yet under their names: published, or discarded."""

    moves: tuple[tuple[Path, Path], ...]

    def publish(self) -> None:
        """Give the files their names; what was there before is replaced, each in one step."""
        for temporary, path in self.moves:
            temporary.replace(path)

    def discard(self) -> None:
        """Take the files away again."""
        for temporary, _path in self.moves:
            temporary.unlink(missing_ok=True)


def sweep_unfinished(folder: Path, *, before: datetime) -> int:
    """Take away what a writer that was killed left under names of its own; returns how many.

    `before` is long ago for a writer: nobody takes a day between writing a file and naming it.
    """
    unfinished = [
        path
        for path in folder.glob("**/{}*{}".format(*_UNFINISHED))
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    ]
    for path in unfinished:
        path.unlink(missing_ok=True)
    return len(unfinished)


class AudioStore:
    """A folder of rendered audio under the media root."""

    def __init__(self, media_root: Path) -> None:
        self._folder = media_root / "audio"

    def path_for(self, key: str, container: Container = Container.WEBM) -> Path:
        """Say where the audio of a key lies, or would lie.

        Raises:
            AudioKeyMalformed: when the key is not 64 hexadecimal digits in lower case.
        """
        return self.path_beside(key, f".{container}")

    def path_beside(self, key: str, suffix: str) -> Path:
        """Say where a file of a key lies, or would lie; raises AudioKeyMalformed."""
        if _KEY.fullmatch(key) is None:
            raise AudioKeyMalformed(key)
        return self._folder / key[:2] / f"{key}{suffix}"

    def exists(self, key: str) -> bool:
        """Whether there is audio under this key, in both containers."""
        return all(self.path_for(key, container).is_file() for container in Container)

    def write(self, key: str, files: Mapping[Container, bytes]) -> None:
        """Store the files of a key; writing them again replaces each in one step.

        Raises:
            AudioKeyMalformed: when the key is no key.
            AudioEmpty: when there are no bytes.
        """
        self.stage(key, files).publish()

    def stage(self, key: str, files: Mapping[Container, bytes]) -> StagedAudio:
        """Bring the files of a key to disk without their names; nothing stays when one fails.

        Raises:
            AudioKeyMalformed: when the key is no key.
            AudioEmpty: when there are no bytes.
        """
        moves: list[tuple[Path, Path]] = []
        try:
            for container, data in files.items():
                path = self.path_for(key, container)
                moves.append((_write_beside(path, data), path))
        except BaseException:
            StagedAudio(tuple(moves)).discard()
            raise
        return StagedAudio(tuple(moves))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is complete on disk before its name exists.

    Raises:
        AudioEmpty: when there are no bytes.
    """
    _write_beside(path, data).replace(path)


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a file that is complete on disk under a name of its own."""
    if not data:
        raise AudioEmpty
    path.parent.mkdir(parents=True, exist_ok=True)
    before, after = _UNFINISHED
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=before, suffix=after)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), _READABLE_BY_THE_WEB_SERVER)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
