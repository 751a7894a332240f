"""The fixed terms of a language."""

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.items import GlossaryTerm
from testplatform.repositories.glossary_terms import list_terms
from testplatform.services.translating import Translator
from testplatform.web.staff.building import build_language_name
from testplatform.web.translating.building.sections import (
    build_language_options,
    build_sections,
)
from testplatform.web.translating.pages.glossary import GlossaryPage, TermRow


def build_glossary_page(session: Session, language: str, translator: Translator) -> GlossaryPage:
    may_write = translator.may_translate(language)
    return GlossaryPage(
        sections=build_sections(language),
        languages=build_language_options(language),
        language=build_language_name(language),
        terms=tuple(_build_row(row, may_write=may_write) for row in list_terms(session, language)),
        may_write=may_write,
        add_url=url_for("translating.add_term", language=language),
        import_url=url_for("translating.import_terms", language=language),
        export_url=url_for("translating.terms_file", language=language),
    )


def _build_row(row: GlossaryTerm, *, may_write: bool) -> TermRow:
    return TermRow(
        id=row.id,
        source=row.source_term,
        target=row.target_term,
        note=row.note,
        change_url=url_for("translating.change_term", term_id=row.id) if may_write else None,
        remove_url=url_for("translating.drop_term", term_id=row.id) if may_write else None,
    )
