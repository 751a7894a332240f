"""Fictitious bookings for demonstrations: family names mean "example" in the language booked."""

from datetime import date, datetime, time, timedelta

from scoring.programmes.mo import PROCESS_EVALUATION
from testplatform.clock import BRUSSELS

DEMO_TEST_CENTRE = "AGII-HASSELT"
# The client-tracking system has the booking but not the dossier: its result shows what parking is.
UNKNOWN_DOSSIER = "D-2026-000199"

_USUAL_START = time(9, 0)

_ROWS: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("D-2026-000101", "Noor", "Voorbeeld", "nl", "exemption", ()),
    ("D-2026-000102", "Amina", "Al-Mithal", "ar", "after_course", ("read_aloud",)),
    ("D-2026-000103", "Deniz", "Örnek", "tr", "after_course", ("extra_time",)),
    ("D-2026-000104", "Chloé", "Exemple", "fr", "exemption", ()),
    ("D-2026-000105", "Grace", "Sample", "en", "after_course", ("extra_time", "read_aloud")),
    ("D-2026-000106", "Selam", "Abnet", "ti", "after_course", ("no_digital_skills", "read_aloud")),
    ("D-2026-000107", "Hodan", "Tusaale", "so", "after_course", ("video_interpreter",)),
    (UNKNOWN_DOSSIER, "Sam", "Zonderdossier", "nl", "after_course", ()),
)

# The process evaluation of the course, told on the day before the sitting.
_EVALUATIONS = {"D-2026-000102": "positief", "D-2026-000103": "negatief"}

_OTHER_ROWS: tuple[tuple[str, str, str, str, str, str | None], ...] = (
    ("D-2026-000101", "Noor", "Voorbeeld", "covaar", "intake", None),
    ("D-2026-000104", "Chloé", "Exemple", "ct", "ct_a1_a2", "integration"),
    ("D-2026-000103", "Deniz", "Örnek", "nivo", "intake", None),
)


def demo_bookings(today: date, now: datetime) -> tuple[dict[str, object], ...]:
    """Build the demo bookings of a day in Brussels: one sitting that began in this half hour.

    The documents are shaped as `booking_message_from_document` reads them. Their ids depend on the
    day alone, so a second call on a day tells of the same bookings.
    """
    starts_at = _start_of_sitting(today, now).isoformat()
    return tuple(
        {
            "id": f"DEMO-{today:%Y%m%d}-{number:02}",
            "dossier": dossier,
            "given_name": given_name,
            "family_name": family_name,
            "programme": "mo",
            "moment": moment,
            "language": language,
            "needs": list(needs),
            "test_centre": DEMO_TEST_CENTRE,
            "starts_at": starts_at,
            "region": "Prov. Limburg",
            "revision": 1,
            **_tell_evaluation(dossier, today),
        }
        for number, (dossier, given_name, family_name, language, moment, needs) in enumerate(
            _ROWS, start=1
        )
    )


def demo_bookings_of_programmes(today: date, now: datetime) -> tuple[dict[str, object], ...]:
    """Build the demo bookings of other programmes than MO: people of the usual ones, in Dutch."""
    starts_at = _start_of_sitting(today, now).isoformat()
    return tuple(
        {
            "id": f"DEMO-{today:%Y%m%d}-{programme}",
            "dossier": dossier,
            "given_name": given_name,
            "family_name": family_name,
            "programme": programme,
            "moment": moment,
            **({} if purpose is None else {"purpose": purpose}),
            "language": "nl",
            "needs": [],
            "test_centre": DEMO_TEST_CENTRE,
            "starts_at": starts_at,
            "region": "Prov. Limburg",
            "revision": 1,
        }
        for dossier, given_name, family_name, programme, moment, purpose in _OTHER_ROWS
    )


def _tell_evaluation(dossier: str, today: date) -> dict[str, object]:
    value = _EVALUATIONS.get(dossier)
    if value is None:
        return {}
    told_on = (today - timedelta(days=1)).isoformat()
    return {"facts": {PROCESS_EVALUATION: {"value": value, "told_on": told_on}}}


def _start_of_sitting(today: date, now: datetime) -> datetime:
    local = now.astimezone(BRUSSELS)
    if local.date() != today:
        return datetime.combine(today, _USUAL_START, tzinfo=BRUSSELS)
    half_hour = 30 * (local.minute // 30)
    return local.replace(minute=half_hour, second=0, microsecond=0)
