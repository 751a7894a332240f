import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from itembank.languages import get_language, list_languages
from itembank.voices import list_voices
from testplatform.speech.audio import Container, RenderedFile, decode
from testplatform.speech.programs import run_program
from testplatform.speech.synthesis import (
    Defect,
    DefectKind,
    SpeechDefective,
    SpeechSilent,
    SpeechUnavailable,
    TextNotSpeakable,
)
from testplatform.speech.tones import render_chime
from tests.integration.speech.tools import SilentSynthesiser, needs_espeak, needs_ffmpeg, say

_WITH_VOICE = [
    row.tag
    for row in list_languages()
    if any(voice.engine == "espeak-ng" for voice in list_voices(row.tag))
]

pytestmark = [needs_espeak, needs_ffmpeg]


class TestRender:
    @pytest.mark.parametrize(
        ("tag", "text"),
        [
            ("nl", "Een man en een vrouw doen hetzelfde werk. Wat zegt de wet?"),
            ("en", "A man and a woman do the same work. What does the law say?"),
            ("fr", "Un homme et une femme font le même travail. Que dit la loi ?"),
            ("ar", "رجل وامرأة يقومان بنفس العمل. ماذا يقول القانون؟"),
            ("tr", "Bir erkek ve bir kadın aynı işi yapıyor. Kanun ne diyor?"),
        ],
    )
    def test_speaks_a_question_at_the_common_loudness(self, tag: str, text: str) -> None:
        audio = _render(text, tag)

        assert audio.loudness_lufs == pytest.approx(-18.0, abs=1.0)
        assert 2_500 < audio.duration_ms < 8_000

    @pytest.mark.parametrize("tag", _WITH_VOICE)
    def test_speaks_the_own_name_of_every_language_that_has_a_voice(self, tag: str) -> None:
        assert _render(get_language(tag).own_name, tag).duration_ms > 500

    def test_speaks_a_single_letter_without_a_loudness(self) -> None:
        audio = _render("A", "nl")

        assert audio.loudness_lufs is None
        assert 350 < audio.duration_ms < 900
        assert decode(audio.data, Container.WEBM).samples.dBFS == pytest.approx(-20.0, abs=4.0)

    def test_speaks_a_text_that_begins_with_a_stroke(self) -> None:
        assert _render("-5 graden", "nl").sha256 == _render("min 5 graden", "nl").sha256

    def test_gives_the_same_file_for_the_same_text(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(_render, ["Wie maakt de wet?"] * 2, ["nl"] * 2)

        assert first == second

    def test_pads_the_sound_with_little_silence(self) -> None:
        samples = decode(_render("Wie maakt de wet?", "nl").data, Container.WEBM).samples

        assert samples[:90].dBFS < -50
        assert samples[:220].dBFS > -40

    def test_writes_one_mono_opus_stream_with_its_duration_and_no_metadata(self) -> None:
        audio = _render("Wie maakt de wet?", "nl")

        report = _describe(audio.data)

        assert "Audio: opus, 48000 Hz, mono" in report
        assert f"Duration: 00:00:0{audio.duration_ms // 1000}." in report
        assert not re.search(r"title|language|creation_time|Lavf\d", report)

    @pytest.mark.parametrize("text", ["", "...", "____"])
    def test_refuses_a_text_with_nothing_to_say(self, text: str) -> None:
        with pytest.raises(TextNotSpeakable):
            _render(text, "ka")

    def test_is_unavailable_without_ffmpeg(self, monkeypatch: pytest.MonkeyPatch) -> None:
        synthesiser = SilentSynthesiser(sample=9000)
        monkeypatch.setenv("PATH", "/nonexistent")

        with pytest.raises(SpeechUnavailable, match="ffmpeg is not installed"):
            say("Wie maakt de wet?", "nl", voice=synthesiser)


class TestMarks:
    def test_say_when_each_sentence_is_heard(self) -> None:
        text = "Het is zondag. Je bent ziek.  Waar ga je naartoe?"

        reading = say(text, "nl")

        pieces = [text[mark.start : mark.end] for mark in reading.marks]
        assert pieces == ["Het is zondag.", "Je bent ziek.", "Waar ga je naartoe?"]
        samples = decode(reading.audio.webm.data, Container.WEBM).samples
        for before, after in pairwise(reading.marks):
            pause = samples[before.to_ms + 60 : after.from_ms - 60]
            assert pause.dBFS < -45 < samples[after.from_ms + 60 : after.to_ms - 60].dBFS
        assert 0 <= reading.audio.webm.duration_ms - reading.marks[-1].to_ms < 400


class TestMp3:
    def test_sounds_as_the_webm_does(self) -> None:
        audio = say("Wie maakt de wet in België?", "nl").audio

        assert audio.mp3.loudness_lufs == pytest.approx(-18.0, abs=1.0)
        assert audio.mp3.duration_ms == pytest.approx(audio.webm.duration_ms, abs=120)
        assert b"LAME" in audio.mp3.data or b"Info" in audio.mp3.data


class TestRenderOfSilence:
    def test_catches_silence(self) -> None:
        with pytest.raises(SpeechSilent):
            say("Wie maakt de wet?", "nl", voice=SilentSynthesiser())

    def test_refuses_a_constant_that_cannot_be_heard(self) -> None:
        with pytest.raises(SpeechDefective) as refusal:
            say("Wie maakt de wet?", "nl", voice=SilentSynthesiser(sample=9000))

        assert refusal.value.defects[0].kind is DefectKind.VOICED


class TestDecode:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"#EXTM3U\nfile:///etc/passwd\n", id="a playlist of files"),
            pytest.param(b"\x1a\x45\xdf\xa3" + b"\x00" * 50, id="a broken head"),
        ],
    )
    @pytest.mark.parametrize("container", Container)
    def test_refuses_what_is_no_such_file(self, data: bytes, container: Container) -> None:
        with pytest.raises(SpeechDefective) as refusal:
            decode(data, container)

        assert refusal.value.defects == (Defect(kind=DefectKind.UNREADABLE),)


class TestRenderChime:
    def test_sounds_as_loud_as_a_voice_for_about_a_second(self) -> None:
        chime = render_chime().webm

        assert chime.loudness_lufs == pytest.approx(-18.0, abs=1.0)
        assert 900 < chime.duration_ms < 1_600

    def test_is_always_the_same(self) -> None:
        assert render_chime() == render_chime()


def _render(text: str, tag: str) -> RenderedFile:
    return say(text, tag).audio.webm


def _describe(webm: bytes) -> str:
    options = ["-hide_banner", "-f", "matroska", "-i", "pipe:0"]
    return run_program("ffmpeg", options, stdin=webm, timeout_seconds=10).stderr.decode()
