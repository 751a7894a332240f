import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import PartCode, RubricCode, RuleId
from scoring.explanations.ct import ct_sentences
from scoring.levels import Level, LevelLimit, LevelSet, Purpose
from scoring.programmes.ct import (
    CtDecision,
    LevelsDoNotFit,
    ResultDoesNotFit,
    ct_decision_to_document,
    decide_ct,
)
from scoring.programmes.ct_steps import EarlierLevel, RatedLevel, RatedMarks, SkillResult, Support
from scoring.proofs import Proof
from scoring.ratings.steps import RatingsCombined
from tests.builders.levels import (
    READING,
    SPEAKING,
    a_level_set,
    a_limit,
    a_points_scale,
    a_purpose,
    a_rating,
    a_rating_scale,
)
from tests.builders.scoring import points

_DAY = date(2024, 5, 6)
LIMITS = (a_limit(Level.A1, 40), a_limit(Level.A2, 70))


def decided(
    reading: SkillResult | None = None,
    speaking: SkillResult | None = None,
    *,
    levels: LevelSet | None = None,
    purpose: Purpose | None = None,
    earlier: Sequence[EarlierLevel] = (),
) -> CtDecision:
    given_results = {READING: reading, SPEAKING: speaking}
    return decide_ct(
        {part: result for part, result in given_results.items() if result is not None},
        levels=levels or a_level_set(),
        purpose=purpose or a_purpose(),
        sat_on=_DAY,
        earlier=earlier,
    )


def an_earlier(
    level: Level = Level.A2, sat_on: date = date(2023, 5, 6), part: PartCode = READING
) -> EarlierLevel:
    return EarlierLevel(part=part, level=level, sat_on=sat_on)


def decided_by_marks(
    speaking: int, *, raters: int = 2, limits: Sequence[LevelLimit] = LIMITS
) -> CtDecision:
    """Assessors gave so many of 40 marks for speaking."""
    return decided(
        points(20, 20),
        RatedMarks(points=points(speaking, 40), raters=raters),
        levels=a_level_set(a_points_scale(), a_rating_scale(limits=limits)),
    )


class TestMarksOfAssessors:
    @pytest.mark.parametrize(
        ("speaking", "level"),
        [
            pytest.param(15, None, id="a mark short of the lowest"),
            pytest.param(16, Level.A1, id="exactly the lowest"),
            pytest.param(27, Level.A1, id="a mark short of the next"),
            pytest.param(28, Level.A2, id="exactly the next"),
        ],
    )
    def test_become_the_highest_level_whose_limit_they_reach(
        self, speaking: int, level: Level | None
    ) -> None:
        decision = decided_by_marks(speaking)

        assert decision.skills[1].level == level
        assert decision.skills[1].details() == {
            "part": SPEAKING,
            "level": None if level is None else level.value,
            "points": speaking,
            "out_of": 40,
            "raters": 2,
        }

    @pytest.mark.parametrize(
        ("speaking", "raters"),
        [
            pytest.param(16, 1, id="one assessor"),
            pytest.param(1, 0, id="marks from nobody"),
        ],
    )
    def test_of_too_few_are_refused(self, speaking: int, raters: int) -> None:
        with pytest.raises(ResultDoesNotFit, match=f"needs 2 assessors and has {raters}"):
            decided_by_marks(speaking, raters=raters)

    def test_are_refused_where_the_levels_have_no_limits(self) -> None:
        with pytest.raises(
            ResultDoesNotFit, match=r"^speaking: has no limits for the marks of assessors"
        ):
            decided_by_marks(16, limits=())

    def test_need_nobody_where_nothing_was_handed_in(self) -> None:
        decision = decided_by_marks(0, raters=0)

        assert decision.skills[1].level is None
        said = ct_sentences(decision, {SPEAKING: "spreken"})
        assert "spreken: 0 op 40, niets ingeleverd, onder het laagste niveau" in said

    def test_are_explained_from_the_ratings_on(self) -> None:
        rating = RatingsCombined(
            item="CT-1",
            item_version=1,
            part=SPEAKING,
            rubric=RubricCode("speaking"),
            rubric_version=1,
            points=(8, 8),
            most=12,
            marks=16,
            out_of=40,
            rule=RuleId.RATINGS_AGREE,
        )
        decision = decide_ct(
            {SPEAKING: RatedMarks(points=points(16, 40), raters=2)},
            levels=a_level_set(a_rating_scale(limits=LIMITS)),
            purpose=a_purpose({SPEAKING: Level.A1}),
            sat_on=_DAY,
            ratings=[rating],
        )

        said = ct_sentences(decision, {SPEAKING: "spreken"})
        assert said[0].startswith("vraag CT-1 (versie 1): twee beoordelingen van 8 en 8 op 12")
        assert "spreken: 16 op 40, beoordeeld door 2 beoordelaars, niveau A1" in said
        assert RuleId.RATINGS_AGREE in dict(decision.rules)


class TestDecideCt:
    @pytest.mark.parametrize(
        ("reading", "speaking", "proof", "resit"),
        [
            pytest.param(16, Level.A1, Proof.CERTIFICATE, (), id="exactly enough in each part"),
            pytest.param(20, Level.A2, Proof.CERTIFICATE, (), id="a higher level counts"),
            pytest.param(15, Level.A2, Proof.STATEMENT, (READING,), id="a point short in one"),
            pytest.param(20, None, Proof.STATEMENT, (SPEAKING,), id="below every level in one"),
            pytest.param(0, None, Proof.STATEMENT, (READING, SPEAKING), id="nothing"),
        ],
    )
    def test_certifies_only_when_each_required_part_is_reached(
        self, reading: int, speaking: Level | None, proof: Proof, resit: tuple[PartCode, ...]
    ) -> None:
        decision = decided(points(reading, 20), a_rating(speaking))

        assert (decision.proof, decision.resit) == (proof, resit)

    def test_states_the_level_of_each_skill_whatever_it_is(self) -> None:
        decision = decided(points(8, 20), a_rating(None, support=None))

        assert [(one.part, one.level) for one in decision.skills] == [
            (READING, Level.A1),
            (SPEAKING, None),
        ]

    def test_does_not_certify_a_part_that_was_not_taken(self) -> None:
        decision = decided(points(20, 20))

        assert (decision.proof, decision.resit) == (Proof.STATEMENT, (SPEAKING,))

    def test_certifies_without_a_part_that_the_purpose_does_not_ask(self) -> None:
        decision = decided(points(20, 20), purpose=a_purpose({READING: Level.A1}))

        assert decision.proof is Proof.CERTIFICATE

    def test_states_a_part_that_the_purpose_does_not_ask(self) -> None:
        decision = decided(points(20, 20), a_rating(), purpose=a_purpose({READING: Level.A1}))

        assert [one.part for one in decision.skills] == [READING, SPEAKING]
        assert [one.part for one in decision.requirements] == [READING]

    @pytest.mark.parametrize(
        ("result", "reason"),
        [
            pytest.param(a_rating(), "reading: is marked in points and not rated", id="rated"),
            pytest.param(points(9, 21), "reading: is out of 20 points", id="another maximum"),
        ],
    )
    def test_refuses_points_that_do_not_fit(self, result: SkillResult, reason: str) -> None:
        with pytest.raises(ResultDoesNotFit) as refusal:
            decided(result, a_rating())

        assert str(refusal.value) == reason

    @pytest.mark.parametrize(
        ("result", "reason"),
        [
            pytest.param(points(9, 20), "speaking: is rated and not marked in points", id="points"),
            pytest.param(
                a_rating(raters=1), "speaking: needs 2 assessors and has 1", id="one assessor"
            ),
            pytest.param(
                a_rating(Level.B1), "speaking: this test does not give B1", id="another test"
            ),
            pytest.param(
                a_rating(support=None),
                "speaking: at A1 the rating records how much support was given",
                id="no support recorded",
            ),
        ],
    )
    def test_refuses_ratings_that_do_not_fit(self, result: SkillResult, reason: str) -> None:
        with pytest.raises(ResultDoesNotFit) as refusal:
            decided(points(20, 20), result)

        assert str(refusal.value) == reason

    @pytest.mark.parametrize(
        ("rating", "levels"),
        [
            pytest.param(
                a_rating(None, support=None), a_level_set(), id="below every level without support"
            ),
            pytest.param(a_rating(raters=3), a_level_set(), id="more assessors than asked"),
            pytest.param(
                a_rating(Level.B1, support=None),
                a_level_set(
                    a_points_scale(), a_rating_scale(Level.A2, Level.B1, support_at=[Level.A2])
                ),
                id="a level without support",
            ),
        ],
    )
    def test_accepts_ratings_of_the_scale(self, rating: RatedLevel, levels: LevelSet) -> None:
        assert decided(points(20, 20), rating, levels=levels).skills[1].level is rating.level

    def test_refuses_a_part_that_the_test_does_not_have(self) -> None:
        with pytest.raises(ResultDoesNotFit, match="singing: is not a part of this test"):
            decide_ct(
                {PartCode("singing"): points(1, 1)},
                levels=a_level_set(),
                purpose=a_purpose(),
                sat_on=_DAY,
            )

    @pytest.mark.parametrize(
        ("documents", "reason"),
        [
            pytest.param(
                {"levels": a_level_set(programme="mo")}, "of programme mo", id="other levels"
            ),
            pytest.param(
                {"purpose": a_purpose(programme="mo")}, "of programme mo", id="another purpose"
            ),
            pytest.param(
                {"levels": a_level_set(effective_from=date(2024, 5, 7))},
                "that starts on 2024-05-07",
                id="levels of tomorrow",
            ),
            pytest.param(
                {"purpose": a_purpose(effective_from=date(2024, 5, 7))},
                "that starts on 2024-05-07",
                id="a purpose of tomorrow",
            ),
            pytest.param(
                {"purpose": a_purpose({PartCode("singing"): Level.A1})},
                "has no singing",
                id="a purpose that asks another part",
            ),
            pytest.param(
                {"purpose": a_purpose({READING: Level.B1})},
                "cannot show B1 for reading: another test is due",
                id="a purpose that asks a higher test",
            ),
        ],
    )
    def test_refuses_documents_that_do_not_fit(
        self, documents: dict[str, Any], reason: str
    ) -> None:
        with pytest.raises(LevelsDoNotFit, match=f"^level set ct-a1-a2 .*{reason}$"):
            decided(points(20, 20), a_rating(), **documents)

    def test_takes_documents_on_the_day_on_which_they_start(self) -> None:
        decision = decided(
            points(20, 20),
            a_rating(),
            levels=a_level_set(effective_from=_DAY),
            purpose=a_purpose(effective_from=_DAY),
        )

        assert decision.proof is Proof.CERTIFICATE

    @given(st.integers(0, 19), st.sampled_from([None, Level.A1, Level.A2]))
    def test_never_takes_a_certificate_away_for_more_points(
        self, reading: int, speaking: Level | None
    ) -> None:
        before = decided(points(reading, 20), a_rating(speaking))
        after = decided(points(reading + 1, 20), a_rating(speaking))

        assert (before.proof, after.proof) != (Proof.CERTIFICATE, Proof.STATEMENT)

    @given(st.permutations([READING, SPEAKING]), st.integers(0, 20))
    def test_does_not_depend_on_the_order_of_the_results(
        self, order: list[PartCode], reading: int
    ) -> None:
        results: dict[PartCode, SkillResult] = {READING: points(reading, 20), SPEAKING: a_rating()}

        decision = decide_ct(
            {part: results[part] for part in order},
            levels=a_level_set(),
            purpose=a_purpose(),
            sat_on=_DAY,
        )

        assert decision == decided(points(reading, 20), a_rating())


class TestEarlierLevels:
    @pytest.mark.parametrize(
        ("sat_on", "proof"),
        [
            pytest.param(date(2022, 5, 6), Proof.CERTIFICATE, id="the last valid day"),
            pytest.param(date(2022, 5, 5), Proof.STATEMENT, id="a day too old"),
            pytest.param(date(2024, 5, 6), Proof.CERTIFICATE, id="the same day"),
            pytest.param(date(2024, 5, 7), Proof.STATEMENT, id="a day that is still to come"),
        ],
    )
    def test_count_for_their_period(self, sat_on: date, proof: Proof) -> None:
        earlier = [an_earlier(sat_on=sat_on)]

        assert decided(None, a_rating(), earlier=earlier).proof is proof

    @pytest.mark.parametrize(
        ("reading", "earlier", "level"),
        [
            pytest.param(8, Level.A2, Level.A2, id="the earlier one is better"),
            pytest.param(16, Level.A1, Level.A2, id="the new one is better"),
            pytest.param(0, Level.A1, Level.A1, id="the new one is no level"),
        ],
    )
    def test_count_when_they_are_the_best(self, reading: int, earlier: Level, level: Level) -> None:
        decision = decided(points(reading, 20), a_rating(), earlier=[an_earlier(earlier)])

        assert decision.requirements[0].level is level

    def test_count_for_their_own_part_only(self) -> None:
        earlier = [an_earlier(part=SPEAKING)]

        assert decided(None, a_rating(), earlier=earlier).resit == (READING,)

    def test_may_be_of_a_higher_test(self) -> None:
        assert decided(None, a_rating(), earlier=[an_earlier(Level.B2)]).resit == ()

    @given(st.permutations([an_earlier(), an_earlier(Level.A1), an_earlier(sat_on=_DAY)]))
    def test_are_told_in_one_order(self, earlier: list[EarlierLevel]) -> None:
        usual = [an_earlier(), an_earlier(Level.A1), an_earlier(sat_on=_DAY)]

        assert decided(earlier=earlier) == decided(earlier=usual)


class TestDocument:
    def test_holds_the_steps_with_their_rules(self) -> None:
        document = ct_decision_to_document(
            decided(None, a_rating(support=Support.MUCH), earlier=[an_earlier(Level.A1)])
        )

        skill = {"part": "speaking", "level": "A1", "raters": 2, "support": "much"}
        requirements = [
            {"part": "reading", "required": "A2", "level": "A1", "taken": True, "reached": False},
            {"part": "speaking", "required": "A1", "level": "A1", "taken": True, "reached": True},
        ]
        compared = {"kind": "requirement_compared", "rule": "7.5", "rule_version": 1}
        assert document == {
            "proof": "statement",
            "skills": [skill],
            "requirements": requirements,
            "resit": ["reading"],
            "steps": [
                {
                    "kind": "levels_chosen",
                    "rule": "7.1",
                    "rule_version": 1,
                    "code": "ct-a1-a2",
                    "version": 1,
                    "moment": "ct_a1_a2",
                    "effective_from": "2024-01-01",
                    "sat_on": "2024-05-06",
                },
                {
                    "kind": "purpose_chosen",
                    "rule": "7.2",
                    "rule_version": 1,
                    "purpose": "integration",
                    "version": 1,
                    "title": "integration",
                    "assumed": True,
                },
                {"kind": "skill_levelled", "rule": "7.4", "rule_version": 1, **skill},
                {
                    "kind": "earlier_weighed",
                    "rule": "7.6",
                    "rule_version": 1,
                    "part": "reading",
                    "level": "A1",
                    "sat_on": "2023-05-06",
                    "valid_until": "2025-05-06",
                    "valid": True,
                },
                {**compared, **requirements[0]},
                {**compared, **requirements[1]},
                {
                    "kind": "proof_decided",
                    "rule": "7.7",
                    "rule_version": 1,
                    "proof": "statement",
                    "resit": ["reading"],
                },
            ],
            "versions": {
                "programme": {"code": "ct"},
                "purpose": {"code": "integration", "version": 1},
                "levels": {"code": "ct-a1-a2", "version": 1},
                "rules": {"7.1": 1, "7.2": 1, "7.4": 1, "7.5": 1, "7.6": 1, "7.7": 1},
            },
        }

    def test_tells_the_points_and_the_certificate(self) -> None:
        document: Any = ct_decision_to_document(decided(points(16, 20), a_rating()))

        assert document["skills"][0] == {
            "part": "reading",
            "level": "A2",
            "points": 16,
            "out_of": 20,
        }
        assert document["steps"][-1]["rule"] == "7.5"

    def test_has_nothing_where_there_is_no_level_and_no_support(self) -> None:
        document = ct_decision_to_document(decided(None, a_rating(None, support=None)))

        assert document["skills"] == [
            {"part": "speaking", "level": None, "raters": 2, "support": None}
        ]

    @given(st.integers(0, 20))
    def test_is_json_and_the_same_every_time(self, reading: int) -> None:
        def written() -> bytes:
            decision = decided(points(reading, 20), a_rating(), earlier=[an_earlier()])
            said = [ct_decision_to_document(decision), ct_sentences(decision, {})]
            return json.dumps(said, ensure_ascii=False).encode()

        assert written() == written()


class TestSentences:
    def test_say_every_step(self) -> None:
        earlier = [an_earlier(), an_earlier(Level.A1, date(2020, 1, 1))]
        decision = decided(points(15, 20), a_rating(None, support=None), earlier=earlier)

        said = ct_sentences(decision, {"reading": "lezen", "speaking": "spreken"})

        assert said == (
            (
                "niveaus ct-a1-a2 versie 1 (ct_a1_a2), van kracht sinds 01/01/2024, "
                "voor de afname van 06/05/2024"
            ),
            "doel: integration, versie 1",
            "lezen: 15 op 20, niveau A1",
            "spreken: beoordeeld door 2 beoordelaars, onder het laagste niveau",
            "lezen: niveau A1 van 01/01/2020 telt niet mee, geldig tot en met 01/01/2022",
            "lezen: niveau A2 van 06/05/2023 telt mee, geldig tot en met 06/05/2025",
            "lezen: niveau A2 nodig, niveau A2: bereikt",
            "spreken: niveau A1 nodig, onder het laagste niveau: niet bereikt",
            "een verklaring van niveau, nog geen bewijs; opnieuw af te leggen: spreken",
        )

    def test_use_the_names_that_are_given_and_else_the_codes(self) -> None:
        decision = decided(
            points(0, 20),
            a_rating(None, support=None),
            earlier=[an_earlier(sat_on=date(2020, 1, 1))],
        )

        named = ct_sentences(decision, {"ct_a1_a2": "CT A1-A2", "speaking": "spreken"})

        assert "(CT A1-A2)" in named[0]
        assert (
            "reading: niveau A2 van 01/01/2020 telt niet mee, geldig tot en met 01/01/2022" in named
        )
        assert named[-1].endswith("opnieuw af te leggen: reading, spreken")

    def test_say_the_support_and_the_certificate(self) -> None:
        said = ct_sentences(decided(points(16, 20), a_rating(support=Support.MUCH)), {})

        assert "speaking: beoordeeld door 2 beoordelaars, met veel steun, niveau A1" in said
        assert said[-1] == "elk deel bereikt zijn niveau: een bewijs"

    def test_say_what_was_not_taken(self) -> None:
        said = ct_sentences(decided(points(16, 20)), {})

        assert "speaking: niveau A1 nodig, niet afgelegd" in said
