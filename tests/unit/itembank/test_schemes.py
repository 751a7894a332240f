import pytest

from itembank.programmes import UnknownProgramme, get_programme, list_cut_score_sets
from itembank.schemes import (
    list_band_tables,
    list_level_sets,
    list_purposes,
    list_routings,
)


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


class TestCt:
    def test_has_levels_for_each_test_but_the_prescreening(self) -> None:
        assert [(one.moment, one.assumed) for one in list_level_sets("ct")] == [
            ("ct_a1_a2", True),
            ("ct_b1_b2", True),
        ]

    def test_has_levels_for_the_parts_of_the_programme(self) -> None:
        parts = [part.code for part in get_programme("ct").parts]

        for levels in list_level_sets("ct"):
            assert [scale.part for scale in levels.scales] == parts

    def test_asks_for_each_purpose_what_its_tests_can_show(self) -> None:
        for purpose in list_purposes("ct"):
            for requirement in purpose.requires:
                scales = [one.find_scale(requirement.part) for one in list_level_sets("ct")]
                assert any(scale and requirement.level in scale.levels for scale in scales)

    @pytest.mark.parametrize(
        ("code", "levels"),
        [
            pytest.param("social_housing", {"A1"}, id="social housing"),
            pytest.param("childcare", {"A2", "B1", "B2"}, id="childcare"),
            pytest.param("social_interpreter", {"B2"}, id="social interpreter"),
            pytest.param("brussels_school", {"B1"}, id="Brussels school"),
        ],
    )
    def test_asks_the_levels_that_are_given(self, code: str, levels: set[str]) -> None:
        purpose = next(one for one in list_purposes("ct") if one.code == code)

        assert {requirement.level for requirement in purpose.requires} == levels


class TestUnknownProgramme:
    def test_has_no_data(self) -> None:
        with pytest.raises(UnknownProgramme):
            list_routings("../nivo")
