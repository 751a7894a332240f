"""The list of appeals, one appeal with all that is needed to answer it, and its letter."""

from dataclasses import dataclass

from testplatform.web.administration.pages.attempts import AttemptPage
from testplatform.web.appeals.forms import AnswerForm, NewAppealForm
from testplatform.web.staff.pages import Badge, Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """One appeal in the list; days as they are read."""

    code: str
    url: str
    dossier: str
    test: str
    received_on: str
    deadline: str
    timeliness: Badge
    state: Badge
    second_look_by: str
    open_for: Badge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsPage:
    """What a search found."""

    dossier: str
    states: tuple[Option, ...]
    timeliness: tuple[Option, ...]
    rows: tuple[AppealRow, ...]
    paging: Paging
    export_url: str
    all_url: str
    search_url: str
    attempts_url: str
    is_filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFact:
    """A label with what there is to say, line by line, or a link to it."""

    label: str
    lines: tuple[str, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppealPage:
    """An objection that is being recorded."""

    form: NewAppealForm
    facts: tuple[AppealFact, ...]
    days: str
    create_url: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One item: what was answered, what is right, the marks and why, and when it was answered.

    `marks_now` only where a later decision gave other marks.
    """

    number: int
    item: str
    prompt: str
    answer: tuple[str, ...]
    key: tuple[str, ...]
    is_key_corrected: bool
    marks: str
    marks_now: str | None
    reason: str
    rule: str | None
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartQuestions:
    """The items of one part in the order of the form."""

    title: str
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What the person at the screen may do now, and why they may not do more."""

    look_url: str | None
    look_label: str
    uphold_url: str | None
    reject_url: str | None
    withdraw_url: str | None
    why_not: str | None

    @property
    def has_answer(self) -> bool:
        return self.withdraw_url is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPage:
    """Everything that is needed to look again."""

    code: str
    state: Badge
    timeliness: Badge
    summary: str
    warning: str | None
    facts: tuple[AppealFact, ...]
    steps: Steps
    form: AnswerForm
    new_case: Link
    explanation: tuple[str, ...]
    questions: tuple[PartQuestions, ...]
    attempt: AttemptPage
    devices: str
    letter_url: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """The letter to the candidate, in plain Dutch."""

    code: str
    full_name: str
    dossier: str
    test_centre: str
    written_on: str
    subject: str
    paragraphs: tuple[str, ...]
    explanation: tuple[str, ...]
    closing: tuple[str, ...]
    back: Link
