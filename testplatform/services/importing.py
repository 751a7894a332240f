"""Items of a file from outside as drafts of the bank: the chosen ones, all of them or none."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.interchange.reports import ImportedItem, ImportReport
from itembank.items import Item as ItemValue
from itembank.lifecycle import ItemState
from itembank.sheets import sheet_of_translation
from testplatform.models.items import ItemVersion
from testplatform.repositories.items import find_item
from testplatform.services.item_versions import add_item, add_version, put_sheet

KeepMedia = Callable[[str, bytes], None]


class ItemCodeTaken(Exception):
    """The bank has items of these codes already; nothing was imported."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(f"there are items already with the code {', '.join(codes)}")
        self.codes = codes


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDrafts:
    """The versions that were added, in the order of the file."""

    versions: tuple[ItemVersion, ...]


def import_items(
    session: Session,
    report: ImportReport,
    chosen: Collection[str] | None = None,
    *,
    programme: str,
    keep_media: KeepMedia,
    author_id: int | None = None,
    now: datetime,
) -> ImportedDrafts:
    """Add the items with the chosen codes, or all that were not refused, as drafts.

    `keep_media` stores a media file under its name, after checks of its own.

    Raises:
        ItemCodeTaken: when the bank has one of them; nothing is added.
    """
    wanted = _choose(report, chosen)
    taken = tuple(item.code for item, _one in wanted if find_item(session, item.code) is not None)
    if taken:
        raise ItemCodeTaken(taken)
    for name in sorted({use.name for item, _one in wanted for use in item.list_media()}):
        keep_media(name, report.media[name])
    versions = []
    for item, one in wanted:
        row = add_item(session, item.code, programme=programme, now=now)
        version = add_version(
            session, row, item, state=ItemState.DRAFT, author_id=author_id, now=now
        )
        for translation in one.translations:
            put_sheet(session, version, item, sheet_of_translation(item, translation), now=now)
        versions.append(version)
    return ImportedDrafts(versions=tuple(versions))


def _choose(
    report: ImportReport, chosen: Collection[str] | None
) -> list[tuple[ItemValue, ImportedItem]]:
    return [
        (one.item, one)
        for one in report.items
        if one.item is not None and (chosen is None or one.item.code in chosen)
    ]
