"""A short name for the content of files: another content of a voice is another version of it."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from testplatform.speech.synthesis import SpeechUnavailable

_DIGITS = 12


def fingerprint(engine: str, paths: Sequence[Path]) -> str:
    """Twelve digits of the SHA-256 of files' content; read again only when they changed.

    Raises:
        SpeechUnavailable: when a file is not there or cannot be read.
    """
    digests = [hash_file(engine, path) for path in paths]
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:_DIGITS]


def hash_file(engine: str, path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        SpeechUnavailable: when it is not there or cannot be read.
    """
    try:
        facts = path.stat()
        return _hash(path, facts.st_size, facts.st_mtime_ns)
    except OSError as problem:
        raise SpeechUnavailable(engine, f"cannot read {path.name}: {problem.strerror}") from problem


@lru_cache(maxsize=256)
def _hash(path: Path, _size: int, _modified_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
