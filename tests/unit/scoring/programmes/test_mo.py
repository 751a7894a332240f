import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import PartPoints
from scoring.codes import PartCode
from scoring.cut_scores import AtLeastPoints, CutScoreAboveMaximum, Joining
from scoring.decisions import (
    CutScoresChosen,
    Decision,
    FactCarried,
    Outcome,
    OutcomeReached,
    PartCompared,
    PartsJoined,
    decision_to_document,
)
from scoring.explanations import sentences
from scoring.programmes.mo import PROCESS_EVALUATION, NoCourseToEvaluate, decide_mo
from scoring.programmes.parts import (
    CutScoresNotYetInForce,
    CutScoresOfAnotherProgramme,
    PartsDoNotMatch,
)
from tests.builders.scoring import PRAKTISCH, SOKKEL, a_cut_score_set, a_part_cut_score, points

_DAY = date(2024, 5, 6)
_EVALUATION = FactCarried(fact=PROCESS_EVALUATION, value="positief", told_on=date(2024, 5, 1))


def _points(sokkel: int, praktisch: int) -> dict[PartCode, PartPoints]:
    return {SOKKEL: points(sokkel, 11), PRAKTISCH: points(praktisch, 30)}


def _as_bytes(decision: Decision) -> bytes:
    said = [decision_to_document(decision), sentences(decision)]
    return json.dumps(said, ensure_ascii=False).encode()


class TestDecideMo:
    @pytest.mark.parametrize(
        ("sokkel", "praktisch", "outcome"),
        [
            pytest.param(9, 16, Outcome.PASSED, id="just enough in both"),
            pytest.param(8, 30, Outcome.FAILED, id="a point short in the first"),
            pytest.param(11, 15, Outcome.FAILED, id="a point short in the second"),
            pytest.param(0, 0, Outcome.FAILED, id="nothing"),
            pytest.param(11, 30, Outcome.PASSED, id="everything"),
        ],
    )
    def test_wants_each_part_to_reach_its_own_cut_score(
        self, sokkel: int, praktisch: int, outcome: Outcome
    ) -> None:
        decision = decide_mo(_points(sokkel, praktisch), a_cut_score_set(), sat_on=_DAY)

        assert decision.outcome is outcome

    def test_gives_the_steps_in_the_order_of_the_set(self) -> None:
        reversed_points = dict(reversed(_points(9, 16).items()))

        decision = decide_mo(reversed_points, a_cut_score_set(), sat_on=_DAY)

        assert [type(step) for step in decision.steps] == [
            CutScoresChosen,
            PartCompared,
            PartCompared,
            PartsJoined,
            OutcomeReached,
        ]
        assert [part.part for part in decision.parts] == [SOKKEL, PRAKTISCH]

    @pytest.mark.parametrize(
        ("parts", "missing", "unknown"),
        [
            pytest.param({}, (PRAKTISCH, SOKKEL), (), id="no parts"),
            pytest.param({SOKKEL: points(9, 11)}, (PRAKTISCH,), (), id="a part missing"),
            pytest.param(
                _points(9, 16) | {PartCode("extra"): points(1, 1)},
                (),
                (PartCode("extra"),),
                id="a part too many",
            ),
        ],
    )
    def test_refuses_other_parts(
        self,
        parts: dict[PartCode, PartPoints],
        missing: tuple[PartCode, ...],
        unknown: tuple[PartCode, ...],
    ) -> None:
        with pytest.raises(PartsDoNotMatch) as refusal:
            decide_mo(parts, a_cut_score_set(), sat_on=_DAY)

        assert (refusal.value.missing, refusal.value.unknown) == (missing, unknown)

    def test_refuses_cut_scores_that_start_later(self) -> None:
        with pytest.raises(CutScoresNotYetInForce) as refusal:
            decide_mo(_points(9, 16), a_cut_score_set(), sat_on=date(2023, 2, 28))

        assert vars(refusal.value) == {
            "code": "mo-after-course-2023-03-01",
            "effective_from": date(2023, 3, 1),
            "sat_on": date(2023, 2, 28),
        }

    def test_takes_cut_scores_on_the_day_on_which_they_start(self) -> None:
        decision = decide_mo(_points(9, 16), a_cut_score_set(), sat_on=date(2023, 3, 1))

        assert decision.outcome is Outcome.PASSED

    def test_refuses_cut_scores_of_another_programme(self) -> None:
        with pytest.raises(CutScoresOfAnotherProgramme, match="2023-03-01 is of programme ct"):
            decide_mo(_points(9, 16), a_cut_score_set(programme="ct"), sat_on=_DAY)

    def test_refuses_a_cut_score_that_nobody_can_reach(self) -> None:
        parts = (a_part_cut_score(cut_score=AtLeastPoints(points=12)),)

        with pytest.raises(CutScoreAboveMaximum):
            decide_mo({SOKKEL: points(11, 11)}, a_cut_score_set(parts=parts), sat_on=_DAY)

    @given(
        st.sampled_from(Joining),
        st.integers(min_value=0, max_value=10),
        st.integers(min_value=0, max_value=29),
        st.sampled_from([(0, 1), (1, 0), (1, 1)]),
    )
    def test_never_turns_against_a_candidate_with_more_points(
        self, joining: Joining, sokkel: int, praktisch: int, more: tuple[int, int]
    ) -> None:
        cut_scores = a_cut_score_set(joining=joining)
        before = decide_mo(_points(sokkel, praktisch), cut_scores, sat_on=_DAY)
        better = _points(sokkel + more[0], praktisch + more[1])
        after = decide_mo(better, cut_scores, sat_on=_DAY)

        assert (before.outcome, after.outcome) != (Outcome.PASSED, Outcome.FAILED)

    @given(
        st.sampled_from(Joining),
        st.permutations([SOKKEL, PRAKTISCH]),
        st.integers(min_value=0, max_value=11),
        st.integers(min_value=0, max_value=30),
    )
    def test_does_not_depend_on_the_order_of_the_parts(
        self, joining: Joining, order: list[PartCode], sokkel: int, praktisch: int
    ) -> None:
        cut_scores = a_cut_score_set(joining=joining)
        reached = _points(sokkel, praktisch)

        reordered = decide_mo({part: reached[part] for part in order}, cut_scores, sat_on=_DAY)

        assert _as_bytes(reordered) == _as_bytes(decide_mo(reached, cut_scores, sat_on=_DAY))

    @given(st.integers(min_value=0, max_value=11), st.integers(min_value=0, max_value=30))
    def test_has_the_same_steps_and_sentences_every_time(self, sokkel: int, praktisch: int) -> None:
        first = decide_mo(_points(sokkel, praktisch), a_cut_score_set(), sat_on=_DAY)
        again = decide_mo(_points(sokkel, praktisch), a_cut_score_set(), sat_on=_DAY)

        assert _as_bytes(again) == _as_bytes(first)


class TestProcessEvaluation:
    def test_stands_at_the_end_with_its_rule(self) -> None:
        decision = decide_mo(
            _points(9, 16), a_cut_score_set(), sat_on=_DAY, process_evaluation=_EVALUATION
        )

        assert decision.steps[-1] == _EVALUATION
        assert decision_to_document(decision)["steps"][-1] == {
            "kind": "fact_carried",
            "rule": "10.3",
            "rule_version": 1,
            "fact": "process_evaluation",
            "value": "positief",
            "told_on": "2024-05-01",
        }

    def test_is_said_not_to_count(self) -> None:
        decision = decide_mo(
            _points(9, 16), a_cut_score_set(), sat_on=_DAY, process_evaluation=_EVALUATION
        )

        assert sentences(decision)[-1] == (
            "procesevaluatie: positief, meegedeeld op 01/05/2024; telt hier niet mee"
        )

    @given(st.integers(min_value=0, max_value=11), st.integers(min_value=0, max_value=30))
    def test_changes_no_outcome(self, sokkel: int, praktisch: int) -> None:
        without = decide_mo(_points(sokkel, praktisch), a_cut_score_set(), sat_on=_DAY)

        beside = decide_mo(
            _points(sokkel, praktisch),
            a_cut_score_set(),
            sat_on=_DAY,
            process_evaluation=_EVALUATION,
        )

        assert (beside.outcome, beside.steps[:-1]) == (without.outcome, without.steps)

    def test_is_refused_where_there_was_no_course(self) -> None:
        with pytest.raises(NoCourseToEvaluate, match="at the moment exemption"):
            decide_mo(
                _points(9, 24),
                a_cut_score_set(moment="exemption"),
                sat_on=_DAY,
                process_evaluation=_EVALUATION,
            )
