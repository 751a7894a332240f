"""Translation sheets follow their item: to its next version, or to the new words of a draft.

A text whose source changed becomes outdated and remembers the source that it was made from.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.item_documents import read_item
from itembank.items import Item, ItemDraft
from itembank.languages import LanguageTag
from itembank.sheets import carry_over, sheet_from_document, sheet_to_document
from testplatform.models.items import ItemTranslation, ItemVersion
from testplatform.repositories.items import list_sheets
from testplatform.services.item_versions import put_sheet


def carry_sheets_over(
    session: Session, old_version: ItemVersion, new_version: ItemVersion, item: Item, now: datetime
) -> list[ItemTranslation]:
    """Give a new version the sheets of an older one; `item` is what the new version says.

    The sheets of the older version stay as they are: forms may have been made of them.
    """
    before, _ = read_item(old_version.document)
    rows = list_sheets(session, [old_version.id]).get(old_version.id, {}).values()
    return _put_carried(session, rows, new_version, before, item, now)


def refresh_sheets(
    session: Session, version: ItemVersion, before: ItemDraft, item: Item, now: datetime
) -> list[ItemTranslation]:
    """Bring the sheets of an edited draft up to its new words; gives those that changed.

    `before` is what the version said until now.
    """
    rows = list_sheets(session, [version.id]).get(version.id, {}).values()
    changed = [row for row in rows if _is_changed(row, before, item)]
    return _put_carried(session, changed, version, before, item, now)


def _is_changed(row: ItemTranslation, before: ItemDraft, item: Item) -> bool:
    """Whether its texts change, or only how many of them are missing."""
    sheet = sheet_from_document(row.document, language=LanguageTag(row.language))
    names = {one.id for one in before.list_texts()} ^ {one.id for one in item.list_texts()}
    return bool(names) or sheet_to_document(carry_over(sheet, item, before=before)) != row.document


def _put_carried(
    session: Session,
    rows: Iterable[ItemTranslation],
    version: ItemVersion,
    before: ItemDraft,
    item: Item,
    now: datetime,
) -> list[ItemTranslation]:
    carried = []
    for row in list(rows):
        sheet = sheet_from_document(row.document, language=LanguageTag(row.language))
        after = carry_over(sheet, item, before=before)
        carried.append(put_sheet(session, version, item, after, now=now))
    return carried
