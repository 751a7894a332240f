"""Reading of a routing from its document, checked before anybody gets it; and writing it."""

from scoring.codes import (
    ModelCode,
    ModuleCode,
    ProgrammeCode,
    RoutingCode,
    StageCode,
    TestCode,
)
from scoring.documents import DocumentReader
from scoring.marks import marks_to_json
from scoring.routing.graphs import (
    AssessmentModel,
    Condition,
    Direction,
    GoTo,
    Module,
    PlacementTest,
    Route,
    Routing,
    Stage,
    StopAt,
    Track,
)
from scoring.routing.soundness import check_routing
from scoring.thresholds import cut_score_to_document, read_cut_score


def routing_from_document(document: object) -> Routing:
    """Read a routing strictly and check that it is sound (rule 5.6).

    Raises:
        DocumentNotUnderstood: with every field that is wrong.
        RoutingNotSound: when it loses somebody, never ends or contradicts itself.
    """
    reader = DocumentReader(document, at="routing")
    code = RoutingCode(reader.text("code"))
    version = reader.whole_number("version", minimum=1)
    programme = ProgrammeCode(reader.text("programme"))
    effective_from = reader.day("effective_from")
    assumed = reader.flag("assumed", default=False)
    modules = [_read_module(one) for one in reader.readers("module")]
    models = [_read_model(one) for one in reader.readers("model")]
    tests = [_read_test(one) for one in reader.readers("test")]
    starts = [_read_start(one) for one in reader.readers("start")]
    stages = [_read_stage(one) for one in reader.readers("stage")]
    reader.finish()
    routing = Routing(
        code=code,
        version=version,
        programme=programme,
        effective_from=effective_from,
        assumed=assumed,
        modules=tuple(modules),
        models=tuple(models),
        tests=tuple(tests),
        starts=tuple(starts),
        stages=tuple(stages),
    )
    check_routing(routing)
    return routing


def routing_to_document(routing: Routing) -> dict[str, object]:
    """Write a routing for storage, so that `routing_from_document` reads it again."""
    return {
        "code": routing.code,
        "version": routing.version,
        "programme": routing.programme,
        "effective_from": routing.effective_from.isoformat(),
        "assumed": routing.assumed,
        "module": [
            {"code": one.code, "level": one.level, "tracks": [track.value for track in one.tracks]}
            for one in routing.modules
        ],
        "model": [
            {
                "code": one.code,
                "title": one.title,
                "track": one.track.value,
                "out_of": marks_to_json(one.out_of),
            }
            for one in routing.models
        ],
        "test": [
            {"code": one.code, "title": one.title, "models": list(one.models)}
            for one in routing.tests
        ],
        "start": [{"track": track.value, "stage": stage} for track, stage in routing.starts],
        "stage": [_stage_to_document(stage) for stage in routing.stages],
    }


def _stage_to_document(stage: Stage) -> dict[str, object]:
    return {
        "code": stage.code,
        "track": stage.track.value,
        "test": stage.test,
        "floor": stage.floor,
        "route": [_route_to_document(route) for route in stage.routes],
    }


def _route_to_document(route: Route) -> dict[str, object]:
    target = (
        {"module": route.target.module}
        if isinstance(route.target, StopAt)
        else {"stage": route.target.stage}
    )
    conditions = [
        {"model": one.model, "cut_score": cut_score_to_document(one.cut_score)}
        for one in route.conditions
    ]
    asked = {"when": conditions} if conditions else {}
    return {**asked, "go": route.target.direction.value, **target}


def _read_module(reader: DocumentReader) -> Module:
    return Module(
        code=ModuleCode(reader.text("code")),
        level=reader.text("level"),
        tracks=reader.members("tracks", Track),
    )


def _read_model(reader: DocumentReader) -> AssessmentModel:
    return AssessmentModel(
        code=ModelCode(reader.text("code")),
        title=reader.text("title"),
        track=reader.member("track", Track),
        out_of=reader.marks("out_of"),
    )


def _read_test(reader: DocumentReader) -> PlacementTest:
    return PlacementTest(
        code=TestCode(reader.text("code")),
        title=reader.text("title"),
        models=tuple(ModelCode(code) for code in reader.texts("models")),
    )


def _read_start(reader: DocumentReader) -> tuple[Track, StageCode]:
    return reader.member("track", Track), StageCode(reader.text("stage"))


def _read_stage(reader: DocumentReader) -> Stage:
    return Stage(
        code=StageCode(reader.text("code")),
        track=reader.member("track", Track),
        test=TestCode(reader.text("test")),
        floor=ModuleCode(reader.text("floor")),
        routes=tuple(_read_route(one) for one in reader.readers("route")),
    )


def _read_route(reader: DocumentReader) -> Route:
    conditions = reader.readers("when") if reader.has("when") else []
    return Route(
        conditions=tuple(_read_condition(one) for one in conditions),
        target=_read_target(reader),
    )


def _read_target(reader: DocumentReader) -> GoTo | StopAt:
    direction = reader.member("go", Direction)
    if direction is Direction.STOP:
        return StopAt(module=ModuleCode(reader.text("module")))
    return GoTo(direction=direction, stage=StageCode(reader.text("stage")))


def _read_condition(reader: DocumentReader) -> Condition:
    return Condition(
        model=ModelCode(reader.text("model")), cut_score=read_cut_score(reader, "cut_score")
    )
