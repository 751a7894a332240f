"""What the pages of panellists print."""

from dataclasses import dataclass

from testplatform.web.judging.forms import ItemForm, OpinionForm, PromiseForm, VerdictForm
from testplatform.web.panels.forms import NoteForm
from testplatform.web.panels.pages import Note, Strip
from testplatform.web.staff.pages import Badge, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """One of somebody's panels."""

    panel: Link
    subject: str
    state: Badge
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsPage:
    """All panels of somebody."""

    rows: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item in the list, with the panellist's own judgement."""

    item: Link
    judgement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One attempt to judge blind. It is opened by a button, which leaves a trace, or shown again.

    `of_panel` is what everybody said in the newest round that is over.
    """

    label: str
    show_url: str | None
    open_url: str | None
    round: int
    is_next: bool
    verdict: str
    of_panel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRound:
    """What everybody said of the whole part in a round that is over, without names."""

    title: str
    own: str
    said: tuple[str, ...]
    standard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingPage:
    """A panel for one of its panellists. Without a promise or out of time there are no items."""

    title: str
    subject: str
    state: Badge
    description: str
    sees: str
    question: str
    attempts: tuple[AttemptRow, ...]
    opinion_form: OpinionForm
    opinion_url: str | None
    is_bookmark: bool
    rounds: tuple[OpinionRound, ...]
    promise_form: PromiseForm
    promise_url: str | None
    progress: str
    go_on: Link | None
    items: tuple[ItemRow, ...]
    list_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What the panel said of an item in an earlier round, without names."""

    title: str
    own: str
    mean: str
    strip: Strip | None
    difficulty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingItemPage:
    """One item to judge or to discuss."""

    title: str
    question: str
    description: str
    preview_url: str
    key: tuple[str, ...]
    form: ItemForm
    is_chance: bool
    marks: int | None
    rate_url: str | None
    why_not: str
    bookmark_url: str | None
    round: int
    place: int
    progress: str
    feedback: tuple[Feedback, ...]
    shows_notes: bool
    notes: tuple[Note, ...]
    note_form: NoteForm
    note_url: str | None
    panel: Link
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredItem:
    """An item and what was answered, without whether that is right."""

    item: Link
    prompt: str
    offered: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingAttemptPage:
    """One attempt to judge blind."""

    title: str
    question: str
    description: str
    form: VerdictForm
    judge_url: str | None
    why_not: str
    progress: str
    answers: tuple[AnsweredItem, ...]
    panel: Link
