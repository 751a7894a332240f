"""Items and their versions, as services look them up."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.models.items import Item, ItemTranslation, ItemVersion


def find_item(session: Session, code: str) -> Item | None:
    return session.scalars(sa.select(Item).where(Item.code == code)).one_or_none()


def find_newest_version(session: Session, item_id: int) -> ItemVersion | None:
    """The version that lists show; it may be a draft."""
    return session.scalars(
        sa.select(ItemVersion).where(ItemVersion.item_id == item_id, ItemVersion.is_newest)
    ).one_or_none()


def list_sheets(
    session: Session, version_ids: Collection[int]
) -> dict[int, dict[str, ItemTranslation]]:
    """Version id → language → translation sheet, languages by tag (one query)."""
    rows = session.scalars(
        sa.select(ItemTranslation)
        .where(ItemTranslation.item_version_id.in_(version_ids))
        .order_by(ItemTranslation.item_version_id, ItemTranslation.language)
    )
    sheets: dict[int, dict[str, ItemTranslation]] = {}
    for row in rows:
        sheets.setdefault(row.item_version_id, {})[row.language] = row
    return sheets
