"""A resit that comes too early, or with a form that somebody had before."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scoring.codes import FormCode
from scoring.resits import ResitAnswer, ResitRefusal
from testplatform.clienttracking.contract import BookingMessage
from testplatform.db import unit_of_work
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.sittings import Sitting
from testplatform.services.attempts import list_attempts_of_sitting
from testplatform.services.bookings import receive_booking
from testplatform.services.resits import weigh_resits
from tests.builders.attempts import a_checked_in_attempt
from tests.builders.bookings import NINE_IN_BRUSSELS, a_booking
from tests.builders.rescoring import FORM, a_decided_attempt
from tests.builders.schemes import a_ct_attempt_handed_in, a_ct_booking, decided

FIRST_DAY = date(2026, 3, 16)  # fourteen days after the second of March


def book(message: BookingMessage) -> int:
    with unit_of_work() as session:
        return receive_booking(session, message, NINE_IN_BRUSSELS).booking_id


def a_resit(*, days: int, **wishes: str) -> BookingMessage:
    """An appointment of the candidate of `a_decided_attempt`, so many days after that."""
    return a_booking(
        id="A-RESIT",
        starts_at=NINE_IN_BRUSSELS + timedelta(days=days),
        **wishes,  # type: ignore[arg-type]
    )


def weighed(session: Session, booking_id: int) -> ResitAnswer | None:
    booking = session.get_one(Booking, booking_id)
    sitting = session.get_one(Sitting, booking.sitting_id)
    attempts = list_attempts_of_sitting(session, sitting.id)
    return weigh_resits(session, sitting, [booking], attempts).get(booking_id)


class TestResit:
    def test_is_too_early_before_the_first_day(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        answer = weighed(session, book(a_resit(days=13)))

        assert answer == ResitAnswer(
            first_day=FIRST_DAY,
            used_forms=(FormCode(FORM),),
            refusals=(ResitRefusal.TOO_EARLY, ResitRefusal.SAME_FORM),
        )

    def test_is_in_time_on_the_first_day(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        answer = weighed(session, book(a_resit(days=14)))

        assert answer is not None
        assert answer.refusals == (ResitRefusal.SAME_FORM,)

    def test_is_weighed_by_the_form_that_somebody_has(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})
        attempt_id = a_checked_in_attempt(a_resit(days=20))
        booking_id = session.get_one(Attempt, attempt_id).booking_id

        answer = weighed(session, booking_id)

        assert answer is not None
        assert answer.refusals == (ResitRefusal.SAME_FORM,)

    def test_of_who_passed_is_none(self, session: Session) -> None:
        a_decided_attempt()

        assert weighed(session, book(a_resit(days=1))) is None

    def test_of_another_moment_is_none(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        assert weighed(session, book(a_resit(days=1, moment="exemption"))) is None

    def test_of_somebody_else_is_none(self, session: Session) -> None:
        a_decided_attempt(wrong={"sokkel": 3})

        assert weighed(session, book(a_resit(days=1, dossier="D-2026-000002"))) is None

    def test_is_of_parts_that_were_not_reached(self, session: Session) -> None:
        decided(a_ct_attempt_handed_in(), writing=0)
        starts_at = NINE_IN_BRUSSELS + timedelta(days=2)

        answer = weighed(session, book(a_ct_booking(id="A-RESIT", starts_at=starts_at)))

        assert answer is not None
        assert answer.first_day == FIRST_DAY

    def test_is_none_where_the_programme_has_no_rule(self, session: Session) -> None:
        booking_id = book(a_resit(days=1, programme="covaar", moment="intake"))

        assert weighed(session, booking_id) is None
        assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0
