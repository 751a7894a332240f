"""Between the edit form and the document of an item, both ways, without judging what is in it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from string import ascii_lowercase
from typing import Any

from werkzeug.datastructures import MultiDict

from itembank.items import ItemType
from testplatform.web.authoring.editors.fields import (
    Document,
    Editor,
    Field,
    FieldKind,
    Group,
    KeyKind,
    Rows,
)

KEY = "key"
NUL = "\0"
LARGEST_NUMBER_LENGTH = 9
NOT_TEXTS = frozenset({FieldKind.LINES, FieldKind.NUMBER, FieldKind.NUMBERS})
_ACTION = re.compile(r"(add|remove|up|down):([a-z_]+)(?::([0-9]{1,3}))?", re.ASCII)


def begin_document(editor: Editor | None, item_type: ItemType) -> Document:
    """The document of an item that nobody wrote yet."""
    document: Document = {"code": "", "type": item_type.value, "read_aloud": "all"}
    for part in () if editor is None else editor.parts:
        if isinstance(part, Rows):
            document[part.path] = _begin_rows(part)
    return document


def read_form(form: MultiDict[str, str], groups: Sequence[Group], item_type: ItemType) -> Document:
    """The document that a form says, right or wrong."""
    document: Document = {
        "code": form.get("code", "").replace(NUL, "").strip(),
        "type": item_type.value,
    }
    for group in groups:
        for part in group.parts:
            if isinstance(part, Rows):
                _read_rows(form, part, document)
            else:
                _put(document, part.path, _read_field(form, part, part.path))
    return document


def change_rows(document: Document, editor: Editor, action: str) -> bool:
    """Add, remove or move a row of a list; tells whether the action is one."""
    found = _ACTION.fullmatch(action)
    lists = {part.path: part for part in editor.parts if isinstance(part, Rows)}
    if found is None or found[2] not in lists:
        return False
    what, part, number = found[1], lists[found[2]], int(found[3] or 0)
    rows: list[Document] = document.setdefault(part.path, [])
    if what == "add":
        if len(rows) < part.most and not part.fixed:
            rows.append({"id": _next_id(rows, part)})
    elif number < len(rows) and what == "remove":
        _leave_out(document, lists.values(), part.path, rows.pop(number))
    elif number < len(rows):
        _move(rows, number, what)
    return True


def get_at(document: Mapping[str, Any], path: str) -> object:
    """What a document has at a path such as "stimulus.text"; None when there is nothing."""
    name, _, rest = path.partition(".")
    value = document.get(name)
    if not rest:
        return value
    return get_at(value, rest) if isinstance(value, Mapping) else None


def list_rows(document: Mapping[str, Any], path: str) -> list[Mapping[str, Any]]:
    """The rows of a list that can be shown as rows."""
    rows = document.get(path)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def list_key(document: Mapping[str, Any]) -> list[str]:
    key = document.get(KEY)
    return [str(one) for one in key] if isinstance(key, list) else []


def _begin_rows(part: Rows) -> list[Document]:
    if part.fixed:
        return [{"id": row_id, "text": text} for row_id, text in part.fixed]
    return [{"id": row_id} for row_id in islice(_list_ids(part), part.begins_with)]


def _read_rows(form: MultiDict[str, str], part: Rows, document: Document) -> None:
    rows: list[Document] = []
    while len(rows) < part.most and f"{part.path}[{len(rows)}].id" in form:
        at = f"{part.path}[{len(rows)}]"
        row: Document = {"id": form[f"{at}.id"].replace(NUL, "").strip()}
        for field in part.fields:
            _put(row, field.path, _read_field(form, field, f"{at}.{field.path}"))
        rows.append(row)
    document[part.path] = rows
    if part.key is not KeyKind.NONE:
        ids = {row["id"] for row in rows}
        document[KEY] = [one for one in form.getlist(KEY) if one in ids]


def _read_field(form: MultiDict[str, str], field: Field, name: str) -> object:
    """The value of a field; None is left out of the document."""
    typed = form.get(name, "").replace(NUL, "").replace("\r\n", "\n").replace("\r", "\n").strip()
    value = _PARSERS[field.kind](typed)
    is_asked = field.is_required and field.kind not in NOT_TEXTS
    return "" if value is None and is_asked else value


def _parse_lines(typed: str) -> list[str] | None:
    return [line.strip() for line in typed.split("\n") if line.strip()] or None


def _parse_block(typed: str) -> str | None:
    lines = _parse_lines(typed)
    return None if lines is None else "\n".join(lines)


def _parse_line(typed: str) -> str | None:
    return " ".join(typed.split("\n")) or None


def _parse_number(typed: str) -> int | str | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LARGEST_NUMBER_LENGTH
    return int(typed) if is_number else typed or None


def _parse_numbers(typed: str) -> list[int | str | None] | None:
    return [_parse_number(one) for one in typed.replace(",", " ").split()] or None


def _parse_flag(typed: str) -> bool:
    return typed == "true"


_PARSERS: Mapping[FieldKind, Callable[[str], object]] = {
    FieldKind.LINE: _parse_line,
    FieldKind.BLOCK: _parse_block,
    FieldKind.LINES: _parse_lines,
    FieldKind.NUMBER: _parse_number,
    FieldKind.NUMBERS: _parse_numbers,
    FieldKind.FLAG: _parse_flag,
    FieldKind.SELECT: _parse_line,
    FieldKind.DOCUMENT: str,
}


def _put(document: Document, path: str, value: object) -> None:
    if value is None:
        return
    name, _, rest = path.partition(".")
    if rest:
        _put(document.setdefault(name, {}), rest, value)
    else:
        document[name] = value


def _list_ids(part: Rows) -> Iterator[str]:
    """The ids of the rows of a list, without end where they are numbers."""
    if not part.id_prefix:
        return iter(ascii_lowercase)
    return (f"{part.id_prefix}{number}" for number in count(1))


def _next_id(rows: Sequence[Mapping[str, Any]], part: Rows) -> str:
    taken = {row.get("id") for row in rows}
    return next(row_id for row_id in _list_ids(part) if row_id not in taken)


def _leave_out(document: Document, lists: Iterable[Rows], path: str, row: Document) -> None:
    """Forget a row that was removed wherever it is pointed at."""
    gone = row.get("id")
    document[KEY] = [one for one in list_key(document) if one != gone]
    for part in lists:
        for field in (field for field in part.fields if field.rows == path):
            for other in document.get(part.path, ()):
                if other.get(field.path) == gone:
                    del other[field.path]


def _move(rows: list[Document], number: int, what: str) -> None:
    other = number - 1 if what == "up" else number + 1
    if 0 <= other < len(rows):
        rows[number], rows[other] = rows[other], rows[number]
