"""Translations, glossaries and lexicons as spreadsheets: xlsx, and csv for Belgian settings.

A cell is always a text: what a spreadsheet would take for a formula is disarmed on its way out,
and what comes in as a formula is the text that somebody typed.
"""

import csv
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from itembank.glossaries import Term, list_term_uses
from itembank.interchange.exchanges import (
    MOST_BYTES,
    MOST_UNITS,
    ExchangeItem,
    ExchangeUnit,
    FileFault,
    FileRefused,
    TranslationFile,
    describe_terms,
    list_units,
    replace_noncharacters,
    tidy,
)
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from itembank.texts import TextId
from itembank.translating import TextState
from itembank.translations import SOURCE_LANGUAGE

BYTE_ORDER_MARK = "\ufeff"
SEPARATORS = (";", ",", "\t")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MOST_UNPACKED_BYTES = 30_000_000
MOST_PACKED_FILES = 200
MOST_COLUMNS = 20

STATE_WORDS: Mapping[TextState, str] = MappingProxyType(
    {
        TextState.MISSING: "ontbreekt",
        TextState.OUTDATED: "verouderd",
        TextState.DRAFT: "concept",
        TextState.TRANSLATED: "vertaald",
        TextState.REVIEWED: "nagelezen",
    }
)
GLOSSARY_HEADINGS = ("term", "vaste vertaling", "toelichting")
LEXICON_HEADINGS = ("woord", "uitspraak")

# What openpyxl raises on files that are no workbook, depending on where it stumbles.
_NO_WORKBOOK = (
    InvalidFileException,
    BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    OSError,
)

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconRow:
    """A word with how it is said, and the line of the file on which it stands."""

    line: int
    word: str
    spoken: str


def write_translations_csv(
    items: Iterable[ExchangeItem], language: LanguageTag, terms: Sequence[Term] = ()
) -> bytes:
    """Write items for translators of a language as semicolon-separated text in UTF-8."""
    return _write_csv(_list_rows(items, language, terms))


def write_translations_xlsx(
    items: Iterable[ExchangeItem], language: LanguageTag, terms: Sequence[Term] = ()
) -> bytes:
    """Write items for translators of a language as a workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(language)
    for row in _list_rows(items, language, terms):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet)
            cell.value = text
            cell.data_type = "s"  # a text, also where openpyxl takes it for a formula
            cells.append(cell)
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read_translations_csv(data: bytes, language: LanguageTag) -> TranslationFile:
    """Read what came back for a language.

    Raises:
        FileRefused: when it is no such file.
    """
    return _read_translations(_read_csv(data), language)


def read_translations_xlsx(data: bytes, language: LanguageTag) -> TranslationFile:
    """Read what came back for a language, from the first sheet of a workbook.

    Raises:
        FileRefused: when it is no such file, or unpacks to something that is not safe to read.
    """
    return _read_translations(_read_xlsx(data), language)


def write_glossary(terms: Iterable[Term]) -> bytes:
    """Write the fixed terms of a language as semicolon-separated text in UTF-8."""
    rows = [GLOSSARY_HEADINGS, *((term.source, term.target, term.note) for term in terms)]
    return _write_csv(rows)


def read_glossary(data: bytes) -> tuple[Term, ...]:
    """Read fixed terms; a row without a term is passed over.

    Raises:
        FileRefused: when it is no such file.
    """
    rows = _read_csv(data)
    places = _find_columns(rows, GLOSSARY_HEADINGS[:2])
    note_place = rows[0].index(GLOSSARY_HEADINGS[2]) if GLOSSARY_HEADINGS[2] in rows[0] else None
    return tuple(
        Term(
            source=_cell(row, places[0]),
            target=_cell(row, places[1]),
            note="" if note_place is None else _cell(row, note_place),
        )
        for row in rows[1:]
        if _cell(row, places[0])
    )


def write_lexicon(words: Iterable[tuple[str, str]]) -> bytes:
    """Write words with how they are said as semicolon-separated text in UTF-8."""
    return _write_csv([LEXICON_HEADINGS, *words])


def read_lexicon(data: bytes) -> tuple[LexiconRow, ...]:
    """Read words with how they are said; an empty row is passed over, a half one is not.

    Raises:
        FileRefused: when it is no such file.
    """
    rows = _read_csv(data)
    word, spoken = _find_columns(rows, LEXICON_HEADINGS)
    return tuple(
        LexiconRow(line=number, word=_cell(row, word), spoken=_cell(row, spoken))
        for number, row in enumerate(rows[1:], start=2)
        if _cell(row, word) or _cell(row, spoken)
    )


def disarm(cell: str) -> str:
    """Make a cell that a spreadsheet takes for text, never for a formula (OWASP: CSV injection).

    `rearm` undoes it: an apostrophe that was there before keeps its place.
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) or _is_armed(cell) else cell


def rearm(cell: str) -> str:
    """Give the text of a cell that was written with `disarm`, or typed with an apostrophe."""
    return cell[1:] if _is_armed(cell) else cell


def _is_armed(cell: str) -> bool:
    return cell.startswith("'") and cell[1:].startswith((*FORMULA_STARTS, "'"))


def _list_rows(
    items: Iterable[ExchangeItem], language: LanguageTag, terms: Sequence[Term]
) -> Iterator[Row]:
    yield ("item", "tekst", SOURCE_LANGUAGE, language, "toestand", "toelichting")
    for exchanged in items:
        for unit in list_units(exchanged):
            uses = list_term_uses(terms, unit.source, unit.target)
            remarks = (*exchanged.context, *describe_terms(use.term for use in uses))
            row = (
                unit.item,
                unit.text_id,
                unit.source,
                unit.target,
                STATE_WORDS[unit.state],
                "; ".join(remarks),
            )
            yield tuple(map(replace_noncharacters, row))


def _write_csv(rows: Iterable[Row]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=SEPARATORS[0]).writerows(
        [disarm(replace_noncharacters(cell)) for cell in row] for row in rows
    )
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _read_translations(rows: Sequence[Row], language: LanguageTag) -> TranslationFile:
    item, text, source = _find_columns(rows, ("item", "tekst", SOURCE_LANGUAGE))
    if language not in rows[0]:
        raise FileRefused(FileFault.OTHER_LANGUAGE)
    target = rows[0].index(language)
    state = rows[0].index("toestand") if "toestand" in rows[0] else None
    units = tuple(
        ExchangeUnit(
            place=str(number),
            item=ItemCode(_cell(row, item)),
            text_id=TextId(_cell(row, text)),
            source=_cell(row, source),
            target=_cell(row, target),
            state=TextState.DRAFT if state is None else _read_state(_cell(row, state)),
        )
        for number, row in enumerate(rows[1:], start=2)
        if any(row)
    )
    return TranslationFile(language=language, units=units, is_change_done=True)


def _read_state(word: str) -> TextState:
    """A word that nobody knows says nothing."""
    return next(
        (state for state, known in STATE_WORDS.items() if known == word.casefold()),
        TextState.DRAFT,
    )


def _find_columns(rows: Sequence[Row], headings: Sequence[str]) -> tuple[int, ...]:
    if not rows or any(heading not in rows[0] for heading in headings):
        raise FileRefused(FileFault.COLUMNS)
    return tuple(rows[0].index(heading) for heading in headings)


def _cell(row: Row, place: int) -> str:
    return tidy(row[place]) if place < len(row) else ""


def _read_csv(data: bytes) -> list[Row]:
    if len(data) > MOST_BYTES:
        raise FileRefused(FileFault.TOO_LARGE)
    try:
        text = data.decode("utf-8-sig")
        first_line = text.partition("\n")[0]
        separator = max(SEPARATORS, key=first_line.count)
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileRefused(FileFault.UNREADABLE) from error
    if len(rows) > MOST_UNITS:
        raise FileRefused(FileFault.TOO_LARGE)
    return [tuple(map(rearm, row)) for row in rows]


def _read_xlsx(data: bytes) -> list[Row]:
    _check_package(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        found = book.worksheets[0].iter_rows(
            max_row=MOST_UNITS + 1, max_col=MOST_COLUMNS, values_only=True
        )
        rows = [tuple(map(_to_text, row)) for row in found]
    except _NO_WORKBOOK as error:
        raise FileRefused(FileFault.UNREADABLE) from error
    if len(rows) > MOST_UNITS:
        raise FileRefused(FileFault.TOO_LARGE)
    return rows


def _to_text(value: object) -> str:
    return "" if value is None else str(value)


def _check_package(data: bytes) -> None:
    """Refuse what unpacks to too much, and any entity, before a parser sees it.

    `zipfile` never gives more of a file than the size that its directory says.
    """
    if len(data) > MOST_BYTES:
        raise FileRefused(FileFault.TOO_LARGE)
    try:
        with ZipFile(BytesIO(data)) as package:
            files = package.infolist()
            unpacked = sum(file.file_size for file in files)
            if len(files) > MOST_PACKED_FILES or unpacked > MOST_UNPACKED_BYTES:
                raise FileRefused(FileFault.TOO_LARGE)
            for file in files:
                if file.filename.endswith((".xml", ".rels")):
                    _check_xml(package.read(file))
    except _NO_WORKBOOK as error:
        raise FileRefused(FileFault.UNREADABLE) from error


def _check_xml(xml: bytes) -> None:
    """Office writes UTF-8; a NUL means another encoding, in which a DTD could hide."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise FileRefused(FileFault.ENTITIES)
