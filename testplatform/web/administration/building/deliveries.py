"""The deliveries of results."""

from flask import url_for
from sqlalchemy.orm import Session

from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.repositories.outbox import count_messages_by_state, list_messages
from testplatform.web.administration.pages.deliveries import DeliveriesPage, DeliveryRow
from testplatform.web.staff.building import ROWS_PER_PAGE, build_options, build_paging
from testplatform.web.staff.results import describe_decision
from testplatform.web.staff.wording import (
    DELIVERY_STATES,
    DESTINATIONS,
    explain_delivery_problem,
)


def build_deliveries_page(
    session: Session, state: DeliveryState | None, *, number: int
) -> DeliveriesPage:
    numbers = count_messages_by_state(session)
    total = sum(numbers.values()) if state is None else numbers.get(state, 0)
    paging = build_paging(
        total, number, lambda page: url_for("administration.deliveries", state=state, page=page)
    )
    messages = list_messages(session, state, limit=ROWS_PER_PAGE, offset=paging.offset)
    return DeliveriesPage(
        states=build_options(
            {one.value: badge.word for one, badge in DELIVERY_STATES.items()}, state
        ),
        rows=tuple(_row(message) for message in messages),
        paging=paging,
        is_filtered=state is not None,
        all_url=url_for("administration.deliveries"),
    )


def _row(message: OutboxMessage) -> DeliveryRow:
    attempt = message.decision.attempt
    is_waiting = message.state is DeliveryState.PENDING
    is_parked = message.state is DeliveryState.PARKED
    problem = message.problem
    return DeliveryRow(
        full_name=attempt.booking.candidate.full_name,
        dossier=attempt.booking.candidate.dossier,
        attempt_url=url_for("administration.attempt", public_id=attempt.public_id),
        outcome=describe_decision(message.decision),
        destination=DESTINATIONS.get(message.destination, message.destination),
        state=DELIVERY_STATES[message.state],
        tries=message.tries,
        created_at=message.created_at,
        next_try_at=message.next_try_at if is_waiting else None,
        delivered_at=message.delivered_at,
        problem=problem,
        explanation=None if problem is None else explain_delivery_problem(problem),
        retry_url=url_for("administration.retry", outbox_id=message.id) if is_parked else None,
    )
