"""One appeal on one page: what is objected, and everything that is needed to look again."""

from flask import url_for
from flask_security import current_user
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice

from scoring.explanations import date_in_dutch
from testplatform.models.appeals import Appeal, AppealState
from testplatform.repositories.appeals import WITHOUT_EFFECT, count_devices
from testplatform.repositories.decisions import list_decisions
from testplatform.services.appeals import list_cases_concerning, list_people_of
from testplatform.web.administration.building.attempt import build_attempt_page
from testplatform.web.appeals.building.explanations import explain_plainly
from testplatform.web.appeals.building.lists import describe_test
from testplatform.web.appeals.building.questions import build_part_questions
from testplatform.web.appeals.forms import AnswerForm
from testplatform.web.appeals.pages import AppealFact, AppealPage, Steps
from testplatform.web.appeals.wording import (
    CASE_WITHOUT_EFFECT,
    NO_CASE,
    OWN_APPEAL,
    OWN_CORRECTION,
    STATES,
    describe_timeliness,
)
from testplatform.web.rescoring.building import describe_subject
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.pages import Link
from testplatform.web.staff.results import describe_decision


def build_answer_form(session: Session, appeal: Appeal) -> AnswerForm:
    """The form with the corrections that concern the attempt."""
    form = AnswerForm()
    form.case_id.choices = [
        SelectChoice(value="", label=NO_CASE),
        *(
            SelectChoice(value=str(case.id), label=f"{case.code}: {describe_subject(case)}")
            for case in list_cases_concerning(session, appeal.decision.attempt)
        ),
    ]
    return form


def build_appeal_page(session: Session, appeal: Appeal, form: AnswerForm) -> AppealPage:
    attempt = appeal.decision.attempt
    newest = list_decisions(session, attempt.id)[0]
    case = appeal.rescoring_case
    has_no_effect = case is not None and case.state in WITHOUT_EFFECT
    return AppealPage(
        code=appeal.code,
        state=STATES[appeal.state],
        timeliness=describe_timeliness(is_late=appeal.is_late),
        summary=appeal.summary,
        warning=CASE_WITHOUT_EFFECT if has_no_effect else None,
        facts=_facts(appeal),
        steps=_steps(session, appeal),
        form=form,
        new_case=Link(label="Stel een correctie voor", url=url_for("rescoring.new")),
        explanation=explain_plainly(appeal.decision),
        questions=build_part_questions(session, appeal.decision, newest),
        attempt=build_attempt_page(session, attempt),
        devices=_describe_devices(count_devices(session, attempt.id)),
        letter_url=url_for("appeals.letter", appeal_id=appeal.id),
        back=Link(label="Alle bezwaren", url=url_for("appeals.appeals")),
    )


def _facts(appeal: Appeal) -> tuple[AppealFact, ...]:
    decision = appeal.decision
    attempt = decision.attempt
    candidate = attempt.booking.candidate
    recorded = f"{appeal.recorded_by.display_name}, {format_instant(appeal.recorded_at)}"
    decided = f"beslissing {decision.revision} van {date_in_dutch(appeal.decided_on)}"
    facts = [
        AppealFact(label="Kandidaat", lines=(candidate.full_name, candidate.dossier)),
        AppealFact(label="Test", lines=(describe_test(attempt),)),
        AppealFact(
            label="Afname",
            link=Link(
                label=format_instant(attempt.booking.sitting.starts_at),
                url=url_for("administration.attempt", public_id=attempt.public_id),
            ),
        ),
        AppealFact(label="Tegen", lines=(f"{decided}: {describe_decision(decision).word}",)),
        AppealFact(label="Ontvangen op", lines=(date_in_dutch(appeal.received_on),)),
        AppealFact(label="Laatste dag", lines=(date_in_dutch(appeal.deadline),)),
        AppealFact(label="Genoteerd door", lines=(recorded,)),
    ]
    return (*facts, *_answer_facts(appeal))


def _answer_facts(appeal: Appeal) -> tuple[AppealFact, ...]:
    facts = []
    if appeal.second_look_by is not None:
        looked = f"{appeal.second_look_by.display_name}, {format_instant(appeal.second_look_at)}"
        facts.append(AppealFact(label="Tweede blik", lines=(looked,)))
    if appeal.closed_by is not None:
        closed = f"{appeal.closed_by.display_name}, {format_instant(appeal.closed_at)}"
        facts.append(AppealFact(label="Afgesloten door", lines=(closed,)))
        facts.append(AppealFact(label="Reden", lines=tuple(appeal.reason.splitlines())))
    if appeal.rescoring_case is not None:
        case = appeal.rescoring_case
        link = Link(label=f"Correctie {case.code}", url=url_for("rescoring.case", case_id=case.id))
        facts.append(AppealFact(label="Gevolg", link=link))
    if appeal.remedy:
        facts.append(AppealFact(label="Gevolg", lines=tuple(appeal.remedy.splitlines())))
    return tuple(facts)


def _steps(session: Session, appeal: Appeal) -> Steps:
    me = current_user.id
    is_looking = appeal.second_look_by_id == me
    why_not = _why_not(session, appeal, me) if appeal.is_open else None
    may_look = appeal.is_open and not is_looking and why_not is None
    may_answer = appeal.state is AppealState.SECOND_LOOK and is_looking

    def address(step: str, *, is_allowed: bool) -> str | None:
        return url_for(f"appeals.{step}", appeal_id=appeal.id) if is_allowed else None

    return Steps(
        look_url=address("look", is_allowed=may_look),
        look_label="Ik neem de tweede blik over"
        if appeal.state is AppealState.SECOND_LOOK
        else "Ik kijk opnieuw",
        uphold_url=address("uphold_appeal", is_allowed=may_answer),
        reject_url=address("reject_appeal", is_allowed=may_answer),
        withdraw_url=address("withdraw_appeal", is_allowed=appeal.is_open),
        why_not=why_not,
    )


def _why_not(session: Session, appeal: Appeal, person: int) -> str | None:
    """Why somebody may not look again; None when they may."""
    if appeal.recorded_by_id == person:
        return OWN_APPEAL
    return OWN_CORRECTION if person in list_people_of(session, appeal.decision) else None


def _describe_devices(number: int) -> str:
    return (
        "Er werd op één toestel gewerkt."
        if number == 1
        else f"Er werd op {number} toestellen gewerkt."
    )
