"""From an objection to its answer, on real databases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from testplatform.db import unit_of_work
from testplatform.errors import TransitionRefused
from testplatform.models.appeals import Appeal, AppealState
from testplatform.models.audit import AuditRecord
from testplatform.models.rescoring import RescoringKind
from testplatform.models.staff import Staff
from testplatform.repositories.appeals import AppealSearch, count_appeals, list_appeals
from testplatform.services.appeals import (
    Answer,
    AppealFault,
    AppealRefused,
    NotTheSecondLook,
    OwnAppeal,
    OwnCorrection,
    reject,
    uphold,
    withdraw,
)
from testplatform.services.audit import find_broken_link, list_audit_records
from tests.builders.appeals import (
    CLOSED_AT,
    DECIDED_ON,
    LAST_DAY,
    LOOKED_AT,
    LOOKER,
    RECEIVED_ON,
    RECORDER,
    an_appeal,
    an_appeal_looked_at,
    look,
)
from tests.builders.attempts import a_submitted_attempt
from tests.builders.rescoring import (
    a_decided_attempt,
    a_new_case,
    a_proposed_case,
    a_written_case,
    decisions_of,
    staff_id_of,
)
from tests.integration.database.test_two_at_once import at_once

REASON = "Alleen antwoord b past bij de tekst."


def stored(session: Session, appeal_id: int) -> Appeal:
    """The appeal as it is in the database now."""
    session.rollback()
    session.expire_all()
    return session.get_one(Appeal, appeal_id)


def judge(step: Callable[[Session, int], None], *, by: str = LOOKER) -> None:
    with unit_of_work() as session:
        step(session, staff_id_of(session, by))


def upheld(appeal_id: int, *, case_id: int | None = None, remedy: str = "") -> None:
    answer = Answer(reason=REASON, case_id=case_id, remedy=remedy)
    judge(lambda session, staff: uphold(session, appeal_id, answer, staff_id=staff, now=CLOSED_AT))


def rejected(appeal_id: int, *, reason: str = REASON, by: str = LOOKER) -> None:
    judge(
        lambda session, staff: reject(
            session, appeal_id, reason=reason, staff_id=staff, now=CLOSED_AT
        ),
        by=by,
    )


def withdrawn(appeal_id: int, *, by: str = RECORDER) -> None:
    judge(
        lambda session, staff: withdraw(
            session, appeal_id, reason="De kandidaat nam het terug.", staff_id=staff, now=CLOSED_AT
        ),
        by=by,
    )


def a_third_administrator(session: Session) -> str:
    """The address of an administrator who had nothing to do with anything."""
    with unit_of_work() as work:
        looker = work.scalars(sa.select(Staff).where(Staff.email == LOOKER)).one()
        work.add(
            Staff(
                email="derde@example.org",
                display_name="Dora Derde",
                password=looker.password,
                active=True,
                fs_uniquifier="derde",
                roles=list(looker.roles),
            )
        )
    return "derde@example.org"


class TestRecording:
    def test_keeps_the_days_of_the_decision_and_of_the_programme(self, session: Session) -> None:
        appeal = stored(session, an_appeal())

        assert (appeal.decided_on, appeal.received_on, appeal.deadline, appeal.state) == (
            DECIDED_ON,
            RECEIVED_ON,
            LAST_DAY,
            AppealState.RECEIVED,
        )

    @pytest.mark.parametrize(
        ("received_on", "is_late"),
        [
            pytest.param(DECIDED_ON, False, id="the same day"),
            pytest.param(LAST_DAY, False, id="the last day"),
            pytest.param(LAST_DAY + timedelta(days=1), True, id="a day too late"),
        ],
    )
    def test_marks_what_came_late(self, session: Session, received_on: date, is_late: bool) -> None:
        assert stored(session, an_appeal(received_on=received_on)).is_late is is_late

    @pytest.mark.parametrize(
        ("received_on", "summary", "fault"),
        [
            pytest.param(
                DECIDED_ON - timedelta(days=1), "x", AppealFault.DECIDED_LATER, id="before"
            ),
            pytest.param(date(2027, 1, 1), "x", AppealFault.RECEIVED_TOMORROW, id="tomorrow"),
            pytest.param(RECEIVED_ON, " \0", AppealFault.SUMMARY_MISSING, id="no summary"),
        ],
    )
    def test_refuses_what_cannot_be(
        self, session: Session, received_on: date, summary: str, fault: AppealFault
    ) -> None:
        attempt_id = a_decided_attempt()

        with pytest.raises(AppealRefused) as refused:
            an_appeal(attempt_id, received_on=received_on, summary=summary)

        assert refused.value.fault is fault
        assert session.scalar(sa.select(sa.func.count()).select_from(Appeal)) == 0

    def test_needs_a_decision(self, session: Session) -> None:
        with pytest.raises(AppealRefused) as refused:
            an_appeal(a_submitted_attempt())

        assert refused.value.fault is AppealFault.NO_DECISION

    def test_refuses_a_second_one_while_the_first_is_open(self, session: Session) -> None:
        attempt_id = a_decided_attempt()
        first = an_appeal(attempt_id)

        with pytest.raises(AppealRefused) as refused:
            an_appeal(attempt_id)
        assert refused.value.fault is AppealFault.OPEN_ALREADY

        withdrawn(first)
        assert stored(session, an_appeal(attempt_id)).is_open

    def test_is_against_the_decision_that_there_was_on_that_day(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()  # on 5 March

        first = an_appeal(attempt_id, received_on=date(2026, 3, 4))
        withdrawn(first)
        second = an_appeal(attempt_id, received_on=date(2026, 3, 5))

        assert [stored(session, one).decision.revision for one in (first, second)] == [1, 2]

    def test_two_at_once_are_one(self, app: Flask, session: Session) -> None:
        attempt_id = a_decided_attempt()

        def record() -> bool:
            try:
                an_appeal(attempt_id)
            except AppealRefused:
                return False
            return True

        assert sorted(at_once(app, record, record)) == [False, True]


class TestSecondLook:
    def test_is_by_another_person(self, session: Session) -> None:
        appeal_id = an_appeal()

        with pytest.raises(OwnAppeal):
            look(appeal_id, by=RECORDER)
        look(appeal_id)

        appeal = stored(session, appeal_id)
        assert (appeal.state, appeal.second_look_at) == (AppealState.SECOND_LOOK, LOOKED_AT)
        assert appeal.second_look_by is not None
        assert appeal.second_look_by.email == LOOKER

    def test_is_not_by_who_decided_about_the_correction(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        a_written_case()
        appeal_id = an_appeal(attempt_id)

        with pytest.raises(OwnCorrection):
            look(appeal_id)
        look(appeal_id, by=a_third_administrator(session))

        assert stored(session, appeal_id).state is AppealState.SECOND_LOOK

    def test_is_taken_over(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        third = a_third_administrator(session)

        look(appeal_id, by=third)

        with pytest.raises(NotTheSecondLook):
            rejected(appeal_id)
        rejected(appeal_id, by=third)
        assert stored(session, appeal_id).state is AppealState.REJECTED

    def test_twice_is_once(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()

        look(appeal_id)

        actions = [one.action for one in list_audit_records(session)]
        assert actions.count("second look begun") == 1


class TestAnswer:
    def test_upholds_with_a_correction_that_concerns_the_attempt(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        case_id = a_proposed_case()

        upheld(appeal_id, case_id=case_id)

        appeal = stored(session, appeal_id)
        assert (appeal.state, appeal.rescoring_case_id) == (AppealState.UPHELD, case_id)
        assert appeal.reason == REASON

    def test_upholds_with_words_about_what_is_done(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()

        upheld(appeal_id, remedy="De kandidaat mag gratis opnieuw.")

        assert stored(session, appeal_id).remedy == "De kandidaat mag gratis opnieuw."

    @pytest.mark.parametrize(
        ("case_id", "remedy", "fault"),
        [
            pytest.param(None, " ", AppealFault.REMEDY_MISSING, id="nothing is done"),
            pytest.param(99, "", AppealFault.CASE_CONCERNS_OTHERS, id="no such correction"),
            pytest.param(99, "x", AppealFault.TWO_REMEDIES, id="both"),
        ],
    )
    def test_upholds_nothing_without_one_remedy(
        self, session: Session, case_id: int | None, remedy: str, fault: AppealFault
    ) -> None:
        appeal_id = an_appeal_looked_at()

        with pytest.raises(AppealRefused) as refused:
            upheld(appeal_id, case_id=case_id, remedy=remedy)

        assert refused.value.fault is fault
        assert stored(session, appeal_id).state is AppealState.SECOND_LOOK

    def test_refuses_a_correction_for_other_days(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        other = a_proposed_case(
            a_new_case(
                kind=RescoringKind.CUT_SCORES,
                cut_scores="mo-after-course-2023-03-01/1",
                days=(date(2026, 5, 1), date(2026, 5, 31)),
            )
        )

        with pytest.raises(AppealRefused) as refused:
            upheld(appeal_id, case_id=other)

        assert refused.value.fault is AppealFault.CASE_CONCERNS_OTHERS

    def test_rejects_with_a_reason(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()

        with pytest.raises(AppealRefused) as refused:
            rejected(appeal_id, reason=" ")
        rejected(appeal_id)

        assert refused.value.fault is AppealFault.REASON_MISSING
        assert stored(session, appeal_id).closed_at == CLOSED_AT

    def test_needs_a_second_look_first(self, session: Session) -> None:
        with pytest.raises(TransitionRefused):
            rejected(an_appeal())

    def test_is_given_once(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        rejected(appeal_id)

        with pytest.raises(TransitionRefused):
            withdrawn(appeal_id)

    def test_never_touches_the_decision(self, session: Session) -> None:
        attempt_id = a_decided_attempt(wrong={"sokkel": 3})
        upheld(an_appeal_looked_at(attempt_id), case_id=a_proposed_case())

        assert len(decisions_of(session, attempt_id)) == 1


class TestTrace:
    def test_every_step_is_recorded_without_words_of_anybody(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        rejected(appeal_id)

        records = session.scalars(
            sa.select(AuditRecord)
            .where(AuditRecord.subject == f"appeal:{appeal_id}")
            .order_by(AuditRecord.position)
        ).all()
        decision = stored(session, appeal_id).decision.public_id
        assert [(one.action, one.details) for one in records] == [
            ("appeal recorded", {"decision": decision}),
            ("second look begun", {"decision": decision}),
            ("appeal rejected", {"decision": decision}),
        ]
        assert find_broken_link(list_audit_records(session)) is None


class TestDatabase:
    """What the database refuses on its own, whatever a program does."""

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param("summary = 'x'", id="the summary"),
            pytest.param("received_on = '2026-03-03'", id="the day it came"),
            pytest.param("deadline = '2027-01-01'", id="the last day"),
            pytest.param("second_look_by_id = recorded_by_id", id="looked at by the same person"),
            pytest.param("state = 'rejected'", id="rejected without a reason"),
        ],
    )
    def test_refuses_a_change_of_what_was_recorded(self, session: Session, change: str) -> None:
        appeal_id = an_appeal_looked_at()

        with pytest.raises(DBAPIError), unit_of_work() as work:
            work.execute(sa.text(f"UPDATE appeals SET {change} WHERE id = {appeal_id}"))  # noqa: S608

    def test_refuses_a_change_of_what_was_closed(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()
        rejected(appeal_id)

        with pytest.raises(DBAPIError), unit_of_work() as work:
            work.execute(sa.text("UPDATE appeals SET reason = 'x'"))

    def test_keeps_every_appeal(self, session: Session) -> None:
        an_appeal()

        with pytest.raises(DBAPIError), unit_of_work() as work:
            work.execute(sa.text("DELETE FROM appeals"))

    def test_refuses_to_uphold_without_a_remedy(self, session: Session) -> None:
        appeal_id = an_appeal_looked_at()

        with pytest.raises(IntegrityError), unit_of_work() as work:
            work.execute(
                sa.update(Appeal)
                .where(Appeal.id == appeal_id)
                .values(
                    state=AppealState.UPHELD,
                    reason="x",
                    closed_at=CLOSED_AT,
                    closed_by_id=Appeal.second_look_by_id,
                )
            )


class TestList:
    def test_shows_open_ones_first_and_of_these_the_earliest_deadline(
        self, session: Session
    ) -> None:
        closed, late, open_one = (an_appeal(a_decided_attempt(number)) for number in (1, 2, 3))
        withdrawn(closed)

        found = list_appeals(session, AppealSearch())

        assert [one.id for one in found] == [late, open_one, closed]

    @pytest.mark.parametrize(
        ("search", "dossiers"),
        [
            pytest.param(AppealSearch(is_late=True), ["D-2026-000002"], id="late"),
            pytest.param(AppealSearch(is_late=False), ["D-2026-000001"], id="in time"),
            pytest.param(
                AppealSearch(state=AppealState.SECOND_LOOK), ["D-2026-000001"], id="state"
            ),
            pytest.param(AppealSearch(dossier="D-2026-000002"), ["D-2026-000002"], id="dossier"),
            pytest.param(AppealSearch(dossier="%"), [], id="no pattern"),
        ],
    )
    def test_finds_what_is_asked(
        self, session: Session, search: AppealSearch, dossiers: list[str]
    ) -> None:
        an_appeal_looked_at(a_decided_attempt(1))
        an_appeal(a_decided_attempt(2), received_on=LAST_DAY + timedelta(days=1))

        found = list_appeals(session, search)

        assert [one.decision.attempt.booking.candidate.dossier for one in found] == dossiers
        assert count_appeals(session, search) == len(dossiers)

    def test_costs_the_same_queries_for_many(self, session: Session) -> None:
        an_appeal_looked_at(a_decided_attempt(1))
        alone = count_queries(session)
        for number in (2, 3, 4):
            an_appeal(a_decided_attempt(number))

        assert count_queries(session) == alone


def count_queries(session: Session) -> int:
    """How many selects the list takes with everything that it shows of each appeal.

    One, and the roles of who looks again, which come with every staff member.
    """
    seen: list[str] = []

    def see(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    session.rollback()
    session.expunge_all()
    engine = session.get_bind().engine
    sa.event.listen(engine, "before_cursor_execute", see)
    for appeal in list_appeals(session, AppealSearch()):
        booking = appeal.decision.attempt.booking
        assert booking.candidate.dossier
        assert booking.sitting.test_centre.name
        assert (appeal.second_look_by is None) is (appeal.second_look_at is None)
    sa.event.remove(engine, "before_cursor_execute", see)
    return sum(sql.startswith("SELECT") for sql in seen)
