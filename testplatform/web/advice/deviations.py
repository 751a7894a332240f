"""The report of deviations: how often and why consultants decided otherwise, also as files."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from flask import url_for
from sqlalchemy.orm import Session

from scoring.explanations import displayed_percentage
from scoring.orientation import count_deviations
from testplatform.models.advices import OrientationAdvice
from testplatform.repositories.advices import list_advices_in_force, to_signed_advice
from testplatform.web.advice.pages import (
    DeviationCountRow,
    DeviationRow,
    DeviationsPage,
    ReasonRow,
)
from testplatform.web.advice.searches import SignedPeriod
from testplatform.web.advice.wording import (
    describe_deviation,
    describe_module,
    describe_track,
    list_deviation_titles,
)
from testplatform.web.staff.dates import NOTHING, format_instant
from testplatform.web.staff.spreadsheets import write_rows

HEADINGS = ("advies", "getekend op", "voorgesteld", "getekend", "reden", "versie van het denkkader")
COUNT_HEADINGS = ("voorgesteld", "getekend", "reden", "aantal")


def build_deviations_page(session: Session, period: SignedPeriod) -> DeviationsPage:
    """Every advice in force of the period that is not the proposed one, counted and listed."""
    advices = list_advices_in_force(session, since=period.begins_at, until=period.ends_at)
    arguments = period.to_arguments()
    deviating = [one for one in advices if one.deviation is not None]
    counts = count_deviations(to_signed_advice(one) for one in advices)
    return DeviationsPage(
        since=arguments.get("since", ""),
        until=arguments.get("until", ""),
        problem=period.problem,
        is_filtered=period.is_filtered,
        page_url=url_for("advice.deviations"),
        empty=_say_none(period),
        summary=_summarise(len(deviating), len(advices), period),
        reasons=_count_reasons(deviating),
        counts=tuple(
            DeviationCountRow(
                proposed=describe_track(one.proposed),
                signed=describe_track(one.signed),
                reason=describe_deviation(one.reason),
                number=one.count,
            )
            for one in counts
        ),
        rows=tuple(_row(one) for one in deviating),
        export_url=url_for("advice.export_deviations", **arguments),
        export_counts_url=url_for("advice.export_deviation_counts", **arguments),
        list_url=url_for("advice.advices"),
    )


def export_deviations(page: DeviationsPage) -> bytes:
    """A row for each deviation. Without dossiers: it is about reasons, not about people."""
    return write_rows(
        HEADINGS,
        (
            (
                str(row.number),
                format_instant(row.signed_at),
                row.proposed,
                row.signed,
                row.reason,
                str(row.framework_version),
            )
            for row in page.rows
        ),
    )


def export_counts(page: DeviationsPage) -> bytes:
    """How often each deviation was made."""
    return write_rows(
        COUNT_HEADINGS,
        ((row.proposed, row.signed, row.reason, str(row.number)) for row in page.counts),
    )


def _summarise(deviating: int, total: int, period: SignedPeriod) -> str:
    if not total and period.is_filtered:
        return f"Er is geen advies getekend {_say_period(period)}."
    if not total:
        return "Er is nog geen advies getekend."
    signed = f" die getekend zijn {_say_period(period)}" if period.is_filtered else ""
    return (
        f"{deviating} van {total} adviezen {_share(deviating, total)}{signed} "
        "wijken af van het voorstel."
    )


def _say_none(period: SignedPeriod) -> str:
    if period.is_filtered:
        return "In deze periode wijkt geen enkel advies af. Kies een langere periode."
    return "Geen enkel advies wijkt af."


def _say_period(period: SignedPeriod) -> str:
    """As "vanaf 01/03/2026 tot en met 31/03/2026", or the end that was given."""
    ends = (("vanaf", period.since), ("tot en met", period.until))
    said = [f"{word} {day:%d/%m/%Y}" for word, day in ends if day is not None]
    return " ".join(said)


def _share(number: int, total: int) -> str:
    return f"({displayed_percentage(Fraction(number * 100, total), 0)} %)"


def _count_reasons(deviating: Sequence[OrientationAdvice]) -> tuple[ReasonRow, ...]:
    """Every reason of the framework, also one never given, and those that it had before."""
    numbers = Counter(one.deviation for one in deviating)
    codes = dict.fromkeys([*list_deviation_titles(), *sorted(filter(None, numbers))])
    return tuple(
        ReasonRow(
            title=describe_deviation(code),
            number=numbers[code],
            share=_share(numbers[code], len(deviating)) if deviating else NOTHING,
        )
        for code in codes
    )


def _row(one: OrientationAdvice) -> DeviationRow:
    proposal = to_signed_advice(one).proposal
    return DeviationRow(
        number=one.id,
        url=url_for("advice.advice", advice_id=one.id),
        signed_at=one.signed_at,
        proposed=_with_module(
            describe_track(one.proposed), describe_module(proposal.script_module)
        ),
        signed=_with_module(
            describe_track(one.advice, one.hours), describe_module(one.script_module)
        ),
        reason=describe_deviation(one.deviation),
        framework_version=proposal.framework_version,
    )


def _with_module(track: str, module: str) -> str:
    return track if module == NOTHING else f"{module}, dan {track}"
