"""The outbox: written with the decision, delivered at least once, and once in effect.

A worker claims a message for a while, speaks to the other side outside any transaction, and writes
down what came of it. A worker that dies leaves a claim that runs out; the next one delivers again
under the same key.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from itembank.timing import brussels_date
from testplatform.clienttracking.client import (
    ClientTrackingError,
    Delivered,
    Unreachable,
)
from testplatform.clienttracking.contract import ResultMessage, result_message_from_document
from testplatform.clienttracking.results import build_message
from testplatform.db import insert_rows
from testplatform.errors import TransitionRefused
from testplatform.json_texts import JsonText
from testplatform.models.decisions import Decision as DecisionRow
from testplatform.models.outbox import DeliveryState, OutboxMessage
from testplatform.services.audit import record_event
from testplatform.services.deciding import Conclusion

DESTINATION = "client-tracking"
CLAIM_SECONDS = 120
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 15 * 60
LONGEST_EXPONENT = 16


class ResultSink(Protocol):
    """Where results go: the adapter of a client-tracking system."""

    def deliver_result(self, message: ResultMessage) -> Delivered: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A message that this worker, and for now no other, is to deliver."""

    outbox_id: int
    message: ResultMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message as it is stored; the document may be text that is ready."""

    idempotency_key: str
    document: Mapping[str, object] | JsonText


def post_result(
    session: Session,
    row: DecisionRow,
    conclusion: Conclusion,
    *,
    now: datetime,
) -> OutboxMessage:
    """Write the message of a decision in the decision's own transaction."""
    booking = row.attempt.booking
    message = build_message(
        conclusion.decided,
        conclusion.said,
        scheme=conclusion.told_scheme,
        result=row.public_id,
        dossier=booking.candidate.dossier,
        booking=booking.external_id,
        programme=booking.programme,
        moment=booking.moment,
        sat_on=brussels_date(booking.sitting.starts_at),
        revision=row.revision,
        supersedes=None if row.supersedes is None else row.supersedes.public_id,
    )
    new = NewMessage(idempotency_key=message.idempotency_key, document=message.to_document())
    posted = OutboxMessage(**describe_message(new, decision_id=row.id, now=now))
    session.add(posted)
    session.flush()
    return posted


def post_messages(session: Session, messages: Mapping[int, NewMessage], *, now: datetime) -> None:
    """Write the messages of many decisions, by decision id, in the transaction of these."""
    rows = [
        describe_message(message, decision_id=decision_id, now=now)
        for decision_id, message in messages.items()
    ]
    insert_rows(session, OutboxMessage, rows)


def describe_message(message: NewMessage, *, decision_id: int, now: datetime) -> dict[str, object]:
    """The columns of a message that nobody tried to deliver yet."""
    return {
        "decision_id": decision_id,
        "destination": DESTINATION,
        "idempotency_key": message.idempotency_key,
        "document": message.document,
        "state": DeliveryState.PENDING,
        "tries": 0,
        "created_at": now,
        "next_try_at": now,
        "claimed_until": None,
        "delivered_at": None,
        "problem": None,
    }


def list_due_messages(session: Session, now: datetime, *, limit: int | None = None) -> list[int]:
    """What is to be delivered now, the oldest first."""
    query = sa.select(OutboxMessage.id).where(_is_due(now)).order_by(OutboxMessage.id)
    return list(session.scalars(query.limit(limit)))


def claim_message(session: Session, outbox_id: int, *, now: datetime) -> Claim | None:
    """Take a due message for this worker; None when it is not due or somebody else has it."""
    return next(iter(claim_messages(session, [outbox_id], now=now)), None)


def claim_messages(
    session: Session, outbox_ids: Collection[int], *, now: datetime
) -> tuple[Claim, ...]:
    """Take those messages that are due and that nobody else has, the oldest first.

    They can be delivered in any order: of the results of one attempt only the earliest is due.
    """
    messages = session.scalars(
        sa.select(OutboxMessage)
        .where(OutboxMessage.id.in_(outbox_ids), _is_due(now))
        .order_by(OutboxMessage.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for message in messages:
        message.tries += 1
        message.claimed_until = now + timedelta(seconds=CLAIM_SECONDS)
    session.flush()
    return tuple(
        Claim(outbox_id=one.id, message=result_message_from_document(one.document))
        for one in messages
    )


def deliver(claim: Claim, sink: ResultSink) -> Delivered | ClientTrackingError:
    """Speak to the other side; what it answers is a value, to be written down by `settle`."""
    try:
        return sink.deliver_result(claim.message)
    except ClientTrackingError as problem:
        return problem


def settle(
    session: Session, outbox_id: int, answer: Delivered | ClientTrackingError, *, now: datetime
) -> DeliveryState:
    """Write down what came of a delivery. What was delivered stays delivered."""
    message = session.get_one(
        OutboxMessage, outbox_id, with_for_update=True, populate_existing=True
    )
    if message.state is DeliveryState.DELIVERED:
        return message.state
    message.claimed_until = None
    match answer:
        case Delivered():
            message.state, message.delivered_at, message.problem = (
                DeliveryState.DELIVERED,
                now,
                None,
            )
        case Unreachable():
            message.problem = str(answer)[:255]
            message.next_try_at = now + next_wait(message.tries, answer.retry_after_seconds)
        case _:
            message.state, message.problem = DeliveryState.PARKED, str(answer)[:255]
    if message.state is not DeliveryState.PENDING:
        record_event(
            session,
            actor="worker",
            action=f"result {message.state.value}",
            subject=f"outbox:{message.id}",
            now=now,
            details={"tries": message.tries},
        )
    session.flush()
    return message.state


def unpark(session: Session, outbox_id: int, *, actor: str, now: datetime) -> None:
    """Offer a parked message again, after somebody mended the cause."""
    message = session.get_one(OutboxMessage, outbox_id, with_for_update=True)
    if message.state is not DeliveryState.PARKED:
        raise TransitionRefused(machine="outbox message", from_state=message.state, event="unpark")
    message.state, message.next_try_at = DeliveryState.PENDING, now
    record_event(
        session, actor=actor, action="result offered again", subject=f"outbox:{outbox_id}", now=now
    )


def next_wait(tries: int, asked_seconds: int | None) -> timedelta:
    """The wait after a try: doubling from 5 seconds to 15 minutes, never less than asked."""
    doubled = FIRST_WAIT_SECONDS * 2 ** min(max(tries - 1, 0), LONGEST_EXPONENT)
    return timedelta(seconds=max(min(doubled, LONGEST_WAIT_SECONDS), asked_seconds or 0))


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        OutboxMessage.state == DeliveryState.PENDING,
        OutboxMessage.next_try_at <= now,
        sa.or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until <= now),
        ~_follows_a_pending_one(),
    )


def _follows_a_pending_one() -> sa.ColumnElement[bool]:
    """That an earlier result of its attempt has still to be delivered: the other side wants that.

    An earlier revision that comes after a later one would be refused, and parked for nothing. One
    that is parked holds up nobody, until it is offered again.
    """
    earlier, before = aliased(OutboxMessage), aliased(DecisionRow)
    return (
        sa.exists()
        .where(
            DecisionRow.id == OutboxMessage.decision_id,
            before.attempt_id == DecisionRow.attempt_id,
            before.revision < DecisionRow.revision,
            earlier.decision_id == before.id,
            earlier.destination == OutboxMessage.destination,
            earlier.state == DeliveryState.PENDING,
        )
        .correlate(OutboxMessage)
    )
