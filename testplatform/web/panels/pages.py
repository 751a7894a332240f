"""What the pages of panels print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.panels.forms import InviteForm, NewPanelForm, NoteForm, ProposeForm
from testplatform.web.staff.pages import Badge, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """One panel in the list."""

    panel: Link
    subject: str
    method: str
    state: Badge
    round: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelsPage:
    """Every panel."""

    rows: tuple[PanelRow, ...]
    new_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPanelPage:
    """The form with which a panel is set up."""

    form: NewPanelForm
    create_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """Somebody in the panel, and how far they are in the newest round."""

    name: str
    promised_at: datetime | None
    progress: str
    is_complete: bool
    remove_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepButton:
    """A step that can be taken now."""

    label: str
    url: str
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One judgement in a drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The judgements of an item on a line from 0 to 100 %, with their mean."""

    description: str
    width: int
    height: int
    left: float
    right: float
    axis: float
    mean: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadRow:
    """What the panel said of an item in a round."""

    number: int
    item: Link
    prompt: str
    mean: str
    deviation: str
    lowest: str
    highest: str
    difficulty: str
    strip: Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """What one panellist asks, and how much that moved since the round before."""

    name: str
    said: str
    standard: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupBar:
    """How many judgements put attempts with so many points in a group."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLane:
    """The points of one group, drawn above a line of its own."""

    label: str
    label_y: float
    baseline: float
    bars: tuple[GroupBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTick:
    """A number of points below the drawing."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlot:
    """The groups below each other on one scale of points, with the standard through all."""

    description: str
    width: int
    height: int
    left: float
    right: float
    tick_y: float
    standard: float | None
    lanes: tuple[GroupLane, ...]
    ticks: tuple[GroupTick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One attempt: its points, and how many said what of it."""

    number: int
    points: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """What came of a round. `facts` is empty where there is no standard."""

    number: int
    title: str
    is_newest: bool
    has_opinions: bool
    facts: tuple[Fact, ...]
    standards: tuple[StandardRow, ...]
    items: tuple[SpreadRow, ...]
    groups: GroupPlot | None
    group_names: tuple[str, ...]
    attempts: tuple[AttemptRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """How the standard becomes a proposal."""

    form: ProposeForm
    send_url: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPage:
    """One panel with its people, its rounds, and what can be done."""

    title: str
    subject: str
    state: Badge
    description: str
    facts: tuple[Fact, ...]
    seats: tuple[SeatRow, ...]
    invite_form: InviteForm
    invite_url: str | None
    steps: tuple[StepButton, ...]
    rounds: tuple[RoundView, ...]
    proposal: Link | None
    proposing: Proposing | None
    export_url: str
    items: tuple[Link, ...]
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was said about an item; `by` is empty for panellists."""

    round: int
    body: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """What somebody said of an item, round by round."""

    name: str
    percents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelItemPage:
    """One item of a panel as its administrator sees it."""

    title: str
    preview_url: str
    key: tuple[str, ...]
    difficulty: str
    rounds: tuple[int, ...]
    people: tuple[PersonRow, ...]
    strip: Strip | None
    notes: tuple[Note, ...]
    note_form: NoteForm
    note_url: str | None
    panel: Link
    previous_url: str | None
    next_url: str | None
