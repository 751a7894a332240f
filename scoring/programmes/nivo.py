"""The placement of NIVO: from the voormeting through its tests to a module, spoken and written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.awards import PartPoints
from scoring.codes import (
    ModelCode,
    ModuleCode,
    ProgrammeCode,
    RoutingCode,
    RuleId,
    StageCode,
    TestCode,
)
from scoring.cut_scores import CutScore, cut_score_to_document
from scoring.errors import ScoringError
from scoring.marks import marks_to_json
from scoring.proofs import Proof
from scoring.routing import Condition, Direction, GoTo, Routing, Stage, StopAt, Track
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)

NIVO = ProgrammeCode("nivo")

ModelPoints = Mapping[ModelCode, PartPoints]


class NivoStepKind(StrEnum):
    """What happened in one step of a placement."""

    ROUTING_CHOSEN = "routing_chosen"
    ROUTE_TAKEN = "route_taken"
    TEST_ASKED = "test_asked"
    TRACK_PLACED = "track_placed"


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
class ModelCompared:
    """The points on one assessment model beside the cut score of a route."""

    model: ModelCode
    points: PartPoints
    cut_score: CutScore
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingChosen:
    """The routing that was in force on the day of the first test (rule 5.1)."""

    code: RoutingCode
    version: int
    effective_from: date
    assumed: bool
    started_on: date

    @property
    def kind(self) -> NivoStepKind:
        """What happened in this step."""
        return NivoStepKind.ROUTING_CHOSEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.ROUTING_IN_FORCE

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "code": self.code,
            "version": self.version,
            "effective_from": self.effective_from.isoformat(),
            "assumed": self.assumed,
            "started_on": self.started_on.isoformat(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTaken:
    """The first route of a stage whose conditions hold, and what was compared until then
    (rule 5.2)."""

    track: Track
    stage: StageCode
    test: TestCode
    compared: tuple[ModelCompared, ...]
    direction: Direction

    @property
    def kind(self) -> NivoStepKind:
        """What happened in this step."""
        return NivoStepKind.ROUTE_TAKEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.ROUTE_TAKEN

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "track": self.track.value,
            "stage": self.stage,
            "test": self.test,
            "compared": [_compared_to_document(one) for one in self.compared],
            "direction": self.direction.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTest:
    """The test that comes next on a track, with its assessment models (rule 5.3)."""

    track: Track
    stage: StageCode
    test: TestCode
    models: tuple[ModelCode, ...]

    @property
    def kind(self) -> NivoStepKind:
        """What happened in this step."""
        return NivoStepKind.TEST_ASKED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.TRACK_PLACED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "track": self.track.value,
            "stage": self.stage,
            "test": self.test,
            "models": list(self.models),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPlaced:
    """The module of one track (rule 5.3); `is_floor` when the tests ended before (rule 5.4)."""

    track: Track
    module: ModuleCode
    level: str
    is_floor: bool

    @property
    def kind(self) -> NivoStepKind:
        """What happened in this step."""
        return NivoStepKind.TRACK_PLACED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.NO_FURTHER_EVIDENCE if self.is_floor else RuleId.TRACK_PLACED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "track": self.track.value,
            "module": self.module,
            "level": self.level,
            "is_floor": self.is_floor,
        }


NivoStep = RoutingChosen | RouteTaken | NextTest | TrackPlaced


@dataclass(frozen=True, slots=True, kw_only=True)
class NivoPlacement:
    """Where each track stands: placed in a module, or with a test to take next."""

    tracks: tuple[NextTest | TrackPlaced, ...]
    steps: tuple[NivoStep, ...]
    routing: RoutingCode
    routing_version: int
    rules: RuleVersions

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
) -> NivoPlacement:
    """Walk the points of a candidate through the routing, each track alone (rules 5.1 to 5.5).

    A track in `ended` takes no further test: its candidate stops, or the intake shows that
    nothing can be tested.

    Raises:
        RoutingDoesNotFit: when the routing is not one of NIVO or starts after the first test.
        PointsDoNotFit: when a stage has points for other models, or out of another maximum.
        StageNotOnTheWay: when a stage has points that the routing did not lead to.
    """
    _check_routing(routing, started_on)
    walks = [
        _walk(points, routing, routing.stage(start), is_ended=track in ended)
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
    steps: tuple[NivoStep, ...] = (chosen, *(step for walk in walks for step in walk))
    ends = (step for step in steps if isinstance(step, NextTest | TrackPlaced))
    return NivoPlacement(
        tracks=tuple(ends),
        steps=steps,
        routing=routing.code,
        routing_version=routing.version,
        rules=rules_applied(steps),
    )


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
        },
    }


def _check_routing(routing: Routing, started_on: date) -> None:
    if routing.programme != NIVO:
        raise RoutingDoesNotFit(routing.code, reason=f"is of programme {routing.programme}")
    if routing.effective_from > started_on:
        raise RoutingDoesNotFit(routing.code, reason=f"starts on {routing.effective_from}")


def _walk(
    points: Mapping[StageCode, ModelPoints], routing: Routing, start: Stage, *, is_ended: bool
) -> list[NivoStep]:
    steps: list[NivoStep] = []
    stage = start
    while stage.code in points:
        _check_points(points[stage.code], routing, stage)
        taken, target = _take_route(points[stage.code], stage)
        steps.append(taken)
        if isinstance(target, StopAt):
            return [*steps, _place(routing, stage.track, target.module, is_floor=False)]
        stage = routing.stage(target.stage)
    if is_ended:
        return [*steps, _place(routing, stage.track, stage.floor, is_floor=True)]
    return [*steps, _ask_test(routing, stage)]


def _check_points(points: ModelPoints, routing: Routing, stage: Stage) -> None:
    models = routing.models_at(stage)
    for model in models:
        if model.code not in points:
            raise PointsDoNotFit(stage.code, reason=f"model {model.code} has no points")
        if points[model.code].out_of != model.out_of:
            raise PointsDoNotFit(
                stage.code, reason=f"model {model.code} is out of {model.out_of} points"
            )
    for code in sorted(points.keys() - {model.code for model in models}):
        raise PointsDoNotFit(stage.code, reason=f"model {code} does not assess it")


def _take_route(points: ModelPoints, stage: Stage) -> tuple[RouteTaken, GoTo | StopAt]:
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


def _compared_to_document(compared: ModelCompared) -> dict[str, object]:
    return {
        "model": compared.model,
        "points": marks_to_json(compared.points.points),
        "out_of": marks_to_json(compared.points.out_of),
        "cut_score": cut_score_to_document(compared.cut_score),
        "reached": compared.is_reached,
    }


def _track_to_document(track: NextTest | TrackPlaced) -> dict[str, object]:
    state = "placed" if isinstance(track, TrackPlaced) else "next_test"
    return {"state": state, **track.details()}
