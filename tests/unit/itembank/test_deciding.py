"""Which table decides: the one of the day, or the one that a correction put in its place."""

from dataclasses import replace
from datetime import date

from itembank.deciding import find_bands, find_levels
from itembank.programmes import get_programme
from itembank.scheme_tables import tables_of_documents
from scoring.corrections import CorrectedItems
from tests.builders.scoring import a_table_replacement

DAY = date(2026, 3, 2)
LATER = date(2027, 1, 1)
COVAAR, CT = get_programme("covaar"), get_programme("ct")
BANDS = tables_of_documents("covaar")
LEVELS = tables_of_documents("ct")
OTHER_BANDS = replace(BANDS.bands[0], effective_from=LATER)
OTHER_LEVELS = replace(LEVELS.levels[0], effective_from=LATER)
BANDS_REPLACED = CorrectedItems(corrections=(a_table_replacement(OTHER_BANDS),))
LEVELS_REPLACED = CorrectedItems(corrections=(a_table_replacement(OTHER_LEVELS),))


class TestFindBands:
    def test_gives_those_of_the_day(self) -> None:
        assert find_bands(BANDS, COVAAR, DAY) is BANDS.bands[0]

    def test_gives_those_of_a_correction(self) -> None:
        assert find_bands(BANDS, COVAAR, DAY, BANDS_REPLACED) is OTHER_BANDS

    def test_takes_no_levels_for_bands(self) -> None:
        assert find_bands(BANDS, COVAAR, DAY, LEVELS_REPLACED) is BANDS.bands[0]


class TestFindLevels:
    def test_gives_those_of_the_day(self) -> None:
        assert find_levels(LEVELS, CT, OTHER_LEVELS.moment, DAY) is LEVELS.levels[0]

    def test_gives_those_of_a_correction(self) -> None:
        assert find_levels(LEVELS, CT, OTHER_LEVELS.moment, DAY, LEVELS_REPLACED) is OTHER_LEVELS

    def test_takes_no_bands_for_levels(self) -> None:
        found = find_levels(LEVELS, CT, OTHER_LEVELS.moment, DAY, BANDS_REPLACED)

        assert found is LEVELS.levels[0]
