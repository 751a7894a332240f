from dataclasses import dataclass

import pytest

from itembank.languages import get_language
from itembank.readaloud import Phrase, Voice
from testplatform.speech.phrases import plan_phrases
from testplatform.speech.rendering import render, speech_key
from testplatform.speech.synthesis import SpeechUnsupported

_NL = get_language("nl")


@dataclass(frozen=True, kw_only=True)
class _SpeechlessSynthesiser:
    """Has a name and must not be asked to speak."""

    language: str = "nl"
    version: str = "1.51"
    rate: int = 140

    @property
    def voice(self) -> Voice:
        return Voice(engine="none", name=self.language, version=self.version)

    def synthesise(self, text: str) -> bytes:
        raise AssertionError(text)


class TestSpeechKey:
    def test_is_the_same_for_texts_that_sound_the_same(self) -> None:
        synthesiser = _SpeechlessSynthesiser()

        assert _key(" Om  12:30 ", synthesiser) == _key("Om 12 uur 30", synthesiser)

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(_SpeechlessSynthesiser(version="1.52"), id="another engine version"),
            pytest.param(_SpeechlessSynthesiser(rate=120), id="another rate"),
        ],
    )
    def test_differs_for_another_way_of_speaking(self, other: _SpeechlessSynthesiser) -> None:
        assert _key("Ja", other) != _key("Ja", _SpeechlessSynthesiser())


class TestRender:
    def test_refuses_the_voice_of_another_language(self) -> None:
        with pytest.raises(SpeechUnsupported):
            render(_plan("مرحبا", "ar"), get_language("ar"), _SpeechlessSynthesiser())


def _plan(text: str, tag: str) -> tuple[Phrase, ...]:
    return plan_phrases(text, tag, lexicon={})


def _key(text: str, synthesiser: _SpeechlessSynthesiser) -> str:
    return speech_key(_plan(text, "nl"), _NL, synthesiser)
