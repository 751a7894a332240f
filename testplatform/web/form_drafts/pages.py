"""What the pages of forms in the making print."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.form_drafts.forms import (
    EditForm,
    ItemForm,
    NewDraftForm,
    PublishForm,
    RuleForm,
    ShufflingForm,
)
from testplatform.web.staff.pages import Badge, LanguageName


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One form in the making in the list."""

    code: str
    title: str
    programme: str
    updated_at: datetime
    state: Badge
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsPage:
    """Every form in the making, and the form that begins another."""

    rows: tuple[DraftRow, ...]
    form: NewDraftForm
    create_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenItem:
    """An item in its place."""

    number: int
    code: str
    prompt: str
    item_type: str
    theme: str
    exposure: int
    marks: str
    is_by_hand: bool
    move_url: str
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule in words, with how far it is met."""

    sentence: str
    found: int
    state: Badge
    remove_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOption:
    """An item that can still be chosen."""

    code: str
    prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSection:
    """One part: its rules, its items, and what can be added. Practice has no rules.

    The marks are told where the part must be out of so many.
    """

    code: str
    title: str
    number: int
    wanted: int | None
    marks: str
    wanted_marks: str | None
    items: tuple[ChosenItem, ...]
    rules: tuple[RuleRow, ...]
    options: tuple[PoolOption, ...]
    has_rules: bool
    add_url: str
    rule_url: str
    rule_form: RuleForm
    item_form: ItemForm


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """How far a language is for the chosen items."""

    language: LanguageName
    whole: int
    total: int
    state: Badge
    read_aloud: Badge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One form in the making; with flaws it cannot be published, and they say why."""

    title: str
    code: str
    programme: str
    updated_at: datetime
    flaws: tuple[str, ...]
    parts: tuple[PartSection, ...]
    languages: tuple[LanguageRow, ...]
    edit_form: EditForm
    publish_form: PublishForm
    shuffling_form: ShufflingForm
    fill_url: str
    audio_url: str
    shuffling_url: str
    parallel_url: str
    publish_url: str
    list_url: str

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong any more."""
        return not self.flaws
