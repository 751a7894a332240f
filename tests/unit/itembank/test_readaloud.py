import unicodedata
from dataclasses import replace

import pytest

from itembank.forms import Stakes
from itembank.items import ReadAloud
from itembank.languages import LanguageTag
from itembank.readaloud import (
    AudioOrigin,
    AvailableAudio,
    NothingToRead,
    Phrase,
    Segment,
    SegmentCoverage,
    SegmentState,
    SpeechCoverage,
    Voice,
    audio_key,
    choose_audio,
    count_coverage,
    find_nearest_to_release,
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
    phrase = Phrase(start=0, end=len(text), said=text)
    return audio_key([phrase], language, voice, rate, version)


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
        assert _key() == "133900794df6f632296d38c7e9372a33f3763ba16163b63aae5227253297eea8"

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


class TestKeyOfSentences:
    def test_is_not_that_of_one_sentence(self) -> None:
        apart = [Phrase(start=0, end=3, said="Ja."), Phrase(start=4, end=8, said="Nee.")]
        together = [Phrase(start=0, end=8, said="Ja. Nee.")]

        assert audio_key(apart, "nl", _VOICE, 150, 1) != audio_key(together, "nl", _VOICE, 150, 1)


def an_audio(
    key: str, *, origin: AudioOrigin = AudioOrigin.SYNTHETIC, approvals: int = 0
) -> AvailableAudio:
    return AvailableAudio(key=key, origin=origin, approvals=approvals)


_MACHINE = an_audio("machine")
_APPROVED_MACHINE = an_audio("approved machine", approvals=2)
_PERSON = an_audio("person", origin=AudioOrigin.HUMAN)
_APPROVED_PERSON = an_audio("approved person", origin=AudioOrigin.HUMAN, approvals=2)
_HALF_APPROVED = an_audio("half approved", approvals=1)


class TestChooseAudio:
    @pytest.mark.parametrize(
        ("available", "in_practice", "in_earnest"),
        [
            pytest.param([], None, None, id="nothing"),
            pytest.param([_MACHINE], "machine", None, id="unreviewed"),
            pytest.param([_MACHINE, _PERSON], "person", None, id="a person first"),
            pytest.param(
                [_PERSON, _APPROVED_MACHINE],
                "approved machine",
                "approved machine",
                id="approved first",
            ),
            pytest.param(
                [_APPROVED_MACHINE, _APPROVED_PERSON],
                "approved person",
                "approved person",
                id="an approved person before an approved machine",
            ),
            pytest.param([_HALF_APPROVED], "half approved", None, id="one reviewer of two"),
            pytest.param([_MACHINE, an_audio("older")], "machine", None, id="the newest"),
        ],
    )
    def test_plays_unreviewed_audio_in_practice_alone(
        self, available: list[AvailableAudio], in_practice: str | None, in_earnest: str | None
    ) -> None:
        chosen = [choose_audio(available, stakes) for stakes in (Stakes.PRACTICE, Stakes.HIGH)]

        assert [None if one is None else one.key for one in chosen] == [in_practice, in_earnest]


_MADE = SegmentCoverage(state=SegmentState.MADE)
_APPROVED = SegmentCoverage(state=SegmentState.APPROVED, is_human=True)
_STALE = SegmentCoverage(state=SegmentState.STALE, is_waiting=True)
_REFUSED = SegmentCoverage(state=SegmentState.MISSING, is_refused=True)
_WAITING = SegmentCoverage(state=SegmentState.MISSING, is_waiting=True)


class TestSpeechCoverage:
    def test_counts_every_segment_once(self) -> None:
        coverage = count_coverage(
            "nl", [_MADE, _APPROVED, _STALE, _REFUSED, _WAITING], has_voice=True
        )

        assert coverage == SpeechCoverage(
            language="nl",
            has_voice=True,
            segments=5,
            missing=2,
            stale=1,
            made=2,
            approved=1,
            human=1,
            waiting=2,
            refused=1,
        )

    @pytest.mark.parametrize(
        ("found", "is_complete", "is_settled", "is_releasable", "percent"),
        [
            pytest.param([_MADE, _APPROVED], True, True, False, 100, id="one is not approved"),
            pytest.param([_APPROVED], True, True, True, 100, id="all is approved"),
            pytest.param([_MADE, _WAITING], False, False, False, 50, id="one is to come"),
            pytest.param([_MADE, _REFUSED], False, True, False, 50, id="one was refused"),
            pytest.param([], False, True, False, 0, id="nothing to say"),
            pytest.param([_MADE] * 199 + [_REFUSED], False, True, False, 99, id="rounds down"),
        ],
    )
    def test_says_how_far_the_voices_are(
        self,
        found: list[SegmentCoverage],
        is_complete: bool,
        is_settled: bool,
        is_releasable: bool,
        percent: int,
    ) -> None:
        coverage = count_coverage("nl", found, has_voice=True)

        assert (coverage.is_complete, coverage.is_settled) == (is_complete, is_settled)
        assert (coverage.is_releasable, coverage.percent) == (is_releasable, percent)


def a_coverage(language: str, found: list[SegmentCoverage]) -> SpeechCoverage:
    return count_coverage(language, found, has_voice=True)


_RELEASABLE = a_coverage("nl", [_APPROVED])
_LACKS_ONE = a_coverage("fr", [_APPROVED, _MADE])
_LACKS_ONE_UNMADE = a_coverage("en", [_APPROVED, _WAITING])
_LACKS_TWO = a_coverage("ar", [_APPROVED, _MADE, _MADE])
_EMPTY = a_coverage("ti", [])


class TestNearestToRelease:
    def test_counts_what_is_not_approved(self) -> None:
        assert [one.lacking for one in (_RELEASABLE, _LACKS_ONE, _LACKS_TWO)] == [0, 1, 2]

    @pytest.mark.parametrize(
        ("coverages", "nearest"),
        [
            pytest.param([], None, id="no language"),
            pytest.param([_RELEASABLE, _EMPTY], None, id="nothing lacks"),
            pytest.param([_LACKS_TWO, _LACKS_ONE, _RELEASABLE], _LACKS_ONE, id="the least"),
            pytest.param([_LACKS_ONE_UNMADE, _LACKS_ONE], _LACKS_ONE, id="of equals, more made"),
        ],
    )
    def test_is_the_language_that_misses_the_least(
        self, coverages: list[SpeechCoverage], nearest: SpeechCoverage | None
    ) -> None:
        assert find_nearest_to_release(coverages) is nearest
