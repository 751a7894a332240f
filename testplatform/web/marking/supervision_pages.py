"""How rating goes, for administrators."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.services.ratings.figures import AssessorFigures, RubricFigures
from testplatform.web.staff.pages import Badge, Link, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place with a response: who has it, since when, and how to take it back."""

    text: str
    badge: Badge
    release_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One response that is not rated yet."""

    code: str
    url: str
    attempt: Link
    state: Badge
    handed_in: datetime | None
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """What an assessor flagged."""

    code: str
    attempt: Link
    kind: Badge
    note: str
    raised_by: str
    raised_at: datetime
    close_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionPage:
    """Everything about rating on one page."""

    facts: tuple[tuple[str, str], ...]
    flags: tuple[FlagRow, ...]
    corrections: tuple[Link, ...]
    rows: tuple[OpenRow, ...]
    paging: Paging
    assessors: tuple[AssessorFigures, ...]
    rubrics: tuple[RubricFigures, ...]
