"""One limit of a table, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from scoring.cut_scores import CutScore
from scoring.marks import Marks

LimitKey = NewType("LimitKey", str)
Limits = Mapping[LimitKey, CutScore]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit, by a key of its own in the table.

    `group` is what it is a limit of: the programme of a band, the skill of a level, the stage of a
    route. `name` is the band, the level, or the number of the route. `measure` is what has the
    points: the skill, or the assessment model. `out_of` is None where a form decides that.
    """

    key: LimitKey
    group: str
    name: str
    measure: str
    cut_score: CutScore
    out_of: Marks | None


class LimitFaultKind(StrEnum):
    """Why limits cannot be taken."""

    ABOVE_MAXIMUM = "above_maximum"
    NOT_HIGHER = "not_higher"
    NEVER_TAKEN = "never_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFault:
    """One limit that cannot be taken; `key` is where."""

    kind: LimitFaultKind
    key: LimitKey


def is_above(cut_score: CutScore, out_of: Marks) -> bool:
    """Tell whether more points are asked than there are; a percentage never does."""
    return getattr(cut_score, "points", 0) > out_of
