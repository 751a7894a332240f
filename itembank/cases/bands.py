"""Cases of COVAAR: the band of its subtests, and the NT2 advice that is proposed from it."""

from dataclasses import replace
from datetime import date

from itembank.cases.reading import (
    CaseNotUnderstood,
    build_answer,
    finish,
    read_points,
    refusing,
)
from itembank.deciding import decide_bands
from itembank.orientation import get_framework
from itembank.programmes import Programme
from itembank.scheme_tables import tables_of_documents
from scoring.bands import NoBandTableInForce
from scoring.codes import PartCode
from scoring.documents import DocumentReader
from scoring.explanations.covaar import covaar_sentences
from scoring.explanations.orientation import proposal_sentences
from scoring.orientation import (
    Education,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
    proposal_to_document,
    propose_advice,
)
from scoring.programmes.covaar import (
    BandTableDoesNotFit,
    CovaarDecision,
    SubtestBrokenOff,
    SubtestEnd,
    SubtestResult,
    covaar_decision_to_document,
)
from scoring.programmes.parts import PartsDoNotMatch


def decide_bands_case(reader: DocumentReader, programme: Programme) -> dict[str, object]:
    """Decide `date` and `subtests`, propose an advice from `indicators`, or both."""
    sat_on = reader.day("date")
    subtests = reader.table("subtests") if reader.has("subtests") else None
    indicators = _read_indicators(reader) if reader.has("indicators") else None
    finish(reader)
    decision = None if subtests is None else _decide(subtests, programme, sat_on)
    if decision is None and indicators is None:
        raise CaseNotUnderstood(field="subtests", reason="is missing, and so is indicators")
    answer: dict[str, object] = {}
    if decision is not None:
        said = covaar_sentences(decision, programme.names)
        answer = build_answer(covaar_decision_to_document(decision), programme, said)
    if indicators is not None:
        answer["advice"] = _propose(indicators, decision, programme)
    return answer


def _decide(table: dict[str, object], programme: Programme, sat_on: date) -> CovaarDecision:
    results = {PartCode(code): _read_subtest(code, value) for code, value in table.items()}
    with (
        refusing("date", NoBandTableInForce),
        refusing("subtests", PartsDoNotMatch, SubtestBrokenOff, BandTableDoesNotFit),
    ):
        return decide_bands(
            results,
            programme,
            tables=tables_of_documents(programme.code),
            sat_on=sat_on,
            seconds=programme.seconds_by_part,
        )


def _read_subtest(code: str, value: object) -> SubtestResult:
    place = f"subtests.{code[:40]}"
    reader = DocumentReader(value, at=place)
    points = reader.rows("points")
    end = reader.member("end", SubtestEnd) if reader.has("end") else SubtestEnd.FINISHED
    finish(reader)
    return SubtestResult(points=read_points(f"{place}.points", points), end=end)


def _read_indicators(reader: DocumentReader) -> IndicatorValues:
    told = reader.reader("indicators")
    return IndicatorValues(
        literacy=told.member("literacy", Literacy),
        education=told.member("education", Education) if told.has("education") else None,
        band=None,
        languages=told.member("languages", LanguageKnowledge) if told.has("languages") else None,
        other=told.member("other", OtherInformation) if told.has("other") else None,
        in_doubt=told.flag("in_doubt", default=False),
    )


def _propose(
    indicators: IndicatorValues, decision: CovaarDecision | None, programme: Programme
) -> dict[str, object]:
    framework = get_framework()
    band = None if decision is None else decision.band
    titles = {} if band is None else {str(band.code): band.title}
    values = replace(indicators, band=None if band is None else band.code)
    proposal = propose_advice(values, framework)
    said = proposal_sentences(proposal, framework, titles)
    return build_answer(proposal_to_document(proposal), programme, said)
