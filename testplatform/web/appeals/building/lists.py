"""The list of appeals, and the page on which one is recorded."""

from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from itembank.timing import brussels_date
from scoring.explanations import date_in_dutch
from testplatform.models.appeals import Appeal
from testplatform.models.attempts import Attempt
from testplatform.repositories.appeals import AppealSearch, count_appeals, list_appeals
from testplatform.repositories.decisions import list_decisions
from testplatform.web.appeals.forms import NewAppealForm
from testplatform.web.appeals.pages import AppealFact, AppealRow, AppealsPage, NewAppealPage
from testplatform.web.appeals.searches import find_timeliness, search_to_arguments
from testplatform.web.appeals.wording import (
    STATES,
    TIMELINESS,
    describe_days_open,
    describe_timeliness,
)
from testplatform.web.staff.building import ROWS_PER_PAGE, build_options, build_paging
from testplatform.web.staff.pages import Badge, Link, Tone
from testplatform.web.staff.results import describe_decision
from testplatform.web.staff.wording import describe_moment


def build_appeals_page(
    session: Session, search: AppealSearch, *, number: int, today: date
) -> AppealsPage:
    arguments = search_to_arguments(search)
    paging = build_paging(
        count_appeals(session, search),
        number,
        lambda page: url_for("appeals.appeals", page=page, **arguments),
    )
    found = list_appeals(session, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    return AppealsPage(
        dossier=search.dossier or "",
        states=build_options(
            {state.value: badge.word for state, badge in STATES.items()}, search.state
        ),
        timeliness=build_options(
            {one.value: badge.word for one, badge in TIMELINESS.items()}, find_timeliness(search)
        ),
        rows=tuple(_row(appeal, today) for appeal in found),
        paging=paging,
        export_url=url_for("appeals.export", **arguments),
        all_url=url_for("appeals.appeals"),
        search_url=url_for("appeals.search"),
        attempts_url=url_for("administration.attempts"),
        is_filtered=bool(arguments),
    )


def build_new_appeal_page(session: Session, attempt: Attempt, form: NewAppealForm) -> NewAppealPage:
    booking = attempt.booking
    programme = get_programme(booking.programme)
    decisions = tuple(
        f"{describe_decision(one).word}, {date_in_dutch(brussels_date(one.decided_at))}"
        for one in list_decisions(session, attempt.id)
    )
    return NewAppealPage(
        form=form,
        facts=(
            AppealFact(
                label="Kandidaat", lines=(booking.candidate.full_name, booking.candidate.dossier)
            ),
            AppealFact(label="Test", lines=(describe_test(attempt),)),
            AppealFact(label="Beslissingen", lines=decisions or ("nog geen",)),
        ),
        days="" if programme.appeal is None else describe_rule(programme.appeal.days),
        create_url=url_for("appeals.create", public_id=attempt.public_id),
        back=Link(
            label="De afname", url=url_for("administration.attempt", public_id=attempt.public_id)
        ),
    )


def describe_rule(days: int) -> str:
    return (
        f"Een bezwaar is op tijd tot en met {days} dagen na de dag van de beslissing. "
        "Wat later komt, kunt u ook noteren: het staat er dan als te laat."
    )


def describe_test(attempt: Attempt) -> str:
    """Programme and moment: "Maatschappelijke oriëntatie, test na MO"."""
    booking = attempt.booking
    moment = describe_moment(booking.programme, booking.moment)
    return f"{get_programme(booking.programme).title}, {moment}"


def _row(appeal: Appeal, today: date) -> AppealRow:
    attempt = appeal.decision.attempt
    looker = appeal.second_look_by
    days = (today - appeal.received_on).days
    return AppealRow(
        code=appeal.code,
        url=url_for("appeals.appeal", appeal_id=appeal.id),
        dossier=attempt.booking.candidate.dossier,
        test=describe_test(attempt),
        received_on=date_in_dutch(appeal.received_on),
        deadline=date_in_dutch(appeal.deadline),
        timeliness=describe_timeliness(is_late=appeal.is_late),
        state=STATES[appeal.state],
        second_look_by="–" if looker is None else looker.display_name,
        open_for=Badge(word=describe_days_open(days), tone=Tone.NEUTRAL)
        if appeal.is_open
        else None,
    )
