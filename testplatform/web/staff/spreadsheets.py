"""Lists as files for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from flask import Response, stream_with_context

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
SEPARATOR = ";"  # what a spreadsheet with Belgian settings expects
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as semicolon-separated text in UTF-8."""
    return b"".join(stream_rows(headings, rows))


def stream_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same a row at a time, for lists that are too long to be held at once."""
    yield (BYTE_ORDER_MARK + _write_row(headings)).encode()
    for row in rows:
        yield _write_row([disarm(cell) for cell in row]).encode()


def _write_row(cells: Sequence[str]) -> str:
    file = StringIO(newline="")
    csv.writer(file, delimiter=SEPARATOR).writerow(cells)
    return file.getvalue()


def disarm(cell: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def answer_with_file(data: bytes | Iterator[bytes], name: str) -> Response:
    """Let a browser keep the rows under a name."""
    return Response(
        data if isinstance(data, bytes) else stream_with_context(data),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
