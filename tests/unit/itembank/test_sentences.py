import pytest

from itembank.sentences import list_sentences


class TestListSentences:
    @pytest.mark.parametrize(
        ("text", "sentences"),
        [
            pytest.param("Wie maakt de wet?", ["Wie maakt de wet?"], id="one"),
            pytest.param("Het is zo.  Wie gaat?", ["Het is zo.", "Wie gaat?"], id="two"),
            pytest.param("Hij zegt: “Ja.” Wat nu?", ["Hij zegt: “Ja.”", "Wat nu?"], id="quotes"),
            pytest.param("Zie bv. een krant. Kies.", ["Zie bv. een krant.", "Kies."], id="bv."),
            pytest.param("Volgens art. 5 mag het.", ["Volgens art. 5 mag het."], id="a number"),
            pytest.param("Dat is J. Peeters. Wie?", ["Dat is J. Peeters.", "Wie?"], id="initials"),
            pytest.param("Het kost € 3.50 of meer.", ["Het kost € 3.50 of meer."], id="an amount"),
            pytest.param("Eerst.\nDan", ["Eerst.", "Dan"], id="lines"),
            pytest.param("اليوم الأحد. أين؟ هنا", ["اليوم الأحد.", "أين؟", "هنا"], id="Arabic"),
            pytest.param("یہ صحیح ہے۔ کیوں؟", ["یہ صحیح ہے۔", "کیوں؟"], id="Urdu"),
            pytest.param("यह सही है। क्यों?", ["यह सही है।", "क्यों?"], id="Hindi"),
            pytest.param("ሰላም። እንዴት?", ["ሰላም።", "እንዴት?"], id="Tigrinya"),
            pytest.param("你好。你是谁？", ["你好。", "你是谁？"], id="Chinese, without a space"),
            pytest.param("Da. Где ты? Здесь", ["Da.", "Где ты?", "Здесь"], id="Russian"),
            pytest.param("  ", [], id="nothing"),
            pytest.param("...", ["..."], id="signs"),
        ],
    )
    def test_cuts_where_a_sentence_ends(self, text: str, sentences: list[str]) -> None:
        spans = list_sentences(text)

        assert [text[span.start : span.end] for span in spans] == sentences
