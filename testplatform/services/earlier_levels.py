"""The levels that a candidate reached before: partial results stay valid for a time (rule 7.6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.timing import brussels_date
from scoring.cefr import Level
from scoring.codes import PartCode
from scoring.programmes.ct_steps import EarlierLevel
from testplatform.models.bookings import Booking
from testplatform.repositories.earlier_decisions import list_decisions_of, list_earlier_decisions
from testplatform.repositories.rescoring import DecidedAttempt

NOTHING_INSTEAD: Mapping[int, Mapping[str, Any]] = MappingProxyType({})


def list_earlier_levels(session: Session, booking: Booking) -> tuple[EarlierLevel, ...]:
    """Every level of earlier sittings; which of them still count is for the rule to say.

    A programme of another scheme has none, nor has a pre-screening: it levels no skill.
    """
    if get_programme(booking.programme).scheme is not Scheme.LEVELS:
        return ()
    return _read_levels(list_earlier_decisions(session, booking))


def list_earlier_levels_of(
    session: Session,
    decided: Sequence[DecidedAttempt],
    instead: Mapping[int, Mapping[str, Any]] = NOTHING_INSTEAD,
) -> dict[int, tuple[EarlierLevel, ...]]:
    """The same for many decided attempts of one programme, by attempt; one query.

    `instead` has what would be decided of an attempt, in the place of what was.
    """
    if not decided or get_programme(decided[0].programme).scheme is not Scheme.LEVELS:
        return {}
    rows: dict[int, list[tuple[int, datetime, Mapping[str, Any]]]] = defaultdict(list)
    people = {one.candidate_id for one in decided}
    found = list_decisions_of(session, people, decided[0].programme)
    for candidate, attempt_id, starts_at, document in found:
        rows[candidate].append((attempt_id, starts_at, instead.get(attempt_id, document)))
    return {
        one.attempt_id: _read_levels(
            (starts_at, document)
            for attempt_id, starts_at, document in rows[one.candidate_id]
            if attempt_id != one.attempt_id and starts_at <= one.starts_at
        )
        for one in decided
    }


def _read_levels(
    decisions: Iterable[tuple[datetime, Mapping[str, Any]]],
) -> tuple[EarlierLevel, ...]:
    return tuple(
        EarlierLevel(
            part=PartCode(skill["part"]),
            level=Level(skill["level"]),
            sat_on=brussels_date(starts_at),
        )
        for starts_at, document in decisions
        for skill in document.get("skills", ())
        if skill["level"] is not None
    )
