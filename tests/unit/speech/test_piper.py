import io
import wave
from pathlib import Path

import pytest

from itembank.voices import ListedVoice, list_voices
from testplatform.speech.engines import Lack, LackKind
from testplatform.speech.engines import piper as piper_module
from testplatform.speech.engines.folders import VoiceFolders, use_voice_folders
from testplatform.speech.engines.piper import PiperEngine, PiperSynthesiser
from testplatform.speech.synthesis import (
    SpeechError,
    SpeechSilent,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
)
from tests.builders.engines import (
    CRASHES,
    HANGS,
    PIPER_VOICE,
    SAYS_NOTHING,
    SPEAKS,
    put_piper_voice,
    put_program,
)

NATHALIE = next(voice for voice in list_voices("nl") if voice.name == PIPER_VOICE)


@pytest.fixture
def piper(programs: Path, voices: VoiceFolders) -> Path:
    """The program and one voice."""
    assert voices.piper is not None
    put_piper_voice(voices.piper)
    return put_program(programs, "piper", SPEAKS)


@pytest.mark.usefixtures("piper")
class TestPiperEngine:
    def test_is_installed_with_program_voice_and_card(self) -> None:
        assert PiperEngine().find_lack(NATHALIE) is None

    def test_misses_the_program(self, piper: Path) -> None:
        piper.unlink()

        assert lack_of(NATHALIE) == Lack(kind=LackKind.PROGRAM, name="piper")

    def test_misses_a_folder(self) -> None:
        use_voice_folders(VoiceFolders())

        assert lack_of(NATHALIE) == Lack(kind=LackKind.FOLDER, name="PIPER_VOICES")

    def test_misses_half_a_voice(self, voice_folder: Path) -> None:
        (voice_folder / f"{PIPER_VOICE}.onnx.json").unlink()

        assert lack_of(NATHALIE) == Lack(kind=LackKind.VOICE, name=f"{PIPER_VOICE}.onnx")

    @pytest.mark.parametrize("licence", ["CC BY-NC 4.0", "", "unknown"])
    def test_refuses_a_voice_whose_card_says_another_licence(
        self, voice_folder: Path, licence: str
    ) -> None:
        put_piper_voice(voice_folder, licence=licence)

        assert lack_of(NATHALIE) == Lack(kind=LackKind.LICENCE, name=f"{PIPER_VOICE}.MODEL_CARD")

    def test_refuses_a_voice_without_a_card(self, voice_folder: Path) -> None:
        (voice_folder / f"{PIPER_VOICE}.MODEL_CARD").unlink()

        assert not PiperEngine().is_installed(NATHALIE)

    def test_takes_a_card_that_says_the_licence_at_more_length(self, voice_folder: Path) -> None:
        put_piper_voice(voice_folder, licence="CC0 1.0 Universal")

        assert PiperEngine().is_installed(NATHALIE)


@pytest.mark.usefixtures("piper")
class TestPiperSynthesiser:
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("-5 graden", id="begins like an option"),
            pytest.param("3 < 5 & 7 > 2", id="signs of markup"),
            pytest.param('"$(id)" `id` ; id', id="signs of a shell"),
            pytest.param("Zeg مرحبا en привет", id="mixed scripts"),
        ],
    )
    def test_tells_the_text_by_a_pipe_and_nowhere_else(self, piper: Path, text: str) -> None:
        spoken = a_voice().synthesise(text)

        assert seconds_of(spoken) == 1.0
        assert Path(f"{piper}.told").read_text() == text
        assert text not in Path(f"{piper}.options").read_text()

    def test_tells_one_line(self, piper: Path) -> None:
        a_voice().synthesise("een\ntwee")

        assert Path(f"{piper}.told").read_text() == "een twee"

    @pytest.mark.parametrize("text", ["", "...?!", "een\x00twee", "a" * 3001])
    def test_refuses_a_text_it_cannot_speak(self, text: str) -> None:
        with pytest.raises(TextNotSpeakable):
            a_voice().synthesise(text)

    @pytest.mark.parametrize(
        ("body", "problem", "words"),
        [
            pytest.param(SAYS_NOTHING, SpeechSilent, "silence", id="ends well without a file"),
            pytest.param(CRASHES, SpeechUnavailable, r"crashed \(signal 11\)", id="crashes"),
            pytest.param("echo bad >&2; exit 1", SpeechUnavailable, "failed: bad", id="fails"),
            pytest.param(HANGS, SpeechUnavailable, r"took over 0\.2 s", id="hangs"),
        ],
    )
    def test_says_what_went_wrong(
        self,
        programs: Path,
        monkeypatch: pytest.MonkeyPatch,
        body: str,
        problem: type[SpeechError],
        words: str,
    ) -> None:
        put_program(programs, "piper", body)
        if body == HANGS:
            monkeypatch.setattr(piper_module, "TIMEOUT_SECONDS", 0.2)

        with pytest.raises(problem, match=words):
            a_voice().synthesise("een")

    def test_an_empty_file_is_silence(self, programs: Path) -> None:
        put_program(programs, "piper", SPEAKS, sound=b"")

        with pytest.raises(SpeechSilent):
            a_voice().synthesise("een")

    def test_refuses_a_voice_that_says_it_speaks_another_language(self, voice_folder: Path) -> None:
        put_piper_voice(voice_folder, family="de")

        with pytest.raises(SpeechUnsupported):
            a_voice().synthesise("een")

    @pytest.mark.parametrize(
        ("settings", "problem"),
        [
            pytest.param("{", SpeechUnavailable, id="no JSON"),
            pytest.param("[]", SpeechUnsupported, id="says nothing"),
        ],
    )
    def test_refuses_a_voice_that_does_not_say_its_language(
        self, voice_folder: Path, settings: str, problem: type[SpeechError]
    ) -> None:
        (voice_folder / f"{PIPER_VOICE}.onnx.json").write_text(settings)

        with pytest.raises(problem):
            a_voice().synthesise("een")

    def test_reads_the_language_of_older_voices(self, voice_folder: Path) -> None:
        (voice_folder / f"{PIPER_VOICE}.onnx.json").write_text('{"espeak": {"voice": "nl-be"}}')

        assert seconds_of(a_voice().synthesise("een")) == 1.0

    def test_another_content_of_the_voice_is_another_version(self, voice_folder: Path) -> None:
        before = a_voice().voice

        put_piper_voice(voice_folder, model=b"better weights")

        assert a_voice().voice.version != before.version

    def test_a_voice_that_vanished_can_be_tried_again(self, voice_folder: Path) -> None:
        (voice_folder / f"{PIPER_VOICE}.onnx").unlink()

        with pytest.raises(SpeechUnavailable, match="has no voice"):
            a_voice().synthesise("een")
        with pytest.raises(SpeechUnavailable, match="has no voice"):
            _ = a_voice().voice


@pytest.fixture
def voice_folder(voices: VoiceFolders) -> Path:
    assert voices.piper is not None
    return voices.piper


def a_voice() -> PiperSynthesiser:
    return PiperSynthesiser(language=NATHALIE.language, voice_name=PIPER_VOICE)


def lack_of(voice: ListedVoice) -> Lack | None:
    return PiperEngine().find_lack(voice)


def seconds_of(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as source:
        return float(source.getnframes() / source.getframerate())
