"""Test forms: which item versions, in which part, in which order; and their frozen audio."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from itembank.forms import Stakes
from testplatform.db import Base, ClosedSet, code_text, digest_text, primary_key
from testplatform.models.items import ItemVersion
from testplatform.models.languages import Language
from testplatform.models.staff import Staff


class Form(Base):
    """A published version of a test form. Immutable: a change makes a new version."""

    __tablename__ = "forms"
    __table_args__ = (sa.UniqueConstraint("code", "version"),)

    id: Mapped[primary_key]
    code: Mapped[code_text]
    version: Mapped[int]
    programme: Mapped[code_text]
    title: Mapped[str]
    stakes: Mapped[Stakes] = mapped_column(ClosedSet(Stakes))
    manifest_hash: Mapped[digest_text]
    manifest: Mapped[dict[str, Any]] = mapped_column(
        comment="itembank.forms: item versions, translations, cut scores by hash"
    )
    shuffles_items: Mapped[bool]
    shuffles_options: Mapped[bool]
    published_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: a command"
    )
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(
        comment="null: new attempts may be made with it"
    )

    published_by: Mapped[Staff | None] = relationship()
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
    item_version_id: Mapped[int] = mapped_column(sa.ForeignKey(ItemVersion.id), index=True)

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
    is_reviewed: Mapped[bool] = mapped_column(
        comment="false: some of it was not approved by native reviewers, and the player says so"
    )
    created_at: Mapped[datetime]


class FormRelease(Base):
    """A language in which a high-stakes form may be given, with read-aloud or without."""

    __tablename__ = "form_releases"

    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id), primary_key=True)
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag), primary_key=True)
    has_read_aloud: Mapped[bool]
    comment: Mapped[str] = mapped_column(comment="why without read-aloud; empty otherwise")
    released_by_id: Mapped[int] = mapped_column(sa.ForeignKey(Staff.id))
    released_at: Mapped[datetime]

    released_by: Mapped[Staff] = relationship()


class FormDraft(Base):
    """A form in the making: blueprint, chosen items and settings, until it is published."""

    __tablename__ = "form_drafts"

    id: Mapped[primary_key]
    code: Mapped[code_text] = mapped_column(unique=True)
    programme: Mapped[code_text]
    title: Mapped[str]
    stakes: Mapped[Stakes] = mapped_column(ClosedSet(Stakes))
    document: Mapped[dict[str, Any]] = mapped_column(comment="itembank.blueprints: rules, choices")
    edits: Mapped[int] = mapped_column(comment="goes up with every change: nobody overwrites")
    author_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(Staff.id), comment="null: came from a file"
    )
    updated_at: Mapped[datetime]


class FormTranslation(Base):
    """The texts of a form in a language, as they were when it was published. Frozen.

    The document maps item ref → {"state", "texts"}; what the language lacks is not in it.
    """

    __tablename__ = "form_translations"

    form_id: Mapped[int] = mapped_column(sa.ForeignKey(Form.id), primary_key=True)
    language: Mapped[str] = mapped_column(sa.ForeignKey(Language.tag), primary_key=True)
    document: Mapped[dict[str, Any]]
