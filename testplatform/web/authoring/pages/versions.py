"""One version of an item: what it says, where it stands, what was said of it."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.authoring.pages.editor import DifferenceRow
from testplatform.web.staff.pages import Badge, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with what there is to say."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """A step that the version can take; with a reason it is shown but not offered."""

    event: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningRow:
    """A step that was taken."""

    at: datetime
    version: int
    text: str
    person: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One of the versions of an item."""

    version: int
    url: str
    state: Badge
    author: str
    created_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A remark; the address settles it or opens it again."""

    place: str
    body: str
    person: str
    written_at: datetime
    is_open: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """Everything about one version of an item."""

    title: str
    state: Badge
    is_newest: bool
    newest_url: str
    facts: tuple[Fact, ...]
    texts: tuple[Fact, ...]
    key: tuple[str, ...]
    steps: tuple[StepChoice, ...]
    steps_url: str
    edits: int
    edit_url: str | None
    copy_url: str | None
    begin_url: str | None
    print_url: str
    print_key_url: str
    preview_url: str
    previews: tuple[Link, ...]
    versions: tuple[VersionRow, ...]
    difference_url: str | None
    happenings: tuple[HappeningRow, ...]
    comments: tuple[CommentRow, ...]
    comment_places: tuple[Option, ...]
    comments_url: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """What one version says otherwise than another."""

    code: str
    old: int
    new: int
    old_options: tuple[Option, ...]
    new_options: tuple[Option, ...]
    rows: tuple[DifferenceRow, ...]
    url: str
    back: Link
