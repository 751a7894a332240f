"""The way through a routing with corrected points, over the tests that were sat (rule 8.7)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from scoring.awards import PartPoints
from scoring.codes import PartCode, StageCode, TestCode
from scoring.errors import ScoringError
from scoring.programmes.nivo import ModelPoints, take_route
from scoring.programmes.nivo_steps import WayKept, WayReason
from scoring.routing import PlacementTest, Routing, Stage, StopAt, Track, check_routing


class WayNotKnown(ScoringError):
    """What the corrected points would have led to, nobody knows without asking the candidate."""

    def __init__(self, reason: WayReason, test: PlacementTest) -> None:
        super().__init__(f"the corrected way {reason.value.replace('_', ' ')}: {test.code}")
        self.reason = reason
        self.test = test

    @property
    def kept(self) -> WayKept:
        """The step of a decision that keeps the way as it was sat (rule 8.8)."""
        return WayKept(reason=self.reason, test=self.test.code)


def retrace(
    points: Mapping[StageCode, ModelPoints], routing: Routing, *, ended: Collection[Track] = ()
) -> dict[StageCode, ModelPoints]:
    """Give the stages of the corrected way the points of the tests that were sat (rule 8.7).

    `points` come in the order in which the tests were sat. The tracks in `ended` ended before a
    test that would have followed (rule 5.4), so the corrected way may do so too.

    Raises:
        WayNotKnown: when the way leads to a test that was not sat, or ends before one that was.
    """
    way: dict[StageCode, ModelPoints] = {}
    for track, start in routing.starts:
        own = {code: one for code, one in points.items() if routing.stage(code).track is track}
        way |= _retrace_track(own, routing, routing.stage(start), is_ended=track in ended)
    return way


def check_corrected_routing(routing: Routing, points: Mapping[PartCode, PartPoints]) -> None:
    """Refuse corrections that leave a routing unsound (rules 5.6, 8.7).

    `points` have the maximum that each corrected model has left.

    Raises:
        RoutingNotSound: when a condition can never be reached, or a better score is worth less.
    """
    models = tuple(
        replace(model, out_of=points[PartCode(model.code)].out_of)
        if PartCode(model.code) in points
        else model
        for model in routing.models
    )
    check_routing(replace(routing, models=models))


def _retrace_track(
    points: Mapping[StageCode, ModelPoints], routing: Routing, start: Stage, *, is_ended: bool
) -> dict[StageCode, ModelPoints]:
    by_test = {routing.stage(code).test: one for code, one in points.items()}
    last = next(reversed(by_test), None)
    way: dict[StageCode, ModelPoints] = {}
    taken: set[TestCode] = set()
    stage = start
    while (given := points.get(stage.code, by_test.get(stage.test))) is not None:
        way[stage.code] = given
        taken.add(stage.test)
        _, target = take_route(given, stage)
        if isinstance(target, StopAt):
            if last is not None and last not in taken:
                raise WayNotKnown(WayReason.ENDS_BEFORE, routing.test(last))
            return way
        stage = routing.stage(target.stage)
    if is_ended and (last is None or last in taken):
        return way
    raise WayNotKnown(WayReason.LEADS_TO_ANOTHER, routing.test(stage.test))
