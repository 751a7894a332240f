"""Translations go out to translators elsewhere and come back; all that was chosen, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.interchange.exchanges import (
    ExchangeItem,
    ExchangeUnit,
    PlannedText,
    TranslationFile,
    Verdict,
    plan_import,
    take_in,
)
from itembank.items import ItemCode
from itembank.languages import LanguageTag
from testplatform.errors import SourceNotReady
from testplatform.models.items import ItemVersion
from testplatform.repositories.translations import (
    MatrixSearch,
    list_newest_versions,
    list_sheets_in,
    list_versions,
)
from testplatform.services.audit import record_event
from testplatform.services.item_versions import put_sheet
from testplatform.services.translating import (
    Translator,
    Worksheet,
    build_worksheet,
    check_may_write,
)

Describe = Callable[[ItemVersion], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenText:
    """A text of a file that somebody wants in the bank; `before` is what it was to replace."""

    unit: ExchangeUnit
    before: str


def list_exchange_items(
    session: Session, search: MatrixSearch, language: LanguageTag, describe: Describe
) -> list[ExchangeItem]:
    """The items of a search as they go out; what is not sound yet stays here.

    `describe` says what a translator wants to know of a version.
    """
    versions = list_versions(session, search)
    return [
        ExchangeItem(
            item=worksheet.item,
            sheet=worksheet.sheet,
            version=worksheet.version.version,
            context=describe(worksheet.version),
        )
        for worksheet in _list_worksheets(session, versions, language)
    ]


def plan_file(session: Session, file: TranslationFile) -> tuple[PlannedText, ...]:
    """What a file would change now; nothing is written."""
    codes = {unit.item for unit in file.units}
    versions = list_newest_versions(session, codes)
    worksheets = _by_code(_list_worksheets(session, versions, file.language))
    return plan_import(file, {code: _exchange(one) for code, one in worksheets.items()})


def import_texts(
    session: Session,
    file: TranslationFile,
    chosen: Sequence[ChosenText],
    *,
    actor: Translator,
    now: datetime,
) -> int:
    """Write the chosen texts of a file; tells how many were written.

    What changed since the preview is left alone: nobody overwrites what they did not see.

    Raises:
        TranslationNotTheirs: when the language is not one of theirs.
    """
    befores = {(one.unit.item, one.unit.text_id): one.before for one in chosen}
    versions = list_newest_versions(session, {item for item, _ in befores}, locked=True)
    worksheets = _by_code(_list_worksheets(session, versions, file.language))
    planned = plan_import(file, {code: _exchange(one) for code, one in worksheets.items()})
    wanted = [
        one
        for one in planned
        if one.verdict is Verdict.CHANGED
        and befores.get((one.unit.item, one.unit.text_id)) == one.before
    ]
    for code, worksheet in worksheets.items():
        texts = [one for one in wanted if one.unit.item == code]
        if texts:
            _put(session, worksheet, file.language, texts, actor, now)
    if wanted:
        record_event(
            session,
            actor=f"staff:{actor.staff_id}",
            action="translations imported",
            subject=f"language:{file.language}",
            now=now,
            details={"language": file.language, "number": len(wanted)},
        )
    return len(wanted)


def _put(
    session: Session,
    worksheet: Worksheet,
    language: LanguageTag,
    texts: Iterable[PlannedText],
    actor: Translator,
    now: datetime,
) -> None:
    check_may_write(worksheet.version, language, actor)
    sheet = take_in(worksheet.sheet, worksheet.item, texts, by=actor.staff_id)
    put_sheet(session, worksheet.version, worksheet.item, sheet, now=now)


def _by_code(worksheets: Iterable[Worksheet]) -> dict[ItemCode, Worksheet]:
    return {one.item.code: one for one in worksheets}


def _list_worksheets(
    session: Session, versions: Sequence[ItemVersion], language: LanguageTag
) -> list[Worksheet]:
    rows = list_sheets_in(session, [version.id for version in versions], language)
    worksheets = []
    for version in versions:
        try:
            worksheets.append(build_worksheet(version, rows.get(version.id), language))
        except SourceNotReady:
            continue
    return worksheets


def _exchange(worksheet: Worksheet) -> ExchangeItem:
    return ExchangeItem(
        item=worksheet.item, sheet=worksheet.sheet, version=worksheet.version.version
    )
