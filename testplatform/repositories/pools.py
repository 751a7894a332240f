"""Items that a form may choose: of each one the newest version that was approved or published."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from itembank.blueprints import Pool, PoolItem
from itembank.item_documents import item_from_document
from itembank.items import ItemCode
from itembank.lifecycle import ItemState
from testplatform.models.attempts import Attempt
from testplatform.models.forms import FormItem
from testplatform.models.items import Item, ItemVersion

CHOOSABLE = (ItemState.APPROVED, ItemState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPool:
    """The pool of a programme with the version behind each item, and its prompt for lists."""

    pool: Pool
    versions: Mapping[ItemCode, ItemVersion]
    prompts: Mapping[ItemCode, str]


def load_pool(session: Session, programme: str) -> StoredPool:
    """Load every item of a programme that can be chosen, by code; always two queries."""
    exposure = _count_exposure(session, programme)
    newest = (
        sa.select(ItemVersion.item_id, sa.func.max(ItemVersion.version).label("version"))
        .where(ItemVersion.state.in_(CHOOSABLE))
        .group_by(ItemVersion.item_id)
        .subquery()
    )
    versions = session.scalars(
        sa.select(ItemVersion)
        .join(
            newest,
            sa.and_(
                newest.c.item_id == ItemVersion.item_id, newest.c.version == ItemVersion.version
            ),
        )
        .join(ItemVersion.item)
        .where(Item.programme == programme)
        .order_by(Item.code)
        .options(joinedload(ItemVersion.item))
    ).all()
    items = {ItemCode(row.item.code): item_from_document(row.document) for row in versions}
    return StoredPool(
        pool={
            code: PoolItem.of(item, exposure=exposure.get(code, 0)) for code, item in items.items()
        },
        versions={ItemCode(row.item.code): row for row in versions},
        prompts={code: item.prompt for code, item in items.items()},
    )


def _count_exposure(session: Session, programme: str) -> dict[ItemCode, int]:
    """Item → attempts whose form has a version of it."""
    rows = session.execute(
        sa.select(Item.code, sa.func.count(Attempt.id))
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .join(FormItem, FormItem.item_version_id == ItemVersion.id)
        .join(Attempt, Attempt.form_id == FormItem.form_id)
        .where(Item.programme == programme)
        .group_by(Item.code)
    )
    return {ItemCode(code): number for code, number in rows}
