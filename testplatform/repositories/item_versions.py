"""Versions of items with what belongs to them: happenings, remarks, writers and forms."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from itembank.media import MediaKind
from testplatform.media import kind_of
from testplatform.models.forms import Form, FormItem
from testplatform.models.items import (
    ItemComment,
    ItemEditor,
    ItemHappening,
    ItemVersion,
    MediaFile,
)


def find_version(session: Session, version_id: int) -> ItemVersion | None:
    """A version with its item and its author."""
    return session.scalars(
        sa.select(ItemVersion)
        .where(ItemVersion.id == version_id)
        .options(joinedload(ItemVersion.item), joinedload(ItemVersion.author))
    ).one_or_none()


def lock_versions(session: Session, version_ids: Collection[int]) -> list[ItemVersion]:
    """Versions by number, held until the transaction ends and read anew; what is gone is not there.

    The order is always the same, so that two bulk steps never wait for each other.
    """
    return list(
        session.scalars(
            sa.select(ItemVersion)
            .join(ItemVersion.item)
            .where(ItemVersion.id.in_(version_ids))
            .order_by(ItemVersion.id)
            .options(contains_eager(ItemVersion.item))
            .with_for_update(of=ItemVersion)
            .execution_options(populate_existing=True)
        )
    )


def list_item_versions(session: Session, item_id: int) -> list[ItemVersion]:
    """Every version of an item, the newest first."""
    return list(
        session.scalars(
            sa.select(ItemVersion)
            .where(ItemVersion.item_id == item_id)
            .order_by(ItemVersion.version.desc())
            .options(joinedload(ItemVersion.author))
        )
    )


def list_writers(session: Session, version_ids: Collection[int]) -> dict[int, set[int]]:
    """Version → everybody who wrote in it, its author included."""
    editors = sa.select(ItemEditor.item_version_id, ItemEditor.staff_id).where(
        ItemEditor.item_version_id.in_(version_ids)
    )
    authors = sa.select(ItemVersion.id, ItemVersion.author_id).where(
        ItemVersion.id.in_(version_ids), ItemVersion.author_id.is_not(None)
    )
    writers: dict[int, set[int]] = {version_id: set() for version_id in version_ids}
    for version_id, staff_id in session.execute(editors.union(authors)):
        writers[version_id].add(staff_id)
    return writers


def list_happenings(session: Session, item_id: int) -> list[ItemHappening]:
    """Every step of every version of an item, the newest first."""
    return list(
        session.scalars(
            sa.select(ItemHappening)
            .join(ItemVersion, ItemVersion.id == ItemHappening.item_version_id)
            .where(ItemVersion.item_id == item_id)
            .order_by(ItemHappening.at.desc(), ItemHappening.id.desc())
            .options(joinedload(ItemHappening.actor))
        )
    )


def list_comments(session: Session, version_id: int) -> list[ItemComment]:
    """The remarks about a version, those in other languages included, oldest first."""
    return list(
        session.scalars(
            sa.select(ItemComment)
            .where(ItemComment.item_version_id == version_id)
            .order_by(ItemComment.written_at, ItemComment.id)
            .options(joinedload(ItemComment.author))
        )
    )


def list_forms_with(session: Session, item_id: int) -> list[tuple[Form, int]]:
    """The published forms that ask an item, with the version that they ask, the newest first."""
    rows = session.execute(
        sa.select(Form, ItemVersion.version)
        .join(FormItem, FormItem.form_id == Form.id)
        .join(ItemVersion, ItemVersion.id == FormItem.item_version_id)
        .where(ItemVersion.item_id == item_id)
        .order_by(Form.published_at.desc(), Form.id.desc())
    )
    return [(form, version) for form, version in rows]


def list_media_kinds(session: Session) -> Mapping[str, MediaKind]:
    """The names in the media library, each with what it is used as."""
    rows = session.execute(sa.select(MediaFile.name, MediaFile.media_type).order_by(MediaFile.name))
    return {row.name: kind_of(row.media_type) for row in rows}
