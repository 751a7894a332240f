"""The routing of NIVO as a drawing, and how many went along its ways."""

from collections import Counter
from datetime import date

import pytest

from itembank.schemes import list_routings
from scoring.codes import StageCode
from scoring.programmes.nivo import place_candidate, placement_to_document
from scoring.routing import Track, routing_from_document
from testplatform.web.routings.drawing import build_graph
from testplatform.web.routings.pages import Node
from testplatform.web.routings.traffic import Traffic, count_traffic
from tests.builders.routing import (
    HARD_TALK,
    LETTER,
    a_condition,
    a_route,
    a_routing_document,
    a_stage,
    model_points,
)

SHIPPED = list_routings("nivo")[0]
SMALL = routing_from_document(a_routing_document())


def a_placement(*, ended: frozenset[Track] = frozenset()) -> dict[str, object]:
    """Somebody who talks well, and who writes nothing."""
    points = {
        StageCode("talk"): model_points(talking=10),
        StageCode("letter"): model_points(writing=0),
    }
    placement = place_candidate(points, SMALL, started_on=date(2024, 5, 6), ended=ended)
    return placement_to_document(placement)


class TestCountTraffic:
    def test_follows_each_track_from_test_to_test(self) -> None:
        ways = count_traffic([a_placement(), a_placement()], SMALL).ways

        assert ways == {("talk", "hard_talk"): 2, ("letter", "1.1"): 2}

    def test_leads_on_who_took_no_further_test(self) -> None:
        traffic = count_traffic([a_placement(ended=frozenset({Track.ORAL}))], SMALL)

        assert traffic.ways == {("talk", "hard_talk"): 1, ("letter", "1.1"): 1}
        assert traffic.ended == {"hard_talk": 1}

    def test_counts_who_took_no_test_at_all_at_the_first_one(self) -> None:
        placement = place_candidate({}, SMALL, started_on=date(2024, 5, 6), ended=tuple(Track))

        traffic = count_traffic([placement_to_document(placement)], SMALL)

        assert traffic == Traffic(ended=Counter({"talk": 1, "letter": 1}))

    @pytest.mark.parametrize("talking", [0, 16, 17])
    def test_finds_the_stage_that_was_not_taken_by_what_was_compared(self, talking: int) -> None:
        points = {StageCode("oral_voormeting"): model_points(20, oral_voormeting=talking)}
        ended = place_candidate(points, SHIPPED, started_on=date(2026, 3, 2), ended=tuple(Track))
        asked = place_candidate(points, SHIPPED, started_on=date(2026, 3, 2))

        one, other = (
            count_traffic([placement_to_document(placement)], SHIPPED).ways
            for placement in (ended, asked)
        )

        assert one == other

    @pytest.mark.parametrize(
        "changed",
        [
            pytest.param({"stage": "gone"}, id="a stage of another routing"),
            pytest.param({"compared": []}, id="with other conditions"),
        ],
    )
    def test_leaves_out_where_another_routing_led(self, changed: dict[str, object]) -> None:
        document = a_placement(ended=frozenset({Track.ORAL}))
        steps = [
            step | changed if step["kind"] == "route_taken" and step["track"] == "oral" else step
            for step in document["steps"]  # type: ignore[attr-defined]
        ]

        traffic = count_traffic([document | {"steps": steps}], SMALL)

        assert traffic == Traffic(ways=Counter({("letter", "1.1"): 1}))

    def test_counts_nobody_without_placements(self) -> None:
        assert count_traffic([], SMALL) == Traffic()


@pytest.mark.parametrize("track", Track)
class TestBuildGraph:
    def test_draws_every_way_of_the_track(self, track: Track) -> None:
        graph = build_graph(SHIPPED, track, Traffic())
        routes = [
            route for stage in SHIPPED.stages if stage.track is track for route in stage.routes
        ]

        assert len(graph.edges) == len(routes)
        assert len(graph.rows) == len(routes) + len(
            [stage for stage in SHIPPED.stages if stage.track is track]
        )
        assert {row.number for row in graph.rows} == {0}

    def test_leads_from_left_to_right(self, track: Track) -> None:
        graph = build_graph(SHIPPED, track, Traffic())

        for edge in graph.edges:
            numbers = [float(word) for word in edge.path.split() if word not in ("M", "C")]
            assert numbers[0] < numbers[-2]

    def test_lays_nothing_over_something_else(self, track: Track) -> None:
        nodes = build_graph(SHIPPED, track, Traffic()).nodes

        assert not [
            (one.title.text, other.title.text)
            for number, one in enumerate(nodes)
            for other in nodes[number + 1 :]
            if overlap(one, other)
        ]

    def test_says_how_many_went_along_a_way(self, track: Track) -> None:
        start = next(code for of, code in SHIPPED.starts if of is track)
        traffic = Traffic(ways=Counter({(start, "1.1"): 3}), ended=Counter({start: 2}))

        graph = build_graph(SHIPPED, track, traffic)

        assert [row.target for row in graph.rows if row.number == 3] == ["module 1.1"]
        assert [row.conditions for row in graph.rows if row.number == 2] == ["niet afgelegd"]
        words = [label.text for node in graph.nodes for label in node.rows]
        assert {"module 1.1: 3", "niet afgelegd: 2"} <= set(words)


class TestNamesOfPlaces:
    @pytest.mark.parametrize("track", Track)
    def test_are_titles_without_codes_and_one_for_each(self, track: Track) -> None:
        names = {row.stage for row in build_graph(SHIPPED, track, Traffic()).rows}

        assert len(names) == len([one for one in SHIPPED.stages if one.track is track])
        assert [name for name in names if "_" in name] == []
        assert "voorgesprek" in names

    def test_say_what_comes_before_where_a_test_stands_twice(self) -> None:
        rows = build_graph(SHIPPED, Track.ORAL, Traffic()).rows

        assert {row.stage for row in rows if row.stage.startswith("mondelinge test 1.2")} == {
            "mondelinge test 1.2 (na voorgesprek)",
            "mondelinge test 1.2 (na mondelinge test 2.1/2.2)",
        }
        assert {row.target for row in rows} <= {row.stage for row in rows} | {
            f"module {one.code}" for one in SHIPPED.modules
        }

    def test_are_codes_where_even_that_is_the_same(self) -> None:
        fork = a_stage(
            "talk",
            "oral",
            "intake",
            a_route("up", "hard_talk", a_condition("talking", 80)),
            a_route("up", "hard_talk_2", a_condition("talking", 50)),
            a_route("stop", "1.1"),
        )
        document = a_routing_document(
            stage=[fork, HARD_TALK, HARD_TALK | {"code": "hard_talk_2"}, LETTER]
        )

        rows = build_graph(routing_from_document(document), Track.ORAL, Traffic()).rows

        assert {row.stage for row in rows} == {
            "intake",
            "harder test (hard_talk)",
            "harder test (hard_talk_2)",
        }


def overlap(one: Node, other: Node) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
