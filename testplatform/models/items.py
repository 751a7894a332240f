"""Items, their versions and the translations of a version."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from itembank.items import ItemType, Level, Skill
from itembank.lifecycle import ItemEvent, ItemState
from itembank.translations import TranslationState
from testplatform.db import (
    Base,
    ClosedSet,
    code_text,
    digest_text,
    long_text,
    primary_key,
)
from testplatform.models.languages import Language
from testplatform.models.staff import Staff


class Item(Base):
    """What is asked, through all its versions."""

    __tablename__ = "items"

    id: Mapped[primary_key]
    code: Mapped[code_text] = mapped_column(unique=True)
    programme: Mapped[code_text] = mapped_column(index=True)
    created_at: Mapped[datetime]


class ItemVersion(Base):
    """One wording of an item, in its source language, with its key; frozen once approved.

    What stands beside the document is copied from it, so that lists can search without reading it.
    """

    __tablename__ = "item_versions"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "version"),
        sa.Index(None, "is_newest", "updated_at", "id"),
    )

    id: Mapped[primary_key]
    item_id: Mapped[int] = mapped_column(sa.ForeignKey(Item.id))
    version: Mapped[int]
    is_newest: Mapped[bool] = mapped_column(comment="the one version of its item that lists show")
    state: Mapped[ItemState] = mapped_column(ClosedSet(ItemState), index=True)
    source_language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    document: Mapped[dict[str, Any]] = mapped_column(comment="itembank.item_documents")
    content_hash: Mapped[digest_text]
    item_type: Mapped[ItemType] = mapped_column(ClosedSet(ItemType))
    part: Mapped[code_text]
    theme: Mapped[code_text]
    skill: Mapped[Skill | None] = mapped_column(ClosedSet(Skill), comment="null: not of a skill")
    level: Mapped[Level | None] = mapped_column(ClosedSet(Level), comment="null: not of a level")
    search_text: Mapped[long_text] = mapped_column(comment="code and texts in lower case")
    author_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: came from a file"
    )
    edits: Mapped[int] = mapped_column(comment="goes up with every change: nobody overwrites")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    item: Mapped[Item] = relationship()
    author: Mapped[Staff | None] = relationship()


class ItemEditor(Base):
    """Somebody who wrote in a version, and so never approves it."""

    __tablename__ = "item_editors"

    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id), primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id), primary_key=True)


class ItemHappening(Base):
    """A step in the life of an item version, with the comment of who took it. Append-only."""

    __tablename__ = "item_happenings"

    id: Mapped[primary_key]
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id), index=True)
    event: Mapped[ItemEvent] = mapped_column(ClosedSet(ItemEvent))
    from_state: Mapped[ItemState] = mapped_column(ClosedSet(ItemState))
    to_state: Mapped[ItemState] = mapped_column(ClosedSet(ItemState))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Staff.id), comment="null: a command")
    comment: Mapped[long_text]
    at: Mapped[datetime]

    actor: Mapped[Staff | None] = relationship()


class ItemComment(Base):
    """A remark about an item version or one of its texts, in the source or another language."""

    __tablename__ = "item_comments"

    id: Mapped[primary_key]
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id), index=True)
    language: Mapped[str | None] = mapped_column(
        sa.ForeignKey(Language.tag), comment="null: about the source"
    )
    text_id: Mapped[str | None] = mapped_column(sa.String(64), comment="null: about the whole")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    body: Mapped[long_text]
    written_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None] = mapped_column(comment="null: still open")

    author: Mapped[Staff] = relationship()


class ItemTranslation(Base):
    """An item version in another language, text by text.

    `state` is that of the least finished text; the numbers of texts per state stand beside it, so
    that a matrix of items and languages is one query.
    """

    __tablename__ = "item_translations"
    __table_args__ = (
        sa.UniqueConstraint("item_version_id", "language"),
        sa.Index(None, "language", "missing", "outdated", "item_version_id"),
    )

    id: Mapped[primary_key]
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id))
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    state: Mapped[TranslationState] = mapped_column(ClosedSet(TranslationState))
    document: Mapped[dict[str, Any]] = mapped_column(comment="itembank.sheets: texts by name")
    missing: Mapped[int]
    drafts: Mapped[int]
    translated: Mapped[int]
    reviewed: Mapped[int]
    outdated: Mapped[int]
    edits: Mapped[int] = mapped_column(comment="goes up with every change: nobody overwrites")
    updated_at: Mapped[datetime]

    item_version: Mapped[ItemVersion] = relationship()


class MediaFile(Base):
    """A media file of an item, stored by the hash of its content; a name never changes content."""

    __tablename__ = "media_files"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str] = mapped_column(sa.String(80))
    size_bytes: Mapped[int]
    duration_ms: Mapped[int | None] = mapped_column(comment="null: an image or captions")
    uploaded_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: came from a file"
    )
    uploaded_at: Mapped[datetime]


class GlossaryTerm(Base):
    """How a term of the source language is always said in another one."""

    __tablename__ = "glossary_terms"
    __table_args__ = (sa.UniqueConstraint("language", "source_term"),)

    id: Mapped[primary_key]
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    source_term: Mapped[str]
    target_term: Mapped[str]
    note: Mapped[long_text]


class SavedView(Base):
    """A search of the item list that somebody keeps under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (sa.UniqueConstraint("staff_id", "name"),)

    id: Mapped[primary_key]
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    name: Mapped[str] = mapped_column(sa.String(80))
    query: Mapped[long_text] = mapped_column(comment="the query string of the list")
