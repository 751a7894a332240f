"""The media library: its files, and which items use each of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from itembank.item_documents import read_item
from testplatform.models.forms import FormItem
from testplatform.models.items import ItemVersion, MediaFile


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSearch:
    """What is looked for in the library; None filters nothing. `media_type` is its beginning."""

    text: str | None = None
    media_type: str | None = None


def count_media(session: Session, search: MediaSearch) -> int:
    found = _select(search).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def list_media(
    session: Session, search: MediaSearch, *, limit: int, offset: int
) -> list[MediaFile]:
    """The files that a search finds, by name."""
    statement = _select(search).order_by(MediaFile.name).limit(limit).offset(offset)
    return list(session.scalars(statement))


def list_uses(session: Session, name: str) -> list[ItemVersion]:
    """The newest versions of items that use a file, by number."""
    rows = session.scalars(
        sa.select(ItemVersion)
        .where(ItemVersion.is_newest, _names(name))
        .order_by(ItemVersion.id)
        .options(joinedload(ItemVersion.item))
    )
    return [row for row in rows if name in _list_names(row)]


def is_media_in_a_form(session: Session, name: str) -> bool:
    """Whether a file belongs to a question that stands in a published form."""
    in_a_form = (
        sa.select(FormItem.form_id)
        .join(ItemVersion, ItemVersion.id == FormItem.item_version_id)
        .where(_names(name))
    )
    return session.scalar(sa.select(in_a_form.exists())) or False


def _names(name: str) -> sa.ColumnElement[bool]:
    """That the document of a version has the name of a file, as JSON writes it."""
    written = sa.cast(ItemVersion.document, sa.Text)
    return written.contains(f'"{name}"', autoescape=True)


def _list_names(version: ItemVersion) -> Iterable[str]:
    draft, _ = read_item(version.document)
    return {use.name for use in draft.list_media()}


def _select(search: MediaSearch) -> sa.Select[MediaFile]:
    found = sa.select(MediaFile)
    if search.text is not None:
        found = found.where(MediaFile.name.contains(search.text.lower(), autoescape=True))
    if search.media_type is not None:
        found = found.where(MediaFile.media_type.startswith(search.media_type))
    return found
