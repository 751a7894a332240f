"""Organisations and their test centres."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from testplatform.db import Base, code_text, primary_key


class Organisation(Base):
    """An integration agency (AgII or a sister agency)."""

    __tablename__ = "organisations"

    id: Mapped[primary_key]
    code: Mapped[code_text] = mapped_column(unique=True)
    name: Mapped[str]


class TestCentre(Base):
    """A place where candidates sit."""

    __test__ = False  # pytest must not take this for a test class
    __tablename__ = "test_centres"

    id: Mapped[primary_key]
    code: Mapped[code_text] = mapped_column(unique=True)
    name: Mapped[str]
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey(Organisation.id))

    organisation: Mapped[Organisation] = relationship()
