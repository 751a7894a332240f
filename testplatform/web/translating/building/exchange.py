"""Files for translators elsewhere, and what a file that came back would change."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from flask import url_for
from sqlalchemy.orm import Session

from itembank.glossaries import Term
from itembank.interchange.exchanges import ExchangeItem, FileFault, PlannedText, Verdict
from itembank.interchange.translation_spreadsheets import (
    write_translations_csv,
    write_translations_xlsx,
)
from itembank.interchange.xliff import write_xliff
from itembank.languages import LanguageTag, get_language
from itembank.translating import TextState
from testplatform.models.items import ItemVersion
from testplatform.repositories.glossary_terms import list_terms, term_of
from testplatform.repositories.translations import MatrixSearch
from testplatform.services.exchanging import list_exchange_items
from testplatform.services.translating import Translator
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import describe_part
from testplatform.web.translating.building.sections import (
    build_form_options,
    build_language_options,
    build_part_options,
    build_programme_options,
    build_sections,
)
from testplatform.web.translating.pages.exchange import ExchangePage, ImportPage, ImportRow
from testplatform.web.translating.searches import items_to_arguments
from testplatform.web.translating.wording import (
    FILE_FAULTS,
    REFUSALS,
    TEXT_STATES,
    VERDICTS,
    describe_text,
    explain_text_problem,
)

Write = Callable[[Sequence[ExchangeItem], LanguageTag, Sequence[Term]], bytes]


def _write_xliff(
    items: Sequence[ExchangeItem], language: LanguageTag, terms: Sequence[Term]
) -> bytes:
    return write_xliff(items, get_language(language), terms)


# Ending of the name → label, media type, and what writes it.
FORMATS: Mapping[str, tuple[str, str, Write]] = MappingProxyType(
    {
        "xlf": ("XLIFF 2.1, voor vertaalprogramma's", "application/xliff+xml", _write_xliff),
        "xlsx": (
            "Werkmap (xlsx)",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_translations_xlsx,
        ),
        "csv": ("CSV", "text/csv", write_translations_csv),
    }
)


def build_exchange_page(
    session: Session,
    language: str,
    search: MatrixSearch,
    translator: Translator,
    fault: FileFault | None = None,
) -> ExchangePage:
    return ExchangePage(
        sections=build_sections(language),
        languages=build_language_options(language),
        programmes=build_programme_options(search),
        parts=build_part_options(search),
        forms=build_form_options(session, search),
        language=build_language_name(language),
        files=tuple(
            Link(
                label=label,
                url=url_for(
                    "translating.translations_file",
                    language=language,
                    ending=ending,
                    **items_to_arguments(search),
                ),
            )
            for ending, (label, _, _) in FORMATS.items()
        ),
        may_write=translator.may_translate(language),
        preview_url=url_for("translating.preview_import", language=language),
        problem=None if fault is None else FILE_FAULTS[fault],
    )


def export_translations(
    session: Session, search: MatrixSearch, language: LanguageTag, ending: str
) -> bytes:
    """The items of a search for translators of a language, as a file of that kind."""
    _, _, write = FORMATS[ending]
    items = list_exchange_items(session, search, language, _describe)
    return write(items, language, [term_of(row) for row in list_terms(session, language)])


def build_import_page(
    language: str, file_name: str, planned: Sequence[PlannedText], payload: str
) -> ImportPage:
    changed = [one for one in planned if one.verdict is Verdict.CHANGED]
    refused = [one for one in planned if one.verdict is Verdict.REFUSED]
    return ImportPage(
        sections=build_sections(language),
        language=build_language_name(language),
        file_name=file_name,
        kept=len(planned) - len(changed) - len(refused),
        changed=tuple(_build_row(one, number) for number, one in enumerate(changed)),
        refused=tuple(_build_row(one, None) for one in refused),
        payload=payload,
        import_url=url_for("translating.write_import", language=language),
        back_url=url_for("translating.exchange", language=language),
    )


def _build_row(one: PlannedText, number: int | None) -> ImportRow:
    return ImportRow(
        number=number,
        place=one.unit.place,
        item=one.unit.item,
        label=describe_text(one.unit.text_id),
        before=one.before,
        after=one.unit.target,
        verdict=VERDICTS[one.verdict],
        reason=_explain(one),
    )


def _explain(one: PlannedText) -> str:
    """What the text becomes, or why it is refused."""
    if one.refusal is None:
        return "" if one.state is None else f"wordt {TEXT_STATES[TextState(one.state)].word}"
    reason = REFUSALS[one.refusal]
    return reason if one.problem is None else f"{reason}: {explain_text_problem(one.problem)}"


def _describe(version: ItemVersion) -> tuple[str, ...]:
    return (describe_part(version.item.programme, version.part), f"versie {version.version}")
