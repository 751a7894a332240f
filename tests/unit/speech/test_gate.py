from dataclasses import replace

import pytest

from testplatform.speech.gate import (
    DurationBounds,
    Measurement,
    approve,
    duration_bounds,
    list_defects,
)
from testplatform.speech.synthesis import Defect, DefectKind, SpeechDefective

_SOUND = Measurement(
    duration_ms=2240, sound_ms=2000, voiced_share=0.8, true_peak_dbtp=-2.0, loudness_lufs=-18.2
)
_BOUNDS = DurationBounds(lowest_seconds=1.0, highest_seconds=3.0)


class TestDurationBounds:
    @pytest.mark.parametrize(
        ("text", "script", "lowest", "highest"),
        [
            pytest.param("abcd", "Latn", 0.12, 2.5, id="letters"),
            pytest.param("a b, c. d!", "Latn", 0.12, 2.5, id="punctuation does not count"),
            pytest.param("112", "Latn", 0.09, 5.25, id="a digit may be a word"),
            pytest.param("صحيح", "Arab", 0.16, 2.7, id="vowels that are not written"),
            pytest.param("人人生", "Hans", 0.3, 3.3, id="a syllable in a character"),
        ],
    )
    def test_counts_by_script(self, text: str, script: str, lowest: float, highest: float) -> None:
        bounds = duration_bounds(text, script)

        assert bounds.lowest_seconds == pytest.approx(lowest)
        assert bounds.highest_seconds == pytest.approx(highest)


class TestListDefects:
    def test_is_empty_for_good_audio(self) -> None:
        assert list_defects(_SOUND, _BOUNDS) == ()

    @pytest.mark.parametrize(
        ("measurement", "kind"),
        [
            pytest.param(replace(_SOUND, sound_ms=999), DefectKind.DURATION, id="too short"),
            pytest.param(replace(_SOUND, sound_ms=3001), DefectKind.DURATION, id="too long"),
            pytest.param(replace(_SOUND, voiced_share=0.39), DefectKind.VOICED, id="pauses"),
            pytest.param(replace(_SOUND, true_peak_dbtp=-0.9), DefectKind.PEAK, id="peak"),
            pytest.param(replace(_SOUND, loudness_lufs=-19.6), DefectKind.LOUDNESS, id="soft"),
            pytest.param(replace(_SOUND, loudness_lufs=-16.4), DefectKind.LOUDNESS, id="loud"),
        ],
    )
    def test_names_what_is_out_of_bounds(self, measurement: Measurement, kind: DefectKind) -> None:
        (defect,) = list_defects(measurement, _BOUNDS)

        assert defect.kind is kind

    def test_allows_the_bounds_themselves(self) -> None:
        at_the_edge = replace(
            _SOUND, sound_ms=1000, voiced_share=0.4, true_peak_dbtp=-1.0, loudness_lufs=-19.5
        )

        assert list_defects(at_the_edge, _BOUNDS) == ()

    def test_does_not_ask_for_loudness_that_cannot_be_measured(self) -> None:
        assert list_defects(replace(_SOUND, loudness_lufs=None), _BOUNDS) == ()

    def test_allows_any_duration_without_bounds(self) -> None:
        assert list_defects(replace(_SOUND, sound_ms=60_000)) == ()


class TestApprove:
    def test_names_every_defect(self) -> None:
        with pytest.raises(SpeechDefective) as refusal:
            approve(b"webm", replace(_SOUND, sound_ms=10, true_peak_dbtp=0.0), _BOUNDS)

        assert refusal.value.defects == (
            Defect(kind=DefectKind.PEAK, measured=0.0, highest=-1.0),
            Defect(kind=DefectKind.DURATION, measured=0.01, lowest=1.0, highest=3.0),
        )
        assert str(refusal.value) == "peak 0.00 not in ..-1.00; duration 0.01 not in 1.00..3.00"

    def test_gives_the_file_with_what_was_measured(self) -> None:
        audio = approve(b"webm", _SOUND, _BOUNDS)

        assert (audio.data, audio.duration_ms, audio.loudness_lufs) == (b"webm", 2240, -18.2)
        assert len(audio.sha256) == 64
