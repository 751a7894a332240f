"""The whole way from a wanted text to a file, on days when an engine or the machine fails."""

import errno
import os
import shutil
from pathlib import Path
from unicodedata import normalize

import pytest

from itembank.readaloud import Phrase
from testplatform.services.read_aloud.making import BuiltSpeech, WantedSpeech, render_speech
from testplatform.speech.engines import piper
from testplatform.speech.engines.folders import VoiceFolders
from testplatform.speech.phrases import plan_phrases
from testplatform.speech.store import AudioStore
from tests.builders.engines import (
    CRASHES,
    HANGS,
    PIPER_VOICE,
    SAYS_NOTHING,
    SPEAKS,
    a_sound,
    put_piper_voice,
    put_program,
)
from tests.integration.speech.tools import needs_ffmpeg

KEY = "0" * 64

pytestmark = needs_ffmpeg


@pytest.fixture
def store(tmp_path: Path) -> AudioStore:
    return AudioStore(tmp_path / "media")


@pytest.fixture(autouse=True)
def engine(programs: Path, voices: VoiceFolders) -> Path:
    """An engine that speaks for one second, whatever the text."""
    assert voices.piper is not None
    put_piper_voice(voices.piper)
    return put_program(programs, "piper", SPEAKS)


class TestRenderSpeech:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("-5 graden vandaag", id="begins like an option"),
            pytest.param("Is 3 < 5 & 7 > 2?", id="signs of markup"),
            pytest.param("Zeg مرحبا en привет", id="mixed scripts"),
            pytest.param(normalize("NFD", "één café"), id="letters in two parts"),
        ],
    )
    def test_makes_odd_texts(self, store: AudioStore, text: str) -> None:
        built = make(text, store)

        assert (built.problem, built.refusal, store.exists(KEY)) == (None, None, True)

    def test_makes_a_clip_of_a_third_of_a_second(self, programs: Path, store: AudioStore) -> None:
        put_program(programs, "piper", SPEAKS, sound=a_sound(0.3))

        built = make("Ja", store)

        assert (built.refusal, built.loudness_lufs) == (None, None)
        assert store.exists(KEY)

    def test_makes_a_text_of_five_thousand_characters(
        self, programs: Path, store: AudioStore
    ) -> None:
        put_program(programs, "piper", SPEAKS, sound=a_sound(8.0))
        sentence = "De gemeente helpt iedereen die hier komt wonen met vragen over werk. "
        text = sentence * 72

        built = make(text, store)

        assert len(text) > 4900
        assert (built.problem, built.refusal) == (None, None)
        assert len(built.marks) == 72

    @pytest.mark.parametrize(
        ("text", "refusal"),
        [
            pytest.param("?!?!", "nothing_to_say", id="only punctuation"),
            pytest.param("woord " * 900, "too_long", id="one sentence of 5,400 characters"),
        ],
    )
    def test_refuses_what_cannot_be_said(self, store: AudioStore, text: str, refusal: str) -> None:
        built = make(text, store)

        assert built.refusal is not None
        assert refusal in built.refusal
        assert is_empty(store)

    @pytest.mark.parametrize(
        ("body", "sound"),
        [
            pytest.param(SAYS_NOTHING, None, id="ends well without a file"),
            pytest.param(SPEAKS, b"", id="ends well with an empty file"),
            pytest.param(SPEAKS, a_sound(level=0), id="ends well with silence"),
            pytest.param(SPEAKS, a_sound(0), id="ends well with no samples"),
        ],
    )
    def test_never_takes_silence_for_speech(
        self, programs: Path, store: AudioStore, body: str, sound: bytes | None
    ) -> None:
        put_program(programs, "piper", body, sound=sound)

        built = make("een twee drie", store)

        assert built.refusal == "the result is silence"
        assert is_empty(store)

    def test_refuses_what_is_no_sound(self, programs: Path, store: AudioStore) -> None:
        put_program(programs, "piper", SPEAKS, sound=b"<html>sorry</html>")

        assert make("een twee drie", store).refusal == "unreadable"
        assert is_empty(store)

    def test_refuses_a_text_that_was_cut_short(self, store: AudioStore) -> None:
        built = make("een twee drie vier vijf zes zeven acht negen " * 3, store)

        assert built.refusal is not None
        assert "duration" in built.refusal

    @pytest.mark.parametrize(
        ("body", "problem"),
        [
            pytest.param(CRASHES, "piper crashed (signal 11)", id="crashes"),
            pytest.param(HANGS, "piper took over 0.2 s", id="hangs"),
        ],
    )
    def test_tries_again_later(
        self,
        programs: Path,
        store: AudioStore,
        monkeypatch: pytest.MonkeyPatch,
        body: str,
        problem: str,
    ) -> None:
        put_program(programs, "piper", body)
        if body == HANGS:
            monkeypatch.setattr(piper, "TIMEOUT_SECONDS", 0.2)

        built = make("een", store)

        assert (built.problem, built.refusal, is_empty(store)) == (problem, None, True)

    def test_tries_again_when_the_engine_vanished(self, engine: Path, store: AudioStore) -> None:
        engine.unlink()

        assert make("een", store).problem == "piper is not installed"
        assert is_empty(store)

    def test_tries_again_without_ffmpeg(
        self, programs: Path, store: AudioStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for tool in ("cat", "cp"):
            (programs / tool).symlink_to(str(shutil.which(tool)))
        monkeypatch.setenv("PATH", str(programs))

        assert make("een", store).problem == "ffmpeg is not installed"
        assert is_empty(store)

    def test_tries_again_with_a_full_disk(
        self, store: AudioStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_handle: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", refuse)

        built = make("een", store)

        assert built.problem == "the file cannot be written: No space left on device"
        assert is_empty(store)


def make(text: str, store: AudioStore) -> BuiltSpeech:
    phrases: tuple[Phrase, ...] = plan_phrases(text, "nl", lexicon={})
    wanted = WantedSpeech(
        key=KEY, language="nl", engine="piper", voice=PIPER_VOICE, phrases=phrases
    )
    built = render_speech(wanted, store)
    if built.staged is not None:
        built.staged.publish()
    return built


def is_empty(store: AudioStore) -> bool:
    """Nothing whole and nothing half: not even a file in the making."""
    folder = store.path_for(KEY).parent
    return not folder.exists() or not list(folder.iterdir())
