"""The steps of a NIVO placement, as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.awards import PartPoints
from scoring.codes import ModelCode, ModuleCode, RoutingCode, RuleId, StageCode, TestCode
from scoring.corrections import SchemeCorrection
from scoring.cut_scores import CutScore, cut_score_to_document
from scoring.marks import marks_to_json
from scoring.routing import Direction, Track


class NivoStepKind(StrEnum):
    """What happened in one step of a placement."""

    ROUTING_CHOSEN = "routing_chosen"
    ROUTE_TAKEN = "route_taken"
    TEST_ASKED = "test_asked"
    TRACK_PLACED = "track_placed"
    WAY_KEPT = "way_kept"


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


class WayReason(StrEnum):
    """Why corrected points lead nobody along the tests that were sat."""

    LEADS_TO_ANOTHER = "leads_to_another"
    ENDS_BEFORE = "ends_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayKept:
    """The way stays as it was sat, whatever a correction since would make of it (rule 8.8).

    `test` is the one that the corrected way leads to, or ends before.
    """

    reason: WayReason
    test: TestCode

    @property
    def kind(self) -> NivoStepKind:
        """What happened in this step."""
        return NivoStepKind.WAY_KEPT

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.WAY_KEPT

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {"reason": self.reason.value, "test": self.test}


NivoStep = SchemeCorrection | WayKept | RoutingChosen | RouteTaken | NextTest | TrackPlaced


def _compared_to_document(compared: ModelCompared) -> dict[str, object]:
    return {
        "model": compared.model,
        "points": marks_to_json(compared.points.points),
        "out_of": marks_to_json(compared.points.out_of),
        "cut_score": cut_score_to_document(compared.cut_score),
        "reached": compared.is_reached,
    }
