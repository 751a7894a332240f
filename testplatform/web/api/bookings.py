"""The door of the client-tracking system: bookings by signed webhook."""

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from testplatform.clienttracking.contract import booking_message_from_document
from testplatform.clienttracking.documents import read_json
from testplatform.clienttracking.webhooks import verify_webhook
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.extensions import csrf
from testplatform.services.bookings import ReceiptStatus, receive_booking
from testplatform.web.access import Access, access

blueprint = Blueprint("bookings", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)  # machines sign their messages


@blueprint.post("/bookings")
@access(Access.CLIENT_TRACKING)
def receive() -> ResponseReturnValue:
    """Take a booking in; telling it twice changes nothing."""
    config: Config = current_app.extensions["testplatform_config"]
    body = request.get_data()
    verify_webhook(config.client_tracking_secret, headers=request.headers, body=body)
    message = booking_message_from_document(read_json(body))
    with unit_of_work() as session:
        receipt = receive_booking(session, message, now_utc())
    is_new = receipt.status is ReceiptStatus.CREATED
    return jsonify({"id": message.id, "status": receipt.status.value}), 201 if is_new else 200
