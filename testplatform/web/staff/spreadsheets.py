"""Lists as files for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
SEPARATOR = ";"  # what a spreadsheet with Belgian settings expects
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as semicolon-separated text in UTF-8."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATOR)
    writer.writerow(headings)
    writer.writerows([disarm(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def disarm(cell: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula (OWASP: CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def answer_with_file(data: bytes, name: str) -> Response:
    """Let a browser keep the rows under a name."""
    return Response(
        data,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
