"""The ratings of one response with who gave them, and a correction of one, for administrators."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.marking.pages import CriterionView, ResponseView, TaskView
from testplatform.web.staff.pages import Badge, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One rating in one revision; `points` in the order of the criteria."""

    place: int
    revision: int
    rated_by: str
    rated_at: datetime
    points: tuple[int, ...]
    total: int
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrection:
    """A correction that waits for another administrator; `points` with their criteria.

    `task` and `response` are what it is about: who judges it has to read or hear them.
    """

    place: int
    points: tuple[tuple[str, int], ...]
    total: int
    reason: str
    proposed_by: str
    approve_url: str | None
    reject_url: str
    reject_label: str
    task: TaskView
    response: ResponseView


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """One response: its ratings, and what may be corrected."""

    code: str
    state: Badge
    attempt: Link
    model: str
    most: int
    titles: tuple[str, ...]
    rows: tuple[RatingRow, ...]
    correction: OpenCorrection | None
    propose_url: str | None
    places: tuple[Option, ...]
    criteria: tuple[CriterionView, ...]
    reason: str
    reason_limit: int
    problem: str | None
    back: Link
