"""One item in one language, text by text."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.candidate.pages import CandidatePage, ItemView
from testplatform.web.staff.pages import Badge, LanguageName, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """Words of a source that changed: `element` is the HTML element that says how."""

    text: str
    is_removed: bool
    is_added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A fixed term of the source text."""

    source: str
    target: str
    note: str
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A remark about a text in this language."""

    id: int
    author: str
    written_at: datetime
    body: str
    is_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """One text: the source beside the target.

    `seen` is what is stored, so that what nobody touched is told from what was typed. `stored` is
    what somebody else wrote meanwhile, `problem` why what was typed was not kept.
    """

    id: str
    label: str
    source: str
    old_source: str | None
    changes: tuple[ChangeView, ...]
    target: str
    seen: str
    state: Badge
    written_by: str | None
    rows: int
    longest: int
    gaps: tuple[str, ...]
    terms: tuple[TermView, ...]
    comments: tuple[CommentView, ...]
    typed_comment: str
    may_confirm: bool
    may_review: bool
    is_next_to_do: bool
    stored: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbenchPage:
    """An item version in one language; `refusal` says why somebody may only look."""

    sections: tuple[Link, ...]
    code: str
    version: int
    version_state: Badge
    part: str
    language: LanguageName
    refusal: str | None
    may_write: bool
    may_review: bool
    texts: tuple[TextView, ...]
    edits: int
    content_hash: str
    save_url: str
    preview_url: str
    matrix_url: str
    glossary_url: str
    previous_url: str | None
    next_url: str | None
    is_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(CandidatePage):
    """An item as a candidate sees it; `missing` are the texts that still show the source."""

    item: ItemView
    code: str
    dutch_name: str
    missing: tuple[str, ...]
    back_url: str
