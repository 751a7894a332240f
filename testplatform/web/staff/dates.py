"""Days and times as staff read them: Belgian form, the clock of Brussels. The only place for it."""

from datetime import date, datetime, time, timedelta

from testplatform.clock import BRUSSELS

NOTHING = "–"


def format_instant(instant: datetime | None) -> str:
    """Write an instant as 24/11/2026 09:00; an hour that autumn repeats says which one it is."""
    if instant is None:
        return NOTHING
    local = instant.astimezone(BRUSSELS)
    written = f"{local:%d/%m/%Y %H:%M}"
    return f"{written} ({_season(local)})" if _is_repeated(local) else written


def format_time(instant: datetime) -> str:
    """Write the time of day alone, with seconds: 09:00:05."""
    return f"{instant.astimezone(BRUSSELS):%H:%M:%S}"


def day_bounds(day: date, days: int = 1) -> tuple[datetime, datetime]:
    """The instants at which the days begin and end in Brussels; a day can have 23 or 25 hours."""
    return (
        datetime.combine(day, time(), tzinfo=BRUSSELS),
        datetime.combine(day + timedelta(days=days), time(), tzinfo=BRUSSELS),
    )


def _is_repeated(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _season(local: datetime) -> str:
    return "zomertijd" if local.dst() else "wintertijd"
