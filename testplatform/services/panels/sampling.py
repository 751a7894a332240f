"""Which attempts a panel judges blind: drawn from a seed, spread over the points, in no order."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor

from sqlalchemy.orm import Session

from itembank.shuffling import shuffle
from itembank.timing import brussels_date
from scoring.analysis.standard_setting import pick_spread
from testplatform.models.panels import Panel, PanelAttempt, PanelSample
from testplatform.repositories.cut_score_results import list_part_points

FEWEST_JUDGED, MOST_JUDGED, USUAL_JUDGED = 10, 100, 30
"""With fewer attempts a group is a handful of people; with more a panel is not done in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of the sittings from which so many attempts are drawn."""

    first_day: date
    last_day: date
    number: int


def find_attempts(session: Session, panel: Panel, period: Period) -> dict[int, int]:
    """Attempts of the period → their whole points of the part, by newest decision."""
    rows = list_part_points(session, panel.form_id, panel.part, moment=panel.moment)
    return {
        attempt_id: floor(points)
        for attempt_id, starts_at, points in rows
        if period.first_day <= brussels_date(starts_at) <= period.last_day
    }


def draw(panel: Panel, period: Period, found: dict[int, int]) -> None:
    """Keep which attempts are judged, under numbers that tell nothing of their points."""
    seed = secrets.token_hex(16)
    panel.sample = PanelSample(
        first_day=period.first_day, last_day=period.last_day, found=len(found), seed=seed
    )
    panel.attempts = [
        PanelAttempt(attempt_id=attempt_id, position=position, points=found[attempt_id])
        for position, attempt_id in enumerate(choose(found, period.number, seed), start=1)
    ]


def choose(found: dict[int, int], number: int, seed: str) -> tuple[int, ...]:
    """So many attempts of those with their points: the same from the same seed (rule 9.11)."""
    by_chance = _shuffle(found, seed, "drawn")
    picked = pick_spread([found[one] for one in by_chance], number)
    return _shuffle([by_chance[place] for place in picked], seed, "numbered")


def _shuffle(attempts: Iterable[int], seed: str, label: str) -> tuple[int, ...]:
    return tuple(map(int, shuffle(map(str, attempts), seed=seed, label=label)))
