"""A routing as a sitting gives it: its written tests on the device, one after the other.

The parts of a form are the assessment models of the written tests. The points of a part are the
points on its model, and a test asks the parts of its models. Oral tests are conversations: their
points come from an assessor.
"""

from collections.abc import Iterator, Mapping, Sequence

from itembank.items import Item
from scoring.awards import PartPoints
from scoring.codes import ModelCode, PartCode, StageCode, TestCode
from scoring.documents import Problem
from scoring.marks import Marks
from scoring.programmes.nivo import ModelPoints
from scoring.routing import GoTo, Routing, Stage, Track

SAT = Track.WRITTEN
SPOKEN = Track.ORAL


def list_sat_parts(routing: Routing) -> tuple[PartCode, ...]:
    """List the parts that a form has for all written tests, in the order of the routing."""
    return tuple(PartCode(model.code) for model in routing.models if model.track is SAT)


def list_sat_marks(routing: Routing) -> dict[PartCode, Marks]:
    """Give the marks that each of these parts has to be out of."""
    return {part: routing.model(ModelCode(part)).out_of for part in list_sat_parts(routing)}


def list_parts_at(routing: Routing, stage: StageCode) -> tuple[PartCode, ...]:
    """List the parts that the test of a written stage asks."""
    return tuple(PartCode(model.code) for model in routing.models_at(routing.stage(stage)))


def points_at(
    routing: Routing, stage: StageCode, points: Mapping[PartCode, PartPoints]
) -> ModelPoints:
    """Give the points on the models of a written stage from those of the parts of a form."""
    return {ModelCode(part): points[part] for part in list_parts_at(routing, stage)}


def list_fit_problems(
    parts: Mapping[PartCode, Sequence[Item]], routing: Routing
) -> Iterator[Problem]:
    """List what keeps a form with these parts from being routed while somebody sits it."""
    wanted = list_sat_parts(routing)
    if tuple(parts) != wanted:
        yield Problem(field="part", message=f"must be {', '.join(wanted)}, in that order")
    for part in wanted:
        yield from _list_part_problems(part, parts.get(part, ()), routing)
    starts = dict(routing.starts)
    if SAT not in starts:
        yield Problem(field="start", message=f"routing {routing.code} has no {SAT} start")
    else:
        repeated = set(_find_repeated(routing, routing.stage(starts[SAT]), ()))
        for test in sorted(repeated):
            yield Problem(field=test, message="comes twice on one way of the routing")


def _list_part_problems(
    part: PartCode, items: Sequence[Item], routing: Routing
) -> Iterator[Problem]:
    for item in items:
        if item.most_marks is None:
            message = "is rated by people, and the next test depends on it"
            yield Problem(field=item.code, message=message)
    total = sum(item.most_marks or 0 for item in items)
    out_of = routing.model(ModelCode(part)).out_of
    if total != out_of:
        yield Problem(field=f"part.{part}", message=f"must be out of {out_of} marks, not {total}")


def _find_repeated(
    routing: Routing, stage: Stage, before: tuple[TestCode, ...]
) -> Iterator[TestCode]:
    """Walk every way from a stage; a sound routing has no cycle, so each of them ends."""
    if stage.test in before:
        yield stage.test
    for route in stage.routes:
        if isinstance(route.target, GoTo):
            after = routing.stage(route.target.stage)
            yield from _find_repeated(routing, after, (*before, stage.test))
