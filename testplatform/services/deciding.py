"""Decide what was sat, by the scheme of its programme. The rules themselves are in `scoring`.

A decision is made when nothing is waited for any more: `Sat` holds what the keys gave and whatever
assessors gave for the rest. What they have not given yet is `unmarked`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from itembank.deciding import (
    PRESCREENING,
    decide_bands,
    decide_levels,
    estimate_levels,
    find_levels,
    find_purpose,
    find_routing,
)
from itembank.part_times import PartTime
from itembank.placing import points_at
from itembank.programmes import Scheme
from itembank.scheme_tables import NO_TABLES, SchemeTables
from scoring.awards import Award, NothingToSum, PartPoints, sum_awards
from scoring.codes import FormCode, MomentCode, PartCode, StageCode
from scoring.corrections import (
    CorrectedItems,
    Correction,
    EarlierSittingCorrected,
    ItemCorrection,
    ItemCorrectionKind,
    TableReplaced,
)
from scoring.cut_scores import CutScoreSet, NoCutScoreInForce
from scoring.decisions import (
    Decision,
    FactCarried,
    Outcome,
    decision_to_document,
    put_ratings_first,
)
from scoring.errors import ScoringError
from scoring.explanations import sentences
from scoring.explanations.covaar import covaar_sentences
from scoring.explanations.ct import ct_sentences, estimate_sentences
from scoring.explanations.nivo import placement_sentences
from scoring.levels import RatingScale
from scoring.marks import Marks
from scoring.programmes.covaar import (
    SubtestEnd,
    SubtestResult,
    covaar_decision_to_document,
)
from scoring.programmes.ct import ct_decision_to_document
from scoring.programmes.ct_steps import EarlierLevel, RatedMarks, SkillResult
from scoring.programmes.nivo import (
    ModelPoints,
    NivoPlacement,
    place_candidate,
    placement_to_document,
)
from scoring.programmes.nivo_retraced import WayNotKnown, retrace
from scoring.programmes.nivo_steps import TrackPlaced
from scoring.programmes.parts import decide_by_parts
from scoring.programmes.prescreening import estimate_to_document
from scoring.ratings.steps import RatingsCombined
from scoring.routing import Routing, Track
from testplatform.repositories.forms import FormPlan, PlannedItem

Awards = Sequence[tuple[PlannedItem, Award]]


class PartHasNothingToSum(NothingToSum):
    """A part of the programme without a single item that counts has no points, not even zero."""

    def __init__(self, part: str) -> None:
        ScoringError.__init__(self, f"part {part} has no items that count")
        self.part = part


class RatingsMissing(ScoringError):
    """Assessors have not given what the decision needs; `missing` names the items or parts."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"ratings are missing: {', '.join(missing)}")
        self.missing = tuple(missing)


class PurposeMissing(ScoringError):
    """A test of levels was booked without what the level is for."""

    def __init__(self) -> None:
        super().__init__("the booking names no purpose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way of somebody through a routing: the written stages they came to, and the points that
    an assessor gave on the oral ones. `is_oral_over` when no oral test follows.
    `routed` are the points by which written tests that were handed in led on. `is_decided` when
    there is a decision, which stays where nobody knows the corrected way (rule 8.7).
    """

    written: tuple[StageCode, ...]
    oral: Mapping[StageCode, ModelPoints]
    is_oral_over: bool
    routed: Mapping[StageCode, ModelPoints] = field(default_factory=dict)
    is_decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """Everything that a decision follows from.

    `unmarked` are the items that neither a key nor assessors gave marks yet, `ratings` how the
    marks of assessors came about.
    `earlier` are the levels that the candidate reached on other days; `cut_scores` those in force
    on this one, for a programme that is decided by them, and `tables` all of any other.
    `is_time_up` tells that the time ended it, `part_times` how each part with a time of its own
    ended; None where all shared that of the test.
    `through` tells that a level in `earlier` is another one by a correction.
    `way` is there where a routing opened the tests.
    `facts` are what others told beside it (rule 10.3).
    `points` are those of the parts where they were summed before, and then no awards are needed.
    """

    plan: FormPlan
    moment: MomentCode
    sat_on: date
    awards: Awards
    unmarked: tuple[PlannedItem, ...] = ()
    ratings: tuple[RatingsCombined, ...] = ()
    purpose: str | None = None
    earlier: tuple[EarlierLevel, ...] = ()
    is_time_up: bool = False
    part_times: Mapping[PartCode, PartTime] | None = None
    cut_scores: CutScoreSet | None = None
    tables: SchemeTables = NO_TABLES
    corrections: tuple[Correction, ...] = ()
    through: EarlierSittingCorrected | None = None
    way: Way | None = None
    facts: tuple[FactCarried, ...] = ()
    points: Mapping[PartCode, PartPoints] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What was decided, as it is stored and told, with a Dutch sentence for each step.

    `cut_scores` names the set that passed or failed somebody, with its version; the schemes that
    pass or fail nobody have neither that nor an outcome.
    """

    scheme: Scheme
    decided: dict[str, object]
    said: tuple[str, ...]
    outcome: Outcome | None = None
    cut_scores: tuple[str, int] | None = None

    @property
    def told_scheme(self) -> Scheme | None:
        """The scheme as a message names it: none where there is an outcome to tell."""
        return None if self.scheme is Scheme.CUT_SCORES else self.scheme


def conclude(sat: Sat) -> Conclusion:
    """Decide by the scheme of the programme. The same is decided of the same, to the byte.

    Raises:
        RatingsMissing: when assessors still have to give what the scheme needs.
        ScoringError: when something is missing or contradicts itself; the sentence says what.
    """
    return _SCHEMES[sat.plan.programme.scheme](sat)


def sum_parts(plan: FormPlan, awards: Awards) -> dict[PartCode, PartPoints]:
    """The points of each part of the programme. Raises PartHasNothingToSum."""
    points = sum_given_parts(plan, awards)
    _check_every_part(plan, points)
    return points


def sum_given_parts(plan: FormPlan, awards: Awards) -> dict[PartCode, PartPoints]:
    """The points of each part that has any awards, in the order of the programme."""
    by_part = {
        part.code: [award for planned, award in awards if planned.part == part.code]
        for part in plan.programme.parts
    }
    return {part: sum_awards(given) for part, given in by_part.items() if given}


def build_document(
    plan: FormPlan, decided: Mapping[str, object], said: Sequence[str]
) -> dict[str, Any]:
    """What is stored of a decision: its steps, sentences and versions, the form among them."""
    document: dict[str, Any] = dict(decided)
    document["sentences"] = list(said)
    versions = document["versions"]
    document["versions"] = {
        **versions,
        "form": {"code": plan.code, "version": plan.version},
        "programme": {**versions["programme"], "version": plan.programme.version},
    }
    return document


def conclude_by_parts(plan: FormPlan, decision: Decision) -> Conclusion:
    """What a decision by cut scores comes to."""
    versions = decision.versions
    return Conclusion(
        scheme=Scheme.CUT_SCORES,
        decided=decision_to_document(decision),
        said=sentences(decision, plan.programme.names),
        outcome=decision.outcome,
        cut_scores=(versions.cut_scores, versions.cut_scores_version),
    )


def _decide_parts(sat: Sat) -> Conclusion:
    _check_marked(sat.unmarked)
    programme = sat.plan.programme
    if sat.cut_scores is None:
        raise NoCutScoreInForce(programme.code, sat.moment, sat.sat_on)
    decision = decide_by_parts(
        sum_parts(sat.plan, sat.awards),
        sat.cut_scores,
        programme=programme.code,
        sat_on=sat.sat_on,
        facts=sat.facts,
        form=FormCode(sat.plan.code),
        corrections=sat.corrections,
    )
    if sat.ratings:
        decision = put_ratings_first(decision, sat.ratings)
    return conclude_by_parts(sat.plan, decision)


def _decide_bands(sat: Sat) -> Conclusion:
    _check_marked(sat.unmarked)
    programme = sat.plan.programme
    times = sat.part_times
    of_test = SubtestEnd.TIME_UP if sat.is_time_up else SubtestEnd.FINISHED
    results = {
        part: SubtestResult(points=points, end=of_test if times is None else times[part].end)
        for part, points in _every_part(sat).items()
    }
    decision = decide_bands(
        results,
        programme,
        tables=sat.tables,
        sat_on=sat.sat_on,
        seconds=None if times is None else {part: time.seconds for part, time in times.items()},
        corrected=list_corrected(sat.plan, sat.corrections),
    )
    return Conclusion(
        scheme=Scheme.BANDS,
        decided=covaar_decision_to_document(decision),
        said=covaar_sentences(decision, programme.names),
    )


def _decide_levels(sat: Sat) -> Conclusion:
    if sat.purpose is None:
        raise PurposeMissing
    if sat.moment == PRESCREENING:
        return _estimate(sat, sat.purpose)
    programme = sat.plan.programme
    decision = decide_levels(
        _list_skills(sat),
        programme,
        tables=sat.tables,
        moment=sat.moment,
        purpose=sat.purpose,
        sat_on=sat.sat_on,
        earlier=sat.earlier,
        ratings=sat.ratings,
        corrected=list_corrected(sat.plan, sat.corrections),
        through=sat.through,
    )
    return Conclusion(
        scheme=Scheme.LEVELS,
        decided=ct_decision_to_document(decision),
        said=ct_sentences(decision, programme.names),
    )


def _every_part(sat: Sat) -> Mapping[PartCode, PartPoints]:
    points = _given_parts(sat)
    _check_every_part(sat.plan, points)
    return points


def _given_parts(sat: Sat) -> Mapping[PartCode, PartPoints]:
    return sum_given_parts(sat.plan, sat.awards) if sat.points is None else sat.points


def _check_every_part(plan: FormPlan, points: Mapping[PartCode, PartPoints]) -> None:
    for part in plan.programme.parts:
        if part.code not in points:
            raise PartHasNothingToSum(part.code)


def list_corrected(plan: FormPlan, given: Sequence[Correction]) -> CorrectedItems:
    """The corrections of items and table, and what each maximum lost by them (rule 8.3)."""
    corrections = tuple(one for one in given if isinstance(one, ItemCorrection | TableReplaced))
    gone = {
        one.item
        for one in corrections
        if isinstance(one, ItemCorrection) and one.kind is ItemCorrectionKind.LEFT_OUT
    }
    left_out: dict[PartCode, Marks] = {}
    for planned in plan.scored_items:
        body = planned.item.body
        award = body.award(body.empty_response()) if planned.item.code in gone else None
        if award is not None:
            part = PartCode(planned.part)
            left_out[part] = left_out.get(part, 0) + award.out_of
    return CorrectedItems(corrections=corrections, left_out=left_out)


def _list_skills(sat: Sat) -> dict[PartCode, SkillResult]:
    """The result of each skill that was sat: points by key, or by assessors where they rate it."""
    _check_marked(sat.unmarked)
    corrected = list_corrected(sat.plan, sat.corrections)
    levels = find_levels(sat.tables, sat.plan.programme, sat.moment, sat.sat_on, corrected)
    rated = {scale.part for scale in levels.scales if isinstance(scale, RatingScale)}
    points = _given_parts(sat)
    return {
        part: RatedMarks(points=given, raters=_count_raters(sat, part)) if part in rated else given
        for part, given in points.items()
    }


def _count_raters(sat: Sat, part: PartCode) -> int:
    """The least number of assessors that a response of the part had; 0 when all were empty."""
    numbers = [len(one.points) for one in sat.ratings if one.part == part and one.points]
    return min(numbers, default=0)


def _decide_routing(sat: Sat) -> Conclusion:
    """Place both tracks. What was opened counts, handed in or not; no further test follows."""
    _check_marked(sat.unmarked)
    way = sat.way
    if way is None or not way.is_oral_over:
        raise RatingsMissing([Track.ORAL])
    routing = find_routing(sat.tables, sat.plan.programme, sat.sat_on)
    parts = _given_parts(sat)
    corrected = list_corrected(sat.plan, [one for one in sat.corrections if _is_sat(one, parts)])
    points = {**sum_stages(routing, way.written, parts), **way.oral}
    placement = _place(points, routing, sat.sat_on, way, corrected)
    return Conclusion(
        scheme=Scheme.ROUTING,
        decided=placement_to_document(placement),
        said=placement_sentences(placement, routing),
    )


def _is_sat(correction: Correction, parts: Mapping[PartCode, PartPoints]) -> bool:
    """Whether an item is corrected of a test that somebody came to."""
    return isinstance(correction, ItemCorrection) and correction.part in parts


def _place(
    points: Mapping[StageCode, ModelPoints],
    routing: Routing,
    sat_on: date,
    way: Way,
    corrected: CorrectedItems,
) -> NivoPlacement:
    """Place by the corrected way; the one that was sat stays where nobody knows it (rule 8.8)."""
    place = partial(
        place_candidate, routing=routing, started_on=sat_on, ended=tuple(Track), corrected=corrected
    )
    if not corrected.corrections:
        return place(points)
    place_as_sat = partial(
        place, {**points, **way.routed}, corrected=_with_any_maximum(corrected, routing)
    )
    ended = [
        end.track for end in place_as_sat().tracks if isinstance(end, TrackPlaced) and end.is_floor
    ]
    try:
        return place(retrace(points, routing, ended=ended))
    except WayNotKnown as unknown:
        if way.is_decided:
            raise
        return place_as_sat(kept=unknown.kept)


def _with_any_maximum(corrected: CorrectedItems, routing: Routing) -> CorrectedItems:
    """What was routed may lack items that a later correction counts again (rule 8.5)."""
    left_out = {PartCode(model.code): model.out_of for model in routing.models}
    return replace(corrected, left_out=left_out)


def sum_stages(
    routing: Routing, stages: Sequence[StageCode], points: Mapping[PartCode, PartPoints]
) -> dict[StageCode, ModelPoints]:
    """The points on the models of each written stage."""
    return {stage: points_at(routing, stage, points) for stage in stages}


def _estimate(sat: Sat, purpose: str) -> Conclusion:
    """What was tried of what the purpose asks; a pre-screening waits for no assessor."""
    programme = sat.plan.programme
    points = _given_parts(sat)
    requires = find_purpose(programme, purpose, sat.sat_on).requires
    asked = {one.part for one in requires}
    estimate = estimate_levels(
        {part: points[part] for part in points if part in asked},
        programme,
        tables=sat.tables,
        purpose=purpose,
        on=sat.sat_on,
        corrected=list_corrected(sat.plan, sat.corrections),
    )
    return Conclusion(
        scheme=Scheme.LEVELS,
        decided=estimate_to_document(estimate),
        said=estimate_sentences(estimate, programme.names),
    )


def _check_marked(unmarked: Sequence[PlannedItem]) -> None:
    if unmarked:
        raise RatingsMissing([planned.ref for planned in unmarked])


_SCHEMES: Mapping[Scheme, Callable[[Sat], Conclusion]] = MappingProxyType(
    {
        Scheme.CUT_SCORES: _decide_parts,
        Scheme.BANDS: _decide_bands,
        Scheme.LEVELS: _decide_levels,
        Scheme.ROUTING: _decide_routing,
    }
)
