"""Orders that follow from the seed of an attempt: the same today, tomorrow and on every machine."""

import hashlib
from collections.abc import Iterable


def shuffle(names: Iterable[str], *, seed: str, label: str) -> tuple[str, ...]:
    """Put names in the order of the SHA-256 of seed, label and name.

    `label` says what is shuffled, so that two lists with the same names get different orders.
    """
    return tuple(sorted(names, key=lambda name: (_rank(seed, label, name), name)))


def _rank(seed: str, label: str, name: str) -> bytes:
    return hashlib.sha256("\0".join((seed, label, name)).encode()).digest()
