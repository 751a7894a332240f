"""Published forms: items per part, languages with their state, and audio."""

from flask import url_for
from sqlalchemy.orm import Session

from itembank.items import PRACTICE_PART
from itembank.readaloud import SpeechCoverage, find_nearest_to_release
from itembank.translations import TranslationState
from testplatform.models.forms import Form
from testplatform.repositories.forms import (
    FormPlan,
    find_newest_form,
    get_form_plan,
    list_forms,
)
from testplatform.services.read_aloud.coverage import measure_coverage
from testplatform.services.read_aloud.offering import list_form_languages
from testplatform.web.administration.pages.forms import (
    CoverageRow,
    FormCard,
    FormCoverage,
    FormLanguage,
    FormPage,
    FormPartRow,
    FormsPage,
)
from testplatform.web.read_aloud.production.wording import describe_nearest
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Badge
from testplatform.web.staff.wording import (
    SOURCE_LANGUAGE_BADGE,
    TRANSLATION_STATES,
    describe_part,
    describe_read_aloud,
)

SHORT_HASH = 12


def build_forms_page(session: Session) -> FormsPage:
    return FormsPage(
        forms=tuple(_card(session, form, hash_length=SHORT_HASH) for form in list_forms(session))
    )


def build_form_page(session: Session, form: Form) -> FormPage:
    return FormPage(
        form=_card(session, form),
        coverage=build_form_coverage(session, form),
        shuffling=_describe_shuffling(form),
        published_by="een opdracht"
        if form.published_by is None
        else form.published_by.display_name,
        use_url=url_for(
            f"form_drafts.{'withdraw' if form.withdrawn_at is None else 'restore'}",
            form_id=form.id,
        ),
        export_url=url_for("administration.export_form", form_id=form.id),
        listening_url=url_for("read_aloud_use.export", form_id=form.id),
        list_url=url_for("administration.forms"),
    )


def build_form_coverage(session: Session, form: Form) -> FormCoverage:
    tags = list_form_languages(session, form.id)
    found = [measure_coverage(session, form.id, tag) for tag in tags]
    return FormCoverage(
        title=form.title,
        version=form.version,
        url=url_for("administration.form", form_id=form.id),
        nearest=describe_nearest(find_nearest_to_release(found)),
        production_url=url_for("read_aloud_production.form", form_id=form.id),
        rows=tuple(_coverage_row(coverage) for coverage in found),
    )


def _coverage_row(coverage: SpeechCoverage) -> CoverageRow:
    return CoverageRow(
        language=build_language_name(coverage.language),
        badge=describe_read_aloud(coverage),
        has_voice=coverage.has_voice,
        made=coverage.made,
        segments=coverage.segments,
        refused=coverage.refused,
    )


def _card(session: Session, form: Form, *, hash_length: int | None = None) -> FormCard:
    plan = get_form_plan(session, form.id)
    newest = find_newest_form(session, form.programme)
    return FormCard(
        code=form.code,
        title=form.title,
        version=form.version,
        programme=plan.programme.title,
        published_at=form.published_at,
        manifest_hash=form.manifest_hash[:hash_length],
        is_withdrawn=form.withdrawn_at is not None,
        is_used_now=newest is not None and newest.id == form.id,
        parts=tuple(
            FormPartRow(title=describe_part(form.programme, code), items=len(plan.items_of(code)))
            for code in (*(part.code for part in plan.programme.parts), PRACTICE_PART)
        ),
        languages=tuple(
            FormLanguage(language=build_language_name(tag), state=_translation_state(plan, tag))
            for tag in plan.languages
        ),
        coverage_url=url_for("administration.form", form_id=form.id, _anchor="voorlezen"),
    )


def _describe_shuffling(form: Form) -> str:
    shuffled = [
        word
        for word, is_shuffled in (
            ("vragen", form.shuffles_items),
            ("antwoorden", form.shuffles_options),
        )
        if is_shuffled
    ]
    return f"per kandidaat voor {' en '.join(shuffled)}" if shuffled else "voor iedereen dezelfde"


def _translation_state(plan: FormPlan, tag: str) -> Badge:
    """A language is as far as the least finished of its items."""
    if tag == plan.source_language:
        return SOURCE_LANGUAGE_BADGE
    states = {translation.state for translation in plan.translations[tag].values()}
    return TRANSLATION_STATES[next(state for state in TranslationState if state in states)]
