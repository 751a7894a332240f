"""The edit form of an item out of its description, a document and its problems."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from itembank.items import ItemType
from itembank.media import MediaKind
from itembank.programmes import list_programmes
from scoring.documents import Problem
from testplatform.models.items import ItemVersion
from testplatform.repositories.item_versions import list_happenings, list_media_kinds
from testplatform.web.authoring.building.differences import build_difference_rows
from testplatform.web.authoring.editors import EDITORS, find_editor
from testplatform.web.authoring.editors.common import list_groups
from testplatform.web.authoring.editors.documents import KEY, get_at, list_key, list_rows
from testplatform.web.authoring.editors.fields import (
    Document,
    Field,
    FieldKind,
    Group,
    Rows,
)
from testplatform.web.authoring.editors.sources import write_json
from testplatform.web.authoring.pages.editor import (
    ClosedView,
    Deed,
    EditorPage,
    FieldView,
    GroupView,
    NewPage,
    ProblemLink,
    RowsView,
    RowView,
    TypeChoice,
)
from testplatform.web.authoring.wording import explain_problem, name_field
from testplatform.web.staff.building import build_options
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import ITEM_TYPES

AS_DOCUMENT = "document"  # the value of `as` in the address of the document editor
AS_FORM = "form"  # both are also what the button to the other way of writing says


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is in the form, and the document that it says.

    `source` is the text of the document editor; without one `form` is what the form of the type
    shows. `is_unsaved` says that it came from a browser and stands nowhere else.
    """

    item_type: ItemType
    programme: str
    document: Document
    form: Document = field(default_factory=dict)
    source: str | None = None
    problems: tuple[Problem, ...] = ()
    is_unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What every field is made with."""

    document: Mapping[str, Any]
    problems: Sequence[Problem]
    media: Mapping[str, MediaKind]


def build_type_page() -> NewPage:
    """The types that somebody can begin an item of."""
    return NewPage(
        types=tuple(
            TypeChoice(
                label=ITEM_TYPES.get(item_type, item_type.value),
                help=EDITORS[item_type].help,
                url=url_for("authoring.new_item", item_type=item_type.value),
            )
            for item_type in ItemType
        ),
        back=Link(label="Alle items", url=url_for("authoring.items")),
    )


def build_new_page(session: Session, typed: Typed) -> EditorPage:
    """The form of an item that does not exist yet."""
    return _build_page(
        session,
        typed,
        title=f"Nieuw item: {ITEM_TYPES.get(typed.item_type, typed.item_type.value)}",
        url=url_for("authoring.new_item", item_type=typed.item_type.value),
        version=None,
        edits=0,
        stored=None,
    )


def build_edit_page(
    session: Session,
    version: ItemVersion,
    typed: Typed,
    *,
    edits: int | None = None,
    is_conflict: bool = False,
    closed: ClosedView | None = None,
) -> EditorPage:
    """The form of a draft; in a conflict beside what somebody else saved."""
    return _build_page(
        session,
        typed,
        title=f"{version.item.code} bewerken",
        url=url_for("authoring.edit", version_id=version.id),
        version=version,
        edits=version.edits if edits is None else edits,
        stored=version.document if is_conflict else None,
        closed=closed,
    )


def typed_of(version: ItemVersion, *, is_source: bool = False) -> Typed:
    """What the form shows of a stored version."""
    return open_document(
        {"read_aloud": "all", **version.document},
        item_type=version.item_type,
        programme=version.item.programme,
        is_source=is_source,
    )


def open_document(
    document: Document, *, item_type: ItemType, programme: str, is_source: bool = False
) -> Typed:
    """Show a document in the form of its type, or as a source when that would lose something."""
    editor = None if is_source else find_editor(item_type, document, programme=programme)
    return Typed(
        item_type=item_type,
        programme=programme,
        document=document,
        form={} if editor is None else editor.to_form(document),
        source=write_json(document) if editor is None else None,
    )


def field_id(path: str) -> str:
    """The id of the input of a path; a problem links to it."""
    return "field-" + re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-")


def _build_page(
    session: Session,
    typed: Typed,
    *,
    title: str,
    url: str,
    version: ItemVersion | None,
    edits: int,
    stored: Mapping[str, Any] | None,
    closed: ClosedView | None = None,
) -> EditorPage:
    is_drafted = version is not None and stored is None and closed is None
    editor = EDITORS[typed.item_type]
    source = None if typed.source is None else _source(typed, typed.source)
    groups = list_groups(editor, typed.programme) if source is None else ()
    around = _Surroundings(
        document=typed.document if source else typed.form,
        problems=typed.problems,
        media=list_media_kinds(session),
    )
    views = tuple(_group(group, number, around) for number, group in enumerate(groups))
    code = _field(Field(path="code", label="Code", hint="Zoals MO-S-01."), "code", around)
    return EditorPage(
        title=title,
        help=editor.help,
        code=code,
        is_new=version is None,
        item_type=typed.item_type.value,
        programme=typed.programme,
        programmes=build_options(
            {one.code: one.title for one in list_programmes()}, typed.programme
        ),
        groups=views,
        source=source,
        problems=_link_problems(typed.problems, views, source),
        conflict=None if stored is None else build_difference_rows(stored, typed.document),
        closed=closed,
        is_unsaved=typed.is_unsaved,
        edits=edits,
        url=url,
        draft_url=url_for("authoring.draft", version_id=version.id)
        if version is not None and is_drafted
        else None,
        preview_url=url_for("authoring.preview"),
        current_preview_url=None
        if version is None
        else url_for("authoring.version_preview", version_id=version.id),
        back=Link(label="Alle items", url=url_for("authoring.items"))
        if version is None
        else Link(
            label=f"{version.item.code}, versie {version.version}",
            url=url_for("authoring.version", version_id=version.id),
        ),
        other=Deed(label="Bewerk als document", value=AS_DOCUMENT, url=url)
        if source is None
        else Deed(label="Bewerk in het formulier", value=AS_FORM, url=url),
        sent_back=_find_last_comment(session, version),
    )


def _find_last_comment(session: Session, version: ItemVersion | None) -> str:
    """What the last step of the version said: an author who gets work back reads why."""
    if version is None:
        return ""
    own = (one for one in list_happenings(session, version.item_id))
    last = next((one for one in own if one.item_version_id == version.id), None)
    return "" if last is None else last.comment


def _source(typed: Typed, text: str) -> FieldView:
    return FieldView(
        name="source",
        id="field-source",
        label="Document",
        kind=FieldKind.BLOCK,
        value=text,
        hint="Het hele item met zijn sleutel, als JSON.",
        problem=" ".join(
            f"{name_field(one.field)}: {explain_problem(one.message)}"
            if one.field
            else explain_problem(one.message)
            for one in typed.problems
        ),
        options=(),
        is_required=True,
    )


def _group(group: Group, number: int, around: _Surroundings) -> GroupView:
    parts = tuple(
        _rows(part, around) if isinstance(part, Rows) else _field(part, part.path, around)
        for part in group.parts
    )
    has_problem = any(
        problem.field == part.path.partition(".")[0]
        for part in group.parts
        for problem in around.problems
    )
    return GroupView(
        id=f"group-{number}",
        title=group.title,
        is_folded=group.is_folded,
        is_open=has_problem or any(part.is_filled for part in parts),
        parts=parts,
    )


def _field(field: Field, path: str, around: _Surroundings) -> FieldView:
    return _view(field, path, get_at(around.document, path), around)


def _view(field: Field, path: str, found: object, around: _Surroundings) -> FieldView:
    value = field.default if found is None else _write_value(field, found)
    own = (one.message for one in around.problems if _is_within(one.field, path))
    return FieldView(
        name=path,
        id=field_id(path),
        label=field.label,
        kind=field.kind,
        value=value,
        hint=field.hint,
        problem=next(map(explain_problem, own), ""),
        options=build_options(_list_options(field, value, around), value),
        is_required=field.is_required,
    )


def _is_within(place: str, path: str) -> bool:
    """Whether a problem is with a field, or with a part of what is typed in it."""
    return place == path or place.startswith((f"{path}[", f"{path}."))


def _list_options(field: Field, value: str, around: _Surroundings) -> dict[str, str]:
    """The choices of a field; what is chosen stays visible even when it is no choice any more."""
    options = dict(field.options)
    if field.media is not None:
        options |= {name: name for name, kind in around.media.items() if kind is field.media}
    if field.rows:
        rows = enumerate(list_rows(around.document, field.rows), start=1)
        options |= {str(row["id"]): f"{number}. {row.get('text', '')}" for number, row in rows}
    if value and value not in options:
        options[value] = value
    return options


def _write_value(field: Field, value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            between = ", " if field.kind is FieldKind.NUMBERS else "\n"
            return between.join(str(one) for one in value)
        case _:
            return str(value)


def _rows(part: Rows, around: _Surroundings) -> RowsView:
    rows = list_rows(around.document, part.path)
    key = list_key(around.document)
    names = (part.path, KEY, *part.shows) if part.key else (part.path, *part.shows)
    views = tuple(_row(part, rows, number, key, around) for number in range(len(rows)))
    own = [field.name for row in views for field in row.fields]
    return RowsView(
        id=field_id(part.path),
        label=part.label,
        row_label=part.row_label,
        hint=part.hint,
        names=names,
        problems=tuple(
            _tell(problem, names)
            for problem in around.problems
            if any(_is_within(problem.field, name) for name in names)
            and not any(_is_within(problem.field, name) for name in own)
        ),
        rows=views,
        key=part.key,
        add="" if part.fixed or len(rows) >= part.most else f"add:{part.path}",
    )


def _tell(problem: Problem, names: Sequence[str]) -> str:
    """What is wrong with a list, or with something in it that has no field."""
    sentence = explain_problem(problem.message)
    return sentence if problem.field in names else f"{name_field(problem.field)}: {sentence}"


def _row(
    part: Rows,
    rows: Sequence[Mapping[str, Any]],
    number: int,
    key: Sequence[str],
    around: _Surroundings,
) -> RowView:
    row, at = rows[number], f"{part.path}[{number}]"
    row_id = str(row.get("id", ""))
    is_free = not part.fixed
    return RowView(
        id_name=f"{at}.id",
        id=row_id,
        label=f"{part.row_label} {row_id if part.id_prefix else number + 1}",
        is_key=row_id in key,
        fields=tuple(
            _view(field, f"{at}.{field.path}", row.get(field.path), around) for field in part.fields
        ),
        up=f"up:{part.path}:{number}" if is_free and number > 0 else "",
        down=f"down:{part.path}:{number}" if is_free and number < len(rows) - 1 else "",
        remove=f"remove:{part.path}:{number}" if is_free else "",
    )


def _link_problems(
    problems: Sequence[Problem], groups: Sequence[GroupView], source: FieldView | None
) -> tuple[ProblemLink, ...]:
    ids = {"code": field_id("code"), **_list_ids(groups)}
    return tuple(
        ProblemLink(
            label=name_field(problem.field),
            text=explain_problem(problem.message),
            url=_find_url(problem.field, ids) if source is None else f"#{source.id}",
        )
        for problem in problems
    )


def _find_url(path: str, ids: Mapping[str, str]) -> str | None:
    """The field to mend: its own, or the nearest around it."""
    while path and path not in ids:
        path = path[: max(path.rfind("["), path.rfind("."), 0)]
    return f"#{ids[path]}" if path else None


def _list_ids(groups: Sequence[GroupView]) -> dict[str, str]:
    """Where the problems of a path are shown."""
    ids: dict[str, str] = {}
    for part in (part for group in groups for part in group.parts):
        if isinstance(part, RowsView):
            ids |= dict.fromkeys(part.names, part.id)
            ids |= {field.name: field.id for row in part.rows for field in row.fields}
        else:
            ids[part.name] = part.id
    return ids
