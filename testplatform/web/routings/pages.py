"""What the page of a routing prints."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word in a drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A test at one place of the graph, or a module, with a row for each way out."""

    x: float
    y: float
    width: float
    height: float
    title: Label
    rows: tuple[Label, ...]
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way, as the path of an SVG."""

    path: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """One way in the table: from where, when, to where, and by how many."""

    stage: str
    conditions: str
    direction: str
    target: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """One track, drawn and as a table."""

    ref: str
    title: str
    description: str
    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[WayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingPage:
    """The routing in force today."""

    code: str
    version: int
    effective_from: date
    is_assumed: bool
    decided: str
    graphs: tuple[Graph, ...]
