"""Items, their frozen versions and the translations of a version."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from itembank.translations import TranslationState
from testplatform.db import Base, ClosedSet, code_text, digest_text, primary_key
from testplatform.models.languages import Language


class Item(Base):
    """What is asked, through all its versions."""

    __tablename__ = "items"

    id: Mapped[primary_key]
    code: Mapped[code_text] = mapped_column(unique=True)
    programme: Mapped[code_text]


class ItemVersion(Base):
    """One frozen wording of an item, in its source language, with its key."""

    __tablename__ = "item_versions"
    __table_args__ = (sa.UniqueConstraint("item_id", "version"),)

    id: Mapped[primary_key]
    item_id: Mapped[int] = mapped_column(sa.ForeignKey(Item.id))
    version: Mapped[int]
    source_language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    document: Mapped[dict[str, Any]] = mapped_column(comment="itembank.item_documents")
    content_hash: Mapped[digest_text]

    item: Mapped[Item] = relationship()


class ItemTranslation(Base):
    """An item version in another language."""

    __tablename__ = "item_translations"
    __table_args__ = (sa.UniqueConstraint("item_version_id", "language"),)

    id: Mapped[primary_key]
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id))
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    state: Mapped[TranslationState] = mapped_column(ClosedSet(TranslationState))
    document: Mapped[dict[str, Any]] = mapped_column(comment="texts by name")

    item_version: Mapped[ItemVersion] = relationship()


class MediaFile(Base):
    """A media file of an item, stored by the hash of its content."""

    __tablename__ = "media_files"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str] = mapped_column(sa.String(80))
    size_bytes: Mapped[int]
