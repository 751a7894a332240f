"""Cases of the programmes whose parts have cut scores: MO and other tests of the sector."""

from collections.abc import Iterable
from datetime import date

from itembank.cases.reading import (
    CaseNotUnderstood,
    build_answer,
    finish,
    read_points,
    refusing,
)
from itembank.programmes import Programme, list_cut_score_sets
from scoring.awards import PartPoints
from scoring.codes import MomentCode, PartCode
from scoring.cut_scores import (
    CutScoreAboveMaximum,
    CutScoreSet,
    NoCutScoreInForce,
    cut_score_set_in_force,
)
from scoring.decisions import Decision, FactCarried, Outcome, decision_to_document
from scoring.documents import DocumentReader
from scoring.explanations import sentences
from scoring.programmes.mo import MO, PROCESS_EVALUATION, NoCourseToEvaluate, decide_mo
from scoring.programmes.parts import decide_by_parts
from scoring.resits import resit_to_document


def decide_parts_case(
    reader: DocumentReader,
    programme: Programme,
    *,
    cut_scores: Iterable[CutScoreSet] | None = None,
) -> dict[str, object]:
    """Decide `moment`, `date` and `points`; MO may have its `process_evaluation`."""
    moment = MomentCode(reader.text("moment"))
    sat_on = reader.day("date")
    table = reader.table("points")
    evaluation = _read_evaluation(reader, programme)
    finish(reader)
    check_moment(programme, moment)
    points = _read_points(programme, table)
    sets = list_cut_score_sets(programme.code) if cut_scores is None else cut_scores
    in_force = _in_force(sets, programme, moment, sat_on)
    decision = _decide(points, in_force, programme, sat_on, evaluation)
    answer = build_answer(
        decision_to_document(decision), programme, sentences(decision, programme.names)
    )
    if decision.outcome is Outcome.FAILED and programme.resit is not None:
        answer["next_sitting"] = resit_to_document(programme.resit, sat_on)
    return answer


def check_moment(programme: Programme, moment: MomentCode) -> None:
    """Refuse a moment that the programme does not serve."""
    known = [one.code for one in programme.moments]
    if moment not in known:
        raise CaseNotUnderstood(field="moment", reason=f"must be one of {', '.join(known)}")


def _read_evaluation(reader: DocumentReader, programme: Programme) -> FactCarried | None:
    fact = programme.find_fact(PROCESS_EVALUATION) if programme.code == MO else None
    if fact is None or not reader.has(fact.code):
        return None
    told = reader.reader(fact.code)
    value = told.text("value")
    if value and value not in fact.values:
        told.report("value", f"must be one of {', '.join(fact.values)}")
    return FactCarried(fact=fact.code, value=value, told_on=told.day("told_on"))


def _read_points(programme: Programme, table: dict[str, object]) -> dict[PartCode, PartPoints]:
    codes = [part.code for part in programme.parts]
    for name in table:
        if name not in codes:
            place = f"points.{name[:40]}"
            raise CaseNotUnderstood(field=place, reason=f"is not a part of {programme.code}")
    for code in codes:
        if code not in table:
            raise CaseNotUnderstood(field=f"points.{code}", reason="is missing")
    return {code: read_points(f"points.{code}", table[code]) for code in codes}


def _in_force(
    sets: Iterable[CutScoreSet], programme: Programme, moment: MomentCode, sat_on: date
) -> CutScoreSet:
    with refusing("date", NoCutScoreInForce):
        return cut_score_set_in_force(sets, programme=programme.code, moment=moment, on=sat_on)


def _decide(
    points: dict[PartCode, PartPoints],
    cut_scores: CutScoreSet,
    programme: Programme,
    sat_on: date,
    evaluation: FactCarried | None,
) -> Decision:
    with (
        refusing("points", CutScoreAboveMaximum),
        refusing("process_evaluation", NoCourseToEvaluate),
    ):
        if programme.code == MO:
            return decide_mo(points, cut_scores, sat_on=sat_on, process_evaluation=evaluation)
        return decide_by_parts(points, cut_scores, programme=programme.code, sat_on=sat_on)
