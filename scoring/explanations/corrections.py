"""Approved corrections in Dutch, as steps of the decisions that they changed."""

from collections.abc import Mapping
from typing import assert_never

from scoring.bands import BandTable
from scoring.corrections import (
    Correction,
    CutScoresReplaced,
    ItemCorrection,
    ItemCorrectionKind,
    Replacement,
    TableReplaced,
)
from scoring.explanations.numbers import date_in_dutch


def say_correction(step: Correction, names: Mapping[str, str]) -> str:
    """Say what a correction does with an item, or with the cut scores or table of a period."""
    match step:
        case ItemCorrection():
            item = f"vraag {step.item} (versie {step.item_version})"
            return f"{item} {_say_kind(step.kind)} (correctie {step.code})"
        case CutScoresReplaced():
            chosen = step.cut_scores
            return _say_replaced(step, f"cesuur {chosen.code} versie {chosen.version}", names)
        case TableReplaced():
            table = step.table
            noun = "intervallen" if isinstance(table, BandTable) else "niveaus"
            return _say_replaced(step, f"{noun} {table.code} versie {table.version}", names)
        case _:  # pragma: no cover
            assert_never(step)


def _say_replaced(step: Replacement, chosen: str, names: Mapping[str, str]) -> str:
    moment = names.get(step.moment, step.moment)
    return (
        f"{chosen} ({moment}) in de plaats van die van de dag, "
        f"voor afnames van {date_in_dutch(step.first_day)} tot en met "
        f"{date_in_dutch(step.last_day)} (correctie {step.code})"
    )


def _say_kind(kind: ItemCorrectionKind) -> str:
    match kind:
        case ItemCorrectionKind.WRONG_KEY:
            return "telt volgens de verbeterde sleutel"
        case ItemCorrectionKind.FULL_MARKS:
            return "is geneutraliseerd: iedereen krijgt er alle punten voor"
        case ItemCorrectionKind.LEFT_OUT:
            return "is geneutraliseerd: ze telt voor niemand mee"
        case _:  # pragma: no cover
            assert_never(kind)
