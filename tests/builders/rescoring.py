"""Rescoring cases at each stage of their life, stored."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import db, unit_of_work
from testplatform.models.decisions import Decision
from testplatform.models.rescoring import RescoringKind
from testplatform.models.staff import Staff
from testplatform.repositories.decisions import list_decisions
from testplatform.services.marking import score_attempt
from testplatform.services.rescoring_cases import (
    approve,
    calculate_case,
    propose,
    store_dry_run,
)
from testplatform.services.rescoring_proposals import NewCase, check_proposal
from testplatform.services.rescoring_writing import Progress, begin_writing, write_batch
from tests.builders.attempts import STARTED_AT, a_submitted_attempt
from tests.builders.bookings import a_booking

DECIDED_AT = STARTED_AT + timedelta(hours=1)
PROPOSED_AT = STARTED_AT + timedelta(days=1)
APPROVED_AT = STARTED_AT + timedelta(days=2)
WRITTEN_AT = STARTED_AT + timedelta(days=3)
PROPOSER, APPROVER = "beheerder@example.org", "beheerder2@example.org"
FORM = "mo-demo"


def staff_id_of(session: Session, email: str) -> int:
    return session.scalars(sa.select(Staff.id).where(Staff.email == email)).one()


def a_decided_attempt(
    number: int = 1, *, wrong: dict[str, int] | None = None, language: str = "nl"
) -> int:
    """The id of an attempt of a candidate of their own, decided with the first items `wrong`."""
    booking = a_booking(
        id=f"A-{number}", dossier=f"D-2026-{number:06}", language=language, moment="after_course"
    )
    attempt_id = a_submitted_attempt(booking, wrong=wrong)
    decide(attempt_id)
    return attempt_id


def decide(attempt_id: int) -> None:
    with unit_of_work() as session:
        score_attempt(session, attempt_id, now=DECIDED_AT)


def a_new_case(
    *,
    kind: RescoringKind = RescoringKind.FULL_MARKS,
    item: str | None = "MO-S-01",
    form_code: str | None = FORM,
    key: str | None = None,
    cut_scores: str | None = None,
    days: tuple[date, date] | None = None,
    reason: str = "De vraag was dubbelzinnig.",
) -> NewCase:
    first_day, last_day = (None, None) if days is None else days
    return NewCase(
        kind=kind,
        reason=reason,
        form_code=None if kind is RescoringKind.CUT_SCORES else form_code,
        item=None if kind is RescoringKind.CUT_SCORES else item,
        key=key,
        cut_scores=cut_scores,
        first_day=first_day,
        last_day=last_day,
    )


def a_case(new: NewCase | None = None) -> int:
    """The id of a case that waits for its dry run."""
    with unit_of_work() as session:
        checked = check_proposal(session, new or a_new_case(), today=PROPOSED_AT.date())
        proposer = staff_id_of(session, PROPOSER)
        return propose(session, checked, proposed_by_id=proposer, now=PROPOSED_AT).id


def calculate(case_id: int) -> None:
    calculated = calculate_case(db.session, case_id)
    db.session.rollback()
    assert calculated is not None
    with unit_of_work() as session:
        store_dry_run(session, case_id, calculated)


def a_proposed_case(new: NewCase | None = None) -> int:
    """The id of a case with its dry run, which waits for another person."""
    case_id = a_case(new)
    calculate(case_id)
    return case_id


def an_approved_case(new: NewCase | None = None) -> int:
    """The id of a case of which nothing is written yet."""
    case_id = a_proposed_case(new)
    with unit_of_work() as session:
        approver = staff_id_of(session, APPROVER)
        approve(session, case_id, judged_by_id=approver, now=APPROVED_AT)
    return case_id


def write_all(case_id: int, *, size: int = 500) -> list[Progress]:
    """Write a case batch by batch; gives what came of each."""
    writing = begin_writing(db.session, case_id)
    db.session.rollback()
    done: list[Progress] = []
    while writing is not None and done[-1:] in ([], [Progress.WRITTEN]):
        with unit_of_work() as session:
            done.append(write_batch(session, writing, now=WRITTEN_AT, size=size))
    return done


def a_written_case(new: NewCase | None = None) -> int:
    case_id = an_approved_case(new)
    write_all(case_id)
    return case_id


def decisions_of(session: Session, attempt_id: int) -> list[Decision]:
    """Every decision on an attempt as it is in the database now, the newest first."""
    session.rollback()
    session.expire_all()
    return list_decisions(session, attempt_id)
