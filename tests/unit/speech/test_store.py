import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from testplatform.speech.audio import Container
from testplatform.speech.store import (
    AudioEmpty,
    AudioKeyMalformed,
    AudioStore,
    sweep_unfinished,
    write_whole,
)

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
_KEY = "ab" * 32
_FILES = {Container.WEBM: b"webm", Container.MP3: b"mp3"}


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

        store.write(_KEY, _FILES)

        assert (before, store.exists(_KEY)) == (False, True)
        assert [store.path_for(_KEY, one).read_bytes() for one in Container] == [b"webm", b"mp3"]

    def test_is_not_there_with_half_of_its_files(self, store: AudioStore) -> None:
        store.write(_KEY, {Container.WEBM: b"webm"})

        assert not store.exists(_KEY)

    def test_lets_another_user_read_the_file(self, store: AudioStore) -> None:
        store.write(_KEY, _FILES)
        path = store.path_for(_KEY)

        assert stat.S_IMODE(path.stat().st_mode) == 0o644

    def test_never_makes_an_empty_file(self, store: AudioStore) -> None:
        with pytest.raises(AudioEmpty):
            store.write(_KEY, {Container.WEBM: b""})

        assert not store.exists(_KEY)

    def test_takes_two_writers_of_one_key(self, store: AudioStore) -> None:
        data = b"webm" * 10_000
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: store.write(_KEY, {Container.WEBM: data}), range(40)))

        assert store.path_for(_KEY).read_bytes() == data
        assert _files_beside(store) == [f"{_KEY}.webm"]

    def test_leaves_the_old_file_and_no_rubbish_when_a_write_fails(
        self, store: AudioStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.write(_KEY, {Container.WEBM: b"old"})
        monkeypatch.setattr(os, "fsync", _no_space)

        with pytest.raises(OSError, match="No space left"):
            store.write(_KEY, {Container.WEBM: b"new"})

        assert store.path_for(_KEY).read_bytes() == b"old"
        assert _files_beside(store) == [f"{_KEY}.webm"]

    @pytest.fixture
    def store(self, tmp_path: Path) -> AudioStore:
        return AudioStore(tmp_path)


class TestSweep:
    def test_takes_away_only_what_a_killed_writer_left_long_ago(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = AudioStore(tmp_path)
        store.write(_KEY, {Container.WEBM: b"whole"})
        left = store.stage(_KEY, {Container.WEBM: b"left behind"}).moves[0][0]
        long_ago = (NOW - timedelta(days=2)).timestamp()
        os.utime(left, (long_ago, long_ago))
        os.utime(store.path_for(_KEY), (long_ago, long_ago))
        busy = store.stage(_KEY, {Container.WEBM: b"being written"}).moves[0][0]
        os.utime(busy, (NOW.timestamp(), NOW.timestamp()))

        assert sweep_unfinished(tmp_path, before=NOW - timedelta(days=1)) == 1

        assert set(_files_beside(store)) == {f"{_KEY}.webm", busy.name}


class TestWriteWhole:
    def test_makes_the_folders(self, tmp_path: Path) -> None:
        path = tmp_path / "tones" / "chime.webm"

        write_whole(path, b"webm")

        assert path.read_bytes() == b"webm"


def _files_beside(store: AudioStore) -> list[str]:
    return [path.name for path in store.path_for(_KEY).parent.iterdir()]


def _no_space(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")
