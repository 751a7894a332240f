import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.orientation import get_framework
from scoring.explanations.orientation import proposal_sentences
from scoring.orientation import (
    AdviceProposal,
    AdviceType,
    BandNotInFramework,
    CovaarReason,
    Education,
    IndicatorValues,
    LanguageKnowledge,
    Literacy,
    OtherInformation,
    proposal_to_document,
    propose_advice,
    weigh_covaar,
)
from scoring.orientation.proposals import (
    AdviceShifted,
    CovaarWeighed,
    Effect,
    IndicatorWeighed,
    ScriptModuleAdded,
)
from tests.builders.orientation import some_indicators

_BANDS = ("very_low", "low", "average", "high")
_indicators = st.builds(
    some_indicators,
    literacy=st.sampled_from(Literacy),
    education=st.none() | st.sampled_from(Education),
    band=st.none() | st.sampled_from(_BANDS),
    languages=st.none() | st.sampled_from(LanguageKnowledge),
    other=st.none() | st.sampled_from(OtherInformation),
    in_doubt=st.booleans(),
)


def proposed(values: IndicatorValues) -> AdviceProposal:
    return propose_advice(values, get_framework())


class TestWeighCovaar:
    @pytest.mark.parametrize(
        ("values", "reason", "is_asked"),
        [
            pytest.param(
                some_indicators(education=Education.BACHELOR),
                CovaarReason.AT_LEAST_BACHELOR,
                False,
                id="a bachelor",
            ),
            pytest.param(
                some_indicators(education=Education.MASTER),
                CovaarReason.AT_LEAST_BACHELOR,
                False,
                id="more than a bachelor",
            ),
            pytest.param(
                some_indicators(education=Education.UPPER_SECONDARY),
                CovaarReason.BETWEEN_PRIMARY_AND_BACHELOR,
                True,
                id="just under a bachelor",
            ),
            pytest.param(
                some_indicators(education=Education.PRIMARY),
                CovaarReason.BETWEEN_PRIMARY_AND_BACHELOR,
                True,
                id="primary school",
            ),
            pytest.param(
                some_indicators(education=Education.NO_PRIMARY),
                CovaarReason.NO_PRIMARY,
                False,
                id="no primary school",
            ),
            pytest.param(
                some_indicators(education=Education.NO_PRIMARY, literacy=Literacy.ILLITERATE),
                CovaarReason.NO_PRIMARY,
                False,
                id="no primary school and illiterate",
            ),
            pytest.param(
                some_indicators(education=Education.MASTER, in_doubt=True),
                CovaarReason.IN_DOUBT,
                True,
                id="in doubt, whatever the diploma",
            ),
            pytest.param(
                some_indicators(education=None),
                CovaarReason.EDUCATION_UNKNOWN,
                True,
                id="no diploma known",
            ),
            pytest.param(
                some_indicators(education=Education.PRIMARY, literacy=Literacy.ILLITERATE),
                CovaarReason.CONTRADICTION,
                True,
                id="a diploma and illiterate",
            ),
        ],
    )
    def test_follows_doubt_and_then_the_diploma(
        self, values: IndicatorValues, reason: CovaarReason, is_asked: bool
    ) -> None:
        assert (weigh_covaar(values), reason.asks_covaar) == (reason, is_asked)


class TestProposeAdvice:
    @pytest.mark.parametrize(
        ("values", "advice"),
        [
            pytest.param(
                some_indicators(
                    literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY, band=None
                ),
                AdviceType.CBE_ALFA,
                id="literacy comes first",
            ),
            pytest.param(
                some_indicators(literacy=Literacy.WEAKLY_LITERATE, band="high"),
                AdviceType.CBE_NT2,
                id="literacy before the score",
            ),
            pytest.param(
                some_indicators(education=Education.NO_PRIMARY, band=None),
                AdviceType.CBE_NT2,
                id="no primary school",
            ),
            pytest.param(
                some_indicators(education=Education.BACHELOR, band=None),
                AdviceType.SHORT_TRACK,
                id="a bachelor",
            ),
            pytest.param(
                some_indicators(education=Education.BACHELOR, band="low"),
                AdviceType.SHORT_TRACK,
                id="a bachelor with a score that nobody asked",
            ),
            pytest.param(
                some_indicators(education=Education.BACHELOR, in_doubt=True, band="low"),
                AdviceType.CVO_EXTENDED,
                id="a doubtful bachelor: the score decides",
            ),
            pytest.param(some_indicators(band="very_low"), AdviceType.CBE_NT2, id="very low"),
            pytest.param(some_indicators(band="low"), AdviceType.CVO_EXTENDED, id="low"),
            pytest.param(some_indicators(band="average"), AdviceType.CVO_STANDARD, id="average"),
            pytest.param(some_indicators(band="high"), AdviceType.SHORT_TRACK, id="high"),
            pytest.param(
                some_indicators(band="low", languages=LanguageKnowledge.OTHER_LANGUAGES),
                AdviceType.CVO_STANDARD,
                id="other languages make it faster",
            ),
            pytest.param(
                some_indicators(band="low", other=OtherInformation.UNFAVOURABLE),
                AdviceType.CBE_NT2,
                id="an unfavourable situation makes it slower",
            ),
            pytest.param(
                some_indicators(
                    band="low",
                    languages=LanguageKnowledge.SOME_DUTCH,
                    other=OtherInformation.FAVOURABLE,
                ),
                AdviceType.CVO_STANDARD,
                id="both together move no further than one",
            ),
            pytest.param(
                some_indicators(
                    band="low",
                    languages=LanguageKnowledge.SOME_DUTCH,
                    other=OtherInformation.UNFAVOURABLE,
                ),
                AdviceType.CVO_EXTENDED,
                id="they balance each other",
            ),
            pytest.param(
                some_indicators(band="high", other=OtherInformation.FAVOURABLE),
                AdviceType.SHORT_TRACK,
                id="nothing is faster than the short track",
            ),
            pytest.param(
                some_indicators(band="very_low", other=OtherInformation.UNFAVOURABLE),
                AdviceType.CBE_NT2,
                id="nothing on the scale is slower",
            ),
            pytest.param(
                some_indicators(
                    education=Education.MASTER, band=None, other=OtherInformation.UNFAVOURABLE
                ),
                AdviceType.SHORT_TRACK,
                id="what education decided is not shifted",
            ),
        ],
    )
    def test_weighs_the_indicators_in_their_order(
        self, values: IndicatorValues, advice: AdviceType
    ) -> None:
        assert proposed(values).advice is advice

    @pytest.mark.parametrize(
        "values",
        [
            pytest.param(some_indicators(band=None), id="a diploma in between"),
            pytest.param(some_indicators(band=None, education=None), id="no diploma known"),
            pytest.param(
                some_indicators(band=None, education=Education.MASTER, in_doubt=True), id="in doubt"
            ),
        ],
    )
    def test_proposes_nothing_where_covaar_comes_first(self, values: IndicatorValues) -> None:
        proposal = proposed(values)

        assert (proposal.advice, proposal.hours) == (None, ())
        assert proposal.steps == (CovaarWeighed(reason=weigh_covaar(values), is_taken=False),)

    @pytest.mark.parametrize(
        ("education", "band", "module"),
        [
            pytest.param(Education.NO_PRIMARY, None, AdviceType.LATIN_SCRIPT_CBE, id="CBE"),
            pytest.param(Education.MASTER, None, AdviceType.LATIN_SCRIPT_CVO, id="short track"),
            pytest.param(Education.PRIMARY, "low", AdviceType.LATIN_SCRIPT_CVO, id="CVO"),
        ],
    )
    def test_adds_the_script_module_of_the_same_centre(
        self, education: Education, band: str | None, module: AdviceType
    ) -> None:
        values = some_indicators(literacy=Literacy.OTHER_SCRIPT, education=education, band=band)

        proposal = proposed(values)

        assert proposal.script_module is module
        assert proposal.steps[-1] == ScriptModuleAdded(module=module)

    def test_leaves_the_hours_to_choose_from(self) -> None:
        values = some_indicators(literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY)

        assert proposed(values).hours == (600, 1140)

    def test_names_every_indicator_in_order(self) -> None:
        values = some_indicators(band="low", other=OtherInformation.FAVOURABLE)

        steps = proposed(values).steps

        weighed = [step for step in steps if isinstance(step, IndicatorWeighed)]
        assert [(one.indicator, one.effect) for one in weighed] == [
            ("literacy", Effect.NO_EFFECT),
            ("education", Effect.NO_EFFECT),
            ("covaar", Effect.DECIDES),
            ("languages", Effect.NOT_KNOWN),
            ("other", Effect.SHIFTS),
        ]
        assert steps[-1] == AdviceShifted(
            before=AdviceType.CVO_EXTENDED, after=AdviceType.CVO_STANDARD, wanted=1, largest=1
        )

    def test_refuses_a_band_that_leads_nowhere(self) -> None:
        with pytest.raises(BandNotInFramework, match="band middling") as refusal:
            proposed(some_indicators(band="middling"))

        assert refusal.value.band == "middling"

    @given(_indicators)
    def test_proposes_something_for_everybody_or_asks_for_covaar(
        self, values: IndicatorValues
    ) -> None:
        asks_first = weigh_covaar(values).asks_covaar and values.band is None

        assert (proposed(values).advice is None) == asks_first

    @pytest.mark.parametrize("literacy", Literacy)
    def test_never_slows_somebody_down_for_a_higher_band(self, literacy: Literacy) -> None:
        scale = [AdviceType.CBE_ALFA, *get_framework().scale]
        shifting = product((None, *LanguageKnowledge), (None, *OtherInformation))

        for languages, other in shifting:
            places = [
                scale.index(
                    proposed(
                        some_indicators(
                            literacy=literacy, band=band, languages=languages, other=other
                        )
                    ).advice
                    or AdviceType.NONE
                )
                for band in _BANDS
            ]
            assert places == sorted(places)

    @given(_indicators)
    def test_is_the_same_every_time(self, values: IndicatorValues) -> None:
        def written() -> bytes:
            proposal = proposed(values)
            said = [proposal_to_document(proposal), proposal_sentences(proposal, get_framework())]
            return json.dumps(said, ensure_ascii=False).encode()

        assert written() == written()


class TestDocument:
    def test_holds_the_steps_with_their_rules(self) -> None:
        values = some_indicators(
            literacy=Literacy.OTHER_SCRIPT, band="low", other=OtherInformation.FAVOURABLE
        )

        document = proposal_to_document(proposed(values))

        assert {name: document[name] for name in ("advice", "hours", "script_module")} == {
            "advice": "cvo_standard",
            "hours": [240],
            "script_module": "latin_script_cvo",
        }
        assert document["versions"] == {
            "framework": {"version": 1},
            "rules": {"6.4": 1, "6.5": 1, "6.6": 1, "6.7": 1},
        }
        steps = document["steps"]
        assert isinstance(steps, list)
        assert steps[0] == {
            "kind": "covaar_weighed",
            "rule": "6.4",
            "rule_version": 1,
            "needed": True,
            "reason": "between_primary_and_bachelor",
            "taken": True,
        }
        assert steps[3] == {
            "kind": "indicator_weighed",
            "rule": "6.5",
            "rule_version": 1,
            "indicator": "covaar",
            "value": "low",
            "effect": "decides",
            "advice": "cvo_extended",
            "shift": 0,
            "assumed": True,
        }
        assert steps[-2:] == [
            {
                "kind": "advice_shifted",
                "rule": "6.6",
                "rule_version": 1,
                "before": "cvo_extended",
                "after": "cvo_standard",
                "wanted": 1,
                "largest": 1,
            },
            {
                "kind": "script_module_added",
                "rule": "6.7",
                "rule_version": 1,
                "module": "latin_script_cvo",
            },
        ]

    def test_says_when_covaar_comes_first(self) -> None:
        document = proposal_to_document(proposed(some_indicators(band=None)))

        assert (document["advice"], document["covaar_first"]) == (None, True)


class TestSentences:
    def test_give_the_reasons_in_order(self) -> None:
        values = some_indicators(
            literacy=Literacy.OTHER_SCRIPT, band="low", other=OtherInformation.FAVOURABLE
        )

        said = proposal_sentences(proposed(values), get_framework(), {"low": "laag"})

        assert said == (
            "COVAAR is afgenomen: het hoogste diploma ligt tussen lager onderwijs en bachelor",
            "geletterdheid: geletterd in een ander schrift, verandert niets",
            "scholing: hoger secundair onderwijs, verandert niets",
            "COVAAR: laag, geeft CVO verlengd traject",
            "talenkennis: niet bekend",
            "andere informatie: gunstig, pleit voor een sneller traject",
            "samen verschuift dat CVO verlengd traject naar CVO standaardtraject",
            "geletterd in een ander schrift: eerst module Latijns schrift CVO",
            (
                "voorstel voor de consulent, die beslist: module Latijns schrift CVO en dan "
                "CVO standaardtraject (240 uur)"
            ),
        )

    def test_say_that_covaar_comes_first(self) -> None:
        assert proposal_sentences(proposed(some_indicators(band=None)), get_framework()) == (
            "COVAAR is eerst nodig: het hoogste diploma ligt tussen lager onderwijs en bachelor",
            "nog geen voorstel: neem eerst COVAAR af",
        )

    def test_say_that_covaar_is_not_needed(self) -> None:
        values = some_indicators(
            literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY, band=None
        )

        said = proposal_sentences(proposed(values), get_framework())

        assert said[0] == "COVAAR is niet nodig: er is geen diploma lager onderwijs"
        assert said[-1] == "voorstel voor de consulent, die beslist: CBE alfa (600 of 1140 uur)"

    def test_say_that_what_balances_shifts_nothing(self) -> None:
        values = some_indicators(
            languages=LanguageKnowledge.SOME_DUTCH, other=OtherInformation.UNFAVOURABLE
        )

        said = proposal_sentences(proposed(values), get_framework())

        assert "andere informatie: ongunstig, pleit voor een trager traject" in said
        assert "samen verschuift dat niets: CVO standaardtraject" in said

    def test_say_that_covaar_was_not_taken(self) -> None:
        values = some_indicators(
            literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY, band=None
        )

        said = proposal_sentences(proposed(values), get_framework())

        assert "COVAAR: niet afgenomen" in said
        assert "talenkennis: niet bekend" in said

    def test_use_the_code_of_a_band_without_a_name(self) -> None:
        said = proposal_sentences(proposed(some_indicators(band="low")), get_framework())

        assert "COVAAR: low, geeft CVO verlengd traject" in said

    @given(_indicators)
    def test_leave_no_code_unsaid(self, values: IndicatorValues) -> None:
        bands = dict.fromkeys(_BANDS, "band")

        said = " ".join(proposal_sentences(proposed(values), get_framework(), bands))

        assert "_" not in said
