"""The band of COVAAR, the cognitive test of learning ability; nobody passes or fails it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.awards import PartPoints
from scoring.bands import Band, BandTable
from scoring.codes import BandCode, BandTableCode, PartCode, ProgrammeCode, RuleId
from scoring.corrections import (
    NOTHING_CORRECTED,
    CorrectedItems,
    SchemeCorrection,
    corrections_in_versions,
)
from scoring.errors import ScoringError
from scoring.marks import Marks, marks_to_json
from scoring.programmes.parts import check_parts
from scoring.proofs import Proof
from scoring.steps import (
    RuleVersions,
    rule_versions_to_document,
    rules_applied,
    step_to_document,
)

COVAAR = ProgrammeCode("covaar")


class SubtestEnd(StrEnum):
    """How a subtest came to its end."""

    FINISHED = "finished"
    TIME_UP = "time_up"
    BROKEN_OFF = "broken_off"
    NOT_OPENED = "not_opened"


class CovaarStepKind(StrEnum):
    """What happened in one step of a COVAAR decision."""

    SUBTEST_COUNTED = "subtest_counted"
    POINTS_SUMMED = "points_summed"
    BAND_TABLE_CHOSEN = "band_table_chosen"
    BAND_REACHED = "band_reached"


class SubtestBrokenOff(ScoringError):
    """A subtest that was disturbed says nothing about the candidate."""

    def __init__(self, subtest: PartCode) -> None:
        super().__init__(f"subtest {subtest} was broken off and must be taken again")
        self.subtest = subtest


class BandTableDoesNotFit(ScoringError):
    """The table is of another programme, starts later, or is made for other points."""

    def __init__(self, code: BandTableCode, *, reason: str) -> None:
        super().__init__(f"band table {code} {reason}")
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtest:
    """One subtest of the programme; `seconds` is None where all subtests shared one time."""

    code: PartCode
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtestResult:
    """The points of the answers that were given in time, and how the subtest ended.

    Where all subtests shared one time, the end is that of the whole test.
    """

    points: PartPoints
    end: SubtestEnd


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtestCounted:
    """The points of one subtest, gathered within its time (rule 6.1)."""

    subtest: Subtest
    result: SubtestResult

    @property
    def kind(self) -> CovaarStepKind:
        """What happened in this step."""
        return CovaarStepKind.SUBTEST_COUNTED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.SUBTESTS_SUMMED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "subtest": self.subtest.code,
            "seconds": self.subtest.seconds,
            "end": self.result.end.value,
            **_points_to_document(self.result.points),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsSummed:
    """The raw points of all subtests together (rule 6.1)."""

    points: PartPoints

    @property
    def kind(self) -> CovaarStepKind:
        """What happened in this step."""
        return CovaarStepKind.POINTS_SUMMED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.SUBTESTS_SUMMED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return _points_to_document(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class BandTableChosen:
    """The band table that was in force on the day of the sitting (rule 6.2)."""

    code: BandTableCode
    version: int
    effective_from: date
    sat_on: date

    @property
    def kind(self) -> CovaarStepKind:
        """What happened in this step."""
        return CovaarStepKind.BAND_TABLE_CHOSEN

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.BAND_TABLE_IN_FORCE

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "code": self.code,
            "version": self.version,
            "effective_from": self.effective_from.isoformat(),
            "sat_on": self.sat_on.isoformat(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BandReached:
    """The band that holds the points; `below` is where the next begins (rule 6.3)."""

    band: BandCode
    title: str
    from_points: Marks
    below: Marks | None
    assumed: bool

    @property
    def kind(self) -> CovaarStepKind:
        """What happened in this step."""
        return CovaarStepKind.BAND_REACHED

    @property
    def rule(self) -> RuleId:
        """The number of the rule applied."""
        return RuleId.BAND_REACHED

    def details(self) -> dict[str, object]:
        """The codes and numbers of this step, ready for a JSON document."""
        return {
            "band": self.band,
            "title": self.title,
            "from_points": marks_to_json(self.from_points),
            "below": None if self.below is None else marks_to_json(self.below),
            "assumed": self.assumed,
        }


CovaarStep = SchemeCorrection | SubtestCounted | PointsSummed | BandTableChosen | BandReached


@dataclass(frozen=True, slots=True, kw_only=True)
class CovaarDecision:
    """The band of one candidate, with the points and the steps that led to it."""

    band: Band
    points: PartPoints
    steps: tuple[CovaarStep, ...]
    table: BandTableCode
    table_version: int
    rules: RuleVersions
    corrections: tuple[SchemeCorrection, ...] = ()

    @property
    def proof(self) -> Proof:
        """A band feeds an advice and proves nothing to others."""
        return Proof.NONE


def decide_covaar(
    results: Mapping[PartCode, SubtestResult],
    *,
    subtests: Sequence[Subtest],
    table: BandTable,
    sat_on: date,
    corrected: CorrectedItems = NOTHING_CORRECTED,
) -> CovaarDecision:
    """Sum the timed subtests and find the band of the sum (rules 6.1 to 6.3).

    The points are those after `corrected`, which begins the explanation. Bands are in points and
    stay as they are where an item is left out (rule 8.3). A `table` in the place of the one of the
    day may start later, and the correction says that it was chosen (rule 8.4).

    Raises:
        PartsDoNotMatch: when a subtest is missing or unknown.
        SubtestBrokenOff: when a subtest was disturbed.
        BandTableDoesNotFit: when the table is not one for these points and this day.
    """
    check_parts(results, wanted=[subtest.code for subtest in subtests])
    points = _sum_subtests(results)
    is_replaced = corrected.replacement is not None
    if table.effective_from > sat_on and not is_replaced:
        raise BandTableDoesNotFit(table.code, reason=f"starts on {table.effective_from}")
    _check_table(table, points.out_of, sum(corrected.left_out.values()))
    band = table.band_of(points.points)
    chosen = BandTableChosen(
        code=table.code,
        version=table.version,
        effective_from=table.effective_from,
        sat_on=sat_on,
    )
    steps: tuple[CovaarStep, ...] = (
        *corrected.corrections,
        *(SubtestCounted(subtest=one, result=results[one.code]) for one in subtests),
        PointsSummed(points=points),
        *(() if is_replaced else (chosen,)),
        BandReached(
            band=band.code,
            title=band.title,
            from_points=band.from_points,
            below=table.end_of(band),
            assumed=table.assumed,
        ),
    )
    return CovaarDecision(
        band=band,
        points=points,
        steps=steps,
        table=table.code,
        table_version=table.version,
        rules=rules_applied(steps),
        corrections=corrected.corrections,
    )


def covaar_decision_to_document(decision: CovaarDecision) -> dict[str, object]:
    """Write a decision for storage and delivery; steps are data, without sentences."""
    return {
        "band": {"code": decision.band.code, "title": decision.band.title},
        **_points_to_document(decision.points),
        "proof": decision.proof.value,
        "steps": [step_to_document(step) for step in decision.steps],
        "versions": {
            "programme": {"code": COVAAR},
            "bands": {"code": decision.table, "version": decision.table_version},
            "rules": rule_versions_to_document(decision.rules),
            **corrections_in_versions(decision.corrections),
        },
    }


def _sum_subtests(results: Mapping[PartCode, SubtestResult]) -> PartPoints:
    for code in sorted(results):
        if results[code].end is SubtestEnd.BROKEN_OFF:
            raise SubtestBrokenOff(code)
    return PartPoints(
        points=sum(result.points.points for result in results.values()),
        out_of=sum(result.points.out_of for result in results.values()),
    )


def _check_table(table: BandTable, out_of: Marks, left_out: Marks) -> None:
    if table.programme != COVAAR:
        raise BandTableDoesNotFit(table.code, reason=f"is of programme {table.programme}")
    if table.out_of != out_of + left_out:
        raise BandTableDoesNotFit(
            table.code, reason=f"is made for {table.out_of} points, not for {out_of + left_out}"
        )
    highest = table.bands[-1].from_points
    if highest > out_of:
        raise BandTableDoesNotFit(
            table.code, reason=f"asks {highest} points for its highest band, of {out_of}"
        )


def _points_to_document(points: PartPoints) -> dict[str, object]:
    return {"points": marks_to_json(points.points), "out_of": marks_to_json(points.out_of)}
