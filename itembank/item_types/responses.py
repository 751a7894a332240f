"""Strict reading of raw responses."""

from collections.abc import Callable
from typing import TypeVar

from itembank.bodies import ResponseNotUnderstood
from scoring.documents import DocumentNotUnderstood, DocumentReader

Value = TypeVar("Value")


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
