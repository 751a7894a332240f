"""Forms that are shaped otherwise than the document of their type, both ways."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from scoring.documents import Problem
from testplatform.web.authoring.editors.documents import KEY, list_key, list_rows
from testplatform.web.authoring.editors.fields import Document
from testplatform.web.authoring.editors.sources import (
    DocumentNotReadable,
    read_json,
    write_json,
)

PLACE = "place"
PARTNER = "partner"
WORDS = "choices"
BODY = "body"
COMMON = ("id", "type", "prompt")
_NAMED_WORD = re.compile(r"([a-z][a-z0-9]*): *(.+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Rows in the order in which they are shown, each with its place in the right order."""

    path: str

    def to_form(self, document: Document) -> Document:
        """Give each row its place in the key."""
        places = {row_id: place for place, row_id in enumerate(list_key(document), start=1)}
        rows = list_rows(document, self.path)
        return {
            **_without(document, KEY),
            self.path: [{**row, PLACE: places.get(str(row.get("id")))} for row in rows],
        }

    def to_document(self, form: Document) -> Document:
        """Make the key of the places; a row whose place is not its own stays out of it."""
        rows = list_rows(form, self.path)
        places = [row.get(PLACE) for row in rows]
        key = [rows[places.index(place)]["id"] for place in _list_sound(places)]
        return {**form, self.path: [_without(row, PLACE) for row in rows], KEY: key}


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Rows that each have a partner in another list; the key is a table of those.

    With `is_in_key` the rows stand nowhere else than in the key.
    """

    path: str
    is_in_key: bool = False

    def to_form(self, document: Document) -> Document:
        """Give each row its partner."""
        found = document.get(KEY)
        key = found if isinstance(found, Mapping) else {}
        rows = [{"id": name} for name in key] if self.is_in_key else list_rows(document, self.path)
        return {
            **_without(document, KEY),
            self.path: [{**row, PARTNER: key.get(row.get("id"))} for row in rows],
        }

    def to_document(self, form: Document) -> Document:
        """Make the key of the partners; a row without one stays out of it, if it can."""
        rows = list_rows(form, self.path)
        rest = [] if self.is_in_key else [_without(row, PARTNER) for row in rows]
        return {
            **_without(form, self.path),
            **({self.path: rest} if rest else {}),
            KEY: {
                row["id"]: row.get(PARTNER, "")
                for row in rows
                if self.is_in_key or row.get(PARTNER)
            },
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Rows that each have words of their own, written as lines such as "a: ga"."""

    path: str

    def to_form(self, document: Document) -> Document:
        """Write the words of each row as lines."""
        rows = [
            {**row, WORDS: [f"{word['id']}: {word['text']}" for word in list_rows(row, WORDS)]}
            for row in list_rows(document, self.path)
        ]
        return {**document, self.path: rows}

    def to_document(self, form: Document) -> Document:
        """Read the lines; a word without an id gets the next letter."""
        rows = [
            {**row, WORDS: _read_words(row[WORDS])} if WORDS in row else row
            for row in list_rows(form, self.path)
        ]
        return {**form, self.path: rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Questions with their common fields, and what belongs to their type as JSON."""

    path: str

    def to_form(self, document: Document) -> Document:
        """Write the body of each question as JSON."""
        rows = []
        for row in list_rows(document, self.path):
            body = {name: value for name, value in row.items() if name not in COMMON}
            common = {name: row[name] for name in COMMON if name in row}
            rows.append({**common, BODY: write_json(body)})
        return {**document, self.path: rows}

    def to_document(self, form: Document) -> Document:
        """Read the body of each question.

        Raises:
            DocumentNotReadable: when one is no table of JSON.
        """
        rows = [
            {**_read_body(row, f"{self.path}[{number}].{BODY}"), **_without(row, BODY)}
            for number, row in enumerate(list_rows(form, self.path))
        ]
        return {**form, self.path: rows}


def _list_sound(places: Sequence[object]) -> list[int]:
    """The places that are within the list and taken once, first to last."""
    times = Counter(places)
    return [place for place in range(1, len(places) + 1) if times[place] == 1]


def _without(table: Mapping[str, Any], name: str) -> Document:
    return {key: value for key, value in table.items() if key != name}


def _read_words(lines: Iterable[str]) -> list[Document]:
    found = [_NAMED_WORD.fullmatch(line) or line for line in lines]
    taken = {one[1] for one in found if isinstance(one, re.Match)}
    free = (letter for letter in ascii_lowercase if letter not in taken)
    return [
        {"id": next(free, ""), "text": one}
        if isinstance(one, str)
        else {"id": one[1], "text": one[2]}
        for one in found
    ]


def _read_body(row: Mapping[str, Any], path: str) -> Document:
    try:
        body = read_json(str(row.get(BODY, "")))
    except DocumentNotReadable as refusal:
        problem = Problem(field=path, message=refusal.problem.message)
        raise DocumentNotReadable(problem) from refusal
    if not isinstance(body, dict):
        raise DocumentNotReadable(Problem(field=path, message="must be a table"))
    return body
