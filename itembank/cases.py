"""A decision on a case given as a document, without any attempt: for `testplatform decide`."""

from collections.abc import Iterable
from datetime import date

from itembank.errors import ItemBankError
from itembank.programmes import Programme, UnknownProgramme, get_programme, list_cut_score_sets
from scoring.awards import MarksOutOfRange, PartPoints
from scoring.codes import MomentCode, PartCode
from scoring.cut_scores import (
    CutScoreAboveMaximum,
    CutScoreSet,
    NoCutScoreInForce,
    cut_score_set_in_force,
)
from scoring.decisions import (
    Decision,
    part_result_to_document,
    versions_to_document,
)
from scoring.documents import (
    DocumentNotUnderstood,
    DocumentReader,
    FieldNotReadable,
    Problem,
    read_marks,
)
from scoring.explanations import sentences
from scoring.programmes.mo import decide_mo


class CaseNotUnderstood(ItemBankError):
    """A case cannot be decided; the message is one line that names the field."""

    def __init__(self, *, field: str, reason: str) -> None:
        line = f"{field}: {reason}" if field else f"the case {reason}"
        super().__init__(" ".join(line.split()))
        self.field = field


def decide_case(
    document: object, *, cut_scores: Iterable[CutScoreSet] | None = None
) -> dict[str, object]:
    """Decide a case such as {"programme": "mo", "moment": "exemption", "date": "2023-03-01",
    "points": {"sokkel": [9, 11], "praktisch": [24, 30]}}: points and maximum for each part.

    The cut scores are those of the programme's document unless others are given.

    Returns a JSON document with `outcome`, `parts`, `steps` (Dutch sentences) and `versions`.

    Raises:
        CaseNotUnderstood: for the first thing that is wrong with the case.
    """
    reader = DocumentReader(document)
    code = reader.text("programme")
    moment = MomentCode(reader.text("moment"))
    sat_on = reader.day("date")
    table = reader.table("points")
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise _not_understood(error.problems) from error
    programme = _get_programme(code)
    _check_moment(programme, moment)
    points = _read_points(programme, table)
    sets = list_cut_score_sets(programme.code) if cut_scores is None else cut_scores
    decision = _decide(_in_force(sets, programme, moment, sat_on), sat_on, points)
    return _to_document(decision, programme)


def _get_programme(code: str) -> Programme:
    try:
        return get_programme(code)
    except UnknownProgramme as error:
        raise CaseNotUnderstood(field="programme", reason=str(error)) from error


def _check_moment(programme: Programme, moment: MomentCode) -> None:
    known = [one.code for one in programme.moments]
    if moment not in known:
        raise CaseNotUnderstood(field="moment", reason=f"must be one of {', '.join(known)}")


def _read_points(programme: Programme, table: dict[str, object]) -> dict[PartCode, PartPoints]:
    codes = [part.code for part in programme.parts]
    for name in table:
        if name not in codes:
            place = f"points.{name[:40]}"
            raise CaseNotUnderstood(field=place, reason=f"is not a part of {programme.code}")
    for code in codes:
        if code not in table:
            raise CaseNotUnderstood(field=f"points.{code}", reason="is missing")
    return {code: _read_part(f"points.{code}", table[code]) for code in codes}


def _read_part(field: str, value: object) -> PartPoints:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise CaseNotUnderstood(
            field=field, reason="must be a list of two: the points and the maximum"
        )
    try:
        points, out_of = read_marks(value[0]), read_marks(value[1])
        return PartPoints(points=points, out_of=out_of)
    except (FieldNotReadable, MarksOutOfRange) as error:
        raise CaseNotUnderstood(field=field, reason=str(error)) from error


def _in_force(
    sets: Iterable[CutScoreSet], programme: Programme, moment: MomentCode, sat_on: date
) -> CutScoreSet:
    try:
        return cut_score_set_in_force(sets, programme=programme.code, moment=moment, on=sat_on)
    except NoCutScoreInForce as error:
        raise CaseNotUnderstood(field="date", reason=str(error)) from error


def _decide(cut_scores: CutScoreSet, sat_on: date, points: dict[PartCode, PartPoints]) -> Decision:
    try:
        return decide_mo(points, cut_scores, sat_on=sat_on)
    except CutScoreAboveMaximum as error:
        raise CaseNotUnderstood(field="points", reason=str(error)) from error


def _to_document(decision: Decision, programme: Programme) -> dict[str, object]:
    versions = versions_to_document(decision.versions)
    return {
        "outcome": decision.outcome.value,
        "parts": [part_result_to_document(part) for part in decision.parts],
        "steps": list(sentences(decision, programme.names)),
        "versions": versions
        | {"programme": {"code": programme.code, "version": programme.version}},
    }


def _not_understood(problems: tuple[Problem, ...]) -> CaseNotUnderstood:
    return CaseNotUnderstood(field=problems[0].field, reason=problems[0].message)
