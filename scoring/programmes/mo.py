"""The decision of the standardised test of maatschappelijke oriëntatie (MO)."""

from collections.abc import Mapping
from datetime import date

from scoring.awards import PartPoints
from scoring.codes import FactCode, MomentCode, PartCode, ProgrammeCode
from scoring.cut_scores import CutScoreSet
from scoring.decisions import Decision, FactCarried
from scoring.errors import ScoringError
from scoring.programmes.parts import decide_by_parts

MO = ProgrammeCode("mo")
AFTER_COURSE = MomentCode("after_course")
PROCESS_EVALUATION = FactCode("process_evaluation")


class NoCourseToEvaluate(ScoringError):
    """A process evaluation is of the course, and this moment has none."""

    def __init__(self, moment: MomentCode) -> None:
        super().__init__(f"there is no course to evaluate at the moment {moment}")
        self.moment = moment


def decide_mo(
    points: Mapping[PartCode, PartPoints],
    cut_scores: CutScoreSet,
    *,
    sat_on: date,
    process_evaluation: FactCarried | None = None,
) -> Decision:
    """Decide an MO test by its parts, with the process evaluation beside it (rule 10.3).

    Raises:
        NoCourseToEvaluate: when there is a process evaluation and no course before the test.
        ScoringError: what `decide_by_parts` raises.
    """
    if process_evaluation is not None and cut_scores.moment != AFTER_COURSE:
        raise NoCourseToEvaluate(cut_scores.moment)
    facts = () if process_evaluation is None else (process_evaluation,)
    return decide_by_parts(points, cut_scores, programme=MO, sat_on=sat_on, facts=facts)
