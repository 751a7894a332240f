"""Whether everybody can still be decided with a correction, before anybody is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy.orm import Session

from itembank.deciding import PRESCREENING, find_levels, find_routing
from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import SchemeTable, SchemeTables, moment_of
from scoring.awards import PartPoints
from scoring.codes import FormCode, MomentCode, PartCode, ProgrammeCode
from scoring.corrections import (
    Correction,
    CutScoresReplaced,
    TableReplaced,
    find_replacement,
)
from scoring.cut_scores import CutScoreSet, NoCutScoreInForce, cut_score_set_in_force
from scoring.dates import find_in_force
from scoring.errors import ScoringError
from scoring.levels import NoLevelSetInForce, PointsScale
from scoring.programmes.nivo_retraced import check_corrected_routing
from scoring.programmes.parts import decide_by_parts
from testplatform.repositories.cut_scores import list_cut_score_sets, list_tables
from testplatform.repositories.forms import FormPlan, get_form_plan
from testplatform.repositories.rescoring import list_form_ids
from testplatform.repositories.rescoring_sittings import (
    find_moment_of_form,
    list_days_sat,
    list_deciding_sets,
)
from testplatform.services.corrections import (
    StoredCorrection,
    keep_concerning,
    keep_effective,
    list_in_force,
)
from testplatform.services.deciding import (
    PartHasNothingToSum,
    Sat,
    conclude,
    list_corrected,
    sum_given_parts,
)
from testplatform.services.marking import correct_marked, mark_items
from testplatform.services.rescoring import scope_of
from testplatform.services.table_checks import is_same_but_limits


class TableDiffers(ScoringError):
    """A table differs from one in whose place it would stand, in more than its limits."""

    def __init__(self, correction: TableReplaced) -> None:
        table = correction.table
        super().__init__(f"{table.code}/{table.version} cannot stand in for the table of a day")
        self.correction = correction


def check_full_marks(session: Session, stored: StoredCorrection, *, today: date) -> None:
    """Decide full marks on each form with it: what fails then would fail for everybody.

    Asked are the cut scores, bands and levels that decide a sitting of the form, made or still to
    be decided, and those of today; what nobody is decided by stands in nobody's way.

    Raises:
        TableDiffers: when a table cannot stand in the place of one of its period.
        ScoringError: why nobody could be decided, or reach what can be reached.
    """
    if isinstance(stored.correction, TableReplaced):
        _check_table(session, stored.programme, stored.correction)
    check = _CHECKS[get_programme(stored.programme).scheme]
    in_force = list_in_force(session)
    for form_id in list_form_ids(session, scope_of(stored)):
        check(session, get_form_plan(session, form_id), in_force, stored, today)


def _check_table(session: Session, programme: str, correction: TableReplaced) -> None:
    """Refuse other bands, skills, levels or maxima than those of a day of the period (rule 8.4)."""
    known: list[SchemeTable] = [
        one for one in list_tables(session, programme).all if moment_of(one) == correction.moment
    ]
    first = find_in_force(known, correction.first_day)
    later = (
        one for one in known if correction.first_day < one.effective_from <= correction.last_day
    )
    in_place_of = [*(() if first is None else (first,)), *later]
    if not in_place_of or not all(is_same_but_limits(correction.table, one) for one in in_place_of):
        raise TableDiffers(correction)


def _keep_covered(
    stored: StoredCorrection, days: set[tuple[str, date]], today: date
) -> list[tuple[str, date]]:
    """Of moments and days those that a correction counts for, in their order.

    Today stands for the sittings that are to come, of which a table decides those of its period.
    """
    correction = stored.correction
    if not isinstance(correction, TableReplaced):
        return sorted(days)
    begin = max(today, correction.first_day)
    to_come = {(moment, begin) for moment, day in days if day == today}
    return sorted(
        (moment, day)
        for moment, day in days | to_come
        if correction.covers(MomentCode(moment), day)
    )


def _check_cut_scores(
    session: Session,
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    today: date,
) -> None:
    for cut_scores in _list_deciding(session, plan, in_force, stored, today):
        on = cut_scores.effective_from
        effective = _keep_effective(plan, in_force, stored, cut_scores.moment, on)
        decide_by_parts(
            _give_full_marks(plan, effective),
            cut_scores,
            programme=ProgrammeCode(plan.programme.code),
            sat_on=on,
            form=FormCode(plan.code),
            corrections=[one.correction for one in effective],
        )


def _list_deciding(
    session: Session,
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    today: date,
) -> list[CutScoreSet]:
    """The sets that decided a sitting of the form, and those that decide now or what waits."""
    if isinstance(stored.correction, CutScoresReplaced):
        return [stored.correction.cut_scores]
    known = list_cut_score_sets(session, stored.programme)
    made_with = list_deciding_sets(session, plan.form_id)
    sets = {(one.code, one.version): one for one in known if (one.code, one.version) in made_with}
    decided = list_days_sat(session, plan.form_id, is_decided=True)
    waiting = list_days_sat(session, plan.form_id, is_decided=False)
    waiting |= {(moment.code, today) for moment in plan.programme.moments}
    for moment, day in sorted(decided | waiting):
        effective = keep_concerning(in_force, plan, moment, day)
        found = _find_replaced(effective)
        if found is None and (moment, day) in waiting:
            found = _find_set(known, stored.programme, MomentCode(moment), day)
        if found is not None:
            sets[found.code, found.version] = found
    return list(sets.values())


def _find_replaced(effective: tuple[StoredCorrection, ...]) -> CutScoreSet | None:
    replacement = find_replacement(one.correction for one in effective)
    return None if replacement is None else replacement.cut_scores


def _find_set(
    known: list[CutScoreSet], programme: str, moment: MomentCode, day: date
) -> CutScoreSet | None:
    try:
        return cut_score_set_in_force(
            known, programme=ProgrammeCode(programme), moment=moment, on=day
        )
    except NoCutScoreInForce:
        return None


def _check_bands(
    session: Session,
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    today: date,
) -> None:
    moment = MomentCode(plan.programme.moments[0].code)
    points = _give_full_marks(plan, _keep_effective(plan, in_force, stored, moment, today))
    tables = list_tables(session, stored.programme)
    days = {(str(moment), today), *list_days_sat(session, plan.form_id)}
    for _, day in _keep_covered(stored, days, today):
        effective = _keep_effective(plan, in_force, stored, moment, day)
        conclude(
            Sat(
                plan=plan,
                moment=moment,
                sat_on=day,
                awards=(),
                points=points,
                tables=tables,
                corrections=_corrections(effective),
            )
        )


def _check_levels(
    session: Session,
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    today: date,
) -> None:
    days = set(list_days_sat(session, plan.form_id))
    tables = list_tables(session, stored.programme)
    own = find_moment_of_form(session, plan.form_id)
    if own is not None:
        days.add((own, today))
    for moment, day in _keep_covered(stored, days, today):
        effective = _keep_effective(plan, in_force, stored, moment, day)
        points = _give_full_marks(plan, effective)
        if stored.part is not None and stored.part not in points:
            raise PartHasNothingToSum(stored.part)
        for scale in _list_scales(tables, plan, MomentCode(moment), day, _corrections(effective)):
            if scale.part in points:
                scale.level_of(points[scale.part].points, points[scale.part].out_of)


def _check_routing(
    session: Session,
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    today: date,
) -> None:
    """Refuse what leaves the routing of a day unsound, or a model without points (rule 8.7)."""
    moment = MomentCode(plan.programme.moments[0].code)
    tables = list_tables(session, plan.programme.code)
    effective = _keep_effective(plan, in_force, stored, moment, today)
    points = _give_full_marks(plan, effective)
    for day in sorted({today, *(day for _, day in list_days_sat(session, plan.form_id))}):
        check_corrected_routing(find_routing(tables, plan.programme, day), points)


def _list_scales(
    tables: SchemeTables,
    plan: FormPlan,
    moment: MomentCode,
    day: date,
    corrections: tuple[Correction, ...],
) -> Iterator[PointsScale]:
    """The scales of skills that a key marks; a pre-screening levels none."""
    if moment == PRESCREENING:
        return
    try:
        corrected = list_corrected(plan, corrections)
        levels = find_levels(tables, plan.programme, moment, day, corrected)
    except NoLevelSetInForce:
        return
    yield from (scale for scale in levels.scales if isinstance(scale, PointsScale))


def _keep_effective(
    plan: FormPlan,
    in_force: tuple[StoredCorrection, ...],
    stored: StoredCorrection,
    moment: str,
    on: date,
) -> tuple[StoredCorrection, ...]:
    """The corrections of items and table of a form on a day, and the one that is asked about."""
    items = (one for one in in_force if not isinstance(one.correction, CutScoresReplaced))
    concerning = keep_concerning(items, plan, moment, on)
    return keep_effective((*concerning, stored))


def _corrections(effective: tuple[StoredCorrection, ...]) -> tuple[Correction, ...]:
    return tuple(one.correction for one in effective)


def _give_full_marks(
    plan: FormPlan, effective: tuple[StoredCorrection, ...]
) -> Mapping[PartCode, PartPoints]:
    """The points of who answers everything by the key; raises PartHasNothingToSum."""
    answers = {
        planned.ref: right
        for planned in plan.scored_items
        if (right := planned.item.body.correct_response()) is not None
    }
    marked = correct_marked(mark_items(plan, answers, effective), effective)
    points = sum_given_parts(
        plan, [(one.planned, one.award) for one in marked if one.award is not None]
    )
    by_assessors = {one.planned.part for one in marked if one.award is None}
    for part in plan.programme.parts:
        if part.code not in points and part.code not in by_assessors:
            raise PartHasNothingToSum(part.code)
    return points


_CHECKS: Mapping[Scheme, Callable[..., None]] = MappingProxyType(
    {
        Scheme.CUT_SCORES: _check_cut_scores,
        Scheme.BANDS: _check_bands,
        Scheme.LEVELS: _check_levels,
        Scheme.ROUTING: _check_routing,
    }
)
