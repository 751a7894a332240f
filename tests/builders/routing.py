"""A small routing that is sound; a test changes the one thing that it is about."""

from copy import deepcopy
from typing import Any

from scoring.awards import PartPoints
from scoring.codes import ModelCode
from scoring.marks import Marks
from tests.builders.scoring import points

_DOCUMENT: dict[str, Any] = {
    "code": "small-2024",
    "version": 1,
    "programme": "nivo",
    "effective_from": "2024-01-01",
    "assumed": True,
    "start": [
        {"track": "oral", "stage": "talk"},
        {"track": "written", "stage": "letter"},
    ],
    "module": [
        {"code": "1.1", "level": "A1", "tracks": ["oral", "written"]},
        {"code": "1.2", "level": "A2", "tracks": ["oral", "written"]},
        {"code": "2.1", "level": "B1", "tracks": ["oral"]},
    ],
    "model": [
        {"code": "talking", "title": "talking", "track": "oral", "out_of": 10},
        {"code": "hearing", "title": "hearing", "track": "oral", "out_of": 10},
        {"code": "writing", "title": "writing", "track": "written", "out_of": 10},
    ],
    "test": [
        {"code": "intake", "title": "intake", "models": ["talking", "writing"]},
        {"code": "harder", "title": "harder test", "models": ["talking", "hearing"]},
    ],
    "stage": [],
}


def a_condition(model: str, percentage: int, kind: str = "at_least_percentage") -> dict[str, Any]:
    return {"model": model, "cut_score": {"kind": kind, "percentage": percentage}}


def a_route(go: str, to: str, *when: dict[str, Any]) -> dict[str, Any]:
    """A route to a module when it stops, else to a stage."""
    conditions = {"when": list(when)} if when else {}
    return {"go": go, ("module" if go == "stop" else "stage"): to} | conditions


def a_stage(
    code: str, track: str, test: str, *routes: dict[str, Any], floor: str = "1.1"
) -> dict[str, Any]:
    return {"code": code, "track": track, "test": test, "floor": floor, "route": list(routes)}


TALK = a_stage(
    "talk",
    "oral",
    "intake",
    a_route("up", "hard_talk", a_condition("talking", 80)),
    a_route("stop", "1.2", a_condition("talking", 50)),
    a_route("stop", "1.1"),
)
HARD_TALK = a_stage(
    "hard_talk",
    "oral",
    "harder",
    a_route("stop", "2.1", a_condition("talking", 60), a_condition("hearing", 60)),
    a_route("stop", "1.2"),
    floor="1.2",
)
LETTER = a_stage(
    "letter",
    "written",
    "intake",
    a_route("stop", "1.2", a_condition("writing", 50, "more_than_percentage")),
    a_route("stop", "1.1"),
)


def a_routing_document(**changes: object) -> dict[str, Any]:
    return deepcopy(_DOCUMENT | {"stage": [TALK, HARD_TALK, LETTER]} | changes)


def model_points(out_of: Marks = 10, **reached: Marks) -> dict[ModelCode, PartPoints]:
    """Points by assessment model: `model_points(talking=8)`."""
    return {ModelCode(code): points(value, out_of) for code, value in reached.items()}
