"""Recordings on disk: a folder each, with its pieces by the hash of their content and the whole."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from testplatform.speech.store import write_whole


class RecordingStore:
    """The recordings under the media root, by the ids of their rows."""

    def __init__(self, media_root: Path) -> None:
        self._root = media_root / "recordings"

    def path_of(self, recording_id: int) -> Path:
        """Where the whole recording lies, or would lie."""
        return self._folder(recording_id) / "recording.webm"

    def write_chunk(self, recording_id: int, data: bytes) -> str:
        """Store a piece and return its hash; whole on disk or not there at all."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._chunk(recording_id, sha256)
        if not path.exists():
            write_whole(path, data)
        return sha256

    def assemble(self, recording_id: int, hashes: Iterable[str]) -> int:
        """Put the pieces together in this order; return the size of the whole."""
        data = b"".join(self._chunk(recording_id, sha256).read_bytes() for sha256 in hashes)
        write_whole(self.path_of(recording_id), data)
        return len(data)

    def delete(self, recording_id: int) -> None:
        """Leave nothing of a recording."""
        shutil.rmtree(self._folder(recording_id), ignore_errors=True)

    def _folder(self, recording_id: int) -> Path:
        return self._root / f"{recording_id % 100:02}" / str(recording_id)

    def _chunk(self, recording_id: int, sha256: str) -> Path:
        return self._folder(recording_id) / f"{sha256}.chunk"
