"""The files of spoken words: what may stand in them, and that those of the project are sound."""

from pathlib import Path

import pytest

from itembank.languages import UnknownLanguage
from itembank.spoken_words import MoneyWords, SpokenWords, list_spoken_words, read_spoken_words
from scoring.documents import DocumentNotUnderstood


class TestListSpokenWords:
    def test_has_the_words_of_every_file(self) -> None:
        words = list_spoken_words()

        assert words["nl"].blank == "puntje puntje puntje"
        assert words["nl"].units["km/u"] == "{number} kilometer per uur"
        assert "ka" not in words


class TestReadSpokenWords:
    def test_leaves_out_what_a_file_leaves_out(self, tmp_path: Path) -> None:
        (tmp_path / "so.toml").write_text('minus = "ka jar"', encoding="utf-8")

        assert read_spoken_words(tmp_path) == {"so": SpokenWords(minus="ka jar")}

    def test_reads_money_units_and_abbreviations(self, tmp_path: Path) -> None:
        (tmp_path / "nl.toml").write_text(
            '[money]\none = "1 euro"\neuros = "{euros} euro"\ncents = "{euros} euro {cents}"\n'
            '[units]\nkm = "{number} kilometer"\n[one_unit]\nkm = "een kilometer van {number}"\n'
            '[abbreviations]\n"bv." = "bijvoorbeeld"\n',
            encoding="utf-8",
        )

        assert read_spoken_words(tmp_path)["nl"] == SpokenWords(
            money=MoneyWords(one="1 euro", euros="{euros} euro", cents="{euros} euro {cents}"),
            units={"km": "{number} kilometer"},
            one_unit={"km": "een kilometer van {number}"},
            abbreviations={"bv.": "bijvoorbeeld"},
        )

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            pytest.param('blanc = "x"', "blanc: is not a known field", id="an unknown sign"),
            pytest.param('blank = ""', "blank: must not be empty", id="nothing to say"),
            pytest.param(
                '[units]\nkm = "kilometer"',
                "units.km: must hold {number} once",
                id="a unit without its number",
            ),
            pytest.param(
                '[one_unit]\nkm = "{number} kilometer"',
                "one_unit.km: is not one of the units",
                id="one of a unit that is not there",
            ),
            pytest.param(
                '[money]\none = "1"\neuros = "{euros}"\ncents = "{euros}"',
                "money.cents: must hold {cents} once",
                id="an amount without its cents",
            ),
            pytest.param(
                '[abbreviations]\n"Bv." = "bijvoorbeeld"',
                "abbreviations.Bv.: must be written small",
                id="an abbreviation with a capital",
            ),
        ],
    )
    def test_refuses_a_file_with_the_field(self, tmp_path: Path, text: str, problem: str) -> None:
        (tmp_path / "nl.toml").write_text(text, encoding="utf-8")

        with pytest.raises(DocumentNotUnderstood) as refusal:
            read_spoken_words(tmp_path)

        assert [str(one) for one in refusal.value.problems] == [problem]

    def test_refuses_a_language_that_is_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "xx.toml").touch()

        with pytest.raises(UnknownLanguage):
            read_spoken_words(tmp_path)
