"""Items beside languages at a glance, on the screen and as a file."""

import csv
from collections.abc import Mapping
from io import StringIO

from flask import url_for
from sqlalchemy.orm import Session

from itembank.interchange.translation_spreadsheets import BYTE_ORDER_MARK, SEPARATORS, disarm
from itembank.item_documents import read_item
from itembank.languages import get_language
from itembank.sheets import SheetCounts
from itembank.translating import TextState
from testplatform.models.items import ItemVersion
from testplatform.repositories.translations import (
    MatrixSearch,
    count_items_by_state,
    count_versions,
    list_counts,
    list_versions,
)
from testplatform.web.staff.building import (
    ROWS_PER_PAGE,
    build_language_name,
    build_options,
    build_paging,
)
from testplatform.web.staff.wording import describe_part
from testplatform.web.translating.building.sections import (
    build_form_options,
    build_language_options,
    build_part_options,
    build_programme_options,
    build_sections,
)
from testplatform.web.translating.pages.matrix import (
    Legend,
    Mark,
    MatrixCell,
    MatrixColumn,
    MatrixPage,
    MatrixRow,
)
from testplatform.web.translating.searches import (
    ALL_LANGUAGES,
    items_to_arguments,
    search_to_arguments,
)
from testplatform.web.translating.wording import (
    SIGNS,
    TEXT_STATES,
    VERSION_STATES,
    count_in_words,
)

Numbers = Mapping[TextState, int]


def build_matrix_page(session: Session, search: MatrixSearch, *, number: int) -> MatrixPage:
    arguments = search_to_arguments(search)
    total = count_versions(session, search)
    paging = build_paging(
        total, number, lambda page: url_for("translating.matrix", page=page, **arguments)
    )
    versions = list_versions(session, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    counts = list_counts(session, [version.id for version in versions], search.tags)
    asked = arguments.get("language")
    return MatrixPage(
        sections=build_sections(asked if asked != ALL_LANGUAGES else None),
        programmes=build_programme_options(search),
        parts=build_part_options(search),
        forms=build_form_options(session, search),
        languages=(
            *build_options({ALL_LANGUAGES: "Alle talen"}, asked),
            *build_language_options(asked),
        ),
        states=build_options({one.value: TEXT_STATES[one].word for one in TextState}, search.state),
        columns=_build_columns(session, search, total),
        rows=tuple(_build_row(version, search, counts) for version in versions),
        legend=tuple(
            Legend(sign=SIGNS[state], tone=TEXT_STATES[state].tone, word=TEXT_STATES[state].word)
            for state in reversed(TextState)
        ),
        paging=paging,
        export_url=url_for("translating.matrix_file", **arguments),
        all_url=url_for("translating.matrix"),
        is_filtered=bool(arguments),
    )


def export_matrix(session: Session, search: MatrixSearch) -> bytes:
    """A row per item and language as semicolon-separated text in UTF-8."""
    versions = list_versions(session, search)
    counts = list_counts(session, [version.id for version in versions], search.tags)
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATORS[0])
    writer.writerow(
        ("item", "versie", "deel", "taal", *(TEXT_STATES[state].word for state in TextState))
    )
    for version in versions:
        texts = _count_texts(version)
        for tag in search.tags:
            numbers = _numbers(counts.get((version.id, tag)), texts)
            writer.writerow(
                (
                    disarm(version.item.code),
                    version.version,
                    describe_part(version.item.programme, version.part),
                    get_language(tag).dutch_name,
                    *numbers.values(),
                )
            )
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _build_columns(session: Session, search: MatrixSearch, total: int) -> tuple[MatrixColumn, ...]:
    found = count_items_by_state(session, search)
    columns = []
    for tag in search.tags:
        numbers = {state: found.get((tag, state), 0) for state in TextState}
        numbers[TextState.MISSING] += total - sum(numbers.values())
        columns.append(
            MatrixColumn(
                language=build_language_name(tag),
                url=url_for("translating.matrix", language=tag, **items_to_arguments(search)),
                marks=_build_marks(numbers),
                sentence=count_in_words(numbers),
            )
        )
    return tuple(columns)


def _build_row(
    version: ItemVersion, search: MatrixSearch, counts: Mapping[tuple[int, str], SheetCounts]
) -> MatrixRow:
    texts = _count_texts(version)
    return MatrixRow(
        code=version.item.code,
        version=version.version,
        part=describe_part(version.item.programme, version.part),
        state=VERSION_STATES[version.state],
        texts=texts,
        cells=tuple(
            _build_cell(version, tag, _numbers(counts.get((version.id, tag)), texts), search)
            for tag in search.tags
        ),
    )


def _build_cell(
    version: ItemVersion, tag: str, numbers: Numbers, search: MatrixSearch
) -> MatrixCell:
    name = get_language(tag).dutch_name
    return MatrixCell(
        url=url_for(
            "translating.workbench",
            version_id=version.id,
            language=tag,
            **items_to_arguments(search),
        ),
        marks=_build_marks(numbers),
        sentence=f"{version.item.code}, {name}: {count_in_words(numbers)}",
    )


def _build_marks(numbers: Numbers) -> tuple[Mark, ...]:
    return tuple(
        Mark(sign=SIGNS[state], number=numbers[state], tone=TEXT_STATES[state].tone)
        for state in reversed(TextState)
        if numbers[state]
    )


def _numbers(counts: SheetCounts | None, texts: int) -> Numbers:
    """Texts per state in the order of the states; where nobody began all of them are missing."""
    if counts is None:
        return {state: texts if state is TextState.MISSING else 0 for state in TextState}
    return {
        TextState.MISSING: counts.missing,
        TextState.OUTDATED: counts.outdated,
        TextState.DRAFT: counts.drafts,
        TextState.TRANSLATED: counts.translated,
        TextState.REVIEWED: counts.reviewed,
    }


def _count_texts(version: ItemVersion) -> int:
    draft, _ = read_item(version.document)
    return len(draft.list_texts())
