"""Languages: direction, script, font and availability are rows, not branches."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base


class Language(Base):
    """A course language, keyed by its BCP-47 tag."""

    __tablename__ = "languages"

    tag: Mapped[str] = mapped_column(sa.String(35), primary_key=True)
    position: Mapped[int] = mapped_column(unique=True, comment="order of presentation")
    own_name: Mapped[str]
    dutch_name: Mapped[str]
    script: Mapped[str] = mapped_column(sa.String(4), comment="ISO 15924")
    direction: Mapped[str] = mapped_column(sa.String(3))
    mo_test_offered: Mapped[bool]
    font: Mapped[str]
