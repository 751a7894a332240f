"""What a routing must be before anybody is routed by it (rule 5.6)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scoring.codes import ModelCode, StageCode
from scoring.cut_scores import CutScoreAboveMaximum, MoreThanPercentage
from scoring.marks import Marks
from scoring.routing.graphs import Condition, GoTo, Route, Routing, RoutingNotSound, Stage, StopAt

_Bounds = tuple[int, int]


def check_routing(routing: Routing) -> None:
    """Refuse a routing that loses somebody, never ends or contradicts itself (rule 5.6).

    Raises:
        RoutingNotSound: with the first thing that is wrong.
    """
    # In this order: each check may rely on those before it.
    checks = (
        _find_repeated,
        _find_unknown_model,
        _find_wrong_start,
        _find_wrong_stage,
        _find_wrong_condition,
        _find_dead_route,
        _find_cycle,
        _find_unreached,
        _find_contradiction,
    )
    for check in checks:
        reasons = list(check(routing))
        if reasons:
            raise RoutingNotSound(routing.code, reason=reasons[0])


def _find_repeated(routing: Routing) -> Iterator[str]:
    for kind, codes in (
        ("module", [module.code for module in routing.modules]),
        ("model", [model.code for model in routing.models]),
        ("test", [test.code for test in routing.tests]),
        ("stage", [stage.code for stage in routing.stages]),
        ("start", [track for track, _ in routing.starts]),
    ):
        yield from (f"{kind} {code} is there twice" for code, count in _count(codes) if count > 1)


def _count(codes: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(codes).items())


def _find_unknown_model(routing: Routing) -> Iterator[str]:
    known = {model.code for model in routing.models}
    used: set[ModelCode] = set()
    for test in routing.tests:
        if not test.models:
            yield f"test {test.code} has no assessment model"
        for model in test.models:
            if model not in known:
                yield f"test {test.code} has an unknown assessment model {model}"
        used.update(test.models)
    yield from (f"assessment model {code} belongs to no test" for code in sorted(known - used))


def _find_wrong_start(routing: Routing) -> Iterator[str]:
    stages = {stage.code: stage for stage in routing.stages}
    for track, code in routing.starts:
        if code not in stages:
            yield f"{track} starts at an unknown stage {code}"
        elif stages[code].track is not track:
            yield f"{track} starts at {code}, which is {stages[code].track}"


def _find_wrong_stage(routing: Routing) -> Iterator[str]:
    tests = {test.code for test in routing.tests}
    for stage in routing.stages:
        if stage.test not in tests:
            yield f"stage {stage.code} has an unknown test {stage.test}"
        if not _has_module(routing, stage, stage.floor):
            yield f"stage {stage.code} has a floor {stage.floor} that is no {stage.track} module"
        if not stage.routes or stage.routes[-1].conditions:
            yield f"stage {stage.code} must end with a route without conditions"
        for route in stage.routes:
            yield from _find_wrong_target(routing, stage, route.target)


def _find_wrong_target(routing: Routing, stage: Stage, target: GoTo | StopAt) -> Iterator[str]:
    if isinstance(target, StopAt):
        if not _has_module(routing, stage, target.module):
            yield f"stage {stage.code} stops at {target.module}, which is no {stage.track} module"
        return
    stages = {one.code: one for one in routing.stages}
    if target.stage not in stages:
        yield f"stage {stage.code} goes to an unknown stage {target.stage}"
    elif stages[target.stage].track is not stage.track:
        yield f"stage {stage.code} goes to {target.stage}, which is not {stage.track}"


def _has_module(routing: Routing, stage: Stage, code: str) -> bool:
    return any(one.code == code and stage.track in one.tracks for one in routing.modules)


def _find_wrong_condition(routing: Routing) -> Iterator[str]:
    for stage in routing.stages:
        models = [model.code for model in routing.models_at(stage)]
        for condition in _list_conditions(stage):
            if condition.model not in models:
                yield f"stage {stage.code} asks {condition.model}, which does not assess its test"
                continue
            try:
                _limit(routing, condition)
            except CutScoreAboveMaximum as error:
                yield f"stage {stage.code}: {error}"


def _list_conditions(stage: Stage) -> Iterator[Condition]:
    for route in stage.routes:
        yield from route.conditions


def _limit(routing: Routing, condition: Condition) -> tuple[Marks, bool]:
    limit = condition.cut_score.limit(routing.model(condition.model).out_of)
    return limit, isinstance(condition.cut_score, MoreThanPercentage)


def _find_dead_route(routing: Routing) -> Iterator[str]:
    for stage in routing.stages:
        for number in find_dead_routes(routing, stage):
            yield f"route {number} of stage {stage.code} can never be taken"


def find_dead_routes(routing: Routing, stage: Stage) -> Iterator[int]:
    """Find the numbers of routes that never hold, as an earlier one does; no limit is too high."""
    for number, route in enumerate(stage.routes, start=1):
        if any(_implies(routing, route, other) for other in stage.routes[: number - 1]):
            yield number


def _implies(routing: Routing, route: Route, other: Route) -> bool:
    """Tell whether whoever meets the conditions of a route meets those of the other one too."""
    return all(
        any(
            one.model == asked.model and _limit(routing, one) >= _limit(routing, asked)
            for one in route.conditions
        )
        for asked in other.conditions
    )


def _find_cycle(routing: Routing) -> Iterator[str]:
    finished: set[StageCode] = set()
    for stage in routing.stages:
        yield from _find_cycle_from(routing, stage.code, (), finished)


def _find_cycle_from(
    routing: Routing, code: StageCode, path: tuple[StageCode, ...], finished: set[StageCode]
) -> Iterator[str]:
    if code in path:
        yield f"the way {' → '.join((*path[path.index(code) :], code))} never ends"
        return
    if code in finished:
        return
    for target in _list_targets(routing.stage(code)):
        yield from _find_cycle_from(routing, target, (*path, code), finished)
    finished.add(code)


def _list_targets(stage: Stage) -> list[StageCode]:
    targets = (route.target for route in stage.routes)
    return [target.stage for target in targets if isinstance(target, GoTo)]


def _find_unreached(routing: Routing) -> Iterator[str]:
    reached: set[StageCode] = set()
    waiting = [code for _, code in routing.starts]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting.extend(_list_targets(routing.stage(code)))
    for stage in routing.stages:
        if stage.code not in reached:
            yield f"nothing leads to stage {stage.code}"
    used = {stage.test for stage in routing.stages}
    yield from (f"no stage has test {test.code}" for test in routing.tests if test.code not in used)
    yield from _find_unreached_module(routing)


def _find_unreached_module(routing: Routing) -> Iterator[str]:
    stops = {
        (stage.track, route.target.module)
        for stage in routing.stages
        for route in stage.routes
        if isinstance(route.target, StopAt)
    }
    for module in routing.modules:
        for track in module.tracks:
            if (track, module.code) not in stops:
                yield f"nobody is ever placed in {track} module {module.code}"


def _find_contradiction(routing: Routing) -> Iterator[str]:
    bounds: dict[StageCode, _Bounds] = {}
    for stage in routing.stages:
        lowest, _ = _bounds_of_stage(routing, stage.code, bounds)
        if routing.place_of(stage.floor) > lowest:
            yield f"whoever takes no test at stage {stage.code} is better off than who takes it"
        for better, worse in pairwise(stage.routes):
            high = _bounds_of_route(routing, better, bounds)
            low = _bounds_of_route(routing, worse, bounds)
            if high[0] < low[0] or high[1] < low[1]:
                yield f"at stage {stage.code} a better score can lead to a lower module"


def _bounds_of_stage(
    routing: Routing, code: StageCode, bounds: dict[StageCode, _Bounds]
) -> _Bounds:
    """Give the places of the lowest and the highest module that can follow from a stage."""
    if code not in bounds:
        routes = routing.stage(code).routes
        found = [_bounds_of_route(routing, route, bounds) for route in routes]
        bounds[code] = min(low for low, _ in found), max(high for _, high in found)
    return bounds[code]


def _bounds_of_route(routing: Routing, route: Route, bounds: dict[StageCode, _Bounds]) -> _Bounds:
    if isinstance(route.target, GoTo):
        return _bounds_of_stage(routing, route.target.stage, bounds)
    place = routing.place_of(route.target.module)
    return place, place
