import pytest

from itembank.readaloud import Phrase
from testplatform.speech.phrases import (
    phrases_from_document,
    phrases_to_document,
    plan_phrases,
)


def said(
    text: str, *, spoken_form: str | None = None, lexicon: dict[str, str] | None = None
) -> list[str]:
    phrases = plan_phrases(text, "nl", spoken_form=spoken_form, lexicon=lexicon or {})
    return [phrase.said for phrase in phrases]


class TestPlanPhrases:
    def test_says_one_sentence_at_a_time(self) -> None:
        text = "Om 12:30 is het middag. Wie komt?"

        phrases = plan_phrases(text, "nl", lexicon={})

        assert [text[one.start : one.end] for one in phrases] == [
            "Om 12:30 is het middag.",
            "Wie komt?",
        ]
        assert [one.said for one in phrases] == ["Om 12 uur 30 is het middag.", "Wie komt?"]

    def test_prefers_the_spoken_form_of_the_very_text(self) -> None:
        phrases = plan_phrases("H2O. En?", "nl", spoken_form="water, en?", lexicon={"water": "x"})

        assert phrases == (Phrase(start=0, end=8, said="water, en?"),)

    @pytest.mark.parametrize(
        ("text", "spoken"),
        [
            pytest.param("De NMBS rijdt.", "De en em bee es rijdt.", id="a word"),
            pytest.param("de nmbs rijdt", "de en em bee es rijdt", id="whatever its capitals"),
            pytest.param("NMBSje", "NMBSje", id="not inside a word"),
            pytest.param("Een NMBS-trein", "Een enembeestrein", id="the longest first"),
        ],
    )
    def test_says_words_as_the_lexicon_does(self, text: str, spoken: str) -> None:
        lexicon = {"NMBS": "en em bee es", "nmbs-trein": "enembeestrein"}

        assert said(text, lexicon=lexicon) == [spoken]

    def test_finds_a_word_however_it_is_composed(self) -> None:
        assert said("een cafe\u0301", lexicon={"caf\u00e9": "kaffee"}) == ["een kaffee"]

    def test_leaves_a_sentence_of_signs_out(self) -> None:
        assert said("Kies.\n?!") == ["Kies."]

    @pytest.mark.parametrize("text", ["?!", ""])
    def test_leaves_a_text_alone_that_has_nothing_else(self, text: str) -> None:
        assert said(text) == [text]


class TestDocument:
    def test_holds_the_phrases(self) -> None:
        phrases = plan_phrases("Ja. Nee.", "nl", lexicon={})

        assert phrases_from_document(phrases_to_document(phrases)) == phrases
