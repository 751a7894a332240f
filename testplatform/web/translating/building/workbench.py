"""One item in one language: what stands beside each of its texts, and its preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from itembank.differences import Change, compare_words
from itembank.glossaries import Term, list_term_uses
from itembank.items import source_texts
from itembank.languages import get_language
from itembank.lifecycle import ItemState
from itembank.readaloud import segments
from itembank.sheets import SheetText
from itembank.texts import LONGEST_BLOCK, LONGEST_LINE, ItemText, TextId, TextKind, find_problem
from itembank.translating import TextState, find_text_state
from itembank.translations import Translation, TranslationState, localise
from testplatform.models.items import ItemComment
from testplatform.repositories.audit import list_staff_names
from testplatform.repositories.glossary_terms import list_terms, term_of
from testplatform.repositories.translations import (
    MatrixSearch,
    Neighbours,
    find_neighbours,
    list_comments,
)
from testplatform.services.translating import Translator, Worksheet
from testplatform.web.candidate.building import build_item_view, media_urls
from testplatform.web.candidate.speech import speech_url
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.wording import describe_part
from testplatform.web.translating.building.sections import build_sections
from testplatform.web.translating.pages.workbench import (
    ChangeView,
    CommentView,
    PreviewPage,
    TermView,
    TextView,
    WorkbenchPage,
)
from testplatform.web.translating.searches import items_to_arguments
from testplatform.web.translating.wording import (
    NOT_TRANSLATED_ANY_MORE,
    ONLY_OWN_LANGUAGES,
    TEXT_STATES,
    VERSION_STATES,
    describe_text,
    explain_text_problem,
)

PREVIEW_REF = "preview"
FEWEST_ROWS = 2
MOST_ROWS = 12
LETTERS_PER_ROW = 55
FOR_TRANSLATORS = (TextState.MISSING, TextState.OUTDATED, TextState.DRAFT)
FOR_REVIEWERS = (*FOR_TRANSLATORS, TextState.TRANSLATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody sent that was not kept: their words, and what is wrong with them."""

    texts: Mapping[str, str]
    comments: Mapping[str, str]
    problems: Mapping[str, str]
    is_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What the texts of one page share."""

    worksheet: Worksheet
    translator: Translator
    terms: Sequence[Term]
    names: Mapping[int, str]
    comments: Sequence[ItemComment]
    typed: Typed
    next_to_do: str | None


NOTHING_TYPED = Typed(texts={}, comments={}, problems={})


def build_workbench_page(
    session: Session,
    worksheet: Worksheet,
    search: MatrixSearch,
    translator: Translator,
    typed: Typed = NOTHING_TYPED,
) -> WorkbenchPage:
    version, language = worksheet.version, worksheet.sheet.language
    arguments = {"version_id": version.id, "language": language, **items_to_arguments(search)}
    neighbours = find_work(session, worksheet, search, translator)
    surroundings = _look_around(session, worksheet, translator, typed)
    refusal = _find_refusal(worksheet, translator)
    return WorkbenchPage(
        sections=build_sections(language),
        code=version.item.code,
        version=version.version,
        version_state=VERSION_STATES[version.state],
        part=describe_part(version.item.programme, version.part),
        language=build_language_name(language),
        refusal=refusal,
        may_write=refusal is None,
        may_review=refusal is None and translator.may_review(language),
        texts=tuple(_build_text(one, surroundings) for one in worksheet.item.list_texts()),
        edits=worksheet.edits,
        content_hash=version.content_hash,
        save_url=url_for("translating.save", **arguments),
        preview_url=url_for("translating.preview", **arguments),
        matrix_url=url_for("translating.matrix", **items_to_arguments(search)),
        glossary_url=url_for("translating.glossary", language=language),
        previous_url=workbench_url(neighbours.previous_id, language, search),
        next_url=workbench_url(neighbours.next_id, language, search),
        is_conflict=typed.is_conflict,
    )


def find_work(
    session: Session, worksheet: Worksheet, search: MatrixSearch, translator: Translator
) -> Neighbours:
    """The items around this one that have something to do for this person."""
    states = FOR_REVIEWERS if translator.may_review(worksheet.sheet.language) else FOR_TRANSLATORS
    return find_neighbours(session, search, worksheet.version, states)


def workbench_url(version_id: int | None, language: str, search: MatrixSearch) -> str | None:
    if version_id is None:
        return None
    return url_for(
        "translating.workbench",
        version_id=version_id,
        language=language,
        **items_to_arguments(search),
    )


def build_preview_page(session: Session, worksheet: Worksheet) -> PreviewPage:
    """The item as a candidate sees it; where a text is missing the source stands in for it."""
    language = worksheet.sheet.language
    own = _list_sound_texts(worksheet)
    sources = source_texts(worksheet.item)
    localised = localise(
        worksheet.item,
        Translation(language=language, state=TranslationState.DRAFT, texts={**sources, **own}),
    )
    audio = {
        str(one.id): speech_url(session, one.text, language, is_public=False)
        for one in segments(localised)
    }
    row = get_language(language)
    return PreviewPage(
        language=language,
        direction=row.direction.value,
        item=build_item_view(PREVIEW_REF, localised, media_urls(session), audio),
        code=worksheet.version.item.code,
        dutch_name=row.dutch_name,
        missing=tuple(describe_text(name) for name in sources if name not in own),
        back_url=url_for(
            "translating.workbench", version_id=worksheet.version.id, language=language
        ),
    )


def _list_sound_texts(worksheet: Worksheet) -> dict[TextId, str]:
    """The translated texts that can be shown: a gap that the source got since is not in them."""
    texts = worksheet.sheet.texts
    return {
        one.id: texts[one.id].text
        for one in worksheet.item.list_texts()
        if one.id in texts and find_problem(one, texts[one.id].text) is None
    }


def list_missing_terms(session: Session, worksheet: Worksheet) -> list[str]:
    """Each fixed term that is absent where its source stands, in words."""
    terms = [term_of(row) for row in list_terms(session, worksheet.sheet.language)]
    return [
        f"{describe_text(one.id)}: {use.term.source} = {use.term.target}"
        for one in worksheet.item.list_texts()
        if one.id in worksheet.sheet.texts
        for use in list_term_uses(terms, one.text, worksheet.sheet.texts[one.id].text)
        if not use.is_used
    ]


def _find_refusal(worksheet: Worksheet, translator: Translator) -> str | None:
    if worksheet.version.state is ItemState.RETIRED:
        return NOT_TRANSLATED_ANY_MORE
    may_write = translator.may_translate(worksheet.sheet.language)
    return None if may_write else ONLY_OWN_LANGUAGES


def _look_around(
    session: Session, worksheet: Worksheet, translator: Translator, typed: Typed
) -> _Surroundings:
    language, sheet = worksheet.sheet.language, worksheet.sheet
    authors = {one.by for one in sheet.texts.values() if one.by is not None}
    states = FOR_REVIEWERS if translator.may_review(language) else FOR_TRANSLATORS
    open_texts = (
        one.id
        for one in worksheet.item.list_texts()
        if one.id in typed.problems or find_text_state(sheet, one.id) in states
    )
    return _Surroundings(
        worksheet=worksheet,
        translator=translator,
        terms=[term_of(row) for row in list_terms(session, language)],
        names=list_staff_names(session, authors),
        comments=list_comments(session, worksheet.version.id, language),
        typed=typed,
        next_to_do=next(open_texts, None),
    )


def _build_text(one: ItemText, around: _Surroundings) -> TextView:
    stored = around.worksheet.sheet.texts.get(one.id)
    target = around.typed.texts.get(one.id, "" if stored is None else stored.text)
    is_other = around.typed.is_conflict and stored is not None and stored.text != target
    problem = around.typed.problems.get(one.id)
    old = None if stored is None or stored.state is not TranslationState.OUTDATED else stored.source
    return TextView(
        id=one.id,
        label=describe_text(one.id),
        source=one.text,
        old_source=old,
        changes=() if old is None else _build_changes(old, one.text),
        target=target,
        state=TEXT_STATES[find_text_state(around.worksheet.sheet, one.id)],
        written_by=_name_author(stored, around.names),
        rows=_count_rows(max(one.text, target, key=len)),
        longest=LONGEST_LINE if one.kind is TextKind.LINE else LONGEST_BLOCK,
        gaps=tuple(f"{{{gap}}}" for gap in one.gaps),
        terms=tuple(
            TermView(
                source=use.term.source,
                target=use.term.target,
                note=use.term.note,
                is_used=use.is_used,
            )
            for use in list_term_uses(around.terms, one.text, target)
        ),
        comments=tuple(
            _build_comment(comment) for comment in around.comments if comment.text_id == one.id
        ),
        typed_comment=around.typed.comments.get(one.id, ""),
        seen="" if stored is None else stored.text,
        may_confirm=stored is not None
        and stored.state in (TranslationState.DRAFT, TranslationState.OUTDATED),
        may_review=_may_review(stored, around.translator),
        is_next_to_do=one.id == around.next_to_do,
        stored=stored.text if is_other and stored is not None else None,
        problem=None if problem is None else explain_text_problem(problem),
    )


def _may_review(stored: SheetText | None, translator: Translator) -> bool:
    """Whether there is something to review that somebody else wrote."""
    return (
        stored is not None
        and stored.state in (TranslationState.DRAFT, TranslationState.TRANSLATED)
        and stored.by != translator.staff_id
    )


def _name_author(stored: SheetText | None, names: Mapping[int, str]) -> str | None:
    return None if stored is None or stored.by is None else names.get(stored.by)


def _count_rows(text: str) -> int:
    wrapped = sum(1 + len(line) // LETTERS_PER_ROW for line in text.split("\n"))
    return min(max(wrapped, FEWEST_ROWS), MOST_ROWS)


def _build_changes(old: str, new: str) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            text=stretch.text,
            is_removed=stretch.change is Change.REMOVED,
            is_added=stretch.change is Change.ADDED,
        )
        for stretch in compare_words(old, new)
    )


def _build_comment(comment: ItemComment) -> CommentView:
    return CommentView(
        id=comment.id,
        author=comment.author.display_name,
        written_at=comment.written_at,
        body=comment.body,
        is_settled=comment.resolved_at is not None,
    )
