"""Translations that go out to translators elsewhere and come back, whatever the file is.

A file that comes back is never trusted: each of its texts is kept, changed or refused, and only a
native reviewer here makes a text reviewed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from itembank.errors import ItemBankError
from itembank.glossaries import Term
from itembank.items import Item, ItemCode
from itembank.languages import LanguageTag
from itembank.sheets import Sheet, SheetText, hash_source
from itembank.texts import ItemText, TextId, find_problem
from itembank.translating import TextState
from itembank.translations import TranslationState

MOST_BYTES = 1_000_000
MOST_UNITS = 20_000

_LINE_END = re.compile(r"\r\n?|\n")
_DONE = (TextState.TRANSLATED, TextState.REVIEWED)
_OPEN = (TranslationState.DRAFT, TranslationState.OUTDATED)


class FileFault(StrEnum):
    """Why a file is not read at all."""

    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    ENTITIES = "entities"
    OTHER_LANGUAGE = "other_language"
    COLUMNS = "columns"


class FileRefused(ItemBankError):
    """A file that came back is not one that can be read."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Refusal(StrEnum):
    """Why a text of a file is not taken in."""

    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_TEXT = "unknown_text"
    TWICE = "twice"
    EMPTY = "empty"
    SOURCE_CHANGED = "source_changed"
    NOT_SOUND = "not_sound"


class Verdict(StrEnum):
    """What becomes of a text of a file."""

    KEPT = "kept"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeItem:
    """An item with its texts in one language, and what a translator wants to know of it."""

    item: Item
    sheet: Sheet
    version: int
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeUnit:
    """One text in a file; `place` is where it stands there."""

    place: str
    item: ItemCode
    text_id: TextId
    source: str
    target: str
    state: TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFile:
    """What was read of a file.

    With `is_change_done` a text that changed is translated whatever its state says: who fills in a
    spreadsheet writes texts, not states.
    """

    language: LanguageTag
    units: tuple[ExchangeUnit, ...]
    is_change_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    """What becomes of one text: `before` is what there is, `state` what it will be.

    `problem` says what is not sound.
    """

    unit: ExchangeUnit
    verdict: Verdict
    before: str = ""
    state: TranslationState | None = None
    refusal: Refusal | None = None
    problem: str | None = None


def plan_import(
    file: TranslationFile, items: Mapping[ItemCode, ExchangeItem]
) -> tuple[PlannedText, ...]:
    """Say of each text of a file what becomes of it, in the order of the file."""
    seen: set[tuple[ItemCode, TextId]] = set()
    planned = []
    for unit in file.units:
        known = items.get(unit.item)
        is_second = (unit.item, unit.text_id) in seen
        seen.add((unit.item, unit.text_id))
        if known is None:
            planned.append(_refuse(unit, Refusal.UNKNOWN_ITEM))
        elif is_second:
            planned.append(_refuse(unit, Refusal.TWICE))
        else:
            planned.append(_plan_text(unit, known, is_change_done=file.is_change_done))
    return tuple(planned)


def take_in(sheet: Sheet, item: Item, planned: Iterable[PlannedText], *, by: int) -> Sheet:
    """Give the sheet with what was planned to change in it; `by` is who took the file in."""
    sources = {one.id: one.text for one in item.list_texts()}
    texts = dict(sheet.texts)
    for one in planned:
        if one.state is not None:
            texts[one.unit.text_id] = SheetText(
                text=one.unit.target,
                state=one.state,
                source_hash=hash_source(sources[one.unit.text_id]),
                by=by,
            )
    return Sheet(language=sheet.language, texts=texts)


def list_units(exchanged: ExchangeItem) -> tuple[ExchangeUnit, ...]:
    """List the texts of an item as they go out, in the order of reading."""
    return tuple(_unit(exchanged, one) for one in exchanged.item.list_texts())


def describe_terms(terms: Iterable[Term]) -> tuple[str, ...]:
    """Write fixed terms for a translator: "gemeente = commune (nooit mairie)"."""
    return tuple(
        f"{term.source} = {term.target}" + (f" ({term.note})" if term.note else "")
        for term in terms
    )


def tidy(text: str) -> str:
    """Bring a text from elsewhere into our form: no white space around it, lines end in one way."""
    return "\n".join(line.strip() for line in _LINE_END.split(text.strip()))


def replace_noncharacters(text: str) -> str:
    """XML knows no U+FFFE and U+FFFF, and nobody can read them: they go out as U+FFFD."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def _unit(exchanged: ExchangeItem, one: ItemText) -> ExchangeUnit:
    stored = exchanged.sheet.texts.get(one.id)
    return ExchangeUnit(
        place=f"{exchanged.item.code}/{one.id}",
        item=exchanged.item.code,
        text_id=one.id,
        source=one.text,
        target="" if stored is None else stored.text,
        state=TextState.MISSING if stored is None else TextState(stored.state.value),
    )


def _refuse(
    unit: ExchangeUnit, refusal: Refusal, *, before: str = "", problem: str | None = None
) -> PlannedText:
    return PlannedText(
        unit=unit, verdict=Verdict.REFUSED, before=before, refusal=refusal, problem=problem
    )


def _plan_text(unit: ExchangeUnit, known: ExchangeItem, *, is_change_done: bool) -> PlannedText:
    wanted = next((one for one in known.item.list_texts() if one.id == unit.text_id), None)
    if wanted is None:
        return _refuse(unit, Refusal.UNKNOWN_TEXT)
    stored = known.sheet.texts.get(unit.text_id)
    before = "" if stored is None else stored.text
    if unit.target == tidy(before):
        return _plan_same_text(unit, wanted, stored)
    if not unit.target:
        return _refuse(unit, Refusal.EMPTY, before=before)
    if hash_source(unit.source) != hash_source(wanted.text):
        return _refuse(unit, Refusal.SOURCE_CHANGED, before=before)
    problem = find_problem(wanted, unit.target)
    if problem is not None:
        return _refuse(unit, Refusal.NOT_SOUND, before=before, problem=problem)
    is_done = is_change_done or unit.state in _DONE
    state = TranslationState.TRANSLATED if is_done else TranslationState.DRAFT
    return PlannedText(unit=unit, verdict=Verdict.CHANGED, before=before, state=state)


def _plan_same_text(unit: ExchangeUnit, wanted: ItemText, stored: SheetText | None) -> PlannedText:
    """A text that came back as it is may be said to be right as it is."""
    if stored is None:
        return PlannedText(unit=unit, verdict=Verdict.KEPT)
    is_confirmed = (
        stored.state in _OPEN
        and unit.state in _DONE
        and hash_source(unit.source) == hash_source(wanted.text)
        and find_problem(wanted, unit.target) is None
    )
    return PlannedText(
        unit=unit,
        verdict=Verdict.CHANGED if is_confirmed else Verdict.KEPT,
        before=stored.text,
        state=TranslationState.TRANSLATED if is_confirmed else None,
    )
