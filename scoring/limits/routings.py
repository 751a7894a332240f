"""The limits of a routing: what each condition of each route asks."""

from collections.abc import Iterator
from dataclasses import replace

from scoring.limits.values import Limit, LimitFault, LimitFaultKind, LimitKey, Limits, is_above
from scoring.routing import Condition, Route, Routing, Stage
from scoring.routing.soundness import find_dead_routes


def list_routing_limits(routing: Routing) -> tuple[Limit, ...]:
    """List the cut score of every condition, stage by stage and route by route."""
    return tuple(
        Limit(
            key=key,
            group=stage.code,
            name=str(number),
            measure=condition.model,
            cut_score=condition.cut_score,
            out_of=routing.model(condition.model).out_of,
        )
        for stage in routing.stages
        for number, key, condition in _list_conditions(stage)
    )


def find_routing_faults(routing: Routing, limits: Limits) -> Iterator[LimitFault]:
    """Find conditions that ask too much, and routes that can never be taken (rule 5.6).

    Nothing else of that rule depends on limits.
    """
    changed = replace_routing_limits(routing, limits)
    for stage in changed.stages:
        conditions = list(_list_conditions(stage))
        above = [
            key
            for _number, key, one in conditions
            if is_above(one.cut_score, routing.model(one.model).out_of)
        ]
        for key in above:
            yield LimitFault(kind=LimitFaultKind.ABOVE_MAXIMUM, key=key)
        # The last route has no conditions: it holds for who is left, whatever the limits.
        dead = () if above else tuple(find_dead_routes(changed, stage))
        for number in dead:
            key = next(key for other, key, _one in conditions if other == number)
            yield LimitFault(kind=LimitFaultKind.NEVER_TAKEN, key=key)


def replace_routing_limits(routing: Routing, limits: Limits) -> Routing:
    """Make the routing with other cut scores; whether it is sound is for who asks."""
    return replace(
        routing,
        stages=tuple(
            replace(
                stage,
                routes=tuple(
                    _replace(stage, number, route, limits)
                    for number, route in enumerate(stage.routes, start=1)
                ),
            )
            for stage in routing.stages
        ),
    )


def _replace(stage: Stage, number: int, route: Route, limits: Limits) -> Route:
    conditions = tuple(
        replace(one, cut_score=limits[_key(stage, number, one)]) for one in route.conditions
    )
    return replace(route, conditions=conditions)


def _list_conditions(stage: Stage) -> Iterator[tuple[int, LimitKey, Condition]]:
    for number, route in enumerate(stage.routes, start=1):
        for one in route.conditions:
            yield number, _key(stage, number, one), one


def _key(stage: Stage, number: int, condition: Condition) -> LimitKey:
    return LimitKey(f"{stage.code}-{number}-{condition.model}")
