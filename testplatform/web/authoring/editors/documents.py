"""Between the edit form and the document of an item, both ways, without judging what is in it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from werkzeug.datastructures import MultiDict

from itembank.items import ItemType
from scoring.documents import Problem
from testplatform.web.authoring.editors.fields import (
    Editor,
    Field,
    FieldKind,
    Group,
    KeyKind,
    Rows,
)

Document = dict[str, Any]  # JSON as somebody typed it: `read_item` makes a value of it

KEY = "key"
NUL = "\0"
LARGEST_NUMBER_LENGTH = 9
DEEPEST = 30
_ACTION = re.compile(r"(add|remove|up|down):([a-z_]+)(?::([0-9]{1,3}))?", re.ASCII)


@dataclass(eq=False)
class DocumentNotReadable(Exception):
    """What somebody typed is no document at all; `problem` says why."""

    problem: Problem


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


def read_json(text: str) -> object:
    """The document that somebody typed as JSON.

    Raises:
        DocumentNotReadable: with the line that is wrong.
    """
    try:
        document = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice
        )
        _refuse_odd_letters(json.dumps(document, ensure_ascii=False))
    except json.JSONDecodeError as error:
        message = f"is not JSON in line {error.lineno}"
        raise DocumentNotReadable(Problem(field="", message=message)) from error
    except (ValueError, RecursionError) as error:
        raise DocumentNotReadable(Problem(field="", message="is not JSON")) from error
    if _depth(document) > DEEPEST:
        raise DocumentNotReadable(Problem(field="", message="is not JSON"))
    return document


def write_json(document: object) -> str:
    """A document as somebody edits it."""
    return json.dumps(document, ensure_ascii=False, indent=2)


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
            rows.append({"id": _next_id(rows), "text": ""})
    elif number < len(rows):
        _move_or_remove(document, rows, number, what)
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
    return [{"id": letter, "text": ""} for letter in ascii_lowercase[: part.begins_with]]


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
    return "" if value is None and field.is_required else value


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


def _parse_flag(typed: str) -> bool:
    return typed == "true"


_PARSERS: Mapping[FieldKind, Callable[[str], object]] = {
    FieldKind.LINE: _parse_line,
    FieldKind.BLOCK: _parse_block,
    FieldKind.LINES: _parse_lines,
    FieldKind.NUMBER: _parse_number,
    FieldKind.FLAG: _parse_flag,
    FieldKind.SELECT: _parse_line,
}


def _put(document: Document, path: str, value: object) -> None:
    if value is None:
        return
    name, _, rest = path.partition(".")
    if rest:
        _put(document.setdefault(name, {}), rest, value)
    else:
        document[name] = value


def _next_id(rows: Sequence[Mapping[str, Any]]) -> str:
    taken = {row.get("id") for row in rows}
    return next(letter for letter in ascii_lowercase if letter not in taken)


def _move_or_remove(document: Document, rows: list[Document], number: int, what: str) -> None:
    if what == "remove":
        gone = rows.pop(number).get("id")
        document[KEY] = [one for one in list_key(document) if one != gone]
        return
    other = number - 1 if what == "up" else number + 1
    if 0 <= other < len(rows):
        rows[number], rows[other] = rows[other], rows[number]


def _refuse_odd_letters(text: str) -> None:
    """Half a letter cannot be written down, and PostgreSQL reads no document with a NUL in it."""
    text.encode()
    if "\\u0000" in text:
        raise ValueError(NUL)


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _refuse_twice(pairs: list[tuple[str, object]]) -> Document:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError(pairs[0][0])
    return dict(pairs)


def _depth(document: object) -> int:
    """How deep tables and lists lie in each other, found level by level."""
    level: list[object] = [document]
    depth = 0
    while level:
        depth += 1
        level = [inner for outer in level for inner in _inside(outer)]
    return depth


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
