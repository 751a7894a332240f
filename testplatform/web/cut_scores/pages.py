"""What the pages of cut scores print."""

from dataclasses import dataclass
from datetime import date, datetime

from testplatform.web.cut_scores.forms import DecisionForm, ProposalFields
from testplatform.web.staff.pages import Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsNeeded:
    """How many points a cut score asks in one form."""

    form: str
    needed: str
    out_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCutScoreView:
    """One cut score of one part, with what it asks in the forms concerned."""

    title: str
    cut_score: str
    points: tuple[PointsNeeded, ...]
    is_assumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoreSetView:
    """One set as it was published or proposed."""

    code: str
    version: int
    effective_from: date
    joining: str
    is_joining_assumed: bool
    parts: tuple[PartCutScoreView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The proposal that a set came from."""

    proposed_by: str
    approved_by: str
    approved_at: datetime
    reason: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSet:
    """A set with the sittings that it decides; without an origin it came with a document."""

    set: CutScoreSetView
    state: Badge
    explanation: str
    origin: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentCutScores:
    """All sets of one programme and moment, the newest first; the past is folded away."""

    title: str
    anchor: str
    coming: tuple[DatedSet, ...]
    in_force: DatedSet | None
    past: tuple[DatedSet, ...]
    propose_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One proposal in a list."""

    number: int
    title: str
    effective_from: date
    proposed_by: str
    proposed_at: datetime
    state: Badge
    decided_by: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTable:
    """Bands, levels, a routing or a purpose; `propose_url` where other limits can be proposed.

    Without an origin it came with a document.
    """

    title: str
    code: str
    version: int
    effective_from: date
    state: Badge
    is_assumed: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    propose_url: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutScoresPage:
    """The sets by programme and moment, and every proposal."""

    today: date
    moments: tuple[MomentCutScores, ...]
    open_proposals: tuple[ProposalRow, ...]
    decided_proposals: tuple[ProposalRow, ...]
    limits: tuple[LimitTable, ...]
    export_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LuckNote:
    """What luck does at one cut score in one form."""

    title: str
    sentences: tuple[str, ...]
    is_large: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedSet:
    """What a form that was filled in would become, before it is sent."""

    set: CutScoreSetView
    luck: tuple[LuckNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePage:
    """The form of a proposal, what is asked now, and what is wrong."""

    title: str
    fields: ProposalFields
    problems: tuple[str, ...]
    replaced: CutScoreSetView | None
    wished: WishedSet | None
    send_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The people with one number of points; places are those of the drawing."""

    x: float
    y: float
    width: float
    height: float
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word at a place of the drawing."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """Where passing begins; `style` tells the old line from the new one."""

    x: float
    top: float
    bottom: float
    style: str
    label: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """One number of points in the table beside the drawing."""

    points: int
    number: int
    or_more: int
    share_or_more: str
    now: str
    proposed: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """How the points of one part of one form are spread, drawn and as a table."""

    ref: str
    title: str
    description: str
    width: int
    height: int
    left: float
    right: float
    baseline: float
    bars: tuple[Bar, ...]
    lines: tuple[CutLine, ...]
    ticks: tuple[Mark, ...]
    scale: tuple[Mark, ...]
    rows: tuple[PlotRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """What would have changed for one group."""

    title: str
    number: str
    passed: str
    would_pass: str
    difference: str
    lost: str
    gained: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """A table of groups."""

    title: str
    group: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What a proposal would have changed in a period."""

    since: date
    until: date
    problem: str | None
    summary: str
    tables: tuple[CountTable, ...]
    plots: tuple[Plot, ...]
    is_empty: bool
    export_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """One proposal with everything that somebody needs in order to decide about it."""

    title: str
    state: Badge
    effective_from: date
    proposed_by: str
    proposed_at: datetime
    reason: str
    decided_by: str | None
    decided_at: datetime | None
    comment: str
    proposed: CutScoreSetView
    replaced: CutScoreSetView | None
    luck: tuple[LuckNote, ...]
    preview: PreviewView
    form: DecisionForm
    approve_url: str | None
    reject_url: str | None
    withdraw_url: str | None
    page_url: str
    list_url: str
