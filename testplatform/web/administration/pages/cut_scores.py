"""The dated sets of cut scores."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCutScoreView:
    """The cut score of one part, and how many points that is in this programme."""

    title: str
    cut_score: str
    points_needed: str
    out_of: int
    is_assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoreSetView:
    """One set as it was published."""

    code: str
    version: int
    effective_from: date
    is_in_force: bool
    joining: str
    is_joining_assumed: bool
    parts: tuple[PartCutScoreView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentCutScores:
    """All sets of one programme and moment, the newest first."""

    programme: str
    moment: str
    sets: tuple[CutScoreSetView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoresPage:
    """The sets by programme and moment."""

    today: date
    moments: tuple[MomentCutScores, ...]
