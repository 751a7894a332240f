from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.scheme_tables import tables_of_documents
from scoring.bands import BandTable, BandTableNotValid
from scoring.cut_scores import AtLeastPercentage, AtLeastPoints, CutScore, CutScoreNotValid
from scoring.levels import LevelSet, RatingScale
from scoring.limits import (
    LimitFault,
    LimitFaultKind,
    LimitKey,
    find_limit_faults,
    list_limits,
    replace_limits,
)
from scoring.routing import Routing, check_routing

ON = date(2027, 1, 1)
(BANDS,) = tables_of_documents("covaar").bands
LEVELS = tables_of_documents("ct").levels[0]
(ROUTING,) = tables_of_documents("nivo").routings
ABOVE, NOT_HIGHER, NEVER = LimitFaultKind


def limits_of(
    table: BandTable | LevelSet | Routing, changes: Mapping[str, CutScore] | None = None
) -> dict[LimitKey, CutScore]:
    limits = {one.key: one.cut_score for one in list_limits(table)}
    return {**limits, **{LimitKey(key): one for key, one in (changes or {}).items()}}


def percent(number: int) -> AtLeastPercentage:
    return AtLeastPercentage(percentage=number)


def points(number: int) -> AtLeastPoints:
    return AtLeastPoints(points=number)


class TestListLimits:
    def test_of_bands_are_all_but_the_lowest(self) -> None:
        found = [(one.name, one.cut_score, one.out_of) for one in list_limits(BANDS)]

        assert found == [
            ("low", points(14), 45),
            ("average", points(24), 45),
            ("high", points(34), 45),
        ]

    def test_of_levels_are_those_of_each_skill(self) -> None:
        found = [(one.key, one.out_of) for one in list_limits(LEVELS)]

        assert found[:2] == [("reading-A1", 30), ("reading-A2", 30)]
        assert found[-1] == ("speaking-A2", None)

    def test_of_levels_that_assessors_give_there_are_none(self) -> None:
        without = replace(
            LEVELS,
            scales=tuple(
                replace(one, limits=()) for one in LEVELS.scales if isinstance(one, RatingScale)
            ),
        )

        assert list_limits(without) == ()

    def test_of_a_routing_are_those_of_each_condition(self) -> None:
        first = list_limits(ROUTING)[0]

        assert (first.key, first.cut_score) == ("oral_voormeting-1-oral_voormeting", percent(85))
        assert len({one.key for one in list_limits(ROUTING)}) == len(list_limits(ROUTING))


class TestFaults:
    @pytest.mark.parametrize("table", [BANDS, LEVELS, ROUTING], ids=["bands", "levels", "routing"])
    def test_there_are_none_in_what_is_in_force(
        self, table: BandTable | LevelSet | Routing
    ) -> None:
        assert find_limit_faults(table, limits_of(table)) == ()

    @pytest.mark.parametrize(
        ("table", "changes", "faults"),
        [
            pytest.param(BANDS, {"high": points(45)}, [], id="the highest band at the maximum"),
            pytest.param(BANDS, {"high": points(46)}, [(ABOVE, "high")], id="above the maximum"),
            pytest.param(BANDS, {"low": points(24)}, [(NOT_HIGHER, "average")], id="empty band"),
            pytest.param(BANDS, {"low": points(23)}, [], id="a band of one point"),
            pytest.param(
                BANDS,
                {"low": points(46), "average": points(40)},
                [(ABOVE, "low"), (NOT_HIGHER, "average"), (NOT_HIGHER, "high")],
                id="everything at once",
            ),
            pytest.param(
                LEVELS,
                {"reading-A1": percent(70), "speaking-A2": percent(40)},
                [(NOT_HIGHER, "reading-A2"), (NOT_HIGHER, "speaking-A2")],
                id="a higher level that asks no more, twice",
            ),
            pytest.param(
                LEVELS, {"listening-A2": points(31)}, [(ABOVE, "listening-A2")], id="31 of 30"
            ),
            pytest.param(
                ROUTING,
                {"oral_12_start-2-oral_interaction_12": percent(70)},
                [(NEVER, "oral_12_start-2-oral_interaction_12")],
                id="a route that asks what an earlier one asks",
            ),
            pytest.param(
                ROUTING,
                {"oral_12_start-2-oral_interaction_12": percent(69)},
                [],
                id="a route that asks a little less",
            ),
            pytest.param(
                ROUTING,
                {"oral_12_start-2-oral_interaction_12": points(21)},
                [(ABOVE, "oral_12_start-2-oral_interaction_12")],
                id="21 of 20",
            ),
        ],
    )
    def test_are_all_found(
        self,
        table: BandTable | LevelSet | Routing,
        changes: Mapping[str, CutScore],
        faults: list[tuple[LimitFaultKind, str]],
    ) -> None:
        found = find_limit_faults(table, limits_of(table, changes))

        assert found == tuple(LimitFault(kind=kind, key=LimitKey(key)) for kind, key in faults)


class TestReplaceLimits:
    @pytest.mark.parametrize("table", [BANDS, LEVELS, ROUTING], ids=["bands", "levels", "routing"])
    def test_without_a_change_is_the_same_table_of_another_day(
        self, table: BandTable | LevelSet | Routing
    ) -> None:
        made = replace_limits(table, limits_of(table), code="next", version=2, on=ON)

        assert (made.code, made.version, made.effective_from, made.assumed) == ("next", 2, ON, True)
        back = replace_limits(
            made, limits_of(made), code=table.code, version=table.version, on=table.effective_from
        )
        assert back == table

    def test_is_not_assumed_when_people_decided_all_of_it(self) -> None:
        changes = {"low": points(15), "average": points(25), "high": points(35)}

        made = replace_limits(BANDS, limits_of(BANDS, changes), code="x", version=1, on=ON)

        assert not made.assumed

    def test_of_bands_are_points(self) -> None:
        limits = limits_of(BANDS, {"low": percent(30)})

        with pytest.raises(CutScoreNotValid):
            replace_limits(BANDS, limits, code="x", version=1, on=ON)

    @given(st.lists(st.integers(1, 60), min_size=3, max_size=3))
    def test_of_bands_are_refused_where_there_are_faults(self, starts: list[int]) -> None:
        changes = dict(zip(("low", "average", "high"), map(points, starts), strict=True))
        limits = limits_of(BANDS, changes)

        try:
            replace_limits(BANDS, limits, code="x", version=1, on=ON)
        except BandTableNotValid:
            is_refused = True
        else:
            is_refused = False

        assert is_refused == bool(find_limit_faults(BANDS, limits))

    @given(st.integers(1, 100), st.integers(1, 100))
    def test_of_a_routing_without_faults_is_sound(self, first: int, second: int) -> None:
        changes = {
            "oral_12_start-1-oral_interaction_12": percent(first),
            "oral_12_start-2-oral_interaction_12": percent(second),
        }
        limits = limits_of(ROUTING, changes)

        made = replace_limits(ROUTING, limits, code="x", version=1, on=ON)

        assert isinstance(made, Routing)
        if not find_limit_faults(ROUTING, limits):
            check_routing(made)
