"""Multistage placement as data: a graph of tests that routes up, down or stops at a module."""

from scoring.routing.documents import routing_from_document, routing_to_document
from scoring.routing.graphs import (
    AssessmentModel,
    Condition,
    Direction,
    GoTo,
    Module,
    NoRoutingInForce,
    PlacementTest,
    Route,
    Routing,
    RoutingNotSound,
    RoutingsOverlap,
    Stage,
    StopAt,
    Track,
    routing_in_force,
)
from scoring.routing.soundness import check_routing

__all__ = [
    "AssessmentModel",
    "Condition",
    "Direction",
    "GoTo",
    "Module",
    "NoRoutingInForce",
    "PlacementTest",
    "Route",
    "Routing",
    "RoutingNotSound",
    "RoutingsOverlap",
    "Stage",
    "StopAt",
    "Track",
    "check_routing",
    "routing_from_document",
    "routing_in_force",
    "routing_to_document",
]
