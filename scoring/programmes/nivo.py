"""The placement of NIVO: from the voormeting through its tests to a module, spoken and written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.awards import PartPoints
from scoring.codes import (
    ModelCode,
    ModuleCode,
    PartCode,
    ProgrammeCode,
    RoutingCode,
    StageCode,
)
from scoring.corrections import (
    NOTHING_CORRECTED,
    CorrectedItems,
    SchemeCorrection,
    corrections_in_versions,
)
from scoring.errors import ScoringError
from scoring.programmes.nivo_steps import (
    ModelCompared,
    NextTest,
    NivoStep,
    RouteTaken,
    RoutingChosen,
    TrackPlaced,
    WayKept,
)
from scoring.proofs import Proof
from scoring.routing import Condition, GoTo, Routing, Stage, StopAt, Track
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)

NIVO = ProgrammeCode("nivo")

ModelPoints = Mapping[ModelCode, PartPoints]


class RoutingDoesNotFit(ScoringError):
    """The routing is of another programme or starts after the first test."""

    def __init__(self, code: RoutingCode, *, reason: str) -> None:
        super().__init__(f"routing {code} {reason}")
        self.code = code
        self.reason = reason


class PointsDoNotFit(ScoringError):
    """The points of a stage are not those of its assessment models."""

    def __init__(self, stage: StageCode, *, reason: str) -> None:
        super().__init__(f"stage {stage}: {reason}")
        self.stage = stage
        self.reason = reason


class StageNotOnTheWay(ScoringError):
    """There are points for a stage that the routing did not lead this candidate to."""

    def __init__(self, stage: StageCode) -> None:
        super().__init__(f"stage {stage} is not on the way of this candidate")
        self.stage = stage


@dataclass(frozen=True, slots=True, kw_only=True)
class NivoPlacement:
    """Where each track stands: placed in a module, or with a test to take next."""

    tracks: tuple[NextTest | TrackPlaced, ...]
    steps: tuple[NivoStep, ...]
    routing: RoutingCode
    routing_version: int
    rules: RuleVersions
    corrections: tuple[SchemeCorrection, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every track has its module."""
        return all(isinstance(track, TrackPlaced) for track in self.tracks)

    @property
    def proof(self) -> Proof:
        """A placement never proves anything to others, whatever the module (rule 5.5)."""
        return Proof.NONE


def place_candidate(
    points: Mapping[StageCode, ModelPoints],
    routing: Routing,
    *,
    started_on: date,
    ended: Collection[Track] = (),
    corrected: CorrectedItems = NOTHING_CORRECTED,
    kept: WayKept | None = None,
) -> NivoPlacement:
    """Walk the points of a candidate through the routing, each track alone (rules 5.1 to 5.5).

    A track in `ended` takes no further test: its candidate stops, or the intake shows that
    nothing can be tested. The explanation begins with `corrected`, after which the points are, and
    with `kept` where they do not lead the way (rule 8.8).

    Raises:
        RoutingDoesNotFit: when the routing is not one of NIVO or starts after the first test.
        PointsDoNotFit: when a stage has points for other models, or out of another maximum.
        StageNotOnTheWay: when a stage has points that the routing did not lead to.
    """
    _check_routing(routing, started_on)
    walks = [
        _walk(points, routing, routing.stage(start), corrected, is_ended=track in ended)
        for track, start in routing.starts
    ]
    taken = {step.stage for walk in walks for step in walk if isinstance(step, RouteTaken)}
    for stage in sorted(points.keys() - taken):
        raise StageNotOnTheWay(stage)
    chosen = RoutingChosen(
        code=routing.code,
        version=routing.version,
        effective_from=routing.effective_from,
        assumed=routing.assumed,
        started_on=started_on,
    )
    steps: tuple[NivoStep, ...] = (
        *corrected.corrections,
        *(() if kept is None else (kept,)),
        chosen,
        *(step for walk in walks for step in walk),
    )
    ends = (step for step in steps if isinstance(step, NextTest | TrackPlaced))
    return NivoPlacement(
        tracks=tuple(ends),
        steps=steps,
        routing=routing.code,
        routing_version=routing.version,
        rules=rules_applied(steps),
        corrections=corrected.corrections,
    )


def route_on(
    points: ModelPoints,
    routing: Routing,
    stage: StageCode,
    *,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> tuple[RouteTaken, NextTest | TrackPlaced]:
    """Route from one stage: how the way to it was led does not matter any more (rule 8.8).

    Raises:
        PointsDoNotFit: when the points are for other models, or out of another maximum.
    """
    here = routing.stage(stage)
    _check_points(points, routing, here, corrected)
    taken, target = take_route(points, here)
    if isinstance(target, StopAt):
        return taken, _place(routing, here.track, target.module, is_floor=False)
    return taken, _ask_test(routing, routing.stage(target.stage))


def placement_to_document(placement: NivoPlacement) -> dict[str, object]:
    """Write a placement for storage and delivery; steps are data, without sentences."""
    return {
        "complete": placement.is_complete,
        "tracks": [_track_to_document(track) for track in placement.tracks],
        "proof": placement.proof.value,
        "steps": [step_to_document(step) for step in placement.steps],
        "versions": {
            "programme": {"code": NIVO},
            "routing": {"code": placement.routing, "version": placement.routing_version},
            "rules": rule_versions_to_document(placement.rules),
            **corrections_in_versions(placement.corrections),
        },
    }


def _check_routing(routing: Routing, started_on: date) -> None:
    if routing.programme != NIVO:
        raise RoutingDoesNotFit(routing.code, reason=f"is of programme {routing.programme}")
    if routing.effective_from > started_on:
        raise RoutingDoesNotFit(routing.code, reason=f"starts on {routing.effective_from}")


def _walk(
    points: Mapping[StageCode, ModelPoints],
    routing: Routing,
    start: Stage,
    corrected: CorrectedItems,
    *,
    is_ended: bool,
) -> list[NivoStep]:
    steps: list[NivoStep] = []
    stage = start
    while stage.code in points:
        _check_points(points[stage.code], routing, stage, corrected)
        taken, target = take_route(points[stage.code], stage)
        steps.append(taken)
        if isinstance(target, StopAt):
            return [*steps, _place(routing, stage.track, target.module, is_floor=False)]
        stage = routing.stage(target.stage)
    if is_ended:
        return [*steps, _place(routing, stage.track, stage.floor, is_floor=True)]
    return [*steps, _ask_test(routing, stage)]


def _check_points(
    points: ModelPoints, routing: Routing, stage: Stage, corrected: CorrectedItems
) -> None:
    models = routing.models_at(stage)
    for model in models:
        if model.code not in points:
            raise PointsDoNotFit(stage.code, reason=f"model {model.code} has no points")
        # A test that was routed before an item of it was left out has its full maximum.
        least = model.out_of - corrected.left_out.get(PartCode(model.code), 0)
        if not least <= points[model.code].out_of <= model.out_of:
            raise PointsDoNotFit(
                stage.code, reason=f"model {model.code} is out of {model.out_of} points"
            )
    for code in sorted(points.keys() - {model.code for model in models}):
        raise PointsDoNotFit(stage.code, reason=f"model {code} does not assess it")


def take_route(points: ModelPoints, stage: Stage) -> tuple[RouteTaken, GoTo | StopAt]:
    """Take the first route of a stage that holds (rule 5.2)."""
    compared = [
        [_compare(points, condition) for condition in route.conditions] for route in stage.routes
    ]
    # A sound routing ends every stage with a route without conditions, so that one always holds.
    number = next(
        number
        for number, results in enumerate(compared)
        if all(result.is_reached for result in results)
    )
    target = stage.routes[number].target
    taken = RouteTaken(
        track=stage.track,
        stage=stage.code,
        test=stage.test,
        compared=tuple(result for results in compared[: number + 1] for result in results),
        direction=target.direction,
    )
    return taken, target


def _compare(points: ModelPoints, condition: Condition) -> ModelCompared:
    reached = points[condition.model]
    return ModelCompared(
        model=condition.model,
        points=reached,
        cut_score=condition.cut_score,
        is_reached=condition.cut_score.is_reached(reached.points, reached.out_of),
    )


def _place(routing: Routing, track: Track, module: ModuleCode, *, is_floor: bool) -> TrackPlaced:
    return TrackPlaced(
        track=track, module=module, level=routing.module(module).level, is_floor=is_floor
    )


def _ask_test(routing: Routing, stage: Stage) -> NextTest:
    return NextTest(
        track=stage.track,
        stage=stage.code,
        test=stage.test,
        models=tuple(model.code for model in routing.models_at(stage)),
    )


def _track_to_document(track: NextTest | TrackPlaced) -> dict[str, object]:
    state = "placed" if isinstance(track, TrackPlaced) else "next_test"
    return {"state": state, **track.details()}
