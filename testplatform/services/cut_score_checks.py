"""What keeps proposed cut scores from being taken; everything that is wrong, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from itembank.programmes import Programme, Scheme, get_programme
from scoring.cut_scores import (
    CutScoreAboveMaximum,
    CutScoreSet,
    LevelsOutOfOrder,
    check_levels,
)
from scoring.dates import find_in_force
from scoring.limits import LimitKey
from testplatform.services.form_measures import FormMeasure


class Fault(StrEnum):
    """One way in which proposed cut scores cannot be taken."""

    NO_CUT_SCORES = "no_cut_scores"
    MOMENT_UNKNOWN = "moment_unknown"
    DATE_TOO_EARLY = "date_too_early"
    DATE_TAKEN = "date_taken"
    DATE_PROPOSED = "date_proposed"
    PARTS_DIFFER = "parts_differ"
    FORM_UNKNOWN = "form_unknown"
    ABOVE_MAXIMUM = "above_maximum"
    LEVELS_OUT_OF_ORDER = "levels_out_of_order"
    LIMIT_ABOVE_MAXIMUM = "limit_above_maximum"
    LIMIT_NOT_HIGHER = "limit_not_higher"
    ROUTE_NEVER_TAKEN = "route_never_taken"
    NOTHING_TO_REPLACE = "nothing_to_replace"
    TABLE_DIFFERS = "table_differs"
    NOTHING_CHANGES = "nothing_changes"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFault:
    """A fault with what it is about: a part, a form, a limit, or the set or proposal in the way."""

    fault: Fault
    limit: LimitKey | None = None
    part: str | None = None
    form: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a proposal: the day, the sets that there are, and the forms."""

    today: date
    sets: Sequence[CutScoreSet]
    measures: Sequence[FormMeasure]

    def find_replaced(self, on: date) -> CutScoreSet | None:
        """The set that would be in force on a day without the proposal."""
        return find_in_force(self.sets, on)


def find_faults(proposed: CutScoreSet, around: Surroundings) -> tuple[ProposalFault, ...]:
    """Everything that is wrong with proposed cut scores; `around` is of their moment alone."""
    programme = get_programme(proposed.programme)
    return (
        *_check_programme(proposed, programme),
        *_check_date(proposed, around),
        *_check_forms(proposed, around),
        *_check_points(proposed, around),
        *_check_change(proposed, around),
    )


def _check_programme(proposed: CutScoreSet, programme: Programme) -> Iterator[ProposalFault]:
    if programme.scheme is not Scheme.CUT_SCORES:
        yield ProposalFault(fault=Fault.NO_CUT_SCORES)
    if proposed.moment not in {moment.code for moment in programme.moments}:
        yield ProposalFault(fault=Fault.MOMENT_UNKNOWN)
    wanted = {part.code for part in programme.parts}
    for part in sorted(wanted ^ set(proposed.part_codes)):
        yield ProposalFault(fault=Fault.PARTS_DIFFER, part=part)


def _check_date(proposed: CutScoreSet, around: Surroundings) -> Iterator[ProposalFault]:
    if proposed.effective_from < around.today + timedelta(days=1):
        yield ProposalFault(fault=Fault.DATE_TOO_EARLY)
    for one in around.sets:
        if one.effective_from == proposed.effective_from:
            yield ProposalFault(fault=Fault.DATE_TAKEN, other=f"{one.code} versie {one.version}")


def _check_forms(proposed: CutScoreSet, around: Surroundings) -> Iterator[ProposalFault]:
    known = {measure.form for measure in around.measures}
    for form in proposed.form_codes:
        if form not in known:
            yield ProposalFault(fault=Fault.FORM_UNKNOWN, form=form)


def _check_points(proposed: CutScoreSet, around: Surroundings) -> Iterator[ProposalFault]:
    for measure in around.measures:
        for part in proposed.part_codes:
            size = measure.parts.get(part)
            if size is None or size.out_of is None:
                continue
            try:
                check_levels(proposed.cut_scores_of(part, measure.form), size.out_of)
            except CutScoreAboveMaximum:
                yield ProposalFault(fault=Fault.ABOVE_MAXIMUM, part=part, form=measure.form)
            except LevelsOutOfOrder:
                yield ProposalFault(fault=Fault.LEVELS_OUT_OF_ORDER, part=part, form=measure.form)


def _check_change(proposed: CutScoreSet, around: Surroundings) -> Iterator[ProposalFault]:
    replaced = around.find_replaced(proposed.effective_from)
    if replaced is not None and _content(replaced) == _content(proposed):
        yield ProposalFault(
            fault=Fault.NOTHING_CHANGES, other=f"{replaced.code} versie {replaced.version}"
        )


def _content(cut_scores: CutScoreSet) -> object:
    """What a set asks, whatever its code, day and sources."""
    rows = {(one.part, one.level, one.form, one.cut_score) for one in cut_scores.parts}
    return cut_scores.joining, rows
