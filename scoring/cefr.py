"""The levels of the CEFR (ERK) that the tests of the sector determine."""

from enum import StrEnum


class Level(StrEnum):
    """The levels that the tests of the sector determine, lowest first."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"

    @property
    def rank(self) -> int:
        """The place of the level, from 1; below every level is 0."""
        return list(Level).index(self) + 1


def rank_of(level: Level | None) -> int:
    """Give the rank of a level; None is below every level."""
    return 0 if level is None else level.rank
