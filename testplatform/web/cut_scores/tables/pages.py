"""What the pages of bands, levels and routings print."""

from dataclasses import dataclass
from datetime import date, datetime

from testplatform.web.cut_scores.forms import DecisionForm
from testplatform.web.cut_scores.pages import Plot
from testplatform.web.cut_scores.tables.forms import TableFields
from testplatform.web.staff.pages import Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeTablePage:
    """The form in which other limits are proposed, and what is wrong."""

    title: str
    replaced: str
    fields: TableFields
    problems: tuple[str, ...]
    send_url: str
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """One limit as it is and as it would be."""

    group: str
    title: str
    now: str
    proposed: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """How many would go where, of those who stand at one place; or of one group of people."""

    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTable:
    """Who stands where, and where they would."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """What would have changed in the test, in a skill or on a track."""

    title: str
    summary: str
    tables: tuple[MoveTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreviewView:
    """What a proposal would have changed in a period."""

    since: date
    until: date
    problem: str | None
    facets: tuple[FacetView, ...]
    plots: tuple[Plot, ...]
    is_empty: bool
    note: str
    export_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProposalPage:
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
    replaced: str
    changes: tuple[LimitChange, ...]
    is_assumed: bool
    preview: TablePreviewView
    form: DecisionForm
    approve_url: str | None
    reject_url: str | None
    withdraw_url: str | None
    page_url: str
    list_url: str
