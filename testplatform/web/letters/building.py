"""A stored decision in plain words. Nothing is decided again: all comes from what was stored."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language, list_languages
from itembank.programmes import get_programme
from itembank.timing import brussels_date
from scoring.corrections import (
    CutScoreCorrectionKind,
    EarlierCorrectionKind,
    TableCorrectionKind,
)
from scoring.cut_scores import Joining, cut_score_set_from_document
from scoring.decisions import Outcome
from scoring.explanations import date_in_dutch, marks_in_dutch
from scoring.marks import marks_from_text
from testplatform.catalogues import DEFAULT_LANGUAGE, has_catalogue, in_language
from testplatform.models.attempts import Attempt
from testplatform.models.decisions import Decision
from testplatform.screens import result_letters as say
from testplatform.screens.part_titles import part_title
from testplatform.web.appeals.building.lists import describe_test
from testplatform.web.candidate.languages import screen_language
from testplatform.web.letters.findings import explain_results, list_results
from testplatform.web.letters.pages import LetterPage, LetterText
from testplatform.web.staff.building import build_language_name, build_options
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import describe_part

UNREVIEWED = (
    "De zinnen in het {language} zijn een concept dat geen moedertaalspreker heeft nagekeken. "
    "Daarom staat de Nederlandse tekst erbij, en die telt."
)
NO_TRANSLATION = "De brief is er niet in het {language}. U kunt een andere taal kiezen."

WITHOUT_OTHER_POINTS = {
    *CutScoreCorrectionKind,
    *TableCorrectionKind,
    *EarlierCorrectionKind,
}
JOININGS = {Joining.ALL_PARTS: say.every_part, Joining.ANY_PART: say.one_part}
OUTCOMES = {Outcome.PASSED: say.passed, Outcome.FAILED: say.failed}


def build_letter_page(
    session: Session, attempt: Attempt, decision: Decision, *, asked: str, today: date
) -> LetterPage:
    """The letter about the newest decision; `asked` is a language that somebody chose."""
    candidate = attempt.booking.candidate
    wanted = asked if _is_offered(asked) else screen_language(session, attempt)
    language = wanted if has_catalogue(wanted) else DEFAULT_LANGUAGE
    tags = dict.fromkeys((language, DEFAULT_LANGUAGE))
    return LetterPage(
        full_name=candidate.full_name,
        dossier=candidate.dossier,
        test_centre=attempt.booking.sitting.test_centre.name,
        test=describe_test(attempt),
        written_on=date_in_dutch(today),
        texts=tuple(_build_text(decision, tag) for tag in tags),
        note=_note(wanted, language),
        languages=build_options(_offered_languages(), language),
        back=Link(
            label=f"Afname van {candidate.full_name}",
            url=url_for("administration.attempt", public_id=attempt.public_id),
        ),
    )


def _is_offered(tag: str) -> bool:
    return tag in _offered_languages()


def _offered_languages() -> dict[str, str]:
    """The languages of the candidate's screens, by their Dutch names."""
    names = {one.tag: one.dutch_name for one in list_languages() if has_catalogue(one.tag)}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _note(wanted: str, language: str) -> str:
    if wanted == DEFAULT_LANGUAGE:
        return ""
    sentence = NO_TRANSLATION if wanted != language else UNREVIEWED
    return sentence.format(language=get_language(wanted).dutch_name)


def _build_text(decision: Decision, tag: str) -> LetterText:
    with in_language(tag):
        return LetterText(
            language=build_language_name(tag),
            title=say.title(),
            outcome=_outcome(decision),
            explanation=tuple(_explain(decision)),
            further=tuple(_further(decision, tag)),
        )


def _outcome(decision: Decision) -> tuple[str, ...]:
    if decision.outcome is None:
        return tuple(list_results(decision))
    return (OUTCOMES[decision.outcome](),)


def _explain(decision: Decision) -> Iterator[str]:
    yield say.sat_on(date_in_dutch(_sat_on(decision)))
    if _has_other_points(decision):
        yield say.corrected()
    if decision.cut_score_set is None:
        yield from explain_results(decision)
        return
    programme = decision.attempt.booking.programme
    yield from (_explain_part(programme, part) for part in decision.document["parts"])
    yield JOININGS[cut_score_set_from_document(decision.cut_score_set.document).joining]()


def _has_other_points(decision: Decision) -> bool:
    """Whether points were calculated again; another cesuur, or another sitting, gives none."""
    kinds = {step["kind"] for step in decision.document["steps"]}
    return decision.supersedes_id is not None and not kinds & WITHOUT_OTHER_POINTS


def _explain_part(programme: str, part: Mapping[str, Any]) -> str:
    code = part["code"]
    compared = say.part(
        part_title(code, otherwise=describe_part(programme, code)),
        points=_marks(part["points"]),
        out_of=_marks(part["out_of"]),
        needed=_marks(part["cut_score"]["points_needed"]),
    )
    return f"{compared} {say.enough() if part['reached'] else say.not_enough()}"


def _further(decision: Decision, tag: str) -> Iterator[str]:
    """What can be done now: the resit (rule 10.1), an objection (rule 10.4), a question."""
    programme = get_programme(decision.attempt.booking.programme)
    if _may_sit_again(decision) and programme.resit is not None:
        yield say.again_from(date_in_dutch(programme.resit.first_day(_sat_on(decision))))
        if programme.resit.other_form:
            yield say.other_questions()
    if programme.appeal is not None:
        decided_on = brussels_date(decision.decided_at)
        yield say.object_until(date_in_dutch(programme.appeal.last_day(decided_on)))
    yield say.questions()
    if tag != DEFAULT_LANGUAGE:
        yield say.translated()


def _may_sit_again(decision: Decision) -> bool:
    """Whoever failed, or did not reach each level (rule 7.7)."""
    return decision.outcome is Outcome.FAILED or bool(decision.document.get("resit"))


def _sat_on(decision: Decision) -> date:
    return brussels_date(decision.attempt.booking.sitting.starts_at)


def _marks(stored: int | str) -> str:
    return marks_in_dutch(marks_from_text(str(stored)))
