"""Who sits a test again too early, or with a form that they had before: shown, never refused.

Appointments are made in the client-tracking system; an invigilator with somebody at the desk needs
to know, and decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from itembank.programmes import get_programme
from itembank.timing import brussels_date
from scoring.codes import FormCode
from scoring.decisions import Outcome
from scoring.resits import EarlierSitting, ResitAnswer, weigh_resit
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.sittings import Sitting
from testplatform.repositories.earlier_decisions import EarlierResult, list_earlier_results
from testplatform.repositories.forms import find_newest_form, get_form_plan


def weigh_resits(
    session: Session,
    sitting: Sitting,
    bookings: Sequence[Booking],
    attempts: Mapping[int, Attempt],
) -> dict[int, ResitAnswer]:
    """Booking → what stands in the way of a resit (rules 10.1 and 10.2); nobody else is in it."""
    rule = get_programme(sitting.programme).resit
    if rule is None:
        return {}
    earlier = _list_earlier(session, sitting, bookings)
    forms = _Forms(session, sitting.programme)
    on = brussels_date(sitting.starts_at)
    answers = {
        booking.id: weigh_resit(rule, sat, on=on, form=forms.of(booking, attempts.get(booking.id)))
        for booking in bookings
        for sat in [earlier.get((booking.candidate_id, booking.moment))]
        if sat
    }
    return {id: answer for id, answer in answers.items() if not answer.is_allowed}


def _list_earlier(
    session: Session, sitting: Sitting, bookings: Sequence[Booking]
) -> dict[tuple[int, str], list[EarlierSitting]]:
    """Candidate and moment → the sittings before this one in which they did not reach it all."""
    people = {booking.candidate_id for booking in bookings}
    found: dict[tuple[int, str], list[EarlierSitting]] = defaultdict(list)
    for one in list_earlier_results(session, people, sitting.programme, before=sitting.starts_at):
        if _is_to_resit(one):
            found[one.candidate_id, one.moment].append(
                EarlierSitting(sat_on=brussels_date(one.starts_at), form=FormCode(one.form))
            )
    return found


def _is_to_resit(result: EarlierResult) -> bool:
    return result.outcome is Outcome.FAILED or bool(result.document.get("resit"))


class _Forms:
    """The form that somebody sits or would get, asked once for each moment."""

    def __init__(self, session: Session, programme: str) -> None:
        self._session = session
        self._programme = programme
        self._newest: dict[str, FormCode] = {}

    def of(self, booking: Booking, attempt: Attempt | None) -> FormCode:
        if attempt is not None:
            return FormCode(get_form_plan(self._session, attempt.form_id).code)
        if booking.moment not in self._newest:
            form = find_newest_form(self._session, self._programme, booking.moment)
            self._newest[booking.moment] = FormCode("" if form is None else form.code)
        return self._newest[booking.moment]
