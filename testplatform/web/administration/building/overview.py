"""How everything stands, on one page."""

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.forms import Form
from testplatform.repositories.attempts import count_attempts_by_state
from testplatform.repositories.audit import list_newest_audit_records
from testplatform.repositories.forms import list_forms
from testplatform.repositories.outbox import count_messages_by_state, count_refused_bookings
from testplatform.web.administration.building.audit import build_audit_rows
from testplatform.web.administration.building.forms import build_form_coverage
from testplatform.web.administration.pages.overview import OverviewPage
from testplatform.web.staff.pages import Count
from testplatform.web.staff.wording import ATTEMPT_STATES, DELIVERY_STATES, REFUSED_BOOKINGS

NEWEST_RECORDS = 10


def build_overview_page(session: Session) -> OverviewPage:
    attempts = count_attempts_by_state(session)
    deliveries = count_messages_by_state(session)
    return OverviewPage(
        attempts=tuple(
            Count(
                badge=badge,
                number=attempts.get(state, 0),
                url=url_for("administration.attempts", state=state.value),
            )
            for state, badge in ATTEMPT_STATES.items()
        ),
        deliveries=tuple(
            Count(
                badge=badge,
                number=deliveries.get(state, 0),
                url=url_for("administration.deliveries", state=state.value),
            )
            for state, badge in DELIVERY_STATES.items()
        ),
        refused_bookings=Count(
            badge=REFUSED_BOOKINGS,
            number=count_refused_bookings(session),
            url=url_for("administration.bookings"),
        ),
        coverage=tuple(build_form_coverage(session, form) for form in _newest_forms(session)),
        records=build_audit_rows(session, list_newest_audit_records(session, limit=NEWEST_RECORDS)),
    )


def _newest_forms(session: Session) -> list[Form]:
    """The newest version of each form: older ones give no new attempts."""
    newest: dict[str, Form] = {}
    for form in list_forms(session):
        newest.setdefault(form.code, form)
    return list(newest.values())
