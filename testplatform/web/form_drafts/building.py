"""Build the pages of forms in the making."""

from collections.abc import Iterable, Mapping, Sequence

from flask import url_for
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from itembank.blueprints import Blueprint, Finding, PartPlan, Rule, count_questions, sum_marks
from itembank.items import PRACTICE_PART, ItemCode
from itembank.programmes import Programme, get_programme, list_programmes
from itembank.translations import SOURCE_LANGUAGE, TranslationState
from scoring.codes import PartCode
from scoring.marks import Marks, marks_to_text
from testplatform.models.forms import FormDraft
from testplatform.models.items import ItemTranslation
from testplatform.repositories.items import list_sheets
from testplatform.repositories.pools import StoredPool, load_pool
from testplatform.services.form_drafts import (
    check_draft,
    list_draft_audio,
    list_drafts,
    list_wanted_marks,
    read_blueprint,
)
from testplatform.services.read_aloud.coverage import measure_texts
from testplatform.web.form_drafts.forms import (
    EditForm,
    ItemForm,
    NewDraftForm,
    PublishForm,
    RuleForm,
    ShufflingForm,
)
from testplatform.web.form_drafts.pages import (
    ChosenItem,
    DraftPage,
    DraftRow,
    DraftsPage,
    LanguageRow,
    PartSection,
    PoolOption,
    RuleRow,
)
from testplatform.web.form_drafts.wording import describe_finding, describe_rule
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.pages import Badge, Tone
from testplatform.web.staff.wording import (
    ITEM_TYPES,
    SOURCE_LANGUAGE_BADGE,
    TRANSLATION_STATES,
    describe_part,
    describe_read_aloud,
)

READY = Badge(word="klaar om te publiceren", tone=Tone.GOOD)
RULE_MET = Badge(word="gehaald", tone=Tone.GOOD)
BY_PEOPLE = "beoordeeld"
RULE_SHORT = Badge(word="niet gehaald", tone=Tone.BAD)


def build_new_draft_form() -> NewDraftForm:
    form = NewDraftForm()
    form.programme.choices = [
        SelectChoice(value=one.code, label=one.title) for one in list_programmes()
    ]
    return form


def _build_publish_form(draft: FormDraft, programme: Programme) -> PublishForm:
    form = PublishForm(formdata=None, edits=draft.edits)
    form.moment.choices = [
        SelectChoice(value=one.code, label=one.title)
        for one in (programme.moments if programme.has_tests_apart else ())
    ]
    return form


def build_drafts_page(session: Session, form: NewDraftForm) -> DraftsPage:
    drafts = list_drafts(session)
    programmes = {draft.programme for draft in drafts}
    pools = {code: load_pool(session, code) for code in programmes}
    marks = {code: list_wanted_marks(session, code) for code in programmes}
    return DraftsPage(
        rows=tuple(
            _draft_row(draft, check_draft(draft, pools[draft.programme], marks[draft.programme]))
            for draft in drafts
        ),
        form=form,
        create_url=url_for("form_drafts.create"),
    )


def build_draft_page(session: Session, draft: FormDraft) -> DraftPage:
    stored = load_pool(session, draft.programme)
    blueprint = read_blueprint(draft)
    programme = get_programme(draft.programme)
    marks = list_wanted_marks(session, draft.programme)
    plans = (*blueprint.parts, PartPlan(code=PRACTICE_PART, items=blueprint.practice))
    return DraftPage(
        title=draft.title,
        code=draft.code,
        programme=programme.title,
        updated_at=draft.updated_at,
        flaws=tuple(
            describe_finding(finding, draft.programme)
            for finding in check_draft(draft, stored, marks)
        ),
        parts=tuple(_section(draft, plan, blueprint, stored, marks) for plan in plans),
        languages=_language_rows(session, draft, blueprint, stored),
        edit_form=EditForm(formdata=None, edits=draft.edits),
        publish_form=_build_publish_form(draft, programme),
        shuffling_form=ShufflingForm(
            formdata=None,
            edits=draft.edits,
            shuffles_items=blueprint.shuffles_items,
            shuffles_options=blueprint.shuffles_options,
        ),
        audio_url=url_for("form_drafts.audio", draft_id=draft.id),
        fill_url=url_for("form_drafts.fill", draft_id=draft.id),
        shuffling_url=url_for("form_drafts.shuffling", draft_id=draft.id),
        parallel_url=url_for("form_drafts.parallel", draft_id=draft.id),
        publish_url=url_for("form_drafts.publish", draft_id=draft.id),
        list_url=url_for("form_drafts.drafts"),
    )


def _draft_row(draft: FormDraft, findings: Sequence[Finding]) -> DraftRow:
    flaws = len(findings)
    return DraftRow(
        code=draft.code,
        title=draft.title,
        programme=get_programme(draft.programme).title,
        updated_at=draft.updated_at,
        state=Badge(word=f"{flaws} opmerkingen", tone=Tone.WARNING) if flaws else READY,
        url=url_for("form_drafts.draft", draft_id=draft.id),
    )


def _section(
    draft: FormDraft,
    plan: PartPlan,
    blueprint: Blueprint,
    stored: StoredPool,
    marks: Mapping[PartCode, Marks],
) -> PartSection:
    wanted = {part.code: part.items for part in get_programme(draft.programme).parts}
    return PartSection(
        code=plan.code,
        title=describe_part(draft.programme, plan.code),
        number=count_questions(plan.items, stored.pool),
        wanted=wanted.get(plan.code),
        marks=marks_to_text(sum_marks(plan.items, stored.pool)),
        wanted_marks=marks_to_text(marks[plan.code]) if plan.code in marks else None,
        items=tuple(
            _chosen(draft, plan, code, number, stored)
            for number, code in enumerate(plan.items, start=1)
        ),
        rules=tuple(
            _rule_row(draft, plan, rule, number, stored) for number, rule in enumerate(plan.rules)
        ),
        options=tuple(_options(plan, blueprint, stored)),
        has_rules=plan.code != PRACTICE_PART,
        add_url=url_for("form_drafts.add", draft_id=draft.id, part=plan.code),
        rule_url=url_for("form_drafts.add_rule", draft_id=draft.id, part=plan.code),
        rule_form=RuleForm(formdata=None, edits=draft.edits),
        item_form=ItemForm(formdata=None, edits=draft.edits),
    )


def _options(plan: PartPlan, blueprint: Blueprint, stored: StoredPool) -> Iterable[PoolOption]:
    chosen = set(blueprint.item_codes)
    for code, item in stored.pool.items():
        if item.part == plan.code and code not in chosen:
            yield PoolOption(code=code, prompt=stored.prompts[code])


def _chosen(
    draft: FormDraft, plan: PartPlan, code: ItemCode, number: int, stored: StoredPool
) -> ChosenItem:
    item = stored.pool.get(code)

    def address(endpoint: str) -> str:
        return url_for(endpoint, draft_id=draft.id, part=plan.code, code=code)

    return ChosenItem(
        number=number,
        code=code,
        prompt=stored.prompts.get(code, "(niet beschikbaar)"),
        item_type="" if item is None else ITEM_TYPES[item.item_type],
        theme="" if item is None else item.theme,
        exposure=0 if item is None else item.exposure,
        marks="" if item is None else _describe_marks(item.marks),
        is_by_hand=code in plan.by_hand,
        move_url=address("form_drafts.move"),
        remove_url=address("form_drafts.remove"),
    )


def _describe_marks(marks: Marks | None) -> str:
    return BY_PEOPLE if marks is None else marks_to_text(marks)


def _rule_row(
    draft: FormDraft, plan: PartPlan, rule: Rule, number: int, stored: StoredPool
) -> RuleRow:
    found = sum(code in stored.pool and rule.allows(stored.pool[code]) for code in plan.items)
    return RuleRow(
        sentence=describe_rule(rule),
        found=found,
        state=RULE_MET if found >= rule.count else RULE_SHORT,
        remove_url=url_for(
            "form_drafts.remove_rule", draft_id=draft.id, part=plan.code, number=number
        ),
    )


def _language_rows(
    session: Session, draft: FormDraft, blueprint: Blueprint, stored: StoredPool
) -> tuple[LanguageRow, ...]:
    """Per language how many of the chosen items it has whole, and how far its voices are."""
    versions = [stored.versions[code].id for code in blueprint.item_codes if code in stored.pool]
    audio = {
        tag: describe_read_aloud(measure_texts(session, planned, tag, draft.stakes))
        for tag, planned in list_draft_audio(session, draft, stored).items()
        if planned
    }
    whole: dict[str, list[ItemTranslation]] = {}
    for by_language in list_sheets(session, versions).values():
        for tag, row in by_language.items():
            if not row.missing and not row.outdated:
                whole.setdefault(tag, []).append(row)
    source = LanguageRow(
        language=build_language_name(SOURCE_LANGUAGE),
        whole=len(versions),
        total=len(versions),
        state=SOURCE_LANGUAGE_BADGE,
        read_aloud=audio.get(SOURCE_LANGUAGE),
    )
    return (
        source,
        *(
            LanguageRow(
                language=build_language_name(tag),
                whole=len(rows),
                total=len(versions),
                state=_language_state(rows, len(versions)),
                read_aloud=audio.get(tag),
            )
            for tag, rows in sorted(whole.items())
        ),
    )


def _language_state(rows: list[ItemTranslation], total: int) -> Badge:
    if len(rows) < total:
        return Badge(word="niet volledig: gaat niet mee als taal", tone=Tone.WARNING)
    states = {row.state for row in rows}
    return TRANSLATION_STATES[next(state for state in TranslationState if state in states)]
