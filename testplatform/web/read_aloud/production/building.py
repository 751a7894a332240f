"""Build the pages that show how far the voices of a form are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flask import current_app, url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language, is_signed, list_languages
from itembank.readaloud import SpeechCoverage, find_nearest_to_release
from testplatform.models.audio import AudioState
from testplatform.models.forms import Form, FormRelease
from testplatform.repositories.forms import list_newest_forms
from testplatform.services.read_aloud.coverage import list_form_coverage
from testplatform.services.read_aloud.offering import list_form_languages
from testplatform.services.read_aloud.production import (
    TextProgress,
    TextState,
    count_public,
    list_whole_progress,
)
from testplatform.services.read_aloud.releasing import list_releases
from testplatform.web.read_aloud.production.pages import (
    Cell,
    FormHeading,
    FormRow,
    FormsPage,
    LanguageRow,
    ProblemRow,
    ProductionPage,
)
from testplatform.web.read_aloud.production.wording import (
    NO_TEXT,
    NOT_RELEASED_YET,
    RELEASED_WITHOUT,
    TEXT_STATES,
    WITH_READ_ALOUD,
    describe_lacking,
    describe_nearest,
    explain_problem,
)
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Badge
from testplatform.web.staff.wording import STAKES, describe_read_aloud

MOST_PROBLEMS = 50
PROBLEM_STATES = (TextState.REFUSED, TextState.REJECTED, TextState.PROBLEM)
COUNTED = (
    TextState.NOT_ASKED,
    TextState.WANTED,
    TextState.MAKING,
    TextState.MADE,
    TextState.REFUSED,
    TextState.REJECTED,
    TextState.PROBLEM,
)
SPOKEN_FORMS = "read_aloud_words.spoken_forms"

Progress = Mapping[str, Sequence[TextProgress]]


def build_forms_page(session: Session) -> FormsPage:
    forms = list_newest_forms(session)
    coverages = {form.id: list_form_coverage(session, form.id) for form in forms}
    shown = {one.language for found in coverages.values() for one in found}
    tags = [one.tag for one in list_languages() if one.tag in shown]
    return FormsPage(
        languages=tuple(build_language_name(tag) for tag in tags),
        rows=tuple(_form_row(session, form, coverages[form.id], tags) for form in forms),
    )


def build_production_page(session: Session, form: Form, now: datetime) -> ProductionPage:
    tags = list_form_languages(session, form.id)
    progress = {tag: list_whole_progress(session, form.id, tag, now=now) for tag in tags}
    every = [one for found in progress.values() for one in found]
    made = sum(one.state is TextState.MADE for one in every)
    in_hand = sum(one.state.is_in_hand for one in every)
    coverages = list_form_coverage(session, form.id)
    problems = list(_list_problems(progress))
    public = count_public(session, tags)
    return ProductionPage(
        form=build_heading(form),
        nearest=describe_nearest(find_nearest(session, form, coverages)),
        is_in_hand=bool(in_hand or public.get(AudioState.WANTED)),
        made=made,
        total=made + in_hand,
        in_hand=in_hand,
        screens=_describe_screens(public),
        headings=tuple(TEXT_STATES[state].word for state in COUNTED),
        rows=_language_rows(session, form, coverages, progress),
        problems=tuple(problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        has_releases=form.stakes.needs_release,
        produce_url=url_for("read_aloud_production.produce", form_id=form.id),
        stop_url=url_for("read_aloud_production.stop", form_id=form.id),
        retry_url=url_for("read_aloud_production.retry", form_id=form.id),
        matrix_url=url_for("read_aloud_production.matrix", form_id=form.id),
        list_url=url_for("read_aloud_production.forms"),
    )


def build_heading(form: Form) -> FormHeading:
    return FormHeading(
        title=form.title,
        code=form.code,
        version=form.version,
        stakes=STAKES[form.stakes],
        url=url_for("read_aloud_production.form", form_id=form.id),
    )


def find_nearest(
    session: Session, form: Form, coverages: Iterable[SpeechCoverage]
) -> SpeechCoverage | None:
    """Of the languages that the form has the texts of, the one that misses the least."""
    tags = list_form_languages(session, form.id)
    return find_nearest_to_release(one for one in coverages if one.language in tags)


def describe_release(release: FormRelease | None) -> Badge:
    if release is None:
        return NOT_RELEASED_YET
    return WITH_READ_ALOUD if release.has_read_aloud else RELEASED_WITHOUT


def _form_row(
    session: Session, form: Form, coverages: Sequence[SpeechCoverage], tags: Sequence[str]
) -> FormRow:
    by_tag = {one.language: one for one in coverages}
    known = list_form_languages(session, form.id)
    return FormRow(
        title=form.title,
        version=form.version,
        stakes=STAKES[form.stakes],
        url=url_for("read_aloud_production.form", form_id=form.id),
        nearest=describe_nearest(find_nearest(session, form, coverages)),
        cells=tuple(_form_cell(form, tag, by_tag.get(tag), tag in known) for tag in tags),
    )


def _form_cell(form: Form, tag: str, coverage: SpeechCoverage | None, has_texts: bool) -> Cell:
    name = get_language(tag).dutch_name
    if coverage is None or not has_texts:
        return Cell(badge=NO_TEXT, sentence=f"{form.title}, {name}: {NO_TEXT.word}")
    badge = describe_read_aloud(coverage)
    return Cell(
        badge=badge,
        sentence=f"{form.title}, {name}: {badge.word}. {describe_lacking(coverage)}",
        url=url_for("read_aloud_production.matrix", form_id=form.id, language=tag),
    )


def _language_rows(
    session: Session, form: Form, coverages: Iterable[SpeechCoverage], progress: Progress
) -> tuple[LanguageRow, ...]:
    releases = list_releases(session, form.id)
    is_exam = form.stakes.needs_release
    rows = []
    for coverage in coverages:
        tag = coverage.language
        numbers = Counter(one.state for one in progress.get(tag, ()))
        has_texts = tag in progress
        rows.append(
            LanguageRow(
                language=build_language_name(tag),
                coverage=describe_read_aloud(coverage) if has_texts else NO_TEXT,
                numbers=tuple(numbers[state] for state in COUNTED) if has_texts else (),
                approved=coverage.approved,
                segments=coverage.segments,
                release=describe_release(releases.get(tag)) if is_exam and has_texts else None,
                release_url=url_for("read_aloud_production.release", form_id=form.id, language=tag)
                if is_exam and has_texts
                else None,
            )
        )
    return tuple(rows)


def _list_problems(progress: Progress) -> Iterable[ProblemRow]:
    for tag, found in progress.items():
        for one in found:
            if one.state in PROBLEM_STATES and one.key is not None:
                yield ProblemRow(
                    language=build_language_name(tag),
                    text=one.text,
                    state=TEXT_STATES[one.state],
                    reason=explain_problem(one.state, one.reason),
                    key=one.key,
                    can_try_again=one.state is not TextState.REJECTED,
                    spoken_form_url=_spoken_form_url(tag, one.text),
                )


def _spoken_form_url(language: str, text: str) -> str | None:
    """Where one says how a text is spoken; None while those pages are not installed."""
    if is_signed(language) or SPOKEN_FORMS not in current_app.view_functions:
        return None
    return url_for(SPOKEN_FORMS, language=language, q=text[:80])


def _describe_screens(public: Mapping[AudioState, int]) -> str:
    total = sum(number for state, number in public.items() if state is not AudioState.STALE)
    return f"Schermteksten van deze talen: {public.get(AudioState.MADE, 0)} van {total} gemaakt."
