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
from testplatform.web.routings.traffic import Way, count_ways
from tests.builders.routing import a_routing_document, model_points

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


class TestCountWays:
    def test_follows_each_track_from_test_to_test(self) -> None:
        ways = count_ways([a_placement(), a_placement()])

        assert {way for way, number in ways.items() if number == 2} == set(ways)
        assert [stage for stage, _target in ways] == ["talk", "letter"]

    def test_leads_nobody_on_who_ended_before(self) -> None:
        ways = count_ways([a_placement(ended=frozenset({Track.ORAL}))])

        assert [stage for stage, _target in ways] == ["letter"]

    def test_counts_nobody_without_placements(self) -> None:
        assert count_ways([]) == Counter()


@pytest.mark.parametrize("track", Track)
class TestBuildGraph:
    def test_draws_every_way_of_the_track(self, track: Track) -> None:
        graph = build_graph(SHIPPED, track, Counter())
        routes = [
            route for stage in SHIPPED.stages if stage.track is track for route in stage.routes
        ]

        assert len(graph.edges) == len(graph.rows) == len(routes)
        assert {row.number for row in graph.rows} == {0}

    def test_leads_from_left_to_right(self, track: Track) -> None:
        graph = build_graph(SHIPPED, track, Counter())

        for edge in graph.edges:
            numbers = [float(word) for word in edge.path.split() if word not in ("M", "C")]
            assert numbers[0] < numbers[-2]

    def test_lays_nothing_over_something_else(self, track: Track) -> None:
        nodes = build_graph(SHIPPED, track, Counter()).nodes

        assert not [
            (one.title.text, other.title.text)
            for number, one in enumerate(nodes)
            for other in nodes[number + 1 :]
            if overlap(one, other)
        ]

    def test_says_how_many_went_along_a_way(self, track: Track) -> None:
        start = next(code for of, code in SHIPPED.starts if of is track)
        ways: Counter[Way] = Counter({(start, "1.1"): 3})

        graph = build_graph(SHIPPED, track, ways)

        assert [row.target for row in graph.rows if row.number == 3] == ["module 1.1"]
        words = [label.text for node in graph.nodes for label in node.rows]
        assert "module 1.1: 3" in words


def overlap(one: Node, other: Node) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
