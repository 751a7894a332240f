from datetime import date

import pytest

from scoring.codes import ProgrammeCode
from scoring.documents import DocumentNotUnderstood
from scoring.routing import (
    NoRoutingInForce,
    Routing,
    RoutingsOverlap,
    routing_from_document,
    routing_in_force,
)
from tests.builders.routing import TALK, a_route, a_routing_document

_NIVO = ProgrammeCode("nivo")


def a_routing(code: str, effective_from: str, programme: str = "nivo") -> Routing:
    return routing_from_document(
        a_routing_document(code=code, effective_from=effective_from, programme=programme)
    )


class TestRoutingInForce:
    @pytest.mark.parametrize(
        ("on", "code"),
        [
            pytest.param(date(2024, 2, 29), "old", id="the last day of the old one"),
            pytest.param(date(2024, 3, 1), "new", id="the first day of the new one"),
        ],
    )
    def test_is_the_one_that_started_last(self, on: date, code: str) -> None:
        routings = [
            a_routing("new", "2024-03-01"),
            a_routing("old", "2024-01-01"),
            a_routing("other", "2024-03-01", programme="other"),
        ]

        assert routing_in_force(routings, programme=_NIVO, on=on).code == code

    def test_is_none_before_the_first(self) -> None:
        with pytest.raises(NoRoutingInForce, match="for nivo on 2023-12-31"):
            routing_in_force([a_routing("a", "2024-01-01")], programme=_NIVO, on=date(2023, 12, 31))

    def test_refuses_two_that_start_together(self) -> None:
        routings = [a_routing("a", "2024-01-01"), a_routing("b", "2024-01-01")]

        with pytest.raises(RoutingsOverlap, match="a and b both start on 2024-01-01"):
            routing_in_force(routings, programme=_NIVO, on=date(2025, 1, 1))


class TestDocument:
    def test_is_read_strictly_and_tells_every_place(self) -> None:
        odd = {"model": "talking", "cut_score": {"kind": "at_least_percentage", "percentage": 101}}
        broken = TALK | {"route": [a_route("up", "hard_talk", odd), a_route("sideways", "talk")]}

        with pytest.raises(DocumentNotUnderstood) as refusal:
            routing_from_document(a_routing_document(stage=[broken], start=[]))

        assert [problem.field for problem in refusal.value.problems] == [
            "routing.start",
            "routing.stage[0].route[0].when[0].cut_score",
            "routing.stage[0].route[1].go",
        ]

    def test_knows_the_direction_of_every_route(self) -> None:
        routes = routing_from_document(a_routing_document()).stages[0].routes

        assert [route.target.direction for route in routes] == ["up", "stop", "stop"]

    @pytest.mark.parametrize(
        ("route", "problems"),
        [
            pytest.param(
                {"go": "stop", "stage": "talk"},
                ["route[0].module: is missing", "route[0].stage: is not a known field"],
                id="a stop at a stage",
            ),
            pytest.param(
                {"go": "up", "module": "1.1"},
                ["route[0].stage: is missing", "route[0].module: is not a known field"],
                id="up to a module",
            ),
            pytest.param(
                {"go": "down", "module": "1.1", "stage": "talk"},
                ["route[0].module: is not a known field"],
                id="down to both",
            ),
        ],
    )
    def test_stops_at_a_module_and_goes_to_a_stage(
        self, route: dict[str, str], problems: list[str]
    ) -> None:
        with pytest.raises(DocumentNotUnderstood) as refusal:
            routing_from_document(a_routing_document(stage=[TALK | {"route": [route]}]))

        wanted = [f"routing.stage[0].{problem}" for problem in problems]
        assert [str(problem) for problem in refusal.value.problems] == wanted
