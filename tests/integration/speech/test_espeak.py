import io
import wave

import pytest

from itembank.languages import LanguageTag, list_languages
from itembank.voices import list_voices
from testplatform.speech.espeak import MAX_CHARACTERS, PROGRAM, EspeakSynthesiser
from testplatform.speech.synthesis import (
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
    TextProblem,
)
from tests.integration.speech.tools import needs_espeak

_VOICES = {
    voice.language: voice.name
    for row in list_languages()
    for voice in list_voices(row.tag)
    if voice.engine == PROGRAM
}


@needs_espeak
class TestEspeakSynthesiser:
    @pytest.mark.parametrize(("tag", "voice"), _VOICES.items())
    def test_finds_the_voice_of_every_language_that_has_one(
        self, tag: LanguageTag, voice: str
    ) -> None:
        synthesiser = EspeakSynthesiser(language=tag, voice_name=voice)

        assert _seconds(synthesiser.synthesise("1 2 3")) > 0.5

    @pytest.mark.parametrize(
        ("language", "voice"),
        [
            pytest.param("nl-be", "nl-be", id="espeak-ng would quietly speak nl"),
            pytest.param("prs", "fa", id="Iranian for Dari"),
            pytest.param("nl", "fr-fr", id="another language"),
            pytest.param("ps", "ps", id="no such voice"),
            pytest.param("nl", "dutch-mbrola-2", id="listed, but not of this engine"),
            pytest.param("zh", "zh", id="a voice that needs MBROLA"),
        ],
    )
    def test_refuses_a_voice_that_is_not_exactly_of_the_language(
        self, language: str, voice: str
    ) -> None:
        synthesiser = EspeakSynthesiser(language=LanguageTag(language), voice_name=voice)

        with pytest.raises(SpeechUnsupported):
            synthesiser.synthesise("een")

    def test_says_its_version(self, dutch: EspeakSynthesiser) -> None:
        assert (dutch.voice.engine, dutch.voice.name) == ("espeak-ng", "nl")
        assert dutch.voice.version[0].isdigit()

    def test_gives_the_same_bytes_for_the_same_text(self, dutch: EspeakSynthesiser) -> None:
        assert dutch.synthesise("Wie maakt de wet?") == dutch.synthesise("Wie maakt de wet?")

    def test_speaks_faster_at_a_higher_rate(self, dutch: EspeakSynthesiser) -> None:
        fast = EspeakSynthesiser(language=dutch.language, voice_name="nl", rate=250)
        text = "Wie maakt de wetten in dit land?"

        assert _seconds(fast.synthesise(text)) < _seconds(dutch.synthesise(text))

    @pytest.mark.parametrize("text", ["-5 graden", "--version", "-w /nowhere/out.wav", "-"])
    def test_never_takes_a_text_for_an_option(self, dutch: EspeakSynthesiser, text: str) -> None:
        spoken = dutch.synthesise(f"{text} en")

        assert _seconds(spoken) > 0.3

    def test_does_not_take_brackets_for_phonemes(self, dutch: EspeakSynthesiser) -> None:
        assert dutch.synthesise("kies [[a]]") == dutch.synthesise("kies [ [a]]")

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            pytest.param("", TextProblem.NOTHING_TO_SAY, id="empty"),
            pytest.param(" \n", TextProblem.NOTHING_TO_SAY, id="white space"),
            pytest.param("...?!", TextProblem.NOTHING_TO_SAY, id="punctuation"),
            pytest.param("een\x00twee", TextProblem.CONTROL_CHARACTERS, id="ends the input"),
            pytest.param("\x01+90S een", TextProblem.CONTROL_CHARACTERS, id="changes the speed"),
            pytest.param("een\ud800", TextProblem.CONTROL_CHARACTERS, id="half a character"),
            pytest.param("a" * (MAX_CHARACTERS + 1), TextProblem.TOO_LONG, id="too long"),
        ],
    )
    def test_refuses_a_text_it_cannot_speak(
        self, dutch: EspeakSynthesiser, text: str, problem: TextProblem
    ) -> None:
        with pytest.raises(TextNotSpeakable) as refusal:
            dutch.synthesise(text)

        assert refusal.value.problem is problem

    @pytest.fixture
    def dutch(self) -> EspeakSynthesiser:
        return EspeakSynthesiser(language=LanguageTag("nl"), voice_name="nl")


class TestWithoutEspeak:
    def test_is_unavailable_and_can_be_tried_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        synthesiser = EspeakSynthesiser(language=LanguageTag("xx"), voice_name="xx")

        with pytest.raises(SpeechUnavailable, match="espeak-ng is not installed"):
            synthesiser.synthesise("een")


def _seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as source:
        return float(source.getnframes() / source.getframerate())
