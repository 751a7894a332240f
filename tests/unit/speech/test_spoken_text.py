import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.languages import list_languages
from testplatform.speech.spoken_text import (
    has_control_characters,
    has_something_to_say,
    spoken_text,
)


class TestSpokenText:
    @pytest.mark.parametrize(
        ("language", "text", "expected"),
        [
            pytest.param("nl", "Er zijn ____.", "Er zijn puntje puntje puntje .", id="blank"),
            pytest.param("en", "__ or __?", "blank or blank ?", id="two blanks"),
            pytest.param("nl", "3.5 keer", "3,5 keer", id="decimal point"),
            pytest.param("nl", "1.000 euro", "1.000 euro", id="thousands keep their point"),
            pytest.param("nl", "Op 24.11.2026.", "Op 24.11.2026.", id="a date keeps its points"),
            pytest.param("nl", "3 × 4 = ?", "3 maal 4 is gelijk aan ?", id="multiplication"),
            pytest.param("nl", "3 < 5", "3 is kleiner dan 5", id="less"),
            pytest.param("nl", "5>3", "5 is groter dan 3", id="greater without spaces"),
            pytest.param("nl", "½ liter", "een half liter", id="a half"),
            pytest.param("nl", "2½ uur", "2 en een half uur", id="two and a half"),
            pytest.param("nl", "Om 12:30.", "Om 12 uur 30.", id="time"),
            pytest.param("nl", "Om 09:05 uur", "Om 9 uur 5", id="time with its word"),
            pytest.param("nl", "Om 14.30 uur", "Om 14 uur 30", id="time with a point"),
            pytest.param("nl", "12:00 en 00:30", "12 uur en 0 uur 30", id="on the hour"),
            pytest.param("nl", "-5 graden", "min 5 graden", id="below zero"),
            pytest.param("nl", "Van 3-5 jaar", "Van 3-5 jaar", id="a range is no subtraction"),
            pytest.param("nl", "6 − 2", "6 min 2", id="minus sign"),
            pytest.param("nl", "man/vrouw", "man, vrouw", id="one word or the other"),
            pytest.param("nl", "90 km/u", "90 kilometer per uur", id="a unit of two"),
            pytest.param("nl", "vlaanderen.be/taal", "vlaanderen.be/taal", id="an address"),
            pytest.param("nl", "Ik … naar huis.", "Ik puntje puntje puntje naar huis.", id="gap"),
            pytest.param("nl", "Even wachten…", "Even wachten…", id="a pause is no gap"),
            pytest.param("nl", "3 x 4", "3 maal 4", id="the letter between numbers"),
            pytest.param("nl", "6 : 2", "6 gedeeld door 2", id="division"),
            pytest.param("nl", "kind & gezin", "kind en gezin", id="ampersand"),
            pytest.param("nl", "12u en 12u30", "12 uur en 12 uur 30", id="hours as Flanders does"),
            pytest.param("nl", "€ 12,50", "12 euro 50", id="euro and cents"),
            pytest.param("nl", "€1.250,05 huur", "1250 euro 5 huur", id="thousands of euro"),
            pytest.param("nl", "€ 5,- of 1 €.", "5 euro of 1 euro.", id="whole euro"),
            pytest.param("nl", "12,00 EUR", "12 euro", id="no cents"),
            pytest.param("nl", "5 cm, 20 m².", "5 centimeter, 20 vierkante meter.", id="units"),
            pytest.param("nl", "2½ kg", "2 en een half kilogram", id="half a unit"),
            pytest.param("nl", "3.5 km", "3,5 kilometer", id="a decimal of a unit"),
            pytest.param("nl", "37,5 °C", "37,5 graden Celsius", id="degrees"),
            pytest.param("nl", "1 °C", "1 graad Celsius", id="one degree"),
            pytest.param("nl", "5 min.", "5 minuten", id="minutes"),
            pytest.param("nl", "min. 5 jaar", "minimum 5 jaar", id="at least"),
            pytest.param("nl", "25 %", "25 %", id="what the voice reads well"),
            pytest.param("nl", "lijn 5 mag", "lijn 5 mag", id="a word is no unit"),
            pytest.param(
                "nl",
                "Bv. brood, melk enz.",
                "bijvoorbeeld brood, melk enzovoort.",
                id="abbreviations",
            ),
            pytest.param("nl", "nr. 5 (dr. Peeters)", "nummer 5 (dokter Peeters)", id="number"),
            pytest.param("nl", "Van 3 t.e.m. 5", "Van 3 tot en met 5", id="up to"),
            pytest.param("en", "1 km or 2 km", "1 kilometre or 2 kilometres", id="one and more"),
            pytest.param("en", "€1,250.50", "1250 euros 50", id="English thousands"),
            pytest.param("tr", "% 25 ve 25 %", "% 25 ve yüzde 25", id="Turkish per cent"),
            pytest.param("ar", "٢٥ %", "25 بالمئة", id="Arabic digits and per cent"),
            pytest.param("es", "€ 12,50", "12 euros con 50", id="Spanish amount"),
            pytest.param("pt", "1 km", "1 quilómetro", id="Portuguese unit"),
            pytest.param("ro", "2½ ore", "2 și jumătate ore", id="Romanian half"),
            pytest.param("ka", "٣ ३ ๓", "3 3 3", id="digits of any script"),
            pytest.param("en", "2½ hours", "2 and a half hours", id="English half"),
            pytest.param("en", "12:00", "12 o'clock", id="English hour"),
            pytest.param("en", "3 < 5", "3 is less than 5", id="English less"),
            pytest.param("fr", "-5 degrés", "moins 5 degrés", id="French below zero"),
            pytest.param("fr", "3 = 3", "3 égale 3", id="French equals"),
            pytest.param("fr", "À 14:00", "À 14 heures", id="French hour"),
            pytest.param("ar", "3 × 4", "3 ضرب 4", id="Arabic multiplication"),
            pytest.param("ar", "1 + 2", "1 زائد 2", id="Arabic plus"),
            pytest.param("ar", "نعم/لا", "نعم, لا", id="Arabic or"),
            pytest.param("tr", "2½ saat", "2 buçuk saat", id="Turkish half"),
        ],
    )
    def test_says_signs_in_words(self, language: str, text: str, expected: str) -> None:
        assert spoken_text(text, language) == expected

    def test_leaves_a_language_it_has_no_words_for(self) -> None:
        assert spoken_text("3 × ½ = ____", "ka") == "3 × ½ = ____"

    def test_composes_letters_whose_accent_would_be_lost(self) -> None:
        decomposed = unicodedata.normalize("NFD", "café")

        assert spoken_text(decomposed, "nl") == "café"

    def test_cleans_what_would_steer_or_end_the_input(self) -> None:
        assert spoken_text(" een\x00twee\n\n\x01 drie\u202e ", "ka") == "een twee drie"

    def test_keeps_the_joiners_of_persian(self) -> None:
        assert spoken_text("می\u200cآیند", "fa") == "می\u200cآیند"

    def test_drops_a_soft_hyphen_without_parting_the_word(self) -> None:
        assert spoken_text("foto\u00adgraaf", "nl") == "fotograaf"

    @given(text=st.text(), language=st.sampled_from([row.tag for row in list_languages()]))
    def test_never_leaves_control_characters_or_loose_space(self, text: str, language: str) -> None:
        spoken = spoken_text(text, language)

        assert not has_control_characters(spoken)
        assert spoken == " ".join(spoken.split())


class TestHasSomethingToSay:
    @pytest.mark.parametrize("text", ["", "  \n", "...", "?!", "____", "-", "\u0301"])
    def test_is_false_without_letter_digit_or_symbol(self, text: str) -> None:
        assert not has_something_to_say(text)

    @pytest.mark.parametrize("text", ["a", "3", "€", "是", "ሰ", "½"])
    def test_is_true_for_what_can_be_pronounced(self, text: str) -> None:
        assert has_something_to_say(text)


class TestHasControlCharacters:
    @pytest.mark.parametrize("text", ["a\x00b", "\x01+90S", "\ud800"])
    def test_finds_what_is_never_spoken(self, text: str) -> None:
        assert has_control_characters(text)

    def test_allows_white_space(self) -> None:
        assert not has_control_characters("een\n\ttwee\r\n")
