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

from itembank.items import Item, source_texts
from itembank.languages import LanguageTag
from itembank.texts import TextId
from itembank.translations import Translation, TranslationState
from scoring.documents import DocumentReader


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """One translated text; `source_hash` is that of the source text it was made from."""

    text: str
    state: TranslationState
    source_hash: str


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


def carry_over(sheet: Sheet, item: Item) -> Sheet:
    """Bring a sheet to another version of its item.

    A text whose source changed is outdated; one whose source is gone is left out.
    """
    sources = {text_id: hash_source(text) for text_id, text in source_texts(item).items()}
    return Sheet(
        language=sheet.language,
        texts={
            text_id: one
            if one.source_hash == sources[text_id]
            else replace(one, state=TranslationState.OUTDATED)
            for text_id, one in sheet.texts.items()
            if text_id in sources
        },
    )


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
    return {
        "texts": {
            text_id: {"text": one.text, "state": one.state.value, "source_hash": one.source_hash}
            for text_id, one in sorted(sheet.texts.items())
        }
    }


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


def _read_text(row: object, name: str) -> SheetText:
    reader = DocumentReader(row, at=f"texts.{name}")
    one = SheetText(
        text=reader.text("text"),
        state=reader.member("state", TranslationState),
        source_hash=reader.text("source_hash"),
    )
    reader.finish()
    return one
