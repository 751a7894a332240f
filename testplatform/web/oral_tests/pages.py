"""What the pages of oral tests print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, Link, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """Somebody whose oral track goes on."""

    candidate: Link
    dossier: str
    starts_at: datetime
    written: Badge
    entered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TracksPage:
    """Everybody whose oral track goes on."""

    rows: tuple[TrackRow, ...]
    paging: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredTest:
    """A test with its points, and where it led."""

    title: str
    points: tuple[str, ...]
    led_to: str
    entered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelField:
    """The field for the points on one assessment model."""

    name: str
    label: str
    most: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackPage:
    """The oral track of one candidate: what was entered, and what comes next.

    `next_title` is empty when the routing ended; then `module` says where. `early` is the module of
    who takes no further test. `leave_out_url` is there until the candidate begins to write.
    """

    full_name: str
    dossier: str
    starts_at: datetime
    tests: tuple[EnteredTest, ...]
    next_title: str
    fields: tuple[ModelField, ...]
    module: str
    early: str
    confirmed: str
    number: int
    problem: str | None
    enter_url: str
    take_back_url: str
    confirm_url: str
    leave_out_url: str | None
    list_url: str
