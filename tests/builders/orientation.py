"""COVAAR results and orientation frameworks with sound defaults."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from scoring.bands import Band, BandTable
from scoring.codes import BandCode, BandTableCode, PartCode, ProgrammeCode
from scoring.marks import Marks
from scoring.orientation import (
    Education,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
)
from scoring.programmes.covaar import Subtest, SubtestEnd, SubtestResult
from tests.builders.scoring import points

SERIES = Subtest(code=PartCode("series"), seconds=480)
MATRICES = Subtest(code=PartCode("matrices"), seconds=600)
SUBTESTS = (SERIES, MATRICES)


def a_band(code: str, from_points: Marks) -> Band:
    return Band(code=BandCode(code), title=code, from_points=from_points)


def a_band_table(
    *,
    code: str = "covaar-2024",
    programme: str = "covaar",
    effective_from: date = date(2024, 1, 1),
    out_of: Marks = 20,
    assumed: bool = True,
    bands: Iterable[Band] | None = None,
) -> BandTable:
    usual = (a_band("low", 0), a_band("average", 8), a_band("high", 15))
    return BandTable(
        code=BandTableCode(code),
        version=1,
        programme=ProgrammeCode(programme),
        effective_from=effective_from,
        out_of=out_of,
        assumed=assumed,
        bands=usual if bands is None else tuple(bands),
    )


def a_subtest_result(
    reached: Marks, out_of: Marks = 10, *, end: SubtestEnd = SubtestEnd.FINISHED
) -> SubtestResult:
    return SubtestResult(points=points(reached, out_of), end=end)


def some_indicators(
    *,
    literacy: Literacy = Literacy.LITERATE,
    education: Education | None = Education.UPPER_SECONDARY,
    band: str | None = "average",
    languages: LanguageKnowledge | None = None,
    other: OtherInformation | None = None,
    in_doubt: bool = False,
) -> IndicatorValues:
    return IndicatorValues(
        literacy=literacy,
        education=education,
        band=None if band is None else BandCode(band),
        languages=languages,
        other=other,
        in_doubt=in_doubt,
    )


def a_framework_document(**changes: object) -> dict[str, Any]:
    """The smallest framework that leaves nobody without a proposal."""
    hours: dict[str, list[int]] = {
        "cbe_alfa": [600, 1140],
        "cbe_nt2": [480],
        "cvo_extended": [360],
        "cvo_standard": [240],
        "short_track": [160],
        "latin_script_cbe": [180],
        "latin_script_cvo": [40],
        "other": [],
        "none": [],
    }
    return {
        "version": 1,
        "effective_from": "2024-01-01",
        "scale": ["cbe_nt2", "cvo_extended", "cvo_standard", "short_track"],
        "largest_shift": 1,
        "advice": [{"code": code, "title": code, "hours": hours[code]} for code in hours],
        "decides": [
            a_deciding_row("education", "no_primary", "cbe_nt2"),
            a_deciding_row("education", "bachelor", "short_track"),
            a_deciding_row("education", "master", "short_track"),
            a_deciding_row("covaar", "average", "cvo_standard"),
        ],
        "shifts": [{"indicator": "other", "value": "favourable", "shift": 1}],
        "deviation": [{"code": "own_choice", "title": "own choice"}],
    } | changes


def a_deciding_row(indicator: str, value: str, advice: str) -> dict[str, str]:
    return {"indicator": indicator, "value": value, "advice": advice}
