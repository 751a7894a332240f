"""Turns for the writers of one SQLite file.

SQLite makes a waiting writer sleep and look again, up to a tenth of a second at a time, and whoever
looks at the right moment wins. A lock on a file beside the database wakes the next writer at once;
the kernel lets it go when a process dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

_threads = Lock()


@contextmanager
def take_turn(database: Path) -> Iterator[None]:
    """Wait for this process's and this thread's turn to write to the database."""
    with _threads, database.with_name(f"{database.name}-turn").open("ab") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
        # Closing the file gives the turn away, also when an exception passes through here.


def is_turn_taking_possible(database: str | None) -> bool:
    """Whether the database is a file that other processes may share."""
    return bool(database) and database != ":memory:" and os.path.isabs(database or "")
