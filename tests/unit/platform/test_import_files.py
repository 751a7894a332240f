"""Uploaded files wait in a folder of their own, and only what was kept comes back."""

import os
import stat
from pathlib import Path

import pytest

from testplatform.services.import_files import KEPT_SECONDS, MOST_FILES, ImportShelf


class TestImportShelf:
    def test_gives_back_what_was_kept(self, shelf: ImportShelf) -> None:
        found = shelf.find(shelf.keep(b"items", "vragen.csv"))

        assert found is not None
        assert (found.name, found.data) == ("vragen.csv", b"items")

    def test_gives_nothing_to_somebody_else(self, shelf: ImportShelf, tmp_path: Path) -> None:
        sha256 = shelf.keep(b"items", "vragen.csv")

        assert ImportShelf(tmp_path, 2).find(sha256) is None

    @pytest.mark.parametrize("asked", ["", "../1", "a" * 63, "A" * 64, "b" * 64, "\0" * 64])
    def test_reads_nothing_under_another_name(self, asked: str, shelf: ImportShelf) -> None:
        shelf.keep(b"items", "vragen.csv")

        assert shelf.find(asked) is None

    def test_gives_nothing_that_changed_on_disk(self, shelf: ImportShelf, tmp_path: Path) -> None:
        sha256 = shelf.keep(b"items", "vragen.csv")
        (tmp_path / "imports" / "1" / sha256).write_bytes(b"other items")

        assert shelf.find(sha256) is None

    def test_forgets_what_was_taken(self, shelf: ImportShelf) -> None:
        sha256 = shelf.keep(b"items", "vragen.csv")

        shelf.drop(sha256)
        shelf.drop(sha256)

        assert shelf.find(sha256) is None

    def test_has_a_limit_and_keeps_the_newest(self, shelf: ImportShelf) -> None:
        kept = [shelf.keep(str(number).encode(), "a.csv") for number in range(MOST_FILES + 3)]

        assert sum(shelf.find(one) is not None for one in kept) == MOST_FILES
        assert shelf.find(kept[-1]) is not None

    def test_forgets_a_file_after_a_day(self, shelf: ImportShelf, tmp_path: Path) -> None:
        old = shelf.keep(b"old", "a.csv")
        path = tmp_path / "imports" / "1" / old
        before = path.stat().st_mtime - KEPT_SECONDS - 60
        os.utime(path, (before, before))

        shelf.keep(b"new", "a.csv")

        assert shelf.find(old) is None

    def test_is_closed_to_others_of_the_machine(self, shelf: ImportShelf, tmp_path: Path) -> None:
        shelf.keep(b"items", "vragen.csv")

        assert stat.S_IMODE((tmp_path / "imports" / "1").stat().st_mode) == 0o700

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("C:\\map\\vragen.csv", "vragen.csv"),
            ("../../etc/vragen.csv", "vragen.csv"),
            ("vra\0gen\u202e.csv", "vragen.csv"),
            ("/", "bestand"),
        ],
    )
    def test_keeps_a_name_that_can_be_shown(
        self, typed: str, kept: str, shelf: ImportShelf
    ) -> None:
        found = shelf.find(shelf.keep(b"items", typed))

        assert found is not None
        assert found.name == kept


@pytest.fixture
def shelf(tmp_path: Path) -> ImportShelf:
    return ImportShelf(tmp_path, 1)
