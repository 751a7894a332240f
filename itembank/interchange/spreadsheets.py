"""Choice items in a table (xlsx or csv), one a row, in and out."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from itembank.interchange.drafts import Document, ItemFields, judge_all
from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import Package
from itembank.interchange.qti.writing.markup import list_of, rows_of, table_of
from itembank.interchange.reports import FileKind, ImportDefaults, ImportReport
from itembank.interchange.xml_documents import parse_xml
from itembank.item_documents import item_to_document
from itembank.items import Item, ItemType

MOST_ROWS = 5_000
CHOICES = ("a", "b", "c", "d", "e", "f")
FACTS = ("code", "type", "part", "theme", "learning_environment", "skill", "level", "read_aloud")
COLUMNS = (*FACTS, "prompt", "text", "key", "rule", *CHOICES)

_NEEDED = frozenset({"type", "prompt", "key", "a", "b"})
_STATEMENTS = {"true_false": ("true", "false"), "true_false_unknown": ("true", "false", "unknown")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
)


def is_workbook(package: Package) -> bool:
    """Tell whether an archive is a workbook of a spreadsheet program."""
    return "xl/workbook.xml" in package.names


def read_workbook(
    package: Package, data: bytes, *, file: str, defaults: ImportDefaults
) -> ImportReport:
    """Read the first sheet of a workbook; formulas are not computed.

    Raises:
        FileRefused: when it cannot be read or has no such table.
    """
    for name in package.names:
        content = package.read(name)
        if name.endswith((".xml", ".rels")):
            parse_xml(content, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=50, values_only=True)
        ]
    except _UNREADABLE as error:
        raise FileRefused(f"the workbook cannot be read: {error}") from error
    return _read_rows(rows, file=file, defaults=defaults)


def read_csv(text: str, *, file: str, defaults: ImportDefaults) -> ImportReport:
    """Read a table with commas or semicolons.

    Raises:
        FileRefused: when it has no such table.
    """
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileRefused(f"the table cannot be read: {error}") from error
    return _read_rows(rows, file=file, defaults=defaults)


def write_csv(items: Iterable[Item]) -> str:
    """Write choice items as `read_csv` reads them; no cell can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows(_list_rows(items))
    return buffer.getvalue()


def write_workbook(items: Iterable[Item]) -> bytes:
    """Write choice items as `read_workbook` reads them; no cell can be taken for a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in _list_rows(items):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def has_a_row(item: Item) -> bool:
    """Tell whether a table can hold an item: choices in text with a key, and no more than text."""
    document = item_to_document(item)
    choices = document.get("choices")
    is_plain = isinstance(choices, list) and all("image" not in choice for choice in choices)
    ids = [str(choice["id"]) for choice in choices] if isinstance(choices, list) else []
    wanted = list(_STATEMENTS.get(item.item_type.value, CHOICES[: len(ids)]))
    stimulus = document.get("stimulus", {})
    return (
        item.item_type
        in (
            ItemType.SELECT_ONE,
            ItemType.SELECT_SEVERAL,
            ItemType.TRUE_FALSE,
            ItemType.TRUE_FALSE_UNKNOWN,
        )
        and is_plain
        and ids == wanted
        and "key" in document
        and not item.enemies
        and isinstance(stimulus, dict)
        and set(stimulus) <= {"text"}
    )


def _read_rows(
    rows: Sequence[Sequence[str]], *, file: str, defaults: ImportDefaults
) -> ImportReport:
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    missing = sorted(_NEEDED - set(header))
    if missing:
        raise FileRefused(f"the table has no column {', '.join(missing)}")
    if len(rows) > MOST_ROWS + 1:
        raise FileRefused(f"the table has more than {MOST_ROWS} rows")
    found = [
        _read_row(dict(zip(header, map(_read_cell, row), strict=False)), number)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    return ImportReport(file=file, kind=FileKind.SPREADSHEET, items=judge_all(found, defaults))


def _read_row(row: dict[str, str], number: int) -> ItemFields:
    item_type = row.get("type", "")
    one = ItemFields(identifier=row.get("code") or f"row {number}", kind=item_type)
    ids = _STATEMENTS.get(item_type, CHOICES)
    if item_type not in ("select_one", "select_several", *_STATEMENTS):
        one.refusal = f"row {number}: type: must be one of the choice types"
        return one
    choices = [
        {"id": id, "text": row[column]}
        for id, column in zip(ids, CHOICES, strict=False)
        if row.get(column)
    ]
    fields: Document = {name: row[name] for name in (*FACTS, "prompt", "rule") if row.get(name)}
    stimulus: Document = {"stimulus": {"text": row["text"]}} if row.get("text") else {}
    key = row.get("key", "").replace(",", " ").split()
    one.fields = {**fields, **stimulus, "choices": choices, "key": key}
    one.place = f"row {number}: "
    return one


def _list_rows(items: Iterable[Item]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for item in items:
        document = item_to_document(item)
        row = {name: str(value) for name, value in document.items() if isinstance(value, str)}
        texts = (str(choice["text"]) for choice in rows_of(document["choices"]))
        row |= dict(zip(CHOICES, texts, strict=False))
        row["text"] = str(table_of(document.get("stimulus")).get("text", ""))
        row["key"] = " ".join(list_of(document["key"]))
        yield [_write_cell(row.get(column, "")) for column in COLUMNS]


def _read_cell(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _write_cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
