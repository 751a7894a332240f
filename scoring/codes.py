"""Identifiers that scoring shares with the item bank and the shell."""

from enum import StrEnum
from typing import NewType

ChoiceId = NewType("ChoiceId", str)
PartCode = NewType("PartCode", str)
ProgrammeCode = NewType("ProgrammeCode", str)
MomentCode = NewType("MomentCode", str)
CutScoreSetCode = NewType("CutScoreSetCode", str)


class RuleId(StrEnum):
    """The number of a rule in `docs/scoring-rules.md`; the document and this list stay equal."""

    SELECT_ONE = "1.1"
    SELECT_EXACTLY = "1.2"
    SELECT_ALL_THAT_APPLY = "1.3"
    SUM_OF_QUESTIONS = "1.13"
    AT_LEAST_PERCENTAGE = "2.1"
    MORE_THAN_PERCENTAGE = "2.2"
    AT_LEAST_POINTS = "2.3"
    CUT_SCORES_IN_FORCE = "2.4"
    ALL_PARTS = "3.1"
    ANY_PART = "3.2"
    DISPLAYED_PERCENTAGE = "4.1"

    @property
    def version(self) -> int:
        """Version of what the code does today; it goes up whenever a result could change."""
        return _CHANGED_RULES.get(self, 1)


_CHANGED_RULES: dict[RuleId, int] = {}
