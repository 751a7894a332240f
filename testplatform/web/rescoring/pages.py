"""What the pages of corrections print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.rescoring.forms import NewCaseForm
from testplatform.web.staff.pages import Badge, Count, Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One correction in the list."""

    code: str
    subject: str
    kind: str
    state: Badge
    proposed_by: str
    proposed_at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """Every correction."""

    rows: tuple[CaseRow, ...]
    new_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a proposal would be about, or why it cannot be one."""

    sentences: tuple[str, ...]
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCasePage:
    """Where a correction is proposed."""

    form: NewCaseForm
    check: Check | None
    check_url: str
    create_url: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """A label with what there is to say."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """The totals by language or by test centre: one row of numbers for each."""

    title: str
    column: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCell:
    """The points of one part before and after; one text where they stay the same."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One attempt that changes."""

    dossier: str
    url: str
    language: str
    test_centre: str
    starts_at: datetime
    parts: tuple[PartCell, ...]
    before: Badge
    after: Badge
    through: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One attempt that keeps its decision, and why."""

    dossier: str
    url: str
    test_centre: str
    starts_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """Who keeps a decision that nobody can make again: `said` how many of them are shown."""

    said: str
    rows: tuple[KeptRow, ...]
    export_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingProgress:
    """How far the writing of an approved correction is."""

    total: int
    written: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What the person at the screen may do with the case; None where nothing."""

    approve_url: str | None
    reject_url: str | None
    withdraw_url: str | None
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why somebody wants to reject, as they typed it, and what is wrong with it."""

    why: str = ""
    problem: str | None = None


NO_REJECTION = Rejection()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One correction: what, why, what it changes and for whom, and how far it is."""

    code: str
    state: Badge
    is_moving: bool
    facts: tuple[CaseFact, ...]
    counts: tuple[Count, ...]
    problems: tuple[str, ...]
    groups: tuple[GroupTable, ...]
    part_titles: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    paging: Paging
    filters: tuple[Option, ...]
    language_options: tuple[Option, ...]
    is_filtered: bool
    is_calculated: bool
    progress: WritingProgress | None
    kept: KeptList | None
    steps: Steps
    rejection: Rejection
    all_url: str
    export_url: str
    back: Link
