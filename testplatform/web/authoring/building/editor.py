"""The edit form of an item out of its description, a document and its problems."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from testplatform.web.authoring.editors import find_editor
from testplatform.web.authoring.editors.common import list_groups
from testplatform.web.authoring.editors.documents import (
    get_at,
    list_key,
    list_rows,
    write_json,
)
from testplatform.web.authoring.editors.fields import (
    Field,
    FieldKind,
    Group,
    KeyKind,
    Rows,
)
from testplatform.web.authoring.pages.editor import (
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

WITHOUT_FORM = "Dit type heeft nog geen eigen formulier: schrijf het als document (JSON)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is in the form: a document, or the text that should become one."""

    item_type: ItemType
    programme: str
    document: dict[str, Any]
    source: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What every field is made with."""

    document: Mapping[str, Any]
    problems: Mapping[str, str]
    media: Mapping[str, MediaKind]


def build_type_page() -> NewPage:
    """The types that somebody can begin an item of."""
    return NewPage(
        types=tuple(
            TypeChoice(
                label=ITEM_TYPES.get(item_type, item_type.value),
                help=_help(item_type),
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
    )


def typed_of(version: ItemVersion) -> Typed:
    """What the form shows of a stored version."""
    return Typed(
        item_type=version.item_type,
        programme=version.item.programme,
        document={"read_aloud": "all", **version.document},
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
) -> EditorPage:
    editor = find_editor(typed.item_type)
    groups = () if editor is None else list_groups(editor, typed.programme)
    around = _Surroundings(
        document=typed.document,
        problems=_first_by_field(typed.problems),
        media=list_media_kinds(session),
    )
    views = tuple(_group(group, number, around) for number, group in enumerate(groups))
    source = None if editor is not None else _source(typed)
    code = _field(Field(path="code", label="Code", hint="Zoals MO-S-01."), "code", around)
    return EditorPage(
        title=title,
        help=_help(typed.item_type),
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
        edits=edits,
        url=url,
        draft_url=None if version is None else url_for("authoring.draft", version_id=version.id),
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
        sent_back=_find_last_comment(session, version),
    )


def _find_last_comment(session: Session, version: ItemVersion | None) -> str:
    """What the last step of the version said: an author who gets work back reads why."""
    if version is None:
        return ""
    own = (one for one in list_happenings(session, version.item_id))
    last = next((one for one in own if one.item_version_id == version.id), None)
    return "" if last is None else last.comment


def _help(item_type: ItemType) -> str:
    editor = find_editor(item_type)
    return WITHOUT_FORM if editor is None else editor.help


def _source(typed: Typed) -> FieldView:
    return FieldView(
        name="source",
        id="field-source",
        label="Document",
        kind=FieldKind.BLOCK,
        value=write_json(typed.document) if typed.source is None else typed.source,
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
        problem == part.path.partition(".")[0]
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
    value = _write_value(get_at(around.document, path) if "[" not in path else None)
    return _view(field, path, value, around)


def _view(field: Field, path: str, value: str, around: _Surroundings) -> FieldView:
    return FieldView(
        name=path,
        id=field_id(path),
        label=field.label,
        kind=field.kind,
        value=value,
        hint=field.hint,
        problem=explain_problem(around.problems[path]) if path in around.problems else "",
        options=build_options(_list_options(field, value, around.media), value),
        is_required=field.is_required,
    )


def _list_options(field: Field, value: str, media: Mapping[str, MediaKind]) -> dict[str, str]:
    """The choices of a field; what is chosen stays visible even when it is no choice any more."""
    options = dict(field.options)
    if field.media is not None:
        options |= {name: name for name, kind in media.items() if kind is field.media}
    if value and value not in options:
        options[value] = value
    return options


def _write_value(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "\n".join(str(one) for one in value)
        case _:
            return str(value)


def _rows(part: Rows, around: _Surroundings) -> RowsView:
    rows = list_rows(around.document, part.path)
    key = list_key(around.document)
    named = (part.path, "key") if part.key is not KeyKind.NONE else (part.path,)
    return RowsView(
        id=field_id(part.path),
        label=part.label,
        row_label=part.row_label,
        hint=part.hint,
        problems=tuple(
            explain_problem(around.problems[name]) for name in named if name in around.problems
        ),
        rows=tuple(_row(part, rows, number, key, around) for number in range(len(rows))),
        key=part.key,
        add="" if part.fixed or len(rows) >= part.most else f"add:{part.path}",
    )


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
        label=f"{part.row_label} {number + 1}",
        is_key=row_id in key,
        fields=tuple(
            _view(field, f"{at}.{field.path}", _write_value(row.get(field.path)), around)
            for field in part.fields
        ),
        up=f"up:{part.path}:{number}" if is_free and number > 0 else "",
        down=f"down:{part.path}:{number}" if is_free and number < len(rows) - 1 else "",
        remove=f"remove:{part.path}:{number}" if is_free else "",
    )


def _first_by_field(problems: Sequence[Problem]) -> dict[str, str]:
    by_field: dict[str, str] = {}
    for problem in problems:
        by_field.setdefault(problem.field, problem.message)
    return by_field


def _link_problems(
    problems: Sequence[Problem], groups: Sequence[GroupView], source: FieldView | None
) -> tuple[ProblemLink, ...]:
    ids = {"field-code", *_list_ids(groups)}
    return tuple(
        ProblemLink(
            label=name_field(problem.field),
            text=explain_problem(problem.message),
            url=_find_url(problem.field, ids, source),
        )
        for problem in problems
    )


def _find_url(path: str, ids: set[str], source: FieldView | None) -> str | None:
    """The field to mend: its own, that of the list around it, or the document as a whole."""
    if source is not None:
        return f"#{source.id}"
    lists = "choices" if path == "key" else path.partition("[")[0]
    wanted = (field_id(path), field_id(lists))
    return next((f"#{one}" for one in wanted if one in ids), None)


def _list_ids(groups: Sequence[GroupView]) -> list[str]:
    ids = []
    for part in (part for group in groups for part in group.parts):
        ids.append(part.id)
        if isinstance(part, RowsView):
            ids += [field.id for row in part.rows for field in row.fields]
    return ids
