"""Documents that somebody types as JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.documents import Problem
from testplatform.web.authoring.editors.fields import Document

NUL = "\0"
DEEPEST = 30


@dataclass(eq=False)
class DocumentNotReadable(Exception):
    """What somebody typed is no document at all; `problem` says why."""

    problem: Problem


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
