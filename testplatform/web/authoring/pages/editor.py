"""The edit form of an item, ready to print."""

from dataclasses import dataclass

from testplatform.web.authoring.editors.fields import FieldKind, KeyKind
from testplatform.web.staff.pages import Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field with what is in it and what is wrong with it."""

    name: str
    id: str
    label: str
    kind: FieldKind
    value: str
    hint: str
    problem: str
    options: tuple[Option, ...]
    is_required: bool

    @property
    def template(self) -> str:
        """What prints it."""
        return f"authoring/fields/{self.kind.value}.html"

    @property
    def is_true(self) -> bool:
        """Whether a field of yes or no says yes."""
        return self.value == "true"

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says beside the label."""
        parts = (("problem", self.problem), ("hint", self.hint))
        return " ".join(f"{self.id}-{name}" for name, text in parts if text)

    @property
    def is_filled(self) -> bool:
        """Whether it makes a folded group open."""
        return bool(self.value or self.problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One row of a list with the buttons that move it."""

    id_name: str
    id: str
    label: str
    is_key: bool
    fields: tuple[FieldView, ...]
    up: str
    down: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsView:
    """A list of rows; an action that is empty is not offered.

    `names` are the fields whose problems are told here.
    """

    id: str
    label: str
    row_label: str
    hint: str
    names: tuple[str, ...]
    problems: tuple[str, ...]
    rows: tuple[RowView, ...]
    key: KeyKind
    add: str

    @property
    def template(self) -> str:
        """What prints it."""
        return "authoring/fields/rows.html"

    @property
    def is_filled(self) -> bool:
        """Whether it makes a folded group open."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Fields that belong together."""

    id: str
    title: str
    is_folded: bool
    is_open: bool
    parts: tuple[FieldView | RowsView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchView:
    """Words that were kept, that went or that came."""

    text: str
    is_removed: bool
    is_added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """A field that differs between two documents."""

    label: str
    stretches: tuple[StretchView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLink:
    """Something wrong, and the field to mend it in; without an address it is about the whole."""

    label: str
    text: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A button that sends the form: to its own address, or to another one."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedView:
    """A version that is no draft any more, while somebody wrote in it.

    `text` is what they wrote, to copy out; `way_on` puts it into the draft that follows, if any.
    """

    state: str
    text: str
    way_on: Deed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """The edit form; `conflict` is what somebody else saved meanwhile, against what is here.

    `source` is the document as text, instead of a form. `other` is the other way to write it.
    `is_unsaved` says that what it shows is nowhere else; then it has no `draft_url` when saving by
    itself would overwrite what somebody did not see.
    """

    title: str
    help: str
    code: FieldView
    is_new: bool
    item_type: str
    programme: str
    programmes: tuple[Option, ...]
    groups: tuple[GroupView, ...]
    source: FieldView | None
    problems: tuple[ProblemLink, ...]
    conflict: tuple[DifferenceRow, ...] | None
    closed: ClosedView | None
    is_unsaved: bool
    edits: int
    url: str
    draft_url: str | None
    preview_url: str
    current_preview_url: str | None
    back: Link
    other: Deed
    sent_back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeChoice:
    """A type of item to begin with."""

    label: str
    help: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """The types that a new item can have."""

    types: tuple[TypeChoice, ...]
    back: Link
