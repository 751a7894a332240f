"""JSON as it travels between the two systems: read strictly, written in one canonical form."""

import json

from testplatform.errors import PlatformError


class DocumentUnreadable(PlatformError):
    """A body is not one JSON document in UTF-8; nothing of the body is kept in the error."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_json(body: bytes) -> object:
    """Read one JSON document.

    Raises:
        DocumentUnreadable: for other encodings than UTF-8, NaN and Infinity, names given twice,
            lone surrogates and nesting without end.
    """
    try:
        document: object = json.loads(
            body.decode("utf-8"), object_pairs_hook=_refuse_twins, parse_constant=_refuse_constant
        )
        canonical_json(document)  # finds the lone surrogates that no database can store
    except UnicodeError:
        raise DocumentUnreadable(problem="the body is not UTF-8") from None
    except (ValueError, RecursionError):
        # `from None`: the error of the standard library carries the whole body, names included.
        raise DocumentUnreadable(problem="the body is not one JSON document") from None
    return document


def canonical_json(document: object) -> bytes:
    """Write a document so that equal documents have equal bytes: sorted names, no white space."""
    text = json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8")


def _refuse_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError
    return table


def _refuse_constant(_name: str) -> object:
    raise ValueError
