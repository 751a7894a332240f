"""Strict reading of raw responses."""

import re
from collections.abc import Callable
from typing import TypeVar

from itembank.bodies import ResponseNotUnderstood
from scoring.documents import DocumentNotUnderstood, DocumentReader

Value = TypeVar("Value")

# No keyboard writes these, and not every database can keep them.
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def read_response(raw: object, read: Callable[[DocumentReader], Value]) -> Value:
    """Read a raw response with `read`, and refuse fields that it does not ask for.

    Raises:
        ResponseNotUnderstood: with the reason.
    """
    reader = DocumentReader(raw)
    value = read(reader)
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise ResponseNotUnderstood(reason=str(error)) from error
    return value


def read_text_response(raw: object, *, longest: int) -> str:
    """Read {"text": "..."}, exactly as it was written; empty is a response too.

    Raises:
        ResponseNotUnderstood: for another shape or a text that is too long.
    """
    text = read_response(raw, lambda reader: reader.free_text("text"))
    check_written(text, "text", longest=longest)
    return text


def check_written(text: str, field: str, *, longest: int) -> None:
    """Refuse a text that nobody can have written.

    Raises:
        ResponseNotUnderstood: when it is too long or holds what is no character.
    """
    if len(text) > longest:
        raise ResponseNotUnderstood(reason=f"{field}: is longer than {longest} characters")
    if _NO_CHARACTER.search(text):
        raise ResponseNotUnderstood(reason=f"{field}: holds what is no character")
