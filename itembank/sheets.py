"""Translation sheets: an item in another language text by text, each with its own state.

A text remembers which source it was made from, so that a changed source shows on the very text
that it touches.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from itembank.items import Item, ItemDraft, source_texts
from itembank.languages import LanguageTag
from itembank.texts import TextId
from itembank.translations import Translation, TranslationState
from scoring.documents import DocumentReader


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """One translated text; `source_hash` is that of the source text it was made from.

    `by` is the number of the staff member who wrote it last; None is a file or a machine. `source`
    is the text it was made from, kept only when the item says something else now.
    """

    text: str
    state: TranslationState
    source_hash: str
    by: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCounts:
    """How many texts of an item are in which state."""

    missing: int
    drafts: int
    translated: int
    reviewed: int
    outdated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The texts of an item in one language, as far as there are any."""

    language: LanguageTag
    texts: Mapping[TextId, SheetText]

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))


def hash_source(text: str) -> str:
    """Give what a translated text remembers of its source: SHA-256 of its NFC form."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def sheet_of_translation(item: Item, translation: Translation) -> Sheet:
    """Make a sheet of a translation as a whole: every text has its state."""
    sources = source_texts(item)
    return Sheet(
        language=translation.language,
        texts={
            text_id: SheetText(
                text=text, state=translation.state, source_hash=hash_source(sources[text_id])
            )
            for text_id, text in translation.texts.items()
            if text_id in sources
        },
    )


def carry_over(sheet: Sheet, item: Item, *, before: ItemDraft | None = None) -> Sheet:
    """Bring a sheet to another version of its item.

    A text whose source changed is outdated, and remembers that source when `before` has it; one
    whose source is gone is left out.
    """
    sources = source_texts(item)
    old = {} if before is None else source_texts(before)
    return Sheet(
        language=sheet.language,
        texts={
            text_id: _carry_text(one, sources[text_id], old.get(text_id))
            for text_id, one in sheet.texts.items()
            if text_id in sources
        },
    )


def _carry_text(one: SheetText, source: str, old: str | None) -> SheetText:
    if one.source_hash == hash_source(source):
        return one
    is_known = old is not None and hash_source(old) == one.source_hash
    return replace(one, state=TranslationState.OUTDATED, source=old if is_known else one.source)


def count_texts(sheet: Sheet, item: Item) -> SheetCounts:
    """Count the texts of an item by their state in the sheet."""
    states = Counter(one.state for one in sheet.texts.values())
    return SheetCounts(
        missing=len(source_texts(item).keys() - sheet.texts.keys()),
        drafts=states[TranslationState.DRAFT],
        translated=states[TranslationState.TRANSLATED],
        reviewed=states[TranslationState.REVIEWED],
        outdated=states[TranslationState.OUTDATED],
    )


def sheet_state(sheet: Sheet) -> TranslationState:
    """Give the state of the least finished text; an empty sheet is a draft."""
    states = {one.state for one in sheet.texts.values()}
    return next((state for state in TranslationState if state in states), TranslationState.DRAFT)


def find_translation(sheet: Sheet, item: Item) -> Translation | None:
    """Give the translation that candidates may see; None while a text is missing or outdated."""
    counts = count_texts(sheet, item)
    if counts.missing or counts.outdated:
        return None
    return Translation(
        language=sheet.language,
        state=sheet_state(sheet),
        texts={text_id: one.text for text_id, one in sheet.texts.items()},
    )


def sheet_to_document(sheet: Sheet) -> dict[str, object]:
    """Write the texts of a sheet for storage; the language stands beside it."""
    return {"texts": {text_id: _write_text(one) for text_id, one in sorted(sheet.texts.items())}}


def sheet_from_document(document: object, *, language: LanguageTag) -> Sheet:
    """Read what `sheet_to_document` wrote.

    Raises:
        DocumentNotUnderstood: when it is not a sheet.
    """
    reader = DocumentReader(document)
    table = reader.table("texts")
    reader.finish()
    return Sheet(
        language=language,
        texts={TextId(name): _read_text(row, name) for name, row in table.items()},
    )


def _write_text(one: SheetText) -> dict[str, object]:
    optional = {"by": one.by, "source": one.source}
    return {
        "text": one.text,
        "state": one.state.value,
        "source_hash": one.source_hash,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _read_text(row: object, name: str) -> SheetText:
    reader = DocumentReader(row, at=f"texts.{name}")
    one = SheetText(
        text=reader.text("text"),
        state=reader.member("state", TranslationState),
        source_hash=reader.text("source_hash"),
        by=reader.whole_number("by", minimum=1) if reader.has("by") else None,
        source=reader.text("source") if reader.has("source") else None,
    )
    reader.finish()
    return one
