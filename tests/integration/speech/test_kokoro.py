"""Kokoro: its sounds always, its voice only where `make kokoro` installed it."""

import os
from pathlib import Path

import pytest

from itembank.languages import LanguageTag, get_language
from itembank.voices import ListedVoice, list_voices
from testplatform.config import INSTANCE_FOLDER
from testplatform.speech.engines import Lack, LackKind, kokoro
from testplatform.speech.engines.folders import VoiceFolders, use_voice_folders
from testplatform.speech.engines.kokoro import VOICE_SHA256, KokoroEngine, KokoroSynthesiser
from testplatform.speech.engines.kokoro_sounds import MOST_SOUNDS, NUMBERS, list_sounds
from testplatform.speech.phrases import plan_phrases
from testplatform.speech.rendering import render
from testplatform.speech.synthesis import (
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
)
from tests.integration.speech.tools import needs_espeak, needs_ffmpeg

VOICES = Path(os.environ.get("KOKORO_VOICES") or INSTANCE_FOLDER / "voices" / "kokoro")
SIWIS = next(voice for voice in list_voices("fr") if voice.engine == "kokoro")
SENTENCES = {
    "en": "Read the question and choose the correct answer.",
    "fr": "Lisez la question et choisissez la bonne réponse.",
    "nl": "Lees de vraag en kies het juiste antwoord.",
}


def lack_here() -> Lack | None:
    use_voice_folders(VoiceFolders(kokoro=VOICES))
    found = KokoroEngine().find_lack(SIWIS)
    use_voice_folders(VoiceFolders())
    return found


needs_kokoro = pytest.mark.skipif(
    lack_here() is not None, reason="Kokoro is not installed (make kokoro)"
)


class TestSounds:
    def test_has_the_numbers_of_the_model(self) -> None:
        assert len(NUMBERS) == 114
        assert {sound: NUMBERS[sound] for sound in ";$ aɑˈᵻ" if sound in NUMBERS} == {
            ";": 1,
            " ": 16,
            "a": 43,
            "ɑ": 69,
            "ˈ": 156,
            "ᵻ": 177,
        }

    @needs_espeak
    @pytest.mark.parametrize(
        ("language", "voice"),
        [
            (voice.language, voice.name)
            for tag in ("en", "fr", "es", "it", "pt", "hi", "nl", "pl", "uk", "ru", "tr", "bg")
            for voice in list_voices(tag)
            if voice.engine == "kokoro"
        ],
    )
    def test_spells_every_language_that_it_speaks(self, language: str, voice: str) -> None:
        (sounds,) = list_sounds("1, 2 & 3", language, voice)

        assert len(sounds) > 8
        assert sounds[-1] == NUMBERS["."]

    @needs_espeak
    def test_keeps_the_tone_of_a_question(self) -> None:
        (asked,) = list_sounds("Ja?", "nl", "if_sara")

        assert asked[-1] == NUMBERS["?"]

    @needs_espeak
    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("huis, tuin en keuken, " * 60, id="many clauses"),
            pytest.param("huis tuin en keuken " * 60, id="one clause"),
            pytest.param("a" * 2000, id="one word"),
        ],
    )
    def test_cuts_what_the_model_cannot_take_at_once(self, text: str) -> None:
        pieces = list_sounds(text, "nl", "if_sara")

        assert len(pieces) > 1
        assert max(len(piece) for piece in pieces) <= MOST_SOUNDS + 1

    @needs_espeak
    def test_says_a_foreign_word_without_the_remark_of_espeak(self) -> None:
        (sounds,) = list_sounds("De manager belt", "nl", "if_sara")

        assert NUMBERS["("] not in sounds

    def test_refuses_a_language_whose_sounds_nobody_knows(self) -> None:
        with pytest.raises(SpeechUnsupported):
            list_sounds("een", "ps", "if_sara")


class TestWithoutKokoro:
    def test_says_which_package_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(kokoro, "PACKAGES", ("no_such_package",))

        assert KokoroEngine().find_lack(SIWIS) == Lack(
            kind=LackKind.PACKAGE, name="no_such_package"
        )

    def test_says_which_voice_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, voices: VoiceFolders
    ) -> None:
        monkeypatch.setattr(kokoro, "PACKAGES", ())

        assert KokoroEngine().find_lack(SIWIS) == Lack(kind=LackKind.VOICE, name="ff_siwis.bin")
        use_voice_folders(VoiceFolders())
        assert KokoroEngine().find_lack(SIWIS) == Lack(kind=LackKind.FOLDER, name="KOKORO_VOICES")
        with pytest.raises(SpeechUnavailable, match="has no voice ff_siwis"):
            a_voice(SIWIS).synthesise("un")

    def test_refuses_another_voice_under_a_known_name(self, voices: VoiceFolders) -> None:
        assert voices.kokoro is not None
        voices.kokoro.mkdir()
        (voices.kokoro / "ff_siwis.bin").write_bytes(b"\0" * 1024)

        with pytest.raises(SpeechUnavailable, match="has another voice under the name"):
            a_voice(SIWIS).synthesise("un")

    def test_knows_the_hash_of_every_listed_voice(self) -> None:
        from itembank.languages import list_languages

        listed = {
            voice.name
            for language in list_languages()
            for voice in list_voices(language.tag)
            if voice.engine == "kokoro"
        }

        assert listed == VOICE_SHA256.keys()

    def test_refuses_a_text_it_cannot_speak(self) -> None:
        with pytest.raises(TextNotSpeakable):
            a_voice(SIWIS).synthesise("...")


@needs_kokoro
@needs_ffmpeg
class TestKokoroSynthesiser:
    @pytest.fixture(autouse=True)
    def installed(self, voices: VoiceFolders) -> None:
        use_voice_folders(VoiceFolders(kokoro=VOICES))

    @pytest.mark.parametrize(("tag", "sentence"), SENTENCES.items())
    def test_speaks_through_the_gate(self, tag: str, sentence: str) -> None:
        voice = next(one for one in list_voices(tag) if one.engine == "kokoro")

        reading = render(plan_phrases(sentence, tag, lexicon={}), get_language(tag), a_voice(voice))

        assert 1_500 < reading.audio.webm.duration_ms < 6_000

    def test_gives_the_same_bytes_for_the_same_text(self) -> None:
        assert a_voice(SIWIS).synthesise("Oui") == a_voice(SIWIS).synthesise("Oui")

    def test_names_model_voice_and_espeak_as_its_version(self) -> None:
        assert a_voice(SIWIS).voice.version.startswith("6e742170.a35f5675+")


def a_voice(voice: ListedVoice) -> KokoroSynthesiser:
    return KokoroSynthesiser(language=LanguageTag(voice.language), voice_name=voice.name)
