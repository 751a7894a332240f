"""Build what a correction changes: totals, and attempt by attempt, as it was stored."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language
from itembank.programmes import Programme, Scheme
from scoring.decisions import Outcome
from scoring.explanations import marks_in_dutch
from scoring.marks import marks_from_text
from testplatform.models.organisations import TestCentre
from testplatform.models.rescoring import RescoringCase
from testplatform.repositories.rescoring_changes import ChangeSearch, ListedChange
from testplatform.web.rescoring.pages import ChangeRow, GroupTable, PartCell
from testplatform.web.rescoring.wording import FILTERS, ChangeFilter, list_filters
from testplatform.web.staff.pages import Badge, Count, Tone
from testplatform.web.staff.results import describe_result

THROUGH_EARLIER = "door een eerdere afname"
COUNTED = {
    "concerned": Badge(word="besliste afnames betrokken", tone=Tone.NEUTRAL),
    "changed": Badge(word="krijgen een andere beslissing", tone=Tone.NEUTRAL),
    "to_passed": Badge(word=FILTERS[ChangeFilter.TO_PASSED], tone=Tone.GOOD),
    "to_failed": Badge(word=FILTERS[ChangeFilter.TO_FAILED], tone=Tone.BAD),
    "through_earlier": Badge(word=THROUGH_EARLIER, tone=Tone.NEUTRAL),
    "result_changed": Badge(word=FILTERS[ChangeFilter.RESULT_CHANGED], tone=Tone.WARNING),
}
NOT_SAT = "–"
PASSED = ("passed_before", "passed_after")


def build_search(chosen: ChangeFilter | None, language: str | None) -> ChangeSearch:
    return ChangeSearch(language=language) if chosen is None else chosen.to_search(language)


def build_counts(
    case: RescoringCase, scheme: Scheme, tally: Mapping[str, int]
) -> tuple[Count, ...]:
    filters = {one.value for one in list_filters(scheme)}
    shown = {"concerned", "changed", *filters}
    if scheme is Scheme.LEVELS:
        shown.add("through_earlier")
    names = shown & tally.keys()
    return tuple(
        Count(
            badge=badge,
            number=tally[name],
            url=url_for("rescoring.case", case_id=case.id, change=name)
            if name in filters
            else None,
        )
        for name, badge in COUNTED.items()
        if name in names
    )


def build_groups(
    session: Session, scheme: Scheme, counts: Mapping[str, Any]
) -> tuple[GroupTable, ...]:
    """The totals of each language and of each test centre."""
    by_language = {
        get_language(tag).dutch_name: tally for tag, tally in counts.get("by_language", {}).items()
    }
    by_centre = {
        session.get_one(TestCentre, int(centre)).name: tally
        for centre, tally in counts.get("by_test_centre", {}).items()
    }
    return (
        _group_table("Per taal", "Taal", scheme, by_language),
        _group_table("Per testcentrum", "Testcentrum", scheme, by_centre),
    )


def build_change_row(programme: Programme, one: ListedChange) -> ChangeRow:
    before, after = describe_results(one)
    return ChangeRow(
        dossier=one.dossier,
        url=url_for("administration.attempt", public_id=one.public_id),
        language=get_language(one.language).dutch_name,
        test_centre=one.test_centre,
        starts_at=one.starts_at,
        parts=tuple(
            _part_cell(*(describe_points(one, part.code, place) for place in (0, 1)))
            for part in programme.parts
        ),
        before=before,
        after=after,
        through=describe_cause(one),
    )


def describe_results(one: ListedChange) -> tuple[Badge, Badge]:
    """The result before and after: the outcome, or what was found."""
    before, after = one.document.get("found") or ({}, {})
    return (
        _describe_result(one.outcome_before, before),
        _describe_result(one.outcome_after, after),
    )


def describe_cause(one: ListedChange) -> str:
    """That a level of an earlier sitting changes, which counts in this one; else nothing."""
    return THROUGH_EARLIER if one.document.get("through_earlier") else ""


def describe_points(one: ListedChange, part: str, place: int) -> str:
    """The points of a part, with its level if it has one: before (0) or after (1)."""
    found = next((each for each in one.document["parts"] if each["code"] == part), None)
    if found is None:
        return NOT_SAT
    points, out_of = (
        marks_in_dutch(marks_from_text(str(found[name][place]))) for name in ("points", "out_of")
    )
    levels = (one.document["found"][place] if "found" in one.document else {}).get("levels", {})
    if part not in levels:
        return f"{points} op {out_of}"
    level = "geen niveau" if levels[part] is None else levels[part]
    return f"{points} op {out_of}, {level}"


def _describe_result(outcome: Outcome | None, found: Mapping[str, Any]) -> Badge:
    badge = describe_result(outcome, found)
    chance = found.get("chance_percent")
    if chance is None:
        return badge
    return Badge(word=f"{badge.word} (kans {chance['middle']} %)", tone=badge.tone)


def _group_table(
    title: str, column: str, scheme: Scheme, groups: Mapping[str, Mapping[str, int]]
) -> GroupTable:
    if scheme is not Scheme.CUT_SCORES:
        return GroupTable(
            title=title,
            column=column,
            headings=("Betrokken", "Andere beslissing", "Ander resultaat"),
            rows=tuple(
                (name, *(str(tally[each]) for each in ("concerned", "changed", "result_changed")))
                for name, tally in groups.items()
            ),
        )
    return GroupTable(
        title=title,
        column=column,
        headings=(
            "Betrokken",
            "Andere beslissing",
            "Nu wel geslaagd",
            "Nu niet meer geslaagd",
            "Geslaagd voordien",
            "Geslaagd nadien",
        ),
        rows=tuple((name, *_passing(tally)) for name, tally in groups.items()),
    )


def _passing(tally: Mapping[str, int]) -> tuple[str, ...]:
    names = ("concerned", "changed", "to_passed", "to_failed")
    shares = (f"{tally[name]} van {tally['concerned']}" for name in PASSED)
    return (*(str(tally[name]) for name in names), *shares)


def _part_cell(before: str, after: str) -> PartCell:
    is_changed = before != after
    return PartCell(text=f"{before} → {after}" if is_changed else before, is_changed=is_changed)
