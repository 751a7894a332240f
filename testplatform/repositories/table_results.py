"""Where people stand by bands, levels or a routing, counted for a preview of another table."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.programmes import Scheme
from scoring.analysis.table_changes import CountedStanding, Reached, Standing
from scoring.documents import read_marks
from scoring.programmes.covaar import COVAAR
from scoring.programmes.nivo_steps import NivoStepKind
from testplatform.models.attempts import Attempt
from testplatform.models.bookings import Booking
from testplatform.models.decisions import Decision
from testplatform.models.organisations import TestCentre
from testplatform.models.sittings import Sitting
from testplatform.repositories.cut_score_results import has_no_later

Texts = tuple[str, ...]


def count_standings(
    session: Session,
    *,
    programme: str,
    moment: str,
    scheme: Scheme,
    since: datetime,
    until: datetime,
) -> list[CountedStanding]:
    """The newest decision of every attempt that was sat in the period, counted by what is equal.

    One query, in no order; each different text of a decision is read once.
    """
    fields, read = _SCHEMES[scheme]
    texts = [sa.cast(Decision.document[name], sa.Text) for name in fields]
    groups = (Attempt.language, TestCentre.code, *texts)
    rows = session.execute(
        sa.select(*groups, sa.func.count())
        .select_from(Decision)
        .join(Attempt, Attempt.id == Decision.attempt_id)
        .join(Booking, Booking.id == Attempt.booking_id)
        .join(Sitting, Sitting.id == Booking.sitting_id)
        .join(TestCentre, TestCentre.id == Sitting.test_centre_id)
        .where(
            Booking.programme == programme,
            Booking.moment == moment,
            Sitting.starts_at >= since,
            Sitting.starts_at < until,
            has_no_later(),
        )
        .group_by(*groups)
    ).all()
    known: dict[Texts, tuple[Standing, ...]] = {}
    counted: Counter[tuple[str, str, tuple[Standing, ...]]] = Counter()
    for language, centre, *told, number in rows:
        key = tuple(told)
        if key not in known:
            known[key] = read(*(json.loads(text) for text in key))
        counted[language, centre, known[key]] += number
    return [
        CountedStanding(language=language, centre=centre, standings=standings, number=number)
        for (language, centre, standings), number in counted.items()
    ]


def _read_band(band: Mapping[str, Any], points: object, out_of: object) -> tuple[Standing, ...]:
    reached = Reached(group=COVAAR, points=((COVAAR, read_marks(points), read_marks(out_of)),))
    return (Standing(facet=COVAAR, place=band["code"], reached=(reached,)),)


def _read_skills(skills: list[Mapping[str, Any]]) -> tuple[Standing, ...]:
    return tuple(
        Standing(facet=one["part"], place=one["level"], reached=tuple(_list_reached(one)))
        for one in skills
    )


def _list_reached(skill: Mapping[str, Any]) -> list[Reached]:
    """The points of a skill; none where assessors gave a level, or there was nothing to rate."""
    if skill.get("points") is None:
        return []
    points = (skill["part"], read_marks(skill["points"]), read_marks(skill["out_of"]))
    return [Reached(group=skill["part"], points=(points,))]


def _read_tracks(
    tracks: list[Mapping[str, Any]], steps: list[Mapping[str, Any]]
) -> tuple[Standing, ...]:
    return tuple(
        Standing(
            facet=one["track"],
            place=one["module"],
            reached=tuple(
                _read_taken(step)
                for step in steps
                if step["kind"] == NivoStepKind.ROUTE_TAKEN and step["track"] == one["track"]
            ),
            is_floor=one["is_floor"],
        )
        for one in tracks
        if "module" in one
    )


def _read_taken(step: Mapping[str, Any]) -> Reached:
    """What was compared at a stage, each model once."""
    points = {
        one["model"]: (one["model"], read_marks(one["points"]), read_marks(one["out_of"]))
        for one in step["compared"]
    }
    return Reached(group=step["stage"], points=tuple(points.values()))


_SCHEMES: Mapping[Scheme, tuple[Texts, Callable[..., tuple[Standing, ...]]]] = MappingProxyType(
    {
        Scheme.BANDS: (("band", "points", "out_of"), _read_band),
        Scheme.LEVELS: (("skills",), _read_skills),
        Scheme.ROUTING: (("tracks", "steps"), _read_tracks),
    }
)
