import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from testplatform.speech.store import AudioEmpty, AudioKeyMalformed, AudioStore, write_whole

_KEY = "ab" * 32


class TestAudioStore:
    def test_places_a_key_in_a_folder_of_its_first_two_digits(
        self, store: AudioStore, tmp_path: Path
    ) -> None:
        assert store.path_for(_KEY) == tmp_path / "audio" / "ab" / f"{_KEY}.webm"

    @pytest.mark.parametrize(
        "key",
        ["", "ab", "AB" * 32, "../" * 21 + "x", _KEY + "\n", _KEY + "0", "/etc/passwd"],
    )
    def test_refuses_what_is_no_key(self, store: AudioStore, key: str) -> None:
        with pytest.raises(AudioKeyMalformed):
            store.path_for(key)

    def test_has_what_was_written(self, store: AudioStore) -> None:
        before = store.exists(_KEY)

        path = store.write(_KEY, b"webm")

        assert (before, store.exists(_KEY), path.read_bytes()) == (False, True, b"webm")

    def test_lets_another_user_read_the_file(self, store: AudioStore) -> None:
        path = store.write(_KEY, b"webm")

        assert stat.S_IMODE(path.stat().st_mode) == 0o644

    def test_never_makes_an_empty_file(self, store: AudioStore) -> None:
        with pytest.raises(AudioEmpty):
            store.write(_KEY, b"")

        assert not store.exists(_KEY)

    def test_takes_two_writers_of_one_key(self, store: AudioStore) -> None:
        data = b"webm" * 10_000
        with ThreadPoolExecutor(8) as pool:
            paths = list(pool.map(lambda _: store.write(_KEY, data), range(40)))

        assert {path.read_bytes() for path in paths} == {data}
        assert _files_beside(store) == [f"{_KEY}.webm"]

    def test_leaves_the_old_file_and_no_rubbish_when_a_write_fails(
        self, store: AudioStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.write(_KEY, b"old")
        monkeypatch.setattr(os, "fsync", _no_space)

        with pytest.raises(OSError, match="No space left"):
            store.write(_KEY, b"new")

        assert store.path_for(_KEY).read_bytes() == b"old"
        assert _files_beside(store) == [f"{_KEY}.webm"]

    @pytest.fixture
    def store(self, tmp_path: Path) -> AudioStore:
        return AudioStore(tmp_path)


class TestWriteWhole:
    def test_makes_the_folders(self, tmp_path: Path) -> None:
        path = tmp_path / "tones" / "chime.webm"

        write_whole(path, b"webm")

        assert path.read_bytes() == b"webm"


def _files_beside(store: AudioStore) -> list[str]:
    return [path.name for path in store.path_for(_KEY).parent.iterdir()]


def _no_space(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")
