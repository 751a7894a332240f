import pytest

from itembank.orientation import FrameworkDoesNotFit, check_framework, get_framework
from scoring.orientation import AdviceType, framework_from_document
from tests.builders.orientation import (
    a_band,
    a_band_table,
    a_deciding_row,
    a_framework_document,
)

_EDUCATION = a_framework_document()["decides"][:3]


class TestShippedFramework:
    def test_has_the_tracks_and_hours_of_the_sector(self) -> None:
        hours = {track.advice: track.hours for track in get_framework().tracks}

        assert hours == {
            AdviceType.CBE_ALFA: (600, 1140),
            AdviceType.CBE_NT2: (480,),
            AdviceType.CVO_EXTENDED: (360,),
            AdviceType.CVO_STANDARD: (240,),
            AdviceType.SHORT_TRACK: (160,),
            AdviceType.LATIN_SCRIPT_CBE: (180,),
            AdviceType.LATIN_SCRIPT_CVO: (40,),
            AdviceType.OTHER: (),
            AdviceType.NONE: (),
        }

    def test_says_of_every_covaar_row_that_it_is_assumed(self) -> None:
        rows = [row for row in get_framework().deciding if row.indicator == "covaar"]

        assert all(row.assumed for row in rows)


class TestCheckFramework:
    def test_accepts_equal_tracks_for_two_bands(self) -> None:
        rows = [*_EDUCATION, *(a_deciding_row("covaar", band, "cbe_nt2") for band in "ab")]
        framework = framework_from_document(a_framework_document(decides=rows))

        check_framework(framework, [a_band_table(bands=[a_band("a", 0), a_band("b", 5)])])

    def test_refuses_a_band_that_leads_nowhere(self) -> None:
        framework = framework_from_document(a_framework_document())

        with pytest.raises(FrameworkDoesNotFit, match="says nothing for band low"):
            check_framework(framework, [a_band_table()])

    def test_refuses_a_slower_track_for_a_higher_band(self) -> None:
        rows = [
            *_EDUCATION,
            a_deciding_row("covaar", "a", "short_track"),
            a_deciding_row("covaar", "b", "cbe_nt2"),
        ]
        framework = framework_from_document(a_framework_document(decides=rows))

        with pytest.raises(FrameworkDoesNotFit, match="a higher band of covaar-2024 a slower"):
            check_framework(framework, [a_band_table(bands=[a_band("a", 0), a_band("b", 5)])])
