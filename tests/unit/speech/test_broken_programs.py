from pathlib import Path

import pytest

from itembank.languages import LanguageTag
from testplatform.speech.audio import AssembledAudio, Container, encode
from testplatform.speech.espeak import EspeakSynthesiser
from testplatform.speech.samples import Sine
from testplatform.speech.synthesis import (
    Defect,
    DefectKind,
    SpeechDefective,
    SpeechError,
    SpeechSilent,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
    TextProblem,
)
from testplatform.speech.tones import render_chime


class TestBrokenPrograms:
    def test_ffmpeg_that_fails_can_be_tried_again(self, broken: None) -> None:
        tone = Sine(440).to_audio_segment(500)

        with pytest.raises(SpeechUnavailable, match="ffmpeg failed: no such encoder"):
            encode(AssembledAudio(samples=tone, level_lufs=-20.0), Container.WEBM)

    def test_ffmpeg_that_fails_to_measure_can_be_tried_again(self, broken: None) -> None:
        with pytest.raises(SpeechUnavailable, match="ffmpeg failed"):
            render_chime()

    def test_espeak_that_fails_can_be_tried_again(self, broken: None) -> None:
        synthesiser = EspeakSynthesiser(language=LanguageTag("xx"), voice_name="xx")

        with pytest.raises(SpeechUnavailable, match="espeak-ng failed: no such encoder"):
            synthesiser.synthesise("een")

    @pytest.fixture
    def broken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for program in ("ffmpeg", "espeak-ng"):
            script = tmp_path / program
            script.write_text("#!/bin/sh\necho 'no such encoder' >&2\nexit 1\n")
            script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


class TestSpeechError:
    @pytest.mark.parametrize(
        ("problem", "sentence"),
        [
            (SpeechUnsupported("prs", "fa"), "no voice 'fa' that speaks prs"),
            (SpeechUnavailable("ffmpeg", "is not installed"), "ffmpeg is not installed"),
            (
                TextNotSpeakable(TextProblem.TOO_LONG),
                "the text cannot be spoken: too_long",
            ),
            (SpeechSilent(), "the result is silence"),
            (SpeechDefective((Defect(kind=DefectKind.UNREADABLE),)), "unreadable"),
        ],
    )
    def test_says_what_went_wrong(self, problem: SpeechError, sentence: str) -> None:
        assert str(problem) == sentence
