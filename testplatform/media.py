"""Images of items on disk, stored by the hash of their content."""

import hashlib
from pathlib import Path

from testplatform.speech.store import write_whole


class MediaStore:
    """A folder of images that never change: the name is the hash of the content."""

    def __init__(self, media_root: Path) -> None:
        self._folder = media_root / "images"

    def path_of(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.svg"

    def write_image(self, data: bytes) -> str:
        """Store an image and return its hash; whole on disk or not there at all."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        if not path.exists():
            write_whole(path, data)
        return sha256
