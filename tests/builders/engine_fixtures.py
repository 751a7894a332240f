"""Folders of voices for one test, and a PATH on which programs can be put."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from testplatform.speech.engines.folders import VoiceFolders, use_voice_folders, voice_folders


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched for programs first."""
    folder = tmp_path / "programs"
    monkeypatch.setenv("PATH", f"{folder}:/usr/local/bin:/usr/bin:/bin")
    return folder


@pytest.fixture
def voices(tmp_path: Path) -> Iterator[VoiceFolders]:
    """Folders of voices of this test alone, empty at first."""
    before = voice_folders()
    folders = VoiceFolders(
        kokoro=tmp_path / "kokoro",
        piper=tmp_path / "piper",
        mbrola=(tmp_path / "mbrola",),
        rhvoice=(tmp_path / "rhvoice",),
    )
    use_voice_folders(folders)
    yield folders
    use_voice_folders(before)
