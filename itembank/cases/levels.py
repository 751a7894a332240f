"""Cases of CT: levels and the certificate for a purpose, or the chances of a pre-screening."""

from datetime import date

from itembank.cases.parts import check_moment
from itembank.cases.reading import (
    CaseNotUnderstood,
    build_answer,
    finish,
    read_points,
    refusing,
)
from itembank.deciding import (
    PRESCREENING,
    ProgrammeTellsNoChances,
    decide_levels,
    estimate_levels,
)
from itembank.programmes import Programme
from itembank.scheme_tables import tables_of_documents
from scoring.analysis.chances import ChanceNotDefined
from scoring.codes import MomentCode, PartCode
from scoring.documents import DocumentReader
from scoring.explanations.ct import ct_sentences, estimate_sentences
from scoring.levels import Level, NoLevelSetInForce, NoPurposeInForce
from scoring.programmes.ct import (
    LevelsDoNotFit,
    ResultDoesNotFit,
    ct_decision_to_document,
)
from scoring.programmes.ct_steps import EarlierLevel, RatedLevel, SkillResult, Support
from scoring.programmes.prescreening import (
    ChanceNotEstimable,
    estimate_to_document,
)
from scoring.resits import resit_to_document


def decide_levels_case(reader: DocumentReader, programme: Programme) -> dict[str, object]:
    """Decide `moment`, `date`, `purpose` and `results`, with levels of `earlier` days.

    At the moment of the pre-screening `points` are estimated instead.
    """
    moment = MomentCode(reader.text("moment"))
    sat_on = reader.day("date")
    purpose = reader.text("purpose")
    if moment == PRESCREENING:
        return _estimate(reader, programme, purpose, sat_on)
    results = reader.table("results")
    rows = reader.readers("earlier") if reader.has("earlier") else []
    earlier = [_read_earlier(row) for row in rows]
    finish(reader)
    check_moment(programme, moment)
    given = {PartCode(part): _read_result(part, value) for part, value in results.items()}
    with (
        refusing("date", NoLevelSetInForce),
        refusing("purpose", NoPurposeInForce, LevelsDoNotFit),
        refusing("results", ResultDoesNotFit),
    ):
        decision = decide_levels(
            given,
            programme,
            tables=tables_of_documents(programme.code),
            moment=moment,
            purpose=purpose,
            sat_on=sat_on,
            earlier=earlier,
        )
    said = ct_sentences(decision, programme.names)
    answer = build_answer(ct_decision_to_document(decision), programme, said)
    if decision.resit and programme.resit is not None:
        answer["next_sitting"] = resit_to_document(programme.resit, sat_on)
    return answer


def _estimate(
    reader: DocumentReader, programme: Programme, purpose: str, on: date
) -> dict[str, object]:
    table = reader.table("points")
    finish(reader)
    points = {PartCode(part): read_points(f"points.{part[:40]}", table[part]) for part in table}
    with (
        refusing("moment", ProgrammeTellsNoChances),
        refusing("date", NoLevelSetInForce),
        refusing("purpose", NoPurposeInForce),
        refusing("points", ChanceNotEstimable, ChanceNotDefined),
    ):
        tables = tables_of_documents(programme.code)
        estimate = estimate_levels(points, programme, tables=tables, purpose=purpose, on=on)
    said = estimate_sentences(estimate, programme.names)
    return build_answer(estimate_to_document(estimate), programme, said)


def _read_result(part: str, value: object) -> SkillResult:
    place = f"results.{part[:40]}"
    if isinstance(value, list | tuple):
        return read_points(place, value)
    if not isinstance(value, dict):
        raise CaseNotUnderstood(field=place, reason="must be points or a rating")
    reader = DocumentReader(value, at=place)
    rated = RatedLevel(
        level=reader.member("level", Level) if reader.has("level") else None,
        raters=reader.whole_number("raters", minimum=1),
        support=reader.member("support", Support) if reader.has("support") else None,
    )
    finish(reader)
    return rated


def _read_earlier(reader: DocumentReader) -> EarlierLevel:
    return EarlierLevel(
        part=PartCode(reader.text("part")),
        level=reader.member("level", Level),
        sat_on=reader.day("sat_on"),
    )
