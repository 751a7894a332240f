"""Keep the fixed terms of a language."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from itembank.glossaries import Term, find_note_problem, find_term_problem
from testplatform.db import hold_lock
from testplatform.errors import TermNotSound, TermTaken, TranslationNotTheirs
from testplatform.models.items import GlossaryTerm
from testplatform.repositories.glossary_terms import list_terms, term_of
from testplatform.services.audit import record_event
from testplatform.services.translating import Translator


def put_term(
    session: Session,
    language: str,
    term: Term,
    *,
    term_id: int | None = None,
    actor: Translator,
    now: datetime,
) -> None:
    """Add a term, or change the one with that number; the same again changes nothing.

    Raises:
        TranslationNotTheirs: when the language is not one of theirs.
        TermNotSound: when it is empty or too long.
        TermTaken: when another term has the same source.
    """
    _check_language(language, actor)
    check_term(term)
    hold_lock(session, f"glossary:{language}")
    row = _find_same(session, language, term.source)
    if row is not None and row.id != term_id:
        raise TermTaken
    if term_id is None:
        row = GlossaryTerm(language=language)
        session.add(row)
    else:
        row = session.get_one(GlossaryTerm, term_id)
    if term_id is not None and term_of(row) == term:
        return
    row.source_term, row.target_term, row.note = term.source, term.target, term.note
    session.flush()
    _record(session, language, "term saved", 1, actor, now)


def remove_term(session: Session, term_id: int, *, actor: Translator, now: datetime) -> None:
    """Remove a term; one that is gone already is gone."""
    row = session.get(GlossaryTerm, term_id)
    if row is None:
        return
    _check_language(row.language, actor)
    session.delete(row)
    session.flush()
    _record(session, row.language, "term removed", 1, actor, now)


def put_terms(
    session: Session, language: str, terms: Sequence[Term], *, actor: Translator, now: datetime
) -> int:
    """Add the terms of a file and change those that are there; tells how many changed.

    Raises:
        TranslationNotTheirs, TermNotSound: and then none of them is kept.
    """
    _check_language(language, actor)
    for term in terms:
        check_term(term)
    hold_lock(session, f"glossary:{language}")
    stored = {row.source_term.casefold(): row for row in list_terms(session, language)}
    changed = 0
    for term in terms:
        row = stored.get(term.source.casefold())
        if row is not None and term_of(row) == term:
            continue
        if row is None:
            row = stored[term.source.casefold()] = GlossaryTerm(language=language)
            session.add(row)
        row.source_term, row.target_term, row.note = term.source, term.target, term.note
        changed += 1
    session.flush()
    if changed:
        _record(session, language, "term saved", changed, actor, now)
    return changed


def check_term(term: Term) -> None:
    """Refuse a term that cannot be kept.

    Raises:
        TermNotSound: saying nothing of what it holds.
    """
    if find_term_problem(term.source) or find_term_problem(term.target):
        raise TermNotSound
    if find_note_problem(term.note):
        raise TermNotSound


def _check_language(language: str, actor: Translator) -> None:
    if not actor.may_translate(language):
        raise TranslationNotTheirs(language=language)


def _find_same(session: Session, language: str, source: str) -> GlossaryTerm | None:
    return next(
        (
            row
            for row in list_terms(session, language)
            if row.source_term.casefold() == source.casefold()
        ),
        None,
    )


def _record(
    session: Session, language: str, action: str, number: int, actor: Translator, now: datetime
) -> None:
    record_event(
        session,
        actor=f"staff:{actor.staff_id}",
        action=action,
        subject=f"glossary:{language}",
        now=now,
        details={"language": language, "number": number},
    )
