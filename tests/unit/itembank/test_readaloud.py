import unicodedata

import pytest

from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.readaloud import (
    INSTRUCTION,
    PROMPT,
    AudioOfUnknownSegments,
    FormSegment,
    NothingToRead,
    Segment,
    Voice,
    audio_key,
    build_coverage,
    choice_segment_id,
)
from scoring.codes import ChoiceId

_NL = LanguageTag("nl")
_VOICE = Voice(engine="espeak-ng", name="nl", version="1.51")


def _key(
    text: str = "Wat?",
    language: str = "nl",
    voice: Voice = _VOICE,
    rate: int = 150,
    version: int = 1,
) -> str:
    return audio_key(text, language, voice, rate, version)


def _segment(item: str, choice: str | None = None) -> FormSegment:
    segment = PROMPT if choice is None else choice_segment_id(ChoiceId(choice))
    return FormSegment(item=ItemCode(item), segment=segment)


class TestSegment:
    def test_refuses_silence(self) -> None:
        with pytest.raises(NothingToRead):
            Segment(id=INSTRUCTION, text=" ", language=_NL)


class TestAudioKey:
    def test_is_a_stable_sha_256(self) -> None:
        assert _key() == "6d64cc2256a4d23eec0fdfba7b7f027222672e50a5bbab97151717ebddcc3182"

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(_key(text="wat?"), id="text"),
            pytest.param(_key(language="fr"), id="language"),
            pytest.param(_key(voice=Voice(engine="x", name="nl", version="1.51")), id="engine"),
            pytest.param(
                _key(voice=Voice(engine="espeak-ng", name="x", version="1.51")), id="voice"
            ),
            pytest.param(
                _key(voice=Voice(engine="espeak-ng", name="nl", version="2")), id="version"
            ),
            pytest.param(_key(rate=140), id="rate"),
            pytest.param(_key(version=2), id="pipeline"),
        ],
    )
    def test_changes_with_all_that_is_heard(self, other: str) -> None:
        assert other != _key()

    def test_is_the_same_for_composed_and_decomposed_text(self) -> None:
        decomposed = unicodedata.normalize("NFD", "één vraag")

        assert _key(text=decomposed) == _key(text="één vraag")


class TestBuildCoverage:
    def test_separates_spoken_from_silent_in_order(self) -> None:
        wanted = {_segment("MO-S-02"), _segment("MO-S-01"), _segment("MO-S-01", "a")}

        coverage = build_coverage(_NL, wanted, {_segment("MO-S-01")})

        assert coverage.spoken == (_segment("MO-S-01"),)
        assert coverage.silent == (_segment("MO-S-01", "a"), _segment("MO-S-02"))
        assert (coverage.total, coverage.is_complete) == (3, False)

    def test_is_complete_when_all_is_spoken(self) -> None:
        wanted = {_segment("MO-S-01")}

        assert build_coverage(_NL, wanted, wanted).is_complete

    def test_is_not_complete_when_there_is_nothing(self) -> None:
        assert not build_coverage(_NL, set(), set()).is_complete

    def test_refuses_audio_of_segments_that_the_form_does_not_have(self) -> None:
        with pytest.raises(AudioOfUnknownSegments):
            build_coverage(_NL, set(), {_segment("MO-S-01")})
