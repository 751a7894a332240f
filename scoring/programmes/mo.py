"""The decision of the standardised test of maatschappelijke oriëntatie (MO)."""

from collections.abc import Mapping
from datetime import date

from scoring.awards import PartPoints
from scoring.codes import PartCode, ProgrammeCode
from scoring.cut_scores import CutScoreSet
from scoring.decisions import Decision
from scoring.programmes.parts import decide_by_parts

MO = ProgrammeCode("mo")


def decide_mo(
    points: Mapping[PartCode, PartPoints], cut_scores: CutScoreSet, *, sat_on: date
) -> Decision:
    """Decide an MO test by its parts; raises what `decide_by_parts` raises."""
    return decide_by_parts(points, cut_scores, programme=MO, sat_on=sat_on)
