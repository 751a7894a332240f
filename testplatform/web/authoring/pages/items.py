"""The list of items, and what a step with many of them will do."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column that sorts; `sorted_as` is what `aria-sort` says."""

    label: str
    url: str
    sorted_as: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item; `seen` is the version with its edits, as a step with many names it."""

    url: str
    code: str
    version: int
    prompt: str
    item_type: str
    part: str
    theme: str
    skill: str
    level: str
    state: Badge
    author: str
    updated_at: datetime
    languages: int
    last_form: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewLink:
    """A search that somebody keeps."""

    name: str
    url: str
    remove_url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """A filter of the list with its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPage:
    """What a search found."""

    text: str
    theme: str
    filters: tuple[ItemFilter, ...]
    more_filters: tuple[ItemFilter, ...]
    is_more_open: bool
    sort: str
    headings: tuple[Heading, ...]
    rows: tuple[ItemRow, ...]
    paging: Paging
    steps: tuple[Option, ...]
    views: tuple[SavedViewLink, ...]
    query: str
    export_url: str
    all_url: str
    new_url: str | None
    import_url: str | None
    media_url: str
    is_filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """What will become of one item."""

    code: str
    version: int
    prompt: str
    reason: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlanPage:
    """What a step with many items will do and what not; nothing is done yet."""

    step: str
    event: str
    taken: tuple[PlanRow, ...]
    refused: tuple[PlanRow, ...]
    query: str
    back: Link
    is_comment_needed: bool
