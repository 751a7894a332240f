"""A track of a routing as a layered drawing: each test right of every test that leads to it.

Drawn by the server without styles of its own, so that it holds under the content security policy.
"""

from collections.abc import Mapping, Sequence

from scoring.routing import Direction, GoTo, Route, Routing, Stage, Track
from testplatform.web.routings.pages import Edge, Graph, Label, Node, WayRow
from testplatform.web.routings.traffic import Traffic
from testplatform.web.staff.wording import describe_cut_score

NODE, GAP, MARGIN = 190, 70, 12
TITLE, ROW, SPACE = 28, 20, 18
MODULE_WIDTH = 70
TRACKS: Mapping[Track, str] = {Track.ORAL: "Mondeling", Track.WRITTEN: "Schriftelijk"}
NOT_TAKEN = "niet afgelegd"
DIRECTIONS: Mapping[Direction, str] = {
    Direction.UP: "omhoog",
    Direction.DOWN: "omlaag",
    Direction.STOP: "stop",
}


def build_graph(routing: Routing, track: Track, traffic: Traffic) -> Graph:
    """One track with how many went along each way, and how many ended before a test."""
    stages = [stage for stage in routing.stages if stage.track is track]
    layers = _list_layers(stages)
    nodes = _place_stages(routing, layers, traffic)
    nodes |= _place_modules(_list_modules(routing, stages), len(layers))
    edges = [_draw_edge(nodes, stage, row) for stage in stages for row in range(len(stage.routes))]
    rows = tuple(row for stage in stages for row in _list_rows(routing, stage, traffic))
    return Graph(
        ref=f"routing-{track.value}",
        title=TRACKS[track],
        description=(
            f"{len(stages)} plaatsen in de routing, {len(edges)} wegen; van links naar rechts. "
            "Rechts staan de modules."
        ),
        width=max(one.x + one.width for one in nodes.values()) + MARGIN,
        height=max(one.y + one.height for one in nodes.values()) + MARGIN,
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        rows=rows,
    )


def target_of(route: Route) -> str:
    """The code of the stage or module that a route leads to."""
    return route.target.stage if isinstance(route.target, GoTo) else route.target.module


def _list_layers(stages: Sequence[Stage]) -> list[list[Stage]]:
    """Each stage one layer after the last that leads to it; a sound routing has no cycle."""
    depth = dict.fromkeys((stage.code for stage in stages), 0)
    for _ in stages:
        for stage in stages:
            for route in stage.routes:
                if isinstance(route.target, GoTo):
                    after = depth[stage.code] + 1
                    depth[route.target.stage] = max(depth[route.target.stage], after)
    return [
        [stage for stage in stages if depth[stage.code] == layer]
        for layer in range(max(depth.values()) + 1)
    ]


def _place_stages(
    routing: Routing, layers: Sequence[Sequence[Stage]], traffic: Traffic
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for layer, stages in enumerate(layers):
        y = float(MARGIN)
        for stage in stages:
            node = _stage_node(routing, stage, traffic, MARGIN + layer * (NODE + GAP), y)
            nodes[stage.code] = node
            y += node.height + SPACE
    return nodes


def _stage_node(routing: Routing, stage: Stage, traffic: Traffic, x: float, y: float) -> Node:
    words = [
        *(
            f"{_to_word(routing, route)}: {traffic.ways[stage.code, target_of(route)]}"
            for route in stage.routes
        ),
        f"{NOT_TAKEN}: {traffic.ended[stage.code]}",
    ]
    return Node(
        x=x,
        y=y,
        width=NODE,
        height=TITLE + ROW * len(words),
        title=Label(x=x + 8, y=y + 19, text=routing.test(stage.test).title),
        rows=tuple(
            Label(
                x=x + NODE - 8,
                y=y + TITLE + ROW * number + 13,
                text=word,
            )
            for number, word in enumerate(words)
        ),
        style="test",
    )


def _place_modules(modules: Sequence[str], layer: int) -> dict[str, Node]:
    x = MARGIN + layer * (NODE + GAP)
    height = TITLE + ROW
    return {
        module: Node(
            x=x,
            y=(y := MARGIN + number * (height + SPACE)),
            width=MODULE_WIDTH,
            height=height,
            title=Label(x=x + 16, y=y + 30, text=module),
            rows=(),
            style="module",
        )
        for number, module in enumerate(modules)
    }


def _list_modules(routing: Routing, stages: Sequence[Stage]) -> list[str]:
    reached = {target_of(route) for stage in stages for route in stage.routes}
    return [module.code for module in routing.modules if module.code in reached]


def _draw_edge(nodes: Mapping[str, Node], stage: Stage, row: int) -> Edge:
    start, end = nodes[stage.code], nodes[target_of(stage.routes[row])]
    x, y = start.x + start.width, start.y + TITLE + ROW * row + 8
    to_x, to_y = end.x, end.y + end.height / 2
    return Edge(
        path=f"M {x} {y} C {x + GAP * 0.6} {y} {to_x - GAP * 0.6} {to_y} {to_x} {to_y}",
        style=stage.routes[row].target.direction.value,
    )


def _to_word(routing: Routing, route: Route) -> str:
    if isinstance(route.target, GoTo):
        return DIRECTIONS[route.target.direction]
    return f"module {route.target.module}"


def _list_rows(routing: Routing, stage: Stage, traffic: Traffic) -> tuple[WayRow, ...]:
    """Each way out of a stage, and at the end who came there and took no further test."""
    return (
        *(_way_row(routing, stage, route, traffic) for route in stage.routes),
        WayRow(
            stage=_name_stage(routing, stage),
            conditions=NOT_TAKEN,
            direction=DIRECTIONS[Direction.STOP],
            target=f"module {stage.floor}",
            number=traffic.ended[stage.code],
        ),
    )


def _name_stage(routing: Routing, stage: Stage) -> str:
    """The title of its test; where that stands at several places, with what comes before it.

    The code is only there where even that is the same at two places.
    """
    title = routing.test(stage.test).title
    others = [
        other for other in routing.stages if other.track is stage.track and other is not stage
    ]
    same = [other for other in others if routing.test(other.test).title == title]
    if not same:
        return title
    before = _list_before(routing, stage)
    if not before or before in [_list_before(routing, other) for other in same]:
        return f"{title} ({stage.code})"
    return f"{title} (na {' of '.join(before)})"


def _list_before(routing: Routing, stage: Stage) -> list[str]:
    """The titles of the tests that lead to a stage."""
    titles = (
        routing.test(one.test).title
        for one in routing.stages
        if stage.code in [target_of(route) for route in one.routes]
    )
    return list(dict.fromkeys(titles))


def _way_row(routing: Routing, stage: Stage, route: Route, traffic: Traffic) -> WayRow:
    conditions = [
        f"{routing.model(one.model).title}: {describe_cut_score(one.cut_score)}"
        for one in route.conditions
    ]
    target = target_of(route)
    if isinstance(route.target, GoTo):
        said = _name_stage(routing, routing.stage(route.target.stage))
    else:
        said = f"module {target}"
    return WayRow(
        stage=_name_stage(routing, stage),
        conditions=" en ".join(conditions) or "anders",
        direction=DIRECTIONS[route.target.direction],
        target=said,
        number=traffic.ways[stage.code, target],
    )
