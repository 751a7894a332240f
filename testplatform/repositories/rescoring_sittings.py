"""By what the sittings of a form were or are to be decided: their days and their cut scores."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.timing import brussels_date
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.models.bookings import Booking
from testplatform.models.cut_scores import CutScoreSet
from testplatform.models.decisions import Decision
from testplatform.models.forms import Form
from testplatform.models.sittings import Sitting
from testplatform.repositories.decisions import is_newest


def list_days_sat(
    session: Session, form_id: int, *, is_decided: bool | None = None
) -> set[tuple[str, date]]:
    """The moments and days in Brussels on which a form was sat; None is decided or not."""
    query = (
        sa.select(Booking.moment, Sitting.starts_at)
        .select_from(Attempt)
        .join(Attempt.booking)
        .join(Booking.sitting)
        .where(Attempt.form_id == form_id)
        .distinct()
    )
    if is_decided is not None:
        query = query.where((Attempt.state == AttemptState.SCORED) == sa.literal(is_decided))
    return {(moment, brussels_date(starts_at)) for moment, starts_at in session.execute(query)}


def list_deciding_sets(session: Session, form_id: int) -> set[tuple[str, int]]:
    """Code and version of the cut scores of the newest decisions on a form."""
    rows = session.execute(
        sa.select(CutScoreSet.code, CutScoreSet.version)
        .select_from(Decision)
        .join(Decision.attempt)
        .join(Decision.cut_score_set)
        .where(Attempt.form_id == form_id, is_newest(Decision))
        .distinct()
    )
    return {(code, version) for code, version in rows}


def find_moment_of_form(session: Session, form_id: int) -> str | None:
    """The test that a form is for; None where one form serves every moment."""
    moment: str | None = session.get_one(Form, form_id).manifest["form"].get("moment")
    return moment
