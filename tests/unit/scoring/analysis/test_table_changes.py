from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.scheme_tables import tables_of_documents
from scoring.analysis.table_changes import (
    CountedStanding,
    MoveCounts,
    Place,
    Reached,
    Spread,
    Standing,
    Table,
    list_places,
    preview_table,
)
from scoring.cut_scores import AtLeastPercentage, AtLeastPoints, CutScore
from scoring.levels import RatingScale
from scoring.limits import LimitKey, list_limits, replace_limits

(BANDS,) = tables_of_documents("covaar").bands
LEVELS = tables_of_documents("ct").levels[0]
(ROUTING,) = tables_of_documents("nivo").routings
VOORMETING, TEST_12 = "oral_voormeting", "oral_interaction_12"


def changed(table: Table, **changes: CutScore) -> Table:
    limits = {one.key: one.cut_score for one in list_limits(table)}
    wanted = {LimitKey(key.replace("__", "-")): one for key, one in changes.items()}
    return replace_limits(table, {**limits, **wanted}, code="new", version=1, on=date(2027, 1, 1))


def percent(number: int) -> AtLeastPercentage:
    return AtLeastPercentage(percentage=number)


def a_band(place: str, points: int, out_of: int = 45) -> Standing:
    reached = Reached(group="covaar", points=(("covaar", points, out_of),))
    return Standing(facet="covaar", place=place, reached=(reached,))


def a_level(part: str, place: Place, points: int | None, out_of: int = 30) -> Standing:
    reached = () if points is None else (Reached(group=part, points=((part, points, out_of),)),)
    return Standing(facet=part, place=place, reached=reached)


def a_way(place: str, *tests: Reached, is_floor: bool = False) -> Standing:
    return Standing(facet="oral", place=place, reached=tests, is_floor=is_floor)


def a_test(group: str, model: str, points: int) -> Reached:
    return Reached(group=group, points=((model, points, 20),))


def counted(
    *standings: Standing, language: str = "nl", centre: str = "GENT", number: int = 1
) -> CountedStanding:
    return CountedStanding(language=language, centre=centre, standings=standings, number=number)


def moved(standing: Standing, table: Table) -> MoveCounts:
    (facet,) = preview_table([counted(standing)], table).facets
    return facet.total


UNKNOWN = MoveCounts(unknown=1)


class TestBands:
    @pytest.mark.parametrize(
        ("points", "before", "counts"),
        [
            pytest.param(
                33, "average", MoveCounts(moves={("average", "average"): 1}), id="below both"
            ),
            pytest.param(
                34, "high", MoveCounts(moves={("high", "average"): 1}, lower=1), id="on the old"
            ),
            pytest.param(
                35, "high", MoveCounts(moves={("high", "average"): 1}, lower=1), id="between"
            ),
            pytest.param(36, "high", MoveCounts(moves={("high", "high"): 1}), id="on the new"),
        ],
    )
    def test_are_found_anew(self, points: int, before: str, counts: MoveCounts) -> None:
        table = changed(BANDS, high=AtLeastPoints(points=36))

        assert moved(a_band(before, points), table) == counts

    def test_go_up_where_a_limit_is_lower(self) -> None:
        table = changed(BANDS, high=AtLeastPoints(points=30))

        assert moved(a_band("average", 30), table).higher == 1

    @pytest.mark.parametrize(
        ("standing", "table"),
        [
            pytest.param(a_band("high", 46, 46), BANDS, id="more points than the table"),
            pytest.param(
                a_band("high", 40, 44),
                changed(BANDS, high=AtLeastPoints(points=45)),
                id="the highest band asks more than is left",
            ),
            pytest.param(a_band("splendid", 40), BANDS, id="a band that is no more"),
        ],
    )
    def test_cannot_be_told(self, standing: Standing, table: Table) -> None:
        assert moved(standing, table) == UNKNOWN


class TestLevels:
    @pytest.mark.parametrize(
        ("points", "before", "after"),
        [(11, None, None), (14, "A1", None), (15, "A1", "A1"), (21, "A2", "A2")],
    )
    def test_are_found_anew(self, points: int, before: Place, after: Place) -> None:
        table = changed(LEVELS, reading__A1=percent(50))

        assert dict(moved(a_level("reading", before, points), table).moves) == {(before, after): 1}

    @pytest.mark.parametrize(
        ("standing", "table"),
        [
            pytest.param(a_level("singing", None, 3), LEVELS, id="an unknown skill"),
            pytest.param(a_level("speaking", "A1", None), LEVELS, id="a level of assessors"),
            pytest.param(
                a_level("reading", "A2", 28, 29),
                changed(LEVELS, reading__A2=AtLeastPoints(points=30)),
                id="more than is left",
            ),
            pytest.param(
                a_level("speaking", "A1", 5),
                replace(
                    LEVELS,
                    scales=tuple(
                        replace(one, limits=()) if isinstance(one, RatingScale) else one
                        for one in LEVELS.scales
                    ),
                ),
                id="no limits for marks",
            ),
        ],
    )
    def test_cannot_be_told(self, standing: Standing, table: Table) -> None:
        assert moved(standing, table) == UNKNOWN


class TestRouting:
    def test_goes_another_way_over_the_same_tests(self) -> None:
        table = changed(ROUTING, **{f"oral_12_start__2__{TEST_12}": percent(60)})
        way = a_way("1.2", a_test(VOORMETING, VOORMETING, 5), a_test("oral_12_start", TEST_12, 11))

        assert moved(way, table) == MoveCounts(moves={("1.2", "1.1"): 1}, lower=1)

    def test_leaves_the_tests_that_were_sat(self) -> None:
        table = changed(ROUTING, **{f"oral_voormeting__3__{VOORMETING}": percent(25)})
        way = a_way("1.2", a_test(VOORMETING, VOORMETING, 5), a_test("oral_12_start", TEST_12, 11))

        assert moved(way, table) == UNKNOWN

    def test_asks_a_model_that_was_not_compared(self) -> None:
        key = "oral_31_41_start__1__oral_interaction_listening_41"
        way = a_way(
            "4.1",
            a_test(VOORMETING, VOORMETING, 18),
            a_test("oral_31_41_start", "oral_interaction_listening_41", 12),
        )

        assert moved(way, changed(ROUTING, **{key: percent(65)})) == UNKNOWN

    def test_ends_at_the_floor_of_who_took_no_further_test(self) -> None:
        way = a_way("1.1", a_test(VOORMETING, VOORMETING, 5), is_floor=True)

        assert dict(moved(way, ROUTING).moves) == {("1.1", "1.1"): 1}

    def test_of_who_began_nothing(self) -> None:
        assert dict(moved(a_way("1.1", is_floor=True), ROUTING).moves) == {("1.1", "1.1"): 1}


class TestPreview:
    def test_counts_per_language_and_centre(self) -> None:
        table = changed(BANDS, high=AtLeastPoints(points=36))
        results = [
            counted(a_band("high", 35), language="ar", number=2),
            counted(a_band("high", 40), centre="AALST"),
        ]

        (facet,) = preview_table(results, table).facets

        assert facet.places == ("very_low", "low", "average", "high")
        assert (facet.total.number, facet.total.lower) == (3, 2)
        assert (facet.total.before("high"), facet.total.after("high")) == (3, 1)
        assert {tag: one.lower for tag, one in facet.by_language.items()} == {"ar": 2, "nl": 0}
        assert {code: one.number for code, one in facet.by_centre.items()} == {
            "GENT": 2,
            "AALST": 1,
        }

    def test_spreads_points_where_there_are_limits(self) -> None:
        results = [
            counted(a_level("reading", "A1", 12), a_level("singing", None, 3)),
            counted(a_level("reading", "A1", 12), number=2),
        ]

        preview = preview_table(results, LEVELS)

        assert preview.spreads == (
            Spread(group="reading", measure="reading", out_of=30, numbers={12: 3}),
        )

    def test_of_nobody_is_empty(self) -> None:
        preview = preview_table([], BANDS)

        assert (preview.facets, preview.spreads) == ((), ())

    @given(st.lists(st.tuples(st.integers(0, 45), st.integers(0, 9)), max_size=8))
    def test_loses_nobody(self, people: list[tuple[int, int]]) -> None:
        results = [
            counted(a_band(BANDS.band_of(points).code, points), number=number)
            for points, number in people
        ]

        for facet in preview_table(results, BANDS).facets:
            total = facet.total
            assert (total.number, total.unknown) == (sum(number for _, number in people), 0)
            assert (total.higher, total.lower) == (0, 0)

    def test_places_of_an_unknown_skill_are_none(self) -> None:
        assert list_places(LEVELS, "singing") == (None,)
