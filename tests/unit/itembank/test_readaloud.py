import unicodedata
from dataclasses import replace

import pytest

from itembank.items import ReadAloud
from itembank.languages import LanguageTag
from itembank.readaloud import (
    NothingToRead,
    Segment,
    SpeechCoverage,
    Voice,
    audio_key,
    segments,
)
from itembank.texts import PROMPT, ItemText, TextId, TextKind
from itembank.translations import localise
from tests.builders.items import a_hot_text_item, an_item

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


class TestSegment:
    def test_refuses_silence(self) -> None:
        with pytest.raises(NothingToRead):
            Segment(id=PROMPT, text=" ", language=_NL)


class TestSegments:
    @pytest.mark.parametrize(
        ("read_aloud", "ids"),
        [
            (ReadAloud.NONE, []),
            (ReadAloud.INSTRUCTIONS, ["prompt"]),
            (ReadAloud.ALL, ["prompt", "choice-a", "choice-b", "choice-c"]),
        ],
    )
    def test_are_what_the_item_allows(self, read_aloud: ReadAloud, ids: list[str]) -> None:
        read = segments(localise(an_item(read_aloud=read_aloud), None))

        assert [segment.id for segment in read] == ids


class TestSpokenText:
    def test_of_a_gap_is_a_blank(self) -> None:
        cloze = ItemText(
            id=TextId("text"), text="Ik {g1}.\nJij {g2}.", kind=TextKind.CLOZE, gaps=("g1", "g2")
        )
        localised = replace(localise(an_item(), None), texts=(cloze,))

        assert [segment.text for segment in segments(localised)] == ["Ik ____.\nJij ____."]

    def test_reads_the_spans_where_they_stand_in_a_text(self) -> None:
        read = segments(localise(a_hot_text_item(), None))

        assert (read[1].id, read[1].text) == (
            "text",
            "Ik ga naar de winkel.\nGisteren ga ik thuis.",
        )


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


def a_coverage(
    *, ready: int, wanted: int = 4, refused: int = 0, has_voice: bool = True
) -> SpeechCoverage:
    return SpeechCoverage(
        language="nl", has_voice=has_voice, wanted=wanted, ready=ready, refused=refused
    )


class TestSpeechCoverage:
    @pytest.mark.parametrize(
        ("coverage", "is_complete", "is_settled", "percent"),
        [
            pytest.param(a_coverage(ready=4), True, True, 100, id="all is spoken"),
            pytest.param(a_coverage(ready=3), False, False, 75, id="one is still to come"),
            pytest.param(a_coverage(ready=3, refused=1), False, True, 75, id="one was refused"),
            pytest.param(a_coverage(ready=0, has_voice=False), False, True, 0, id="no voice"),
            pytest.param(a_coverage(ready=0, wanted=0), False, True, 0, id="nothing to say"),
            pytest.param(a_coverage(ready=199, wanted=200), False, False, 99, id="rounds down"),
        ],
    )
    def test_says_how_far_the_voices_are(
        self, coverage: SpeechCoverage, is_complete: bool, is_settled: bool, percent: int
    ) -> None:
        assert (coverage.is_complete, coverage.is_settled) == (is_complete, is_settled)
        assert coverage.percent == percent
