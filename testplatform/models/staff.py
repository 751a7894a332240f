"""Staff members and their roles (the user and role models of Flask-Security)."""

from enum import StrEnum

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, primary_key
from testplatform.models.languages import Language
from testplatform.models.organisations import TestCentre


class RoleName(StrEnum):
    """What a staff member may be."""

    INVIGILATOR = "invigilator"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"
    NATIVE_REVIEWER = "native_reviewer"
    CONSULTANT = "consultant"
    PANELLIST = "panellist"
    ASSESSOR = "assessor"
    ADMINISTRATOR = "administrator"


staff_roles = sa.Table(
    "staff_roles",
    Base.metadata,
    sa.Column("staff_id", sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("roles.id"), primary_key=True),
)


staff_languages = sa.Table(
    "staff_languages",
    Base.metadata,
    sa.Column("staff_id", sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("language", sa.ForeignKey("languages.tag"), primary_key=True),
    comment="the languages that somebody translates into or reviews",
)


class Role(Base, RoleMixin):  # type: ignore[misc]  # Flask-Security ships no types
    """A role; its name is a RoleName."""

    __tablename__ = "roles"

    id: Mapped[primary_key]
    name: Mapped[str] = mapped_column(sa.String(80), unique=True)
    description: Mapped[str]


class Staff(Base, UserMixin):  # type: ignore[misc]  # Flask-Security ships no types
    """A person who works with the platform."""

    __tablename__ = "staff"

    id: Mapped[primary_key]
    email: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str]
    password: Mapped[str]
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    test_centre_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(TestCentre.id), comment="null: not bound to one test centre"
    )

    roles: Mapped[list[Role]] = relationship(secondary=staff_roles, lazy="selectin")
    test_centre: Mapped[TestCentre | None] = relationship()
    languages: Mapped[list[Language]] = relationship(
        secondary=staff_languages, order_by=Language.tag
    )
