"""A decision and its awards in words. Nothing is computed again: all comes from what was stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import url_for

from scoring.awards import Judged, award_from_document
from scoring.cut_scores import cut_score_from_document
from scoring.explanations import marks_in_dutch
from scoring.marks import Marks, marks_from_text
from testplatform.models.decisions import Award, Decision
from testplatform.web.administration.pages.attempts import (
    AwardRow,
    DecisionView,
    Fact,
    PartAwards,
    PartRow,
)
from testplatform.web.staff.pages import Link
from testplatform.web.staff.results import describe_decision
from testplatform.web.staff.wording import (
    REACHED,
    describe_cut_score,
    describe_judged,
    describe_part,
)

CUT_SCORE_FIELDS = ("kind", "percentage", "points")

# The documents that a decision may be made with, as its versions name them.
DOCUMENTS = {
    "cut_scores": "Cesuur",
    "bands": "Intervallen",
    "levels": "Niveaus",
    "purpose": "Doel",
    "routing": "Routing",
}


def build_decision_view(programme: str, decision: Decision, *, is_current: bool) -> DecisionView:
    document = decision.document
    return DecisionView(
        revision=decision.revision,
        outcome=describe_decision(decision),
        decided_at=decision.decided_at,
        sentences=tuple(document["sentences"]),
        parts=tuple(_part_row(programme, part) for part in document.get("parts", ())),
        versions=_versions(document["versions"]),
        corrections=tuple(
            _correction(one["code"]) for one in document["versions"].get("corrections", ())
        ),
        is_current=is_current,
    )


def build_part_awards(programme: str, awards: Sequence[Award]) -> tuple[PartAwards, ...]:
    """The awards by part; they come in the order of the form, so parts follow each other."""
    return tuple(
        PartAwards(
            title=describe_part(programme, part), rows=tuple(_award_row(award) for award in rows)
        )
        for part, rows in groupby(awards, key=lambda award: award.part)
    )


def _part_row(programme: str, part: Mapping[str, Any]) -> PartRow:
    cut_score = part["cut_score"]
    stored = {name: cut_score[name] for name in CUT_SCORE_FIELDS if name in cut_score}
    return PartRow(
        title=describe_part(programme, part["code"]),
        points=marks_in_dutch(_read_marks(part["points"])),
        out_of=marks_in_dutch(_read_marks(part["out_of"])),
        cut_score=describe_cut_score(cut_score_from_document(stored)),
        points_needed=marks_in_dutch(_read_marks(cut_score["points_needed"])),
        is_assumed=bool(cut_score["assumed"]),
        reached=REACHED[bool(part["reached"])],
    )


def _read_marks(stored: int | str) -> Marks:
    """Marks of a JSON document: a number when whole, else a fraction as text."""
    return marks_from_text(str(stored))


def _award_row(row: Award) -> AwardRow:
    award = award_from_document(row.document)
    reason = award.reason
    shown = AwardRow(
        item=row.item_version.item.code,
        version=row.item_version.version,
        marks=marks_in_dutch(award.marks),
        out_of=marks_in_dutch(award.out_of),
        rule=award.rule.value,
    )
    if isinstance(reason, Judged):
        return replace(shown, judged=describe_judged(reason))
    return replace(shown, hits=reason.hits, slips=reason.slips, missed=reason.missed)


def _versions(versions: Mapping[str, Any]) -> tuple[Fact, ...]:
    rules = sorted(versions["rules"].items())
    return (
        Fact(label="Testprogramma", text=_name_version(versions["programme"])),
        Fact(label="Testversie", text=_name_version(versions["form"])),
        *(
            Fact(label=label, text=_name_versions(versions[name]))
            for name, label in DOCUMENTS.items()
            if name in versions
        ),
        Fact(
            label="Beslisregels",
            text=", ".join(f"{rule} (versie {version})" for rule, version in rules),
        ),
    )


def _correction(code: str) -> Link:
    """The case behind a correction; its code ends with its number."""
    number = int(code.rpartition("-")[2])
    return Link(label=f"Correctie {code}", url=url_for("rescoring.case", case_id=number))


def _name_versions(named: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """One document, or as many as an estimate looked at."""
    several = [named] if isinstance(named, Mapping) else named
    return "; ".join(_name_version(one) for one in several) or "geen"


def _name_version(named: Mapping[str, Any]) -> str:
    return f"{named['code']}, versie {named['version']}"
