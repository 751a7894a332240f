"""What people had in the parts of a test, counted by the database for a preview of cut scores."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from scoring.analysis.cut_score_changes import CountedResult, Points
from scoring.codes import FormCode, PartCode
from scoring.decisions import Outcome
from scoring.marks import marks_from_text
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting

FIELDS = ("code", "points", "out_of")


def list_counted_results(
    session: Session,
    *,
    programme: str,
    moment: str,
    since: datetime,
    until: datetime,
    parts: int,
) -> list[CountedResult]:
    """The newest decision of every attempt that was sat in the period, counted by what is equal.

    One query; `parts` is how many parts the programme has.
    """
    cells = [_cell(number, field) for number in range(parts) for field in FIELDS]
    groups = [Attempt.language, TestCentre.code, Form.code, Decision.outcome, *cells]
    query = (
        sa.select(*groups, sa.func.count())
        .select_from(Decision)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .join(Booking, Booking.id == Attempt.booking_id)
        .join(Sitting, Sitting.id == Booking.sitting_id)
        .join(TestCentre, TestCentre.id == Sitting.test_centre_id)
        .join(Form, Form.id == Attempt.form_id)
        .where(
            Booking.programme == programme,
            Booking.moment == moment,
            Sitting.starts_at >= since,
            Sitting.starts_at < until,
            Decision.revision == _newest_revision(),
        )
        .group_by(*groups)
        .order_by(*groups)
    )
    return [_read(tuple(row)) for row in session.execute(query)]


def _newest_revision() -> sa.ScalarSelect[int]:
    """By the index on attempt and revision, however many decisions there are."""
    any_of_attempt = aliased(Decision)
    return (
        sa.select(sa.func.max(any_of_attempt.revision))
        .where(any_of_attempt.attempt_id == Decision.attempt_id)
        .correlate(Decision)
        .scalar_subquery()
    )


def _cell(number: int, field: str) -> sa.ColumnElement[str]:
    """A field of one part as text; null where the decision has fewer parts."""
    return sa.cast(Decision.document["parts", number, field].as_string(), sa.String)


def _read(row: Sequence[Any]) -> CountedResult:
    language, centre, form, outcome, *cells, number = row
    return CountedResult(
        language=language,
        centre=centre,
        form=FormCode(form),
        points=_read_points(cells),
        outcome=Outcome(outcome),
        number=number,
    )


def _read_points(cells: Iterable[str | None]) -> Points:
    values = iter(cells)
    return tuple(
        (PartCode(code), marks_from_text(str(points)), marks_from_text(str(out_of)))
        for code, points, out_of in zip(values, values, values, strict=True)
        if code is not None
    )
