"""Why a text cannot be heard, and what a language misses, in Dutch."""

from collections import Counter

import pytest

from itembank.readaloud import SegmentCoverage, SegmentState, count_coverage
from testplatform.services.read_aloud.production import TextState
from testplatform.speech.synthesis import (
    Defect,
    DefectKind,
    SpeechDefective,
    SpeechSilent,
    SpeechUnavailable,
    SpeechUnsupported,
    TextNotSpeakable,
    TextProblem,
)
from testplatform.web.read_aloud.production.wording import (
    NO_REASON,
    TRIED_AGAIN,
    count_states_in_words,
    describe_lacking,
    describe_nearest,
    describe_segment_states,
    explain_problem,
)

REFUSALS = [
    *(TextNotSpeakable(problem) for problem in TextProblem),
    *(
        SpeechDefective((Defect(kind=kind, measured=1.0, lowest=0.0, highest=0.5),))
        for kind in DefectKind
    ),
    SpeechSilent(),
    SpeechUnsupported("nl", "nl"),
]
PROBLEMS = [
    SpeechUnavailable("espeak-ng", problem)
    for problem in ("is not installed", "took over 30 s", "did not start: x", "failed: x")
]
MISSING, MADE, APPROVED = (
    SegmentCoverage(state=state)
    for state in (SegmentState.MISSING, SegmentState.MADE, SegmentState.APPROVED)
)


class TestReason:
    @pytest.mark.parametrize("refusal", REFUSALS, ids=str)
    def test_of_every_refusal_has_words_of_its_own(self, refusal: Exception) -> None:
        assert explain_problem(TextState.REFUSED, str(refusal)) != NO_REASON

    @pytest.mark.parametrize("problem", PROBLEMS, ids=str)
    def test_of_every_problem_says_that_it_is_tried_again(self, problem: Exception) -> None:
        sentence = explain_problem(TextState.PROBLEM, str(problem))

        assert sentence.endswith(TRIED_AGAIN)
        assert not sentence.startswith(NO_REASON)

    def test_that_nobody_foresaw_is_told_without_english(self) -> None:
        assert explain_problem(TextState.REFUSED, "segmentation fault") == NO_REASON

    def test_of_what_a_reviewer_rejected_is_theirs(self) -> None:
        assert "nalezer" in explain_problem(TextState.REJECTED, "")


class TestSegments:
    def test_are_as_far_as_the_least_of_them(self) -> None:
        states = Counter({SegmentState.APPROVED: 3, SegmentState.MISSING: 2})

        assert describe_segment_states(states).word == "ontbreekt 2"
        assert count_states_in_words(states) == "2 ontbreekt, 3 goedgekeurd"

    def test_that_are_all_alike_need_no_number(self) -> None:
        assert describe_segment_states(Counter({SegmentState.MADE: 4})).word == "gemaakt"

    def test_of_an_item_that_is_not_read_aloud_are_none(self) -> None:
        assert describe_segment_states(Counter()).word == "wordt niet voorgelezen"


class TestLanguage:
    def test_that_misses_the_least_is_named_with_its_numbers(self) -> None:
        coverage = count_coverage("fr", [MISSING, MADE, APPROVED], has_voice=True)

        assert describe_nearest(coverage) == (
            "Het dichtst bij vrijgave: Frans. Van 3 teksten: 1 ontbreken, "
            "1 zijn gemaakt maar nog niet goedgekeurd."
        )

    def test_that_misses_nothing_says_so(self) -> None:
        coverage = count_coverage("fr", [APPROVED], has_voice=True)

        assert describe_lacking(coverage) == "Alles is goedgekeurd."
        assert describe_nearest(None) == "Elke taal met teksten is volledig goedgekeurd."
