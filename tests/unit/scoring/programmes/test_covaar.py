import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import PartCode
from scoring.explanations.covaar import covaar_sentences
from scoring.programmes.covaar import (
    BandTableDoesNotFit,
    CovaarDecision,
    SubtestBrokenOff,
    SubtestEnd,
    SubtestResult,
    covaar_decision_to_document,
    decide_covaar,
)
from scoring.programmes.parts import PartsDoNotMatch
from scoring.proofs import Proof
from tests.builders.orientation import (
    MATRICES,
    SERIES,
    SUBTESTS,
    a_band_table,
    a_subtest_result,
)

_DAY = date(2024, 5, 6)


def decided(series: int, matrices: int, *, end: SubtestEnd = SubtestEnd.FINISHED) -> CovaarDecision:
    return decide_covaar(
        some_results(a_subtest_result(series), a_subtest_result(matrices, end=end)),
        subtests=SUBTESTS,
        table=a_band_table(),
        sat_on=_DAY,
    )


def some_results(series: SubtestResult, matrices: SubtestResult) -> dict[PartCode, SubtestResult]:
    return {MATRICES.code: matrices, SERIES.code: series}


class TestDecideCovaar:
    @pytest.mark.parametrize(
        ("series", "matrices", "band"),
        [
            pytest.param(0, 0, "low", id="nothing is a band too"),
            pytest.param(4, 3, "low", id="a point short"),
            pytest.param(4, 4, "average", id="exactly enough"),
            pytest.param(8, 0, "average", id="one subtest makes up for the other"),
            pytest.param(10, 10, "high", id="everything"),
        ],
    )
    def test_finds_the_band_of_the_sum(self, series: int, matrices: int, band: str) -> None:
        assert decided(series, matrices).band.code == band

    def test_counts_what_was_answered_before_the_time_was_up(self) -> None:
        assert decided(4, 4, end=SubtestEnd.TIME_UP).band.code == "average"

    def test_proves_nothing_to_others(self) -> None:
        assert decided(10, 10).proof is Proof.NONE

    def test_refuses_a_subtest_that_was_broken_off(self) -> None:
        with pytest.raises(SubtestBrokenOff, match="matrices was broken off"):
            decided(10, 10, end=SubtestEnd.BROKEN_OFF)

    def test_refuses_a_missing_subtest(self) -> None:
        with pytest.raises(PartsDoNotMatch) as refusal:
            decide_covaar(
                {SERIES.code: a_subtest_result(4)},
                subtests=SUBTESTS,
                table=a_band_table(),
                sat_on=_DAY,
            )

        assert refusal.value.missing == (MATRICES.code,)

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            pytest.param({"programme": "mo"}, "is of programme mo", id="another programme"),
            pytest.param(
                {"effective_from": date(2024, 5, 7)}, "starts on 2024-05-07", id="a day too late"
            ),
            pytest.param({"out_of": 21}, "is made for 21 points, not for 20", id="other points"),
        ],
    )
    def test_refuses_a_table_that_does_not_fit(self, change: dict[str, Any], reason: str) -> None:
        table = a_band_table(**change)

        with pytest.raises(BandTableDoesNotFit, match=f"^band table covaar-2024 {reason}"):
            decide_covaar(
                some_results(a_subtest_result(4), a_subtest_result(4)),
                subtests=SUBTESTS,
                table=table,
                sat_on=_DAY,
            )

    def test_takes_a_table_on_the_day_on_which_it_starts(self) -> None:
        decision = decide_covaar(
            some_results(a_subtest_result(4), a_subtest_result(4)),
            subtests=SUBTESTS,
            table=a_band_table(effective_from=_DAY),
            sat_on=_DAY,
        )

        assert decision.band.code == "average"

    @given(st.permutations([SERIES.code, MATRICES.code]))
    def test_does_not_depend_on_the_order_of_the_results(self, order: list[PartCode]) -> None:
        results = some_results(a_subtest_result(3), a_subtest_result(9))
        reordered = {code: results[code] for code in order}

        decision = decide_covaar(reordered, subtests=SUBTESTS, table=a_band_table(), sat_on=_DAY)

        assert decision == decided(3, 9)

    @given(st.integers(0, 9), st.integers(0, 9), st.sampled_from([(0, 1), (1, 0), (1, 1)]))
    def test_never_gives_a_lower_band_for_more_points(
        self, series: int, matrices: int, more: tuple[int, int]
    ) -> None:
        before = decided(series, matrices).band
        after = decided(series + more[0], matrices + more[1]).band

        assert after.from_points >= before.from_points


class TestDocument:
    def test_holds_the_steps_with_their_rules(self) -> None:
        document = covaar_decision_to_document(decided(8, 7, end=SubtestEnd.TIME_UP))

        assert document == {
            "band": {"code": "high", "title": "high"},
            "points": 15,
            "out_of": 20,
            "proof": "none",
            "steps": [
                {
                    "kind": "subtest_counted",
                    "rule": "6.1",
                    "rule_version": 1,
                    "subtest": "series",
                    "seconds": 480,
                    "end": "finished",
                    "points": 8,
                    "out_of": 10,
                },
                {
                    "kind": "subtest_counted",
                    "rule": "6.1",
                    "rule_version": 1,
                    "subtest": "matrices",
                    "seconds": 600,
                    "end": "time_up",
                    "points": 7,
                    "out_of": 10,
                },
                {
                    "kind": "points_summed",
                    "rule": "6.1",
                    "rule_version": 1,
                    "points": 15,
                    "out_of": 20,
                },
                {
                    "kind": "band_table_chosen",
                    "rule": "6.2",
                    "rule_version": 1,
                    "code": "covaar-2024",
                    "version": 1,
                    "effective_from": "2024-01-01",
                    "sat_on": "2024-05-06",
                },
                {
                    "kind": "band_reached",
                    "rule": "6.3",
                    "rule_version": 1,
                    "band": "high",
                    "title": "high",
                    "from_points": 15,
                    "below": None,
                    "assumed": True,
                },
            ],
            "versions": {
                "programme": {"code": "covaar"},
                "bands": {"code": "covaar-2024", "version": 1},
                "rules": {"6.1": 1, "6.2": 1, "6.3": 1},
            },
        }

    def test_says_where_the_next_band_begins(self) -> None:
        steps = covaar_decision_to_document(decided(4, 4))["steps"]

        assert isinstance(steps, list)
        assert (steps[-1]["from_points"], steps[-1]["below"]) == (8, 15)

    @given(st.integers(0, 10), st.integers(0, 10))
    def test_is_json_and_the_same_every_time(self, series: int, matrices: int) -> None:
        def written() -> bytes:
            decision = decided(series, matrices)
            said = [covaar_decision_to_document(decision), covaar_sentences(decision)]
            return json.dumps(said, ensure_ascii=False).encode()

        assert written() == written()


class TestSentences:
    def test_say_every_step(self) -> None:
        decision = decided(5, 4, end=SubtestEnd.TIME_UP)

        assert covaar_sentences(decision, {"series": "figuurreeksen"}) == (
            "figuurreeksen 5 op 10 in hoogstens 8:00 minuten, klaar binnen de tijd",
            "matrices 4 op 10 in hoogstens 10:00 minuten, gestopt toen de tijd om was",
            "alle onderdelen samen 9 op 20",
            (
                "intervallen covaar-2024 versie 1, van kracht sinds 01/01/2024, "
                "voor de afname van 06/05/2024"
            ),
            "interval: average (vanaf 8 en minder dan 15 punten)",
        )

    def test_say_that_a_subtest_was_never_opened(self) -> None:
        sentence = covaar_sentences(decided(5, 0, end=SubtestEnd.NOT_OPENED))[1]

        assert sentence == "matrices 0 op 10, niet geopend"

    def test_say_that_the_highest_band_has_no_end(self) -> None:
        assert covaar_sentences(decided(10, 10))[-1] == "interval: high (vanaf 15 punten)"

    @pytest.mark.parametrize(
        ("end", "said"),
        [
            pytest.param(SubtestEnd.FINISHED, "klaar binnen die tijd", id="finished"),
            pytest.param(SubtestEnd.TIME_UP, "gestopt toen die om was", id="time up"),
        ],
    )
    def test_name_no_time_where_the_subtests_shared_one(self, end: SubtestEnd, said: str) -> None:
        decision = decide_covaar(
            some_results(a_subtest_result(5, end=end), a_subtest_result(5, end=end)),
            subtests=[replace(one, seconds=None) for one in SUBTESTS],
            table=a_band_table(),
            sat_on=_DAY,
        )

        sentence = covaar_sentences(decision, {SERIES.code: "figuurreeksen"})[0]

        assert sentence == f"figuurreeksen 5 op 10 in één tijd voor alle onderdelen samen, {said}"
