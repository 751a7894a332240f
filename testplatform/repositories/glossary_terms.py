"""The fixed terms of a language."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.glossaries import Term
from testplatform.models.items import GlossaryTerm


def list_terms(session: Session, language: str) -> list[GlossaryTerm]:
    """The terms of a language by their source, capitals aside."""
    rows = session.scalars(
        sa.select(GlossaryTerm)
        .where(GlossaryTerm.language == language)
        .order_by(sa.func.lower(GlossaryTerm.source_term), GlossaryTerm.id)
    )
    return list(rows)


def find_term(session: Session, term_id: int) -> GlossaryTerm | None:
    return session.get(GlossaryTerm, term_id)


def count_terms(session: Session) -> dict[str, int]:
    """Language → number of terms."""
    rows = session.execute(
        sa.select(GlossaryTerm.language, sa.func.count().label("terms")).group_by(
            GlossaryTerm.language
        )
    )
    return {row.language: row.terms for row in rows}


def term_of(row: GlossaryTerm) -> Term:
    return Term(source=row.source_term, target=row.target_term, note=row.note)
