"""Other bands or levels for a period, in the place of those of the day (rules 8.4 and 8.5)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import CorrectionCode, MomentCode
from scoring.corrections import (
    NOTHING_CORRECTED,
    CorrectedItems,
    PeriodNotValid,
    TableReplaced,
    correction_from_document,
    correction_to_document,
    find_replaced_table,
    keep_last,
)
from scoring.documents import DocumentNotUnderstood
from scoring.explanations import sentence
from scoring.explanations.covaar import covaar_sentences
from scoring.explanations.ct import ct_sentences
from scoring.levels import Level
from scoring.programmes.covaar import (
    BandTableDoesNotFit,
    CovaarDecision,
    covaar_decision_to_document,
    decide_covaar,
)
from scoring.programmes.ct import CtDecision, LevelsDoNotFit, ct_decision_to_document, decide_ct
from tests.builders.levels import READING, a_level_set, a_points_scale, a_purpose
from tests.builders.orientation import (
    MATRICES,
    SERIES,
    SUBTESTS,
    a_band,
    a_band_table,
    a_subtest_result,
)
from tests.builders.scoring import (
    a_replacement,
    a_table_replacement,
    an_item_correction,
    points,
)

_DAY = date(2024, 5, 6)
_LATER = date(2027, 1, 1)
_LOWER = a_band_table(
    code="covaar-lower",
    effective_from=_LATER,
    bands=(a_band("low", 0), a_band("average", 6), a_band("high", 12)),
)
_LEVELS = replace(a_level_set(a_points_scale()), effective_from=_LATER)
_SAID = (
    "intervallen covaar-lower versie 1 (intake) in de plaats van die van de dag, voor afnames van "
    "01/01/2026 tot en met 31/03/2026 (correctie RS-1)"
)
_BANDS_REPLACED = CorrectedItems(corrections=(a_table_replacement(_LOWER),))
_LEVELS_REPLACED = CorrectedItems(corrections=(a_table_replacement(_LEVELS, moment="ct_a1_a2"),))


def a_band_by(corrected: CorrectedItems) -> CovaarDecision:
    return decide_covaar(
        {SERIES.code: a_subtest_result(7), MATRICES.code: a_subtest_result(6)},
        subtests=SUBTESTS,
        table=_LOWER,
        sat_on=_DAY,
        corrected=corrected,
    )


def a_level_by(corrected: CorrectedItems, *, purpose_from: date = _DAY) -> CtDecision:
    purpose = replace(a_purpose({READING: Level.A2}), effective_from=purpose_from)
    return decide_ct(
        {READING: points(17, 20)},
        levels=_LEVELS,
        purpose=purpose,
        sat_on=_DAY,
        corrected=corrected,
    )


class TestCovers:
    @pytest.mark.parametrize(
        ("moment", "on", "covered"),
        [
            pytest.param("intake", date(2025, 12, 31), False, id="the day before"),
            pytest.param("intake", date(2026, 1, 1), True, id="the first day"),
            pytest.param("intake", date(2026, 3, 31), True, id="the last day"),
            pytest.param("intake", date(2026, 4, 1), False, id="the day after"),
            pytest.param("exemption", date(2026, 2, 1), False, id="another moment"),
        ],
    )
    def test_the_sittings_of_a_period_both_days_included(
        self, moment: str, on: date, covered: bool
    ) -> None:
        assert a_table_replacement(_LOWER).covers(MomentCode(moment), on) is covered

    def test_a_period_does_not_run_backwards(self) -> None:
        with pytest.raises(PeriodNotValid):
            a_table_replacement(_LOWER, last_day=date(2025, 12, 31))


class TestKeepLast:
    def test_the_last_table_counts(self) -> None:
        first = a_table_replacement(_LOWER)
        last = a_table_replacement(a_band_table(), code="RS-2")
        both = (first, an_item_correction(code="RS-3"), last)

        assert keep_last(both) == both[1:]
        assert find_replaced_table(both) is last

    def test_where_none_is_replaced_none_is_found(self) -> None:
        assert find_replaced_table([an_item_correction(), a_replacement()]) is None
        assert NOTHING_CORRECTED.replacement is None


class TestDocuments:
    @pytest.mark.parametrize(
        "correction",
        [
            pytest.param(a_table_replacement(_LOWER), id="bands"),
            pytest.param(a_table_replacement(_LEVELS, moment="ct_a1_a2"), id="levels"),
        ],
    )
    def test_come_back_as_they_were(self, correction: TableReplaced) -> None:
        assert correction_from_document(correction_to_document(correction)) == correction

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            pytest.param({"kind": "cut_scores"}, "kind", id="another kind"),
            pytest.param({"last_day": "soon"}, "last_day", id="no day"),
            pytest.param({"extra": 1}, "extra", id="unknown field"),
        ],
    )
    def test_are_read_strictly(self, change: dict[str, object], field: str) -> None:
        document = correction_to_document(a_table_replacement(_LOWER))

        with pytest.raises(DocumentNotUnderstood) as refusal:
            correction_from_document({**document, **change})

        assert field in {problem.field for problem in refusal.value.problems}


class TestDetails:
    def test_name_the_table_and_the_period(self) -> None:
        assert a_table_replacement(_LOWER).details() == {
            "correction": "RS-1",
            "code": "covaar-lower",
            "version": 1,
            "moment": "intake",
            "first_day": "2026-01-01",
            "last_day": "2026-03-31",
        }


class TestBands:
    def test_of_a_correction_decide_also_when_they_start_later(self) -> None:
        decision = a_band_by(_BANDS_REPLACED)

        assert (decision.band.code, decision.table) == ("high", "covaar-lower")

    def test_that_start_later_are_refused_without_one(self) -> None:
        with pytest.raises(BandTableDoesNotFit, match="starts on 2027-01-01"):
            a_band_by(NOTHING_CORRECTED)

    def test_of_another_maximum_are_refused_with_one(self) -> None:
        with pytest.raises(BandTableDoesNotFit, match="for 20 points, not for 18"):
            decide_covaar(
                {SERIES.code: a_subtest_result(7), MATRICES.code: a_subtest_result(6, 8)},
                subtests=SUBTESTS,
                table=_LOWER,
                sat_on=_DAY,
                corrected=_BANDS_REPLACED,
            )

    def test_are_a_step_in_the_place_of_the_choice_of_the_day(self) -> None:
        decision = a_band_by(_BANDS_REPLACED)

        document: dict[str, Any] = covaar_decision_to_document(decision)
        kinds = [step["kind"] for step in document["steps"]]
        assert kinds[0] == "table"
        assert "band_table_chosen" not in kinds
        assert covaar_sentences(decision)[0] == _SAID
        assert document["versions"]["bands"] == {"code": "covaar-lower", "version": 1}
        assert document["versions"]["corrections"] == [
            {"code": "RS-1", "rule": "8.4", "rule_version": 1}
        ]
        assert document["steps"][0]["first_day"] == "2026-01-01"


class TestLevels:
    def test_of_a_correction_decide_also_when_they_start_later(self) -> None:
        assert a_level_by(_LEVELS_REPLACED).skills[0].level is Level.A2

    def test_that_start_later_are_refused_without_one(self) -> None:
        with pytest.raises(LevelsDoNotFit, match="starts on 2027-01-01"):
            a_level_by(NOTHING_CORRECTED)

    def test_do_not_bring_in_a_purpose_that_starts_later(self) -> None:
        with pytest.raises(LevelsDoNotFit, match="starts on 2024-06-01"):
            a_level_by(_LEVELS_REPLACED, purpose_from=date(2024, 6, 1))

    def test_are_a_step_in_the_place_of_the_choice_of_the_day(self) -> None:
        decision = a_level_by(_LEVELS_REPLACED)

        document: dict[str, Any] = ct_decision_to_document(decision)
        kinds = [step["kind"] for step in document["steps"]]
        assert kinds[0] == "table"
        assert "levels_chosen" not in kinds
        said = ct_sentences(decision, {"ct_a1_a2": "CT A1-2"})[0]
        assert said.startswith(f"niveaus {_LEVELS.code} versie 1 (CT A1-2) in de plaats van die")


class TestSentence:
    def test_names_the_correction(self) -> None:
        replaced = a_table_replacement(_LOWER, code=CorrectionCode("RS-7"))

        assert sentence(replaced).endswith("(correctie RS-7)")


class TestProperties:
    @given(
        reached=st.tuples(st.integers(0, 10), st.integers(0, 10)),
        limits=st.tuples(st.integers(1, 8), st.integers(9, 15)),
    )
    def test_limits_that_are_no_higher_lower_nobody(
        self, reached: tuple[int, int], limits: tuple[int, int]
    ) -> None:
        average, high = limits
        easier = a_band_table(
            code="easier",
            bands=(a_band("low", 0), a_band("average", average), a_band("high", high)),
        )
        results = {
            SERIES.code: a_subtest_result(reached[0]),
            MATRICES.code: a_subtest_result(reached[1]),
        }
        replaced = CorrectedItems(corrections=(a_table_replacement(easier),))

        before = decide_covaar(results, subtests=SUBTESTS, table=a_band_table(), sat_on=_DAY)
        after = decide_covaar(
            results, subtests=SUBTESTS, table=easier, sat_on=_DAY, corrected=replaced
        )

        ranks = [band.code for band in easier.bands]
        assert ranks.index(after.band.code) >= ranks.index(before.band.code)
        assert after.points == before.points
