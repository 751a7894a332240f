"""Pull the bookings that the client-tracking system did not push, or that we missed."""

import structlog
from celery import shared_task
from flask import current_app

from testplatform.clienttracking.client import ClientTracking, ClientTrackingError
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.services.pulling import find_cursor, take_page

logger = structlog.get_logger(__name__)

MOST_PAGES = 100


@shared_task(name="bookings.pull", time_limit=120, soft_time_limit=100)
def pull() -> None:
    """Read page after page until one is empty; each page and its cursor are one transaction."""
    config: Config = current_app.extensions["testplatform_config"]
    cursor = find_cursor(db.session)
    with ClientTracking(config.client_tracking_url, config.client_tracking_token) as source:
        for _page_number in range(MOST_PAGES):
            try:
                page = source.pull_bookings(cursor)
            except ClientTrackingError as problem:
                logger.warning("bookings not pulled", problem=str(problem))
                return
            if not page.documents:
                return
            with unit_of_work() as session:
                take_page(session, page, now=now_utc())
            cursor = page.next
