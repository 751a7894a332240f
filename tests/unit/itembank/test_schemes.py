import pytest

from itembank.programmes import UnknownProgramme, get_programme, list_cut_score_sets
from itembank.schemes import list_band_tables, list_routings


class TestCovaar:
    def test_has_timed_subtests(self) -> None:
        parts = get_programme("covaar").parts

        assert [(part.code, part.seconds) for part in parts] == [
            ("reeksen", 480),
            ("matrices", 600),
            ("indelen", 480),
        ]

    def test_has_bands_for_all_its_points_and_says_that_they_are_assumed(self) -> None:
        items = sum(part.items for part in get_programme("covaar").parts)

        assert [(one.out_of, one.assumed) for one in list_band_tables("covaar")] == [(items, True)]

    def test_has_no_cut_scores(self) -> None:
        assert list_cut_score_sets("covaar") == ()


class TestNivo:
    def test_has_a_routing_and_says_that_it_is_assumed(self) -> None:
        assert [(one.code, one.assumed) for one in list_routings("nivo")] == [
            ("nivo-2024-01-01", True)
        ]

    def test_has_the_modules_of_the_course(self) -> None:
        modules = [module.code for module in list_routings("nivo")[0].modules]

        assert modules == ["1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "4.1", "4.2"]

    def test_has_no_bands(self) -> None:
        assert list_band_tables("nivo") == ()


class TestUnknownProgramme:
    def test_has_no_data(self) -> None:
        with pytest.raises(UnknownProgramme):
            list_routings("../nivo")
