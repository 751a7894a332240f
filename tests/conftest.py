"""What every ring shares: a database that was filled once, and which tests come first."""

import fcntl
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders.applications import remember_addresses, remember_templates
from tests.integration.conftest import make_filled_folder

# The tests that take longest come first, so that at the end no process has a long file to itself.
LONGEST_FIRST = ("journeys", "integration", "architecture", "unit")
LONGEST_FILES = (
    "test_item_bank.py",
    "test_first_light.py",
    "test_player.py",
    "test_accessibility.py",
    "test_by_ear.py",
    "test_running.py",
)

remember_addresses()
remember_templates()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the rings; within a ring the order stays as chance has it."""
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    """Whatever is there now stays until the end: who collects garbage need not look at it."""
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)


def _rank(item: pytest.Item) -> tuple[int, int]:
    ring = next((part for part in item.path.parts if part in LONGEST_FIRST), LONGEST_FIRST[-1])
    name = item.path.name
    place = LONGEST_FILES.index(name) if name in LONGEST_FILES else len(LONGEST_FILES)
    return LONGEST_FIRST.index(ring), place


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
