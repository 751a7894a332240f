"""Media of imported items: through the checks of the media library, and under its names."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from itembank.interchange.reports import ImportedItem, ImportReport
from itembank.item_documents import item_from_document, item_to_document
from itembank.items import Item
from itembank.media import MediaKind, MediaUse
from testplatform.intake import CheckedFile, FileRefused, check_file
from testplatform.media import MediaStore
from testplatform.services.item_rights import Colleague
from testplatform.services.media_library import keep_file

REFUSED = "has a file that the media library refuses"
_MEDIA_FIELDS = frozenset(kind.value for kind in MediaKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedImport:
    """A report in which no item is left whose media are refused, and the media as they are kept."""

    report: ImportReport
    media: Mapping[str, CheckedFile]


def check_media(report: ImportReport) -> CheckedImport:
    """Check the media of a file; an item that uses a refused one is refused with the reason."""
    media: dict[str, CheckedFile] = {}
    refusals: dict[str, str] = {}
    for name, data in report.media.items():
        try:
            media[name] = _check(data)
        except FileRefused as refused:
            refusals[name] = refused.refusal.value
    items = tuple(_judge(one, media, refusals) for one in report.items)
    return CheckedImport(report=replace(report, items=items), media=media)


def keep_media(
    session: Session,
    media: Mapping[str, CheckedFile],
    *,
    store: MediaStore,
    colleague: Colleague | None,
    now: datetime,
) -> dict[str, str]:
    """Keep files in the library; gives the name there of each."""
    return {
        name: keep_file(
            session, media[name], name, store=store, colleague=colleague, now=now
        ).file.name
        for name in sorted(media)
    }


def rename_media(item: Item, names: Mapping[str, str]) -> Item:
    """The same item with its media under other names."""
    if all(name == other for name, other in names.items()):
        return item
    return item_from_document(_rename(item_to_document(item), names))


def _check(data: bytes) -> CheckedFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "medium"
        path.write_bytes(data)
        return check_file(path)


def _judge(
    one: ImportedItem, media: Mapping[str, CheckedFile], refusals: Mapping[str, str]
) -> ImportedItem:
    if one.item is None:
        return one
    reasons = [
        reason
        for use in one.item.list_media()
        if (reason := _find_reason(use, media.get(use.name), refusals.get(use.name)))
    ]
    if not reasons:
        return one
    return replace(one, item=None, declared=None, reasons=tuple(dict.fromkeys(reasons)))


def _find_reason(use: MediaUse, file: CheckedFile | None, refusal: str | None) -> str | None:
    if refusal is not None:
        return f"{REFUSED} ({refusal}): {use.name}"
    if file is None:
        return f"names a file that is not there: {use.name}"
    if file.kind is not use.kind:
        return f"has a file that is not {use.kind.value}: {use.name}"
    return None


def _rename(value: object, names: Mapping[str, str], field: str = "") -> object:
    if isinstance(value, dict):
        return {name: _rename(one, names, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_rename(one, names) for one in value]
    if field in _MEDIA_FIELDS and isinstance(value, str):
        return names.get(value, value)
    return value
