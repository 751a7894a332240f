"""What people had in the parts of a test, counted by the database for a preview of cut scores."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from scoring.analysis.cut_score_changes import CountedResult, Points
from scoring.codes import FormCode, PartCode
from scoring.marks import Marks, marks_from_text
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting


def count_results(
    session: Session, *, programme: str, moment: str, since: datetime, until: datetime
) -> list[CountedResult]:
    """The newest decision of every attempt that was sat in the period, counted by what is equal.

    One query, in no order. The parts of a decision are taken out of its document as one text: the
    database reads each document once, and Python each different text.
    """
    parts = sa.cast(Decision.document["parts"], sa.Text)
    groups = (Attempt.language, TestCentre.code, Form.code, Decision.outcome, parts)
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
            Decision.outcome.is_not(None),
            has_no_later(),
        )
        .group_by(*groups)
    )
    rows = session.execute(query).all()
    points = {text: _read_points(text) for text in {row[4] for row in rows}}
    return [
        CountedResult(
            language=language,
            centre=centre,
            form=FormCode(form),
            points=points[text],
            outcome=outcome,
            number=number,
        )
        for language, centre, form, outcome, text, number in rows
        if outcome is not None
    ]


def count_part_points(session: Session, form_id: int, part: str) -> list[tuple[Marks, int]]:
    """Points of a part in the newest decision of every attempt with a form, and how many had them.

    One query, in no order; the same points can come more than once.
    """
    parts = sa.cast(Decision.document["parts"], sa.Text)
    rows = session.execute(
        sa.select(parts, sa.func.count())
        .select_from(Decision)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .where(Attempt.form_id == form_id, has_no_later())
        .group_by(parts)
    ).all()
    return [
        (points, number)
        for text, number in rows
        for code, points, _out_of in _read_points(text)
        if code == part
    ]


def list_part_points(
    session: Session, form_id: int, part: str, *, moment: str
) -> list[tuple[int, datetime, Marks]]:
    """Each attempt with a form at a moment: when its sitting began, and its points of a part.

    By newest decision, in the order of attempts.
    """
    parts = sa.cast(Decision.document["parts"], sa.Text)
    rows = session.execute(
        sa.select(Attempt.id, Sitting.starts_at, parts)
        .select_from(Decision)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .join(Booking, Booking.id == Attempt.booking_id)
        .join(Sitting, Sitting.id == Booking.sitting_id)
        .where(Attempt.form_id == form_id, Booking.moment == moment, has_no_later())
        .order_by(Attempt.id)
    ).all()
    return [
        (attempt_id, starts_at, points)
        for attempt_id, starts_at, text in rows
        for code, points, _out_of in _read_points(text)
        if code == part
    ]


def list_centre_names(session: Session) -> dict[str, str]:
    """The code of each test centre → its name."""
    return dict(session.execute(sa.select(TestCentre.code, TestCentre.name)).all())


def has_no_later() -> sa.ColumnElement[bool]:
    """That the attempt has no later decision: by the index on attempt and revision."""
    later = aliased(Decision)
    return ~sa.exists().where(
        later.attempt_id == Decision.attempt_id, later.revision > Decision.revision
    )


def _read_points(text: str) -> Points:
    return tuple(
        (PartCode(part["code"]), _read_marks(part["points"]), _read_marks(part["out_of"]))
        for part in json.loads(text)
    )


def _read_marks(stored: int | str) -> Marks:
    return marks_from_text(str(stored))
