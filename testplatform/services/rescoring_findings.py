"""Decide sittings that pass or fail nobody again, by a correction of an item or of a table.

They are those of bands, levels and routings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from itembank.deciding import find_routing
from itembank.part_times import PartTime
from itembank.scheme_tables import SchemeTables
from scoring.awards import Award, PartPoints
from scoring.codes import MomentCode, PartCode
from scoring.corrections import (
    Correction,
    EarlierSittingCorrected,
    find_replaced_table,
    keep_last,
)
from scoring.errors import ScoringError
from scoring.findings import read_finding
from scoring.programmes.covaar import CovaarStepKind, SubtestEnd
from scoring.programmes.ct_steps import EarlierLevel
from scoring.ratings import ratings_from_steps
from scoring.rescoring import (
    Difference,
    ItemToCorrect,
    PointsCorrected,
    compare_findings,
    correct_item,
)
from testplatform.repositories.forms import FormPlan
from testplatform.services.changed_levels import list_counting
from testplatform.services.deciding import Conclusion, Sat, Way, conclude

TABLES = ("bands", "levels", "purpose", "routing")


class OtherTable(ScoringError):
    """Another table is in force for that day than when it was decided (rule 8.5)."""

    def __init__(self, table: str) -> None:
        super().__init__(f"the {table} of that day are no longer those of the decision")
        self.table = table


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBefore:
    """Where an attempt stands that nobody passes or fails: its newest decision and its points.

    The points are those of every part, also of one that the decision does not name. It
    `is_after_changed` when an earlier sitting of the candidate has other levels now.
    """

    document: Mapping[str, Any]
    points: Mapping[PartCode, PartPoints]
    moment: MomentCode
    sat_on: date
    purpose: str | None
    earlier: tuple[EarlierLevel, ...]
    tables: SchemeTables
    way: Way | None = None
    is_after_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgain:
    """What is found after a correction, what that changes, and the new award of the item."""

    conclusion: Conclusion
    award: Award | None
    difference: Difference
    is_changed: bool


def find_again(
    plan: FormPlan,
    before: FoundBefore,
    corrections: Sequence[Correction],
    item: ItemToCorrect | None,
    *,
    through: EarlierSittingCorrected | None = None,
) -> FoundAgain:
    """Decide by the last of the corrections (rules 8.1 to 8.6).

    With `through` an earlier sitting may count for other levels (rule 8.9); what nothing else
    happened to has no `item` then.

    Raises:
        OtherTable: when the tables are neither those of the decision nor of a correction.
        ScoringError: what the scheme of the programme raises.
    """
    if before.way is not None:
        _check_routing(plan, before)
    is_untouched = item is None and through is not None
    corrected = (
        PointsCorrected(points=before.points, award=None, is_changed=False)
        if is_untouched
        else correct_item(before.points, corrections, item)
    )
    sat = _build_sat(plan, before, corrected.points, corrections)
    conclusion = conclude(sat)
    _check_tables(before.document["versions"], conclusion.decided["versions"], corrections)
    is_through = through is not None and (
        list_counting(before.document) != list_counting(conclusion.decided)
    )
    if is_through:
        conclusion = conclude(replace(sat, through=through))
    found = (read_finding(before.document), read_finding(conclusion.decided))
    difference = compare_findings(
        before.points, corrected.points, found, is_through_earlier=is_through
    )
    return FoundAgain(
        conclusion=conclusion,
        award=corrected.award,
        difference=difference,
        is_changed=corrected.is_changed or difference.is_result_changed or is_through,
    )


def _build_sat(
    plan: FormPlan,
    before: FoundBefore,
    points: Mapping[PartCode, PartPoints],
    corrections: Sequence[Correction],
) -> Sat:
    steps = before.document["steps"]
    return Sat(
        plan=plan,
        moment=before.moment,
        sat_on=before.sat_on,
        awards=(),
        points=points,
        ratings=ratings_from_steps(steps),
        purpose=before.purpose,
        earlier=before.earlier,
        tables=before.tables,
        is_time_up=any(step.get("end") == SubtestEnd.TIME_UP for step in steps),
        part_times=_read_part_times(steps),
        corrections=keep_last(corrections),
        way=before.way,
    )


def _read_part_times(steps: Sequence[Mapping[str, Any]]) -> dict[PartCode, PartTime] | None:
    """How each part with a time of its own ended; None where all shared that of the test."""
    times = {
        PartCode(step["subtest"]): PartTime(seconds=step["seconds"], end=SubtestEnd(step["end"]))
        for step in steps
        if step["kind"] == CovaarStepKind.SUBTEST_COUNTED and step["seconds"] is not None
    }
    return times or None


def _check_routing(plan: FormPlan, before: FoundBefore) -> None:
    """A way is walked by the routing of its decision alone: another may not have its stages."""
    routing = find_routing(before.tables, plan.programme, before.sat_on)
    if before.document["versions"]["routing"] != {"code": routing.code, "version": routing.version}:
        raise OtherTable("routing")


def _check_tables(before: Mapping[str, Any], after: Any, corrections: Sequence[Correction]) -> None:
    """Accept the tables of the decision, and the one that a correction names (rule 8.4)."""
    replacement = find_replaced_table(keep_last(corrections))
    named = (
        None
        if replacement is None
        else {"code": replacement.table.code, "version": replacement.table.version}
    )
    for table in TABLES:
        if after.get(table) not in (before.get(table), named):
            raise OtherTable(table)
