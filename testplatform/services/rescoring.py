"""Decide many decided attempts again by a correction: read in sets, decided one by one, in memory.

Nothing is written here. Attempts that stand at the same points get the same decision, so each
different one is worked out once in a run.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from itembank.programmes import Scheme, get_programme
from itembank.scheme_tables import SchemeTables
from itembank.timing import brussels_date
from scoring.awards import Award, PartPoints
from scoring.codes import FactCode, FormCode, MomentCode, PartCode, ProgrammeCode
from scoring.corrections import EarlierSittingCorrected, Replacement
from scoring.cut_scores import CutScoreSet, cut_score_set_from_document
from scoring.decisions import FactCarried, StepKind, put_ratings_first
from scoring.errors import ScoringError
from scoring.marks import marks_from_text
from scoring.ratings import ratings_from_steps
from scoring.rescoring import ItemToCorrect, Rescored, Standing, rescore
from testplatform.clock import BRUSSELS
from testplatform.json_texts import read_json
from testplatform.repositories.cut_scores import list_cut_score_rows, list_tables
from testplatform.repositories.forms import FormPlan, PlannedItem, get_form_plan
from testplatform.repositories.journal import list_last_answers
from testplatform.repositories.later_sittings import find_after_written
from testplatform.repositories.rescoring import (
    DecidedAttempt,
    Scope,
    list_awards_of_item,
    list_decided,
    list_unsolved,
    sum_parts_of,
)
from testplatform.services.changed_levels import ChangedLevels
from testplatform.services.corrections import StoredCorrection, keep_concerning, list_in_force
from testplatform.services.deciding import Way
from testplatform.services.earlier_levels import list_earlier_levels_of
from testplatform.services.refusal_wording import say_refusal
from testplatform.services.rescoring_findings import FoundAgain, FoundBefore, find_again
from testplatform.services.rescoring_problems import check_earlier
from testplatform.services.routed_tests import find_ways_of_decided

MOST_KNOWN = 2_000  # decisions that are remembered: memory stays the same, however long the run


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One correction on its way through many attempts, after those that were approved before it.

    What it does to levels is in `levels` in a dry run; when it is written, in the decisions of the
    case `case_id`.
    """

    correction: StoredCorrection
    earlier: tuple[StoredCorrection, ...]
    cut_scores: Mapping[int, CutScoreSet]
    tables: SchemeTables
    known: dict[object, Rescored | FoundAgain] = field(default_factory=dict)
    in_force: dict[object, tuple[StoredCorrection, ...]] = field(default_factory=dict)
    case_id: int | None = None
    levels: ChangedLevels = field(default_factory=ChangedLevels)

    @property
    def programme(self) -> ProgrammeCode:
        return ProgrammeCode(self.correction.programme)

    @property
    def is_levelled(self) -> bool:
        """Whether a level that changes can count in other sittings."""
        return get_programme(self.programme).scheme is Scheme.LEVELS

    def find_cut_score_set_id(self, result: Rescored) -> int:
        """The row of the set that a decision was made with."""
        versions = result.decision.versions
        wanted = (versions.cut_scores, versions.cut_scores_version)
        return next(
            row_id for row_id, one in self.cut_scores.items() if (one.code, one.version) == wanted
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RescoredAttempt:
    """An attempt with what the correction makes of it, or the reason why it cannot be decided."""

    attempt: DecidedAttempt
    item: ItemToCorrect | None
    result: Rescored | FoundAgain | None
    problem: str | None = None


def has_other_levels(one: RescoredAttempt) -> bool:
    """Whether what was found has another level, that later sittings may count (rule 8.9)."""
    found = None if one.result is None else one.result.difference.found
    return found is not None and found[0].levels != found[1].levels


def scope_of(stored: StoredCorrection) -> Scope:
    """Which attempts a correction concerns; the days are those of Brussels."""
    correction = stored.correction
    if isinstance(correction, Replacement):
        return Scope(
            programme=stored.programme,
            moment=correction.moment,
            begins=_begin_of(correction.first_day),
            ends=_begin_of(correction.last_day + timedelta(days=1)),
        )
    return Scope(
        programme=stored.programme,
        item_version_id=stored.item_version_id,
        form_code=stored.form_code,
        part=stored.part,
        is_routed=get_programme(stored.programme).is_routed,
    )


def begin_run(
    session: Session,
    correction: StoredCorrection,
    *,
    approved_before: int | None = None,
    case_id: int | None = None,
) -> Run:
    """Get ready for a correction: after all that are in force, or those before a number."""
    up_to = None if approved_before is None else approved_before - 1
    return Run(
        correction=correction,
        earlier=list_in_force(session, up_to=up_to),
        cut_scores={
            row.id: cut_score_set_from_document(row.document)
            for row in list_cut_score_rows(session, correction.programme)
        },
        tables=list_tables(session, correction.programme),
        case_id=case_id,
    )


def rescore_attempts(
    session: Session, run: Run, attempt_ids: Collection[int]
) -> list[RescoredAttempt]:
    """Decide attempts again, by number; always a few queries, however many attempts there are."""
    decided = list_decided(session, attempt_ids)
    items = _list_items(session, run, [one for one in decided if _is_direct(session, run, one)])
    before = _list_found(session, run, decided)
    unsolved = list_unsolved(session, attempt_ids) if run.earlier else {}
    return [
        _rescore(
            session,
            run,
            one,
            items.get(one.attempt_id),
            before.get(one.attempt_id),
            unsolved.get(one.attempt_id, frozenset()),
        )
        for one in decided
    ]


def _rescore(
    session: Session,
    run: Run,
    one: DecidedAttempt,
    item: ItemToCorrect | None,
    found: FoundBefore | None,
    unsolved: frozenset[str],
) -> RescoredAttempt:
    sat_on = brussels_date(one.starts_at)
    standing = (
        (one.outcome, _key_of_standing(one.document_text))
        if found is None
        else _key_of_found(found, one.document_text)
    )
    known = (one.form_id, one.moment, sat_on, one.cut_score_set_id, standing, item, unsolved)
    result = run.known.get(known)
    if result is None:
        try:
            result = (
                _decide(session, run, one, item, sat_on, unsolved)
                if found is None
                else _find(session, run, one, item, found, unsolved)
            )
        except ScoringError as problem:
            reason = say_refusal(problem)
            return RescoredAttempt(attempt=one, item=item, result=None, problem=reason)
        if len(run.known) >= MOST_KNOWN:
            run.known.clear()
        run.known[known] = result
    return RescoredAttempt(attempt=one, item=item, result=result)


def _is_direct(session: Session, run: Run, one: DecidedAttempt) -> bool:
    """Whether somebody sat what is corrected, or only counts a level of a sitting that did."""
    if not run.is_levelled:
        return True
    plan = get_form_plan(session, one.form_id).keep_parts(one.parts)
    return run.correction.concerns(plan, one.moment, brussels_date(one.starts_at))


def _find_through(session: Session, run: Run, decided: Sequence[DecidedAttempt]) -> Collection[int]:
    """The attempts that come after one with other levels by this correction."""
    if not run.is_levelled:
        return ()
    if run.case_id is not None:
        return find_after_written(session, run.case_id, [one.attempt_id for one in decided])
    return {
        one.attempt_id
        for one in decided
        if run.levels.is_after(one.attempt_id, one.candidate_id, one.starts_at)
    }


def _list_found(
    session: Session, run: Run, decided: Sequence[DecidedAttempt]
) -> dict[int, FoundBefore]:
    """Attempt id → where those stand whom nobody passes or fails."""
    without = [one for one in decided if one.outcome is None]
    if not without:
        return {}
    points = sum_parts_of(session, [one.decision_id for one in without])
    earlier = list_earlier_levels_of(session, without, run.levels.documents)
    through = _find_through(session, run, without)
    ways = find_ways_of_decided(session, [one.attempt_id for one in without])
    return {
        one.attempt_id: FoundBefore(
            document=one.document,
            points={
                part.code: points[one.decision_id][part.code]
                for part in get_programme(one.programme).parts
                if part.code in points[one.decision_id]
            },
            moment=MomentCode(one.moment),
            sat_on=brussels_date(one.starts_at),
            purpose=one.purpose,
            earlier=earlier.get(one.attempt_id, ()),
            way=ways.get(one.attempt_id),
            is_after_changed=one.attempt_id in through,
            tables=run.tables,
        )
        for one in without
    }


def _find(
    session: Session,
    run: Run,
    one: DecidedAttempt,
    item: ItemToCorrect | None,
    found: FoundBefore,
    unsolved: frozenset[str],
) -> FoundAgain:
    plan = get_form_plan(session, one.form_id).keep_parts(one.parts)
    stored = list(_list_earlier(run, plan, one.moment, found.sat_on))
    _check_earlier(run, stored, unsolved)
    if _is_direct(session, run, one):
        stored.append(run.correction)
    through = EarlierSittingCorrected(code=run.correction.correction.code)
    return find_again(
        plan,
        found,
        [each.correction for each in stored],
        item,
        through=through if found.is_after_changed else None,
    )


def _decide(
    session: Session,
    run: Run,
    one: DecidedAttempt,
    item: ItemToCorrect | None,
    sat_on: date,
    unsolved: frozenset[str],
) -> Rescored:
    if one.outcome is None or one.cut_score_set_id is None:
        raise LookupError(one.decision_id)
    plan = get_form_plan(session, one.form_id)
    earlier = _list_earlier(run, plan, one.moment, sat_on)
    _check_earlier(run, earlier, unsolved)
    result = rescore(
        Standing(outcome=one.outcome, points=read_points(one.document)),
        [stored.correction for stored in (*earlier, run.correction)],
        item=item,
        cut_scores=run.cut_scores[one.cut_score_set_id],
        programme=run.programme,
        sat_on=sat_on,
        form=FormCode(plan.code),
        facts=read_facts(one.document),
    )
    ratings = ratings_from_steps(one.document["steps"])
    if not ratings:
        return result
    return replace(result, decision=put_ratings_first(result.decision, ratings))


def _check_earlier(
    run: Run, concerning: Sequence[StoredCorrection], unsolved: frozenset[str]
) -> None:
    """Refuse to build on one that concerned this attempt and was not decided for it."""
    check_earlier([one.correction for one in (*concerning, run.correction)], unsolved)


def _list_earlier(
    run: Run, plan: FormPlan, moment: str, sat_on: date
) -> tuple[StoredCorrection, ...]:
    key = (plan.form_id, tuple(plan.items_by_ref), moment, sat_on)
    if key not in run.in_force:
        run.in_force[key] = keep_concerning(run.earlier, plan, moment, sat_on)
    return run.in_force[key]


def read_points(document: Mapping[str, Any]) -> dict[PartCode, PartPoints]:
    """The points of each part of a stored decision."""
    return {
        PartCode(part["code"]): PartPoints(
            points=marks_from_text(str(part["points"])), out_of=marks_from_text(str(part["out_of"]))
        )
        for part in document["parts"]
    }


def read_facts(document: Mapping[str, Any]) -> tuple[FactCarried, ...]:
    """What others told, as a stored decision carries it (rule 10.3)."""
    return tuple(
        FactCarried(
            fact=FactCode(step["fact"]),
            value=step["value"],
            told_on=date.fromisoformat(step["told_on"]),
        )
        for step in document["steps"]
        if step["kind"] == StepKind.FACT_CARRIED
    )


def _key_of_found(found: FoundBefore, document_text: str) -> tuple[object, ...]:
    way = None if found.way is None else _key_of_way(found.way)
    return (
        found.purpose,
        found.earlier,
        found.is_after_changed,
        document_text,
        way,
        *found.points.items(),
    )


def _key_of_way(way: Way) -> tuple[object, ...]:
    points = tuple(
        (stage, *by_model.items())
        for one in (way.oral, way.routed)
        for stage, by_model in one.items()
    )
    return way.written, points


@lru_cache(maxsize=MOST_KNOWN)
def _key_of_standing(document_text: str) -> tuple[object, ...]:
    document = read_json(document_text)
    parts = tuple((part["points"], part["out_of"]) for part in document["parts"])
    return parts, read_facts(document), ratings_from_steps(document["steps"])


def _list_items(
    session: Session, run: Run, decided: Sequence[DecidedAttempt]
) -> dict[int, ItemToCorrect]:
    """Attempt id → the corrected item in it; responses are read only where a key has to decide."""
    version_id = run.correction.item_version_id
    if version_id is None:
        return {}
    before = list_awards_of_item(session, [one.decision_id for one in decided], version_id)
    # After a corrected key an award tells what that key gave; another correction starts again from
    # the key as it was published, as the first scoring of an attempt does.
    is_marked_anew = any(
        one.is_key_corrected and one.item_version_id == version_id
        for one in (*run.earlier, run.correction)
    )
    to_mark = [one for one in decided if is_marked_anew or one.decision_id not in before]
    by_key = _award_anew(session, run, to_mark)
    return {
        one.attempt_id: ItemToCorrect(
            before=before.get(one.decision_id),
            by_key=by_key.get(one.attempt_id) or before[one.decision_id],
        )
        for one in decided
    }


def _award_anew(session: Session, run: Run, decided: Sequence[DecidedAttempt]) -> dict[int, Award]:
    item = run.correction.item
    if not decided or item is None:
        return {}
    places = {
        form_id: _find_place(get_form_plan(session, form_id), run.correction.item_version_id)
        for form_id in {one.form_id for one in decided}
    }
    answers = list_last_answers(
        session,
        [one.attempt_id for one in decided],
        {place.ref for place in places.values()},
    )
    awards = {}
    for one in decided:
        raw = answers.get((one.attempt_id, places[one.form_id].ref), item.body.empty_response())
        award = item.body.award(raw)
        if award is not None:
            awards[one.attempt_id] = award
    return awards


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BRUSSELS)


def _find_place(plan: FormPlan, item_version_id: int | None) -> PlannedItem:
    return next(one for one in plan.scored_items if one.item_version_id == item_version_id)
