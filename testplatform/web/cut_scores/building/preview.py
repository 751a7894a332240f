"""What a proposal would have changed, counted and drawn; and what luck does at its cut scores."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask import url_for
from sqlalchemy.orm import Session

from itembank.languages import get_language
from scoring.analysis.cut_score_changes import ChangeCounts, ChangePreview, preview_change
from scoring.analysis.luck import luck_sentences, weigh_luck
from scoring.cut_scores import CutScoreAboveMaximum, CutScoreSet
from scoring.explanations import displayed_percentage
from testplatform.repositories.cut_score_results import count_results, list_centre_names
from testplatform.services.form_measures import FormMeasure
from testplatform.web.cut_scores.building.plots import build_plots
from testplatform.web.cut_scores.pages import CountRow, CountTable, LuckNote, PreviewView
from testplatform.web.cut_scores.searches import Period
from testplatform.web.cut_scores.wording import describe_row
from testplatform.web.staff.dates import NOTHING

MARGIN = Fraction(1, 10)
LARGE_LUCK = Fraction(1, 10)
MINUS = "−"


def count_change(session: Session, proposed: CutScoreSet, period: Period) -> ChangePreview:
    """What the proposal would have changed in a period: one query, and the rule."""
    since, until = period.bounds
    results = count_results(
        session,
        programme=proposed.programme,
        moment=proposed.moment,
        since=since,
        until=until,
    )
    return preview_change(results, proposed)


def build_preview(
    session: Session,
    proposal_id: int,
    proposed: CutScoreSet,
    replaced: CutScoreSet | None,
    period: Period,
) -> PreviewView:
    preview = count_change(session, proposed, period)
    return PreviewView(
        since=period.since,
        until=period.until,
        problem=period.problem,
        summary=_summarise(preview.total),
        tables=build_tables(session, preview),
        plots=build_plots(preview.distributions, replaced, proposed),
        is_empty=not preview.total.number and not preview.total.left_out,
        export_url=url_for(
            "cut_scores.export_preview", proposal_id=proposal_id, **period.to_arguments()
        ),
    )


def build_tables(session: Session, preview: ChangePreview) -> tuple[CountTable, ...]:
    """In all, per language and per test centre, by name."""
    centres = list_centre_names(session)
    languages = {tag: get_language(tag).dutch_name for tag in preview.by_language}
    return (
        CountTable(title="In totaal", group="Wie", rows=(_row("alle afnames", preview.total),)),
        CountTable(title="Per taal", group="Taal", rows=_rows(preview.by_language, languages)),
        CountTable(
            title="Per testcentrum", group="Testcentrum", rows=_rows(preview.by_centre, centres)
        ),
    )


def build_luck_notes(
    proposed: CutScoreSet, measures: Sequence[FormMeasure]
) -> tuple[LuckNote, ...]:
    """What luck does in each form whose items count for one mark each, and so can be said."""
    notes = []
    for measure in measures:
        for part in proposed.part_codes:
            size = measure.parts.get(part)
            lowest = proposed.cut_scores_of(part, measure.form)[0]
            if size is None or not size.counts_items or not size.items:
                continue
            try:
                luck = weigh_luck(lowest.cut_score, size.items, margin=MARGIN)
            except CutScoreAboveMaximum:
                continue
            form = "" if measure.form is None or lowest.form else f", testversie {measure.form}"
            notes.append(
                LuckNote(
                    title=f"{describe_row(proposed.programme, lowest)}{form}",
                    sentences=luck_sentences(luck),
                    is_large=luck.is_larger_than(LARGE_LUCK),
                )
            )
    return tuple(notes)


def _summarise(total: ChangeCounts) -> str:
    if not total.number:
        return "In deze periode is er geen afname waarover de voorgestelde cesuur kan beslissen."
    if not total.difference and not total.gained:
        return f"Voor geen van de {total.number} afnames zou de uitslag anders zijn."
    if not total.difference:
        change = "Er zouden er evenveel slagen, maar niet dezelfde"
    else:
        word = "meer" if total.difference > 0 else "minder"
        change = f"Er zouden er {abs(total.difference)} {word} slagen"
    return (
        f"{change}: van {total.number} afnames slaagden er {total.passed} "
        f"({_share(total.passed, total.number)}) en zouden er {total.would_pass} slagen "
        f"({_share(total.would_pass, total.number)})."
    )


def _rows(counts: Mapping[str, ChangeCounts], names: Mapping[str, str]) -> tuple[CountRow, ...]:
    named = sorted((names.get(code, code), code) for code in counts)
    return tuple(_row(name, counts[code]) for name, code in named)


def _row(title: str, counts: ChangeCounts) -> CountRow:
    return CountRow(
        title=title,
        number=str(counts.number),
        passed=_with_share(counts.passed, counts.number),
        would_pass=_with_share(counts.would_pass, counts.number),
        difference=_signed(counts.difference),
        lost=str(counts.lost),
        gained=str(counts.gained),
        left_out=str(counts.left_out),
    )


def _with_share(number: int, total: int) -> str:
    return f"{number} ({_share(number, total)})" if total else NOTHING


def _share(number: int, total: int) -> str:
    return f"{displayed_percentage(Fraction(number * 100, total), 0)} %"


def _signed(number: int) -> str:
    if number == 0:
        return "0"
    return f"+{number}" if number > 0 else f"{MINUS}{-number}"
