"""The graph of a multistage test: modules, assessment models, tests, stages and their routes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.codes import (
    ModelCode,
    ModuleCode,
    ProgrammeCode,
    RoutingCode,
    StageCode,
    TestCode,
)
from scoring.cut_scores import CutScore
from scoring.dates import find_in_force, find_same_start
from scoring.errors import ScoringError
from scoring.marks import Marks


class Track(StrEnum):
    """What is placed on its own: somebody may speak better than they write."""

    ORAL = "oral"
    WRITTEN = "written"


class Direction(StrEnum):
    """Where a route leads: to a harder test, to an easier one, or to no further test."""

    UP = "up"
    DOWN = "down"
    STOP = "stop"


class RoutingNotSound(ScoringError):
    """A routing that loses somebody, never ends or contradicts itself."""

    def __init__(self, code: RoutingCode, *, reason: str) -> None:
        super().__init__(f"routing {code}: {reason}")
        self.code = code
        self.reason = reason


class RoutingsOverlap(ScoringError):
    """Two routings of a programme want to start on the same day."""

    def __init__(self, first: RoutingCode, second: RoutingCode, day: date) -> None:
        super().__init__(f"routings {first} and {second} both start on {day.isoformat()}")
        self.first = first
        self.second = second
        self.day = day


class NoRoutingInForce(ScoringError):
    """No routing was in force for that programme on that day."""

    def __init__(self, programme: ProgrammeCode, on: date) -> None:
        super().__init__(f"no routing was in force for {programme} on {on.isoformat()}")
        self.programme = programme
        self.on = on


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of the course; lower modules come first in a routing."""

    code: ModuleCode
    level: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentModel:
    """One assessment model (beoordelingsmodel) and the most points it can give."""

    code: ModelCode
    title: str
    track: Track
    out_of: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementTest:
    """One test and the models that it is assessed with: many to many."""

    code: TestCode
    title: str
    models: tuple[ModelCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One model whose points must reach a cut score."""

    model: ModelCode
    cut_score: CutScore


@dataclass(frozen=True, slots=True, kw_only=True)
class GoTo:
    """Take another test: a harder one up, an easier one down."""

    direction: Direction
    stage: StageCode


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAt:
    """Take no further test: this is the module."""

    module: ModuleCode

    @property
    def direction(self) -> Direction:
        """A module is always a stop."""
        return Direction.STOP


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where to go when every condition holds; without conditions, for everybody who is left."""

    conditions: tuple[Condition, ...]
    target: GoTo | StopAt


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One test at one place in the graph; the same test may stand at several places.

    The first route whose conditions hold is taken. `floor` is the module of somebody who comes
    here and takes no further test.
    """

    code: StageCode
    track: Track
    test: TestCode
    floor: ModuleCode
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """The whole graph from one day on; `assumed` when no public source gives its thresholds."""

    code: RoutingCode
    version: int
    programme: ProgrammeCode
    effective_from: date
    assumed: bool
    modules: tuple[Module, ...]
    models: tuple[AssessmentModel, ...]
    tests: tuple[PlacementTest, ...]
    starts: tuple[tuple[Track, StageCode], ...]
    stages: tuple[Stage, ...]

    def stage(self, code: StageCode) -> Stage:
        """Give the stage with that code."""
        return next(stage for stage in self.stages if stage.code == code)

    def test(self, code: TestCode) -> PlacementTest:
        """Give the test with that code."""
        return next(test for test in self.tests if test.code == code)

    def model(self, code: ModelCode) -> AssessmentModel:
        """Give the assessment model with that code."""
        return next(model for model in self.models if model.code == code)

    def module(self, code: ModuleCode) -> Module:
        """Give the module with that code."""
        return next(module for module in self.modules if module.code == code)

    def models_at(self, stage: Stage) -> tuple[AssessmentModel, ...]:
        """List the models that assess the test of a stage for its own track."""
        models = (self.model(code) for code in self.test(stage.test).models)
        return tuple(model for model in models if model.track is stage.track)

    def place_of(self, code: ModuleCode) -> int:
        """Give the place of a module in the course, counted from 0."""
        return [module.code for module in self.modules].index(code)


def routing_in_force(routings: Iterable[Routing], *, programme: ProgrammeCode, on: date) -> Routing:
    """Choose the routing that started last, on or before the day of the first test (rule 5.1).

    Raises:
        NoRoutingInForce: when none had started yet.
        RoutingsOverlap: when two routings start on one day, whatever that day.
    """
    own = [one for one in routings if one.programme == programme]
    if (same := find_same_start(own)) is not None:
        raise RoutingsOverlap(same[0].code, same[1].code, same[0].effective_from)
    found = find_in_force(own, on)
    if found is None:
        raise NoRoutingInForce(programme, on)
    return found
