"""Candidates: people with a dossier in the client-tracking system."""

from sqlalchemy.orm import Mapped, mapped_column

from testplatform.db import Base, code_text, primary_key


class Candidate(Base):
    """A person who takes tests; known by the dossier number."""

    __tablename__ = "candidates"

    id: Mapped[primary_key]
    dossier: Mapped[code_text] = mapped_column(unique=True)
    given_name: Mapped[str]
    family_name: Mapped[str]

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
