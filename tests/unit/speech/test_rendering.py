from dataclasses import dataclass

import pytest

from itembank.languages import get_language
from itembank.readaloud import Voice
from testplatform.speech.rendering import render, speech_key, synthesiser_for
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


class TestSynthesiserFor:
    @pytest.mark.parametrize("tag", ["ti", "ps", "prs", "so", "kmr", "vgt"])
    def test_gives_none_where_no_voice_speaks_the_language(self, tag: str) -> None:
        assert synthesiser_for(get_language(tag)) is None

    def test_speaks_the_language_of_the_row(self) -> None:
        synthesiser = synthesiser_for(get_language("ar"))

        assert synthesiser is not None
        assert synthesiser.language == "ar"


class TestSpeechKey:
    def test_is_the_same_for_texts_that_sound_the_same(self) -> None:
        synthesiser = _SpeechlessSynthesiser()

        assert speech_key(" Om  12:30 ", _NL, synthesiser) == speech_key(
            "Om 12 uur 30", _NL, synthesiser
        )

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(_SpeechlessSynthesiser(version="1.52"), id="another engine version"),
            pytest.param(_SpeechlessSynthesiser(rate=120), id="another rate"),
        ],
    )
    def test_differs_for_another_way_of_speaking(self, other: _SpeechlessSynthesiser) -> None:
        assert speech_key("Ja", _NL, other) != speech_key("Ja", _NL, _SpeechlessSynthesiser())


class TestRender:
    def test_refuses_the_voice_of_another_language(self) -> None:
        with pytest.raises(SpeechUnsupported):
            render("مرحبا", get_language("ar"), _SpeechlessSynthesiser(language="nl"))
