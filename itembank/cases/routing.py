"""Cases of NIVO: where the points of a candidate lead, or which test comes next."""

from itembank.cases.reading import build_answer, finish, read_points, refusing
from itembank.deciding import find_routing
from itembank.programmes import Programme
from itembank.scheme_tables import tables_of_documents
from scoring.awards import PartPoints
from scoring.codes import ModelCode, StageCode
from scoring.documents import DocumentReader
from scoring.explanations.nivo import placement_sentences
from scoring.programmes.nivo import (
    PointsDoNotFit,
    StageNotOnTheWay,
    place_candidate,
    placement_to_document,
)
from scoring.routing import NoRoutingInForce, Track


def decide_routing_case(reader: DocumentReader, programme: Programme) -> dict[str, object]:
    """Place by `date` (of the first test) and `stages`; tracks in `ended` take no further test."""
    started_on = reader.day("date")
    table = reader.table("stages")
    ended = reader.members("ended", Track) if reader.has("ended") else ()
    finish(reader)
    points = {StageCode(stage): _read_stage(stage, value) for stage, value in table.items()}
    with refusing("date", NoRoutingInForce):
        routing = find_routing(tables_of_documents(programme.code), programme, started_on)
    with refusing("stages", PointsDoNotFit, StageNotOnTheWay):
        placement = place_candidate(points, routing, started_on=started_on, ended=ended)
    said = placement_sentences(placement, routing)
    return build_answer(placement_to_document(placement), programme, said)


def _read_stage(stage: str, value: object) -> dict[ModelCode, PartPoints]:
    place = f"stages.{stage[:40]}"
    reader = DocumentReader(value, at=place)
    models = {ModelCode(name): reader.rows(name) for name in reader.names}
    finish(reader)
    return {code: read_points(f"{place}.{code[:40]}", pair) for code, pair in models.items()}
