"""The one place where the time of day is read. Everything else is handed the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def now_utc() -> datetime:
    return datetime.now(UTC)


def today_in_brussels() -> date:
    return now_utc().astimezone(BRUSSELS).date()
