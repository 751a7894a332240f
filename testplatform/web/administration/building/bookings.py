"""Bookings that were refused, and those that came in last."""

from flask import url_for
from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from testplatform.models.bookings import Booking
from testplatform.models.outbox import RefusedBooking
from testplatform.repositories.outbox import list_refused_bookings
from testplatform.repositories.sittings import list_newest_bookings
from testplatform.web.administration.pages.bookings import (
    BookingRow,
    BookingsPage,
    FieldProblem,
    RefusedRow,
)
from testplatform.web.staff.building import build_language_name
from testplatform.web.staff.wording import (
    BOOKING_FIELDS,
    describe_moment,
    describe_needs,
    explain_booking_problem,
)

MOST_ROWS = 100


def build_bookings_page(session: Session) -> BookingsPage:
    return BookingsPage(
        refused=tuple(_refused_row(row) for row in list_refused_bookings(session, limit=MOST_ROWS)),
        recent=tuple(
            _booking_row(booking) for booking in list_newest_bookings(session, limit=MOST_ROWS)
        ),
        most_rows=MOST_ROWS,
    )


def _refused_row(row: RefusedBooking) -> RefusedRow:
    return RefusedRow(
        external_id=row.external_id,
        refused_at=row.refused_at,
        problems=tuple(
            FieldProblem(
                field=BOOKING_FIELDS.get(field, field),
                problem=explain_booking_problem(str(problem)),
            )
            for field, problem in sorted(row.problems.items())
        ),
    )


def _booking_row(booking: Booking) -> BookingRow:
    sitting = booking.sitting
    return BookingRow(
        external_id=booking.external_id,
        revision=booking.revision,
        full_name=booking.candidate.full_name,
        dossier=booking.candidate.dossier,
        programme=get_programme(booking.programme).title,
        moment=describe_moment(booking.programme, booking.moment),
        language=build_language_name(booking.language),
        needs=describe_needs(booking.programme, booking.needs),
        test_centre=sitting.test_centre.name,
        starts_at=sitting.starts_at,
        sitting_url=url_for("invigilator.sitting", sitting_id=sitting.id),
        region=booking.region,
        received_at=booking.received_at,
    )
