import json
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.awards import PartPoints
from scoring.codes import PartCode
from scoring.explanations.ct import estimate_sentences
from scoring.levels import Level, LevelSet, Purpose
from scoring.marks import Marks
from scoring.programmes.prescreening import (
    Chance,
    ChanceEstimate,
    ChanceEstimated,
    ChanceNotEstimable,
    PartNotEstimated,
    chance_to_document,
    estimate_chances,
    estimate_to_document,
)
from scoring.proofs import Proof
from tests.builders.levels import (
    READING,
    SPEAKING,
    a_level_set,
    a_limit,
    a_points_scale,
    a_purpose,
    a_rating_scale,
)
from tests.builders.scoring import points

LISTENING = PartCode("listening")
_NINETY = Fraction(9, 10)
_PURPOSE = a_purpose({READING: Level.A2, LISTENING: Level.A1, SPEAKING: Level.A1})
_SETS = (
    a_level_set(a_points_scale(), a_points_scale(part=LISTENING), a_rating_scale()),
    a_level_set(
        a_points_scale(a_limit(Level.B1, 50), a_limit(Level.B2, 75)),
        code="ct-b1-b2",
        moment="ct_b1_b2",
    ),
)


def estimated(
    reading: PartPoints | None = None,
    listening: PartPoints | None = None,
    *,
    purpose: Purpose | None = None,
    level_sets: Sequence[LevelSet] = _SETS,
) -> ChanceEstimate:
    given_points = {READING: reading, LISTENING: listening}
    return estimate_chances(
        {part: one for part, one in given_points.items() if one is not None},
        level_sets=level_sets,
        purpose=purpose or _PURPOSE,
        confidence=_NINETY,
    )


class TestEstimateChances:
    def test_takes_the_observed_share_to_the_cut_score_of_the_test(self) -> None:
        # 10 of 10 right is a true share of 1 at most; the test needs 16 of 20 for A2.
        step = estimated(points(10, 10)).steps[0]

        assert isinstance(step, ChanceEstimated)
        assert (step.needed, step.out_of) == (16, 20)
        assert (step.chance.middle, step.chance.high) == (1, 1)
        assert step.chance.low < Fraction(1, 2)

    def test_takes_the_test_that_gives_the_required_level(self) -> None:
        estimate = estimated(points(5, 10), purpose=a_purpose({READING: Level.B2}))

        assert estimate.levels == (("ct-b1-b2", 1),)

    @pytest.mark.parametrize(
        ("purpose", "part"),
        [
            pytest.param(a_purpose({SPEAKING: Level.A1}), SPEAKING, id="a rated part"),
            pytest.param(a_purpose({LISTENING: Level.A1}), LISTENING, id="a part not tried"),
            pytest.param(a_purpose({LISTENING: Level.B2}), LISTENING, id="a level of no test"),
        ],
    )
    def test_says_what_it_cannot_estimate(self, purpose: Purpose, part: PartCode) -> None:
        estimate = estimated(purpose=purpose)

        level = purpose.requires[0].level
        assert estimate.steps == (PartNotEstimated(part=part, required=level),)
        assert estimate.together is None

    def test_joins_parts_without_taking_for_granted_how_they_go_together(self) -> None:
        estimate = estimated(points(8, 10), points(9, 10))

        together = estimate.together
        reading, listening = (
            step.chance for step in estimate.steps if isinstance(step, ChanceEstimated)
        )
        assert together == Chance(
            low=max(Fraction(0), reading.low + listening.low - 1),
            middle=reading.middle * listening.middle,
            high=min(reading.high, listening.high),
        )

    def test_never_proves_anything(self) -> None:
        assert estimated(points(10, 10), points(10, 10)).proof is Proof.NONE

    @pytest.mark.parametrize(
        ("reached", "out_of"),
        [
            pytest.param(Fraction(1, 2), 10, id="half a point"),
            pytest.param(1, Fraction(21, 2), id="half a maximum"),
        ],
    )
    def test_refuses_points_that_are_no_items(self, reached: Marks, out_of: Marks) -> None:
        with pytest.raises(ChanceNotEstimable, match=r"reading: .* is no number of right items"):
            estimated(points(reached, out_of))

    def test_refuses_a_part_that_the_purpose_does_not_ask(self) -> None:
        with pytest.raises(ChanceNotEstimable, match="listening: is not asked for integration"):
            estimated(None, points(5, 10), purpose=a_purpose({READING: Level.A1}))

    @given(st.integers(1, 30).flatmap(lambda out: st.tuples(st.integers(0, out), st.just(out))))
    def test_has_its_chances_in_order(self, tried: tuple[int, int]) -> None:
        estimate = estimated(points(*tried), points(*tried))

        for chance in (
            estimate.together,
            *(getattr(one, "chance", None) for one in estimate.steps),
        ):
            if chance is not None:
                assert 0 <= chance.low <= chance.middle <= chance.high <= 1

    @given(st.permutations([READING, LISTENING]), st.integers(0, 20), st.integers(0, 10))
    def test_does_not_depend_on_the_order_of_the_parts(
        self, order: list[PartCode], reading: int, listening: int
    ) -> None:
        reached = {READING: points(reading, 20), LISTENING: points(listening, 10)}

        reordered = estimate_chances(
            {part: reached[part] for part in order},
            level_sets=_SETS,
            purpose=_PURPOSE,
            confidence=_NINETY,
        )

        assert reordered == estimated(reached[READING], reached[LISTENING], purpose=_PURPOSE)

    @given(st.integers(0, 19))
    def test_never_falls_for_more_right_items(self, right: int) -> None:
        purpose = a_purpose({READING: Level.A2})

        before = estimated(points(right, 20), purpose=purpose).together
        after = estimated(points(right + 1, 20), purpose=purpose).together

        assert before is not None
        assert after is not None
        assert (before.low, before.middle, before.high) <= (after.low, after.middle, after.high)


class TestChanceDocument:
    @pytest.mark.parametrize(
        ("chance", "percents"),
        [
            pytest.param(
                Chance(low=Fraction(1, 3), middle=Fraction(1, 2), high=Fraction(2, 3)),
                (33, 50, 67),
                id="outward",
            ),
            pytest.param(
                Chance(low=Fraction(999, 1000), middle=Fraction(999, 1000), high=Fraction(1)),
                (99, 100, 100),
                id="nearly certain",
            ),
            pytest.param(
                Chance(low=Fraction(0), middle=Fraction(1, 200), high=Fraction(1, 200)),
                (0, 1, 1),
                id="a half goes up",
            ),
            pytest.param(
                Chance(low=Fraction(1, 4), middle=Fraction(1, 4), high=Fraction(1, 4)),
                (25, 25, 25),
                id="whole percents stay",
            ),
        ],
    )
    def test_rounds_the_limits_outward(
        self, chance: Chance, percents: tuple[int, int, int]
    ) -> None:
        low, middle, high = percents

        assert chance_to_document(chance) == {"low": low, "middle": middle, "high": high}


class TestDocument:
    def test_holds_the_steps_with_their_rules(self) -> None:
        document = estimate_to_document(estimated(points(10, 10)))

        unsaid = {"kind": "part_not_estimated", "rule": "7.8", "rule_version": 1}
        assert document == {
            "proof": "none",
            "confidence_percent": 90,
            "chance_percent": {"low": 37, "middle": 100, "high": 100},
            "steps": [
                {
                    "kind": "chance_estimated",
                    "rule": "7.8",
                    "rule_version": 1,
                    "part": "reading",
                    "required": "A2",
                    "points": 10,
                    "out_of": 10,
                    "test_needs": 16,
                    "test_out_of": 20,
                    "chance_percent": {"low": 37, "middle": 100, "high": 100},
                },
                {**unsaid, "part": "listening", "required": "A1"},
                {**unsaid, "part": "speaking", "required": "A1"},
            ],
            "versions": {
                "programme": {"code": "ct"},
                "purpose": {"code": "integration", "version": 1},
                "levels": [{"code": "ct-a1-a2", "version": 1}],
                "rules": {"7.8": 1},
            },
        }

    def test_has_no_chance_where_nothing_was_estimated(self) -> None:
        assert estimate_to_document(estimated())["chance_percent"] is None

    @given(st.integers(0, 20))
    def test_is_json_and_the_same_every_time(self, right: int) -> None:
        def written() -> bytes:
            estimate = estimated(points(right, 20))
            said = [estimate_to_document(estimate), estimate_sentences(estimate, {})]
            return json.dumps(said, ensure_ascii=False).encode()

        assert written() == written()


class TestSentences:
    def test_say_the_chances_and_that_they_prove_nothing(self) -> None:
        said = estimate_sentences(estimated(points(10, 10)), {"reading": "lezen"})

        assert said == (
            (
                "lezen: 10 op 10 juist; niveau A2 vraagt 16 op 20: "
                "kans ongeveer 100 %, tussen 37 % en 100 %"
            ),
            "listening: niveau A1 nodig, niet geschat",
            "speaking: niveau A1 nodig, niet geschat",
            "de geschatte delen samen: kans ongeveer 100 %, tussen 37 % en 100 %",
            "een schatting is vrijblijvend en geen bewijs",
        )

    def test_say_nothing_of_all_parts_where_none_was_estimated(self) -> None:
        said = estimate_sentences(estimated(purpose=a_purpose({SPEAKING: Level.A1})), {})

        assert said == (
            "speaking: niveau A1 nodig, niet geschat",
            "een schatting is vrijblijvend en geen bewijs",
        )
