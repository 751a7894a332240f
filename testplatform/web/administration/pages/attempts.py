"""The list of attempts, and one attempt with its decision."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.staff.pages import Badge, LanguageName, Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One attempt in the list."""

    url: str
    full_name: str
    dossier: str
    programme: str
    moment: str
    language: LanguageName
    starts_at: datetime
    state: Badge
    outcome: Badge | None
    decided_at: datetime | None
    deliveries: tuple[Badge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptsPage:
    """What a search found."""

    text: str
    states: tuple[Option, ...]
    programmes: tuple[Option, ...]
    languages: tuple[Option, ...]
    rows: tuple[AttemptRow, ...]
    paging: Paging
    export_url: str
    all_url: str
    is_filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with what there is to say; `url` where there is more of it."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One point of a timeline."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """The points of one part beside its cut score."""

    title: str
    points: str
    out_of: str
    cut_score: str
    points_needed: str
    is_assumed: bool
    reached: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """The marks of one item with the reason; `judged` is that of assessors."""

    item: str
    version: int
    marks: str
    out_of: str
    rule: str
    hits: int = 0
    slips: int = 0
    missed: int = 0
    judged: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAwards:
    """The awards of one part in the order of the form."""

    title: str
    rows: tuple[AwardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What was answered to one item, in words, and the marks that its key gives.

    Without marks it is for assessors.
    """

    number: int
    item: str
    prompt: str
    lines: tuple[str, ...]
    marks: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnswers:
    """The answers of one part in the order of the form."""

    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """One decision: the outcome, how it was reached, and with which versions."""

    revision: int
    outcome: Badge
    decided_at: datetime
    sentences: tuple[str, ...]
    parts: tuple[PartRow, ...]
    versions: tuple[Fact, ...]
    corrections: tuple[Link, ...]
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """An entry that is kept for inspection."""

    seq: int
    fence: int
    kind: str
    item: str
    reason: str
    received_at: datetime
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """What became of the delivery of a decision to one destination."""

    destination: str
    revision: int
    state: Badge
    tries: int
    delivered_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptPage:
    """Everything about one attempt."""

    full_name: str
    dossier: str
    state: Badge
    facts: tuple[Fact, ...]
    timeline: tuple[Happening, ...]
    decisions: tuple[DecisionView, ...]
    undecided: str
    awards: tuple[PartAwards, ...]
    answers: tuple[PartAnswers, ...]
    messages: tuple[MessageRow, ...]
    deliveries_url: str
    held: tuple[HeldRow, ...]
    late_entries: int
    refusal: str | None
    appeals: tuple[Link, ...]
    letter_url: str | None
    new_appeal_url: str | None
    ratings: tuple[Link, ...]
    list_url: str
