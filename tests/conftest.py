"""What every ring shares: a database that was filled once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders.addresses import remember_addresses
from tests.integration.conftest import make_filled_folder

remember_addresses()


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled SQLite database and its media; tests copy it and never write here.

    Where several processes share the tests, the first of them fills it for all.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make_filled_folder(tmp_path_factory.mktemp("filled"))
    shared = tmp_path_factory.getbasetemp().parent / "filled"
    with _alone(shared.with_suffix(".lock")):
        if not shared.exists():
            make_filled_folder(tmp_path_factory.mktemp("filled")).rename(shared)
    return shared


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time into the block."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
