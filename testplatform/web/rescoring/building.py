"""Build the pages of corrections. What is shown comes from what was stored."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_security import current_user
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from itembank.corrected_keys import correct_key
from itembank.item_documents import item_from_document
from itembank.items import Item, source_texts
from itembank.languages import get_language
from itembank.programmes import get_programme
from scoring.explanations import date_in_dutch
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.rescoring import RescoringCase, RescoringState
from testplatform.repositories.cut_scores import list_rows_for_a_period
from testplatform.repositories.forms import list_forms
from testplatform.repositories.rescoring import list_cases
from testplatform.repositories.rescoring_changes import (
    count_changes,
    count_written,
    list_changes,
    stream_kept,
)
from testplatform.services.rescoring_dry_runs import count_everybody
from testplatform.services.rescoring_proposals import CheckedProposal, ProposalRefused
from testplatform.web.rescoring.differences import (
    build_change_row,
    build_counts,
    build_groups,
    build_search,
)
from testplatform.web.rescoring.forms import NewCaseForm
from testplatform.web.rescoring.pages import (
    NO_REJECTION,
    CaseFact,
    CasePage,
    CaseRow,
    CasesPage,
    Check,
    KeptList,
    KeptRow,
    NewCasePage,
    Rejection,
    Steps,
    WritingProgress,
)
from testplatform.web.rescoring.wording import (
    FILTERS,
    KINDS,
    NOUNS,
    OWN_PROPOSAL,
    STATES,
    ChangeFilter,
    explain_refusal,
    list_filters,
)
from testplatform.web.staff.building import ROWS_PER_PAGE, build_options, build_paging
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.wording import describe_moment, describe_part

MOVING = (RescoringState.CALCULATING, RescoringState.APPROVED)
MOST_KEPT_SHOWN = 100
EVERY_FORM = "Elke testversie met deze vraag"


def build_cases_page(session: Session) -> CasesPage:
    return CasesPage(
        rows=tuple(_case_row(case) for case in list_cases(session)),
        new_url=url_for("rescoring.new"),
    )


def build_new_case_form(session: Session) -> NewCaseForm:
    """The form with its choices as they are today."""
    form = NewCaseForm()
    codes = sorted({one.code for one in list_forms(session)})
    form.form_code.choices = [
        SelectChoice(value="", label=EVERY_FORM),
        *(SelectChoice(value=code, label=code) for code in codes),
    ]
    form.cut_scores.choices = [
        SelectChoice(value="", label="Kies een cesuur"),
        *(
            SelectChoice(value=f"{row.code}/{row.version}", label=_name_cut_scores(row))
            for row in list_rows_for_a_period(session)
        ),
    ]
    return form


def build_new_case_page(form: NewCaseForm, check: Check | None = None) -> NewCasePage:
    return NewCasePage(
        form=form,
        check=check,
        check_url=url_for("rescoring.check"),
        create_url=url_for("rescoring.create"),
        back=_back(),
    )


def build_check(session: Session, checked: CheckedProposal) -> Check:
    """What a proposal is about: the item, its keys, and how many decided attempts."""
    number = count_everybody(session, checked.stored)
    concerned = (
        "Eén besliste afname is betrokken."
        if number == 1
        else f"{number} besliste afnames zijn betrokken."
    )
    return Check(
        sentences=(*_describe_checked(checked), concerned),
        is_refused=False,
    )


def build_refusal(refused: ProposalRefused) -> Check:
    return Check(sentences=(explain_refusal(refused),), is_refused=True)


def build_case_page(
    session: Session,
    case: RescoringCase,
    chosen: ChangeFilter | None,
    language: str | None,
    page: int,
    rejection: Rejection = NO_REJECTION,
) -> CasePage:
    search = build_search(chosen, language)
    programme = get_programme(case.programme)
    arguments = _arguments(case, chosen, language)
    paging = build_paging(
        count_changes(session, case.id, search),
        page,
        lambda number: url_for("rescoring.case", page=number, **arguments),
    )
    counts: Mapping[str, Any] = case.counts or {"everybody": {}}
    changes = list_changes(session, case.id, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    return CasePage(
        code=case.code,
        state=STATES[case.state],
        is_moving=case.state in MOVING,
        facts=_facts(case),
        counts=build_counts(case, programme.scheme, counts["everybody"]),
        problems=tuple(counts.get("reasons", {})),
        groups=build_groups(session, programme.scheme, counts),
        part_titles=tuple(describe_part(case.programme, part.code) for part in programme.parts),
        rows=tuple(build_change_row(programme, one) for one in changes),
        paging=paging,
        filters=build_options(
            {one.value: FILTERS[one] for one in list_filters(programme.scheme)}, chosen
        ),
        language_options=build_options(
            {tag: get_language(tag).dutch_name for tag in counts.get("by_language", {})}, language
        ),
        is_filtered=chosen is not None or language is not None,
        is_calculated=case.counts is not None,
        progress=_progress(session, case),
        kept=_kept(session, case),
        steps=_steps(case),
        rejection=rejection,
        all_url=url_for("rescoring.case", case_id=case.id),
        export_url=url_for("rescoring.export", **arguments),
        back=_back(),
    )


def describe_subject(case: RescoringCase) -> str:
    """What a case corrects, in short."""
    if case.item_version is not None:
        where = f" in {case.form_code}" if case.form_code else ""
        return f"vraag {case.item_version.item.code}, versie {case.item_version.version}{where}"
    if case.cut_score_set is None or case.first_day is None or case.last_day is None:
        return ""
    days = f"{date_in_dutch(case.first_day)} tot en met {date_in_dutch(case.last_day)}"
    noun = NOUNS[get_programme(case.programme).scheme]
    return f"{noun} {case.cut_score_set.code}, versie {case.cut_score_set.version}: {days}"


def _name_cut_scores(row: CutScoreSet) -> str:
    moment = describe_moment(row.programme, row.moment)
    since = date_in_dutch(row.effective_from)
    return f"{row.code}, versie {row.version} ({moment}, sinds {since})"


def _case_row(case: RescoringCase) -> CaseRow:
    return CaseRow(
        code=case.code,
        subject=describe_subject(case),
        kind=KINDS[case.kind],
        state=STATES[case.state],
        proposed_by=case.proposed_by.display_name,
        proposed_at=case.proposed_at,
        url=url_for("rescoring.case", case_id=case.id),
    )


def _describe_checked(checked: CheckedProposal) -> tuple[str, ...]:
    if checked.version is None:
        return ()
    item = item_from_document(checked.version.document)
    lines = [
        f"Vraag {item.code}, versie {checked.version.version}: {item.prompt}",
        f"Juist volgens de sleutel: {_say_right(item)}.",
    ]
    if checked.stored.is_key_corrected and checked.stored.item is not None:
        lines.append(f"Juist volgens de verbeterde sleutel: {_say_right(checked.stored.item)}.")
    return tuple(lines)


def _say_right(item: Item) -> str:
    right = item.body.correct_response()
    return "; ".join(item.body.describe_response(right, source_texts(item)))


def _facts(case: RescoringCase) -> tuple[CaseFact, ...]:
    proposed = f"{case.proposed_by.display_name}, {format_instant(case.proposed_at)}"
    facts = [
        CaseFact(label="Wat", lines=(KINDS[case.kind], describe_subject(case))),
        *_item_facts(case),
        CaseFact(label="Reden", lines=(case.reason,)),
        CaseFact(label="Voorgesteld door", lines=(proposed,)),
    ]
    if case.judged_by is not None:
        judged = f"{case.judged_by.display_name}, {format_instant(case.judged_at)}"
        why = (case.judgement,) if case.judgement else ()
        facts.append(CaseFact(label="Beoordeeld door", lines=(judged, *why)))
    if case.finished_at is not None:
        facts.append(CaseFact(label="Afgesloten", lines=(format_instant(case.finished_at),)))
    return tuple(facts)


def _item_facts(case: RescoringCase) -> tuple[CaseFact, ...]:
    if case.item_version is None:
        return ()
    item = item_from_document(case.item_version.document)
    facts = (
        CaseFact(label="Vraag", lines=(item.prompt,)),
        CaseFact(label="Juist volgens de sleutel", lines=(_say_right(item),)),
    )
    if case.key is None:
        return facts
    corrected = _say_right(correct_key(item, case.key))
    return (*facts, CaseFact(label="Juist volgens de verbeterde sleutel", lines=(corrected,)))


def _progress(session: Session, case: RescoringCase) -> WritingProgress | None:
    if case.state not in (RescoringState.APPROVED, RescoringState.WRITTEN):
        return None
    counts = count_written(session, case.id)
    sentence = (
        f"{counts.written} van {counts.total} afnames verwerkt, {counts.decisions} nieuwe "
        "beslissingen."
    )
    if counts.problems:
        sentence += f" {counts.problems} konden niet opnieuw beslist worden."
    return WritingProgress(total=counts.total, written=counts.written, sentence=sentence)


def _kept(session: Session, case: RescoringCase) -> KeptList | None:
    number = count_written(session, case.id).problems
    if not number:
        return None
    kept = stream_kept(session, case.id, limit=MOST_KEPT_SHOWN)
    shown = "" if number <= MOST_KEPT_SHOWN else f" Hier staan de eerste {MOST_KEPT_SHOWN}."
    return KeptList(
        said=f"Aantal afnames: {number}.{shown}",
        rows=tuple(
            KeptRow(
                dossier=one.dossier,
                url=url_for("administration.attempt", public_id=one.public_id),
                test_centre=one.test_centre,
                starts_at=one.starts_at,
                reason=one.reason,
            )
            for one in kept
        ),
        export_url=url_for("rescoring.export_kept_decisions", case_id=case.id),
    )


def _steps(case: RescoringCase) -> Steps:
    is_own = case.proposed_by_id == current_user.id
    is_open = case.state is RescoringState.PROPOSED
    can_be_withdrawn = is_own and case.state in (
        RescoringState.PROPOSED,
        RescoringState.CALCULATING,
    )

    def address(step: str, *, is_allowed: bool) -> str | None:
        return url_for(f"rescoring.{step}", case_id=case.id) if is_allowed else None

    return Steps(
        approve_url=address("approve_case", is_allowed=is_open and not is_own),
        reject_url=address("reject_case", is_allowed=is_open and not is_own),
        withdraw_url=address("withdraw_case", is_allowed=can_be_withdrawn),
        why_not=OWN_PROPOSAL if is_open and is_own else None,
    )


def _arguments(
    case: RescoringCase, chosen: ChangeFilter | None, language: str | None
) -> dict[str, Any]:
    arguments = {
        "case_id": case.id,
        "change": None if chosen is None else chosen.value,
        "language": language,
    }
    return {name: value for name, value in arguments.items() if value is not None}


def _back() -> Link:
    return Link(label="Alle correcties", url=url_for("rescoring.cases"))
