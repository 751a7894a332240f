"""Telling the platform of a booking by webhook."""

import logging
from datetime import datetime

from testplatform.clienttracking.contract import BookingMessage
from testplatform.clienttracking.documents import canonical_json
from testplatform.clienttracking.exchanges import NoConnection, Timeouts, exchange, open_client
from testplatform.clienttracking.simulator.bookings import SendingOutcome, remember_sending
from testplatform.clienttracking.simulator.config import SimulatorConfig
from testplatform.clienttracking.simulator.store import Store
from testplatform.clienttracking.webhooks import sign_webhook

PATH = "/api/v1/bookings"
LONGEST_ANSWER_TEXT = 500

logger = logging.getLogger(__name__)


def send_booking(
    store: Store, config: SimulatorConfig, message: BookingMessage, now: datetime
) -> SendingOutcome:
    """Send a stored booking and remember what came of it; the pull finds it in any case."""
    body = canonical_json(message.to_document())
    headers = sign_webhook(
        config.client_tracking_secret,
        message_id=f"{message.id}.{message.revision}",
        sent_at=now,
        body=body,
    )
    outcome = _post(config, body, headers, now)
    with store.writing() as connection:
        remember_sending(connection, message.id, outcome)
    logger.info("booking sent", extra={"booking": message.id, "status": outcome.status})
    return outcome


def _post(
    config: SimulatorConfig, body: bytes, headers: dict[str, str], now: datetime
) -> SendingOutcome:
    seconds = config.webhook_seconds
    timeouts = Timeouts(connect_seconds=seconds, read_seconds=seconds, answer_seconds=seconds)
    with open_client(headers={"Content-Type": "application/json"}, timeouts=timeouts) as client:
        request = client.build_request(
            "POST", f"{config.platform_url}{PATH}", content=body, headers=headers
        )
        try:
            answer = exchange(client, request, answer_seconds=seconds)
        except NoConnection:
            return SendingOutcome(sent_at=now, status=None, text="")
    text = answer.body.decode("utf-8", errors="replace")
    return SendingOutcome(sent_at=now, status=answer.status, text=text[:LONGEST_ANSWER_TEXT])
