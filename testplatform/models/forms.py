"""Test forms: which item versions, in which part, in which order; and their frozen audio."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, code_text, digest_text, primary_key
from testplatform.models.items import ItemVersion
from testplatform.models.languages import Language


class Form(Base):
    """A published version of a test form. Immutable: a change makes a new version."""

    __tablename__ = "forms"
    __table_args__ = (sa.UniqueConstraint("code", "version"),)

    id: Mapped[primary_key]
    code: Mapped[code_text]
    version: Mapped[int]
    programme: Mapped[code_text]
    title: Mapped[str]
    manifest_hash: Mapped[digest_text]
    published_at: Mapped[datetime]

    items: Mapped[list["FormItem"]] = relationship(
        order_by="FormItem.position", back_populates="form"
    )


class FormItem(Base):
    """An item version in its place in a form; `ref` is its only name on the candidate's device."""

    __tablename__ = "form_items"
    __table_args__ = (
        sa.UniqueConstraint("form_id", "position"),
        sa.UniqueConstraint("form_id", "ref"),
        sa.UniqueConstraint("form_id", "item_version_id"),
    )

    id: Mapped[primary_key]
    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id))
    position: Mapped[int]
    ref: Mapped[str] = mapped_column(sa.String(16))
    part: Mapped[code_text]
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id))

    form: Mapped[Form] = relationship(back_populates="items")
    item_version: Mapped[ItemVersion] = relationship()


class AudioManifest(Base):
    """The exact audio of a form in a language. Frozen: new audio makes a new version.

    The document maps item ref → segment id → audio key, or null where no voice speaks it.
    """

    __tablename__ = "audio_manifests"
    __table_args__ = (sa.UniqueConstraint("form_id", "language", "version"),)

    id: Mapped[primary_key]
    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id))
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag))
    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    content_hash: Mapped[digest_text]
    created_at: Mapped[datetime]
