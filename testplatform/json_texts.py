"""JSON that is stored many times over is written out once, and read back once.

A correction writes thousands of documents that are the same, or differ in a few fields. Columns
take them as text that is ready; what lies in the database says the same as if each had been written
alone.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

MOST_KNOWN = 4_096  # different documents that are remembered, a few kilobytes each


class JsonText(str):
    """A JSON document as text, ready for a column of documents."""

    __slots__ = ()


def write_json(value: Any) -> str:
    """The text of a value for a column; one that is text already stays as it is."""
    return value if isinstance(value, JsonText) else json.dumps(value)


def to_json_text(document: Mapping[str, Any]) -> JsonText:
    """Write a document out once, for many rows."""
    return JsonText(json.dumps(document))


def put_first(fields: Mapping[str, Any], rest: JsonText) -> JsonText:
    """The document of some fields, and of all fields of `rest`, which has none of them."""
    if not fields:
        return rest
    begin = json.dumps(fields)
    return JsonText(begin if rest == "{}" else f"{begin[:-1]}, {rest[1:]}")


@lru_cache(maxsize=MOST_KNOWN)
def read_json(text: str) -> Any:
    """What a text says; whoever gets it may not change it, for others get the same."""
    return json.loads(text)
