from datetime import date

import pytest

from scoring.documents import DocumentNotUnderstood
from scoring.explanations.orientation import proposal_sentences
from scoring.orientation import (
    AdviceType,
    Education,
    FrameworkNotValid,
    Indicator,
    Literacy,
    framework_from_document,
    propose_advice,
)
from tests.builders.orientation import a_deciding_row, a_framework_document, some_indicators

_EDUCATION = [
    a_deciding_row("education", "no_primary", "cbe_nt2"),
    a_deciding_row("education", "bachelor", "short_track"),
    a_deciding_row("education", "master", "short_track"),
]


def an_advice(code: str) -> dict[str, object]:
    return {"code": code, "title": code, "hours": [1]}


class TestFramework:
    def test_knows_tracks_rows_and_shifts(self) -> None:
        framework = framework_from_document(a_framework_document())

        row = framework.find_deciding(Indicator.COVAAR, "average")
        assert row is not None
        assert row.advice is AdviceType.CVO_STANDARD
        assert framework.find_deciding(Indicator.LITERACY, "illiterate") is None
        assert framework.track(AdviceType.CBE_ALFA).hours == (600, 1140)
        assert framework.shift_of(Indicator.OTHER, "favourable") == 1
        assert framework.shift_of(Indicator.OTHER, None) == 0

    def test_keeps_what_the_document_says(self) -> None:
        tracks = a_framework_document()["advice"]
        tracks[0] |= {"script_module": "latin_script_cbe"}
        rows = [a_deciding_row("covaar", "low", "cvo_standard") | {"assumed": True}, *_EDUCATION]
        shifts = [{"indicator": "other", "value": "unfavourable", "shift": -len(AdviceType)}]

        framework = framework_from_document(
            a_framework_document(advice=tracks, decides=rows, shifts=shifts, largest_shift=2)
        )

        assert framework.version == 1
        assert framework.effective_from == date(2024, 1, 1)
        assert framework.largest_shift == 2
        assert framework.tracks[0].script_module is AdviceType.LATIN_SCRIPT_CBE
        assert framework.tracks[1].script_module is None
        assert [row.assumed for row in framework.deciding[:2]] == [True, False]
        assert framework.shifting[0].shift == -len(AdviceType)

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            pytest.param(
                {"advice": [an_advice("cbe_alfa")]},
                "must have every kind of advice once",
                id="an advice without hours",
            ),
            pytest.param(
                {"advice": [an_advice(code) for code in (*AdviceType, "other")]},
                "must have every kind of advice once",
                id="an advice twice",
            ),
            pytest.param(
                {"deviation": [{"code": "a", "title": "a"}, {"code": "a", "title": "b"}]},
                "must have different reasons to deviate",
                id="a reason twice",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("literacy", "shy", "cbe_nt2")]},
                "cannot decide on literacy 'shy'",
                id="unknown literacy",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("education", "wise", "cbe_nt2")]},
                "cannot decide on education 'wise'",
                id="unknown education",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("other", "favourable", "cbe_nt2")]},
                "cannot decide on other 'favourable'",
                id="an indicator that can only shift",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("covaar", "low", "other")]},
                "has no other on its scale",
                id="a band outside the scale",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("education", "master", "cbe_nt2")]},
                "decides twice on the same value",
                id="two rows for one value",
            ),
            pytest.param(
                {"decides": _EDUCATION[1:]},
                "must decide on education just where no COVAAR is taken, not so no_primary",
                id="somebody without a proposal",
            ),
            pytest.param(
                {"decides": [*_EDUCATION, a_deciding_row("education", "primary", "cbe_nt2")]},
                "must decide on education just where no COVAAR is taken, not so primary",
                id="a row that would never decide",
            ),
            pytest.param(
                {"shifts": [{"indicator": "other", "value": "sunny", "shift": 1}]},
                "cannot shift by other 'sunny'",
                id="a shift by an unknown value",
            ),
            pytest.param(
                {"shifts": [{"indicator": "covaar", "value": "low", "shift": 1}]},
                "cannot shift by covaar 'low'",
                id="a shift by an indicator that decides",
            ),
            pytest.param(
                {"shifts": [{"indicator": "other", "value": "neutral", "shift": 1}] * 2},
                "shifts twice by the same value",
                id="two shifts for one value",
            ),
        ],
    )
    def test_refuses_what_contradicts_itself(self, changes: dict[str, object], reason: str) -> None:
        with pytest.raises(FrameworkNotValid, match=f"^the orientation framework {reason}"):
            framework_from_document(a_framework_document(**changes))

    def test_is_read_strictly(self) -> None:
        changes = {"scale": ["fast"], "shifts": [{"indicator": "languages", "value": "x"}]}

        with pytest.raises(DocumentNotUnderstood) as refusal:
            framework_from_document(a_framework_document(**changes))

        assert [problem.field for problem in refusal.value.problems] == ["scale", "shifts[0].shift"]

    def test_may_shift_by_languages(self) -> None:
        shifts = [{"indicator": "languages", "value": "some_dutch", "shift": 1}]

        framework = framework_from_document(a_framework_document(shifts=shifts))

        assert framework.shift_of(Indicator.LANGUAGES, "some_dutch") == 1

    def test_may_lead_to_an_advice_without_hours(self) -> None:
        rows = [*_EDUCATION, a_deciding_row("literacy", "illiterate", "other")]
        framework = framework_from_document(a_framework_document(decides=rows))
        values = some_indicators(literacy=Literacy.ILLITERATE, education=Education.NO_PRIMARY)

        said = proposal_sentences(propose_advice(values, framework), framework)

        assert said[-1] == "voorstel voor de consulent, die beslist: other"
