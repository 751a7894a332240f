from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from itembank.glossaries import Term
from itembank.interchange import translation_spreadsheets as spreadsheets
from itembank.interchange.exchanges import (
    ExchangeItem,
    FileFault,
    FileRefused,
    TranslationFile,
    Verdict,
    list_units,
    plan_import,
)
from itembank.interchange.translation_spreadsheets import (
    LexiconRow,
    disarm,
    read_glossary,
    read_lexicon,
    read_translations_csv,
    read_translations_xlsx,
    rearm,
    write_glossary,
    write_lexicon,
    write_translations_csv,
    write_translations_xlsx,
)
from itembank.languages import LanguageTag
from itembank.texts import PROMPT, find_text_problem
from itembank.translating import TextState
from tests.builders.items import an_item
from tests.builders.translations import an_exchange_item
from tests.unit.itembank.interchange.test_xliff import an_item_in_every_state

_FR = LanguageTag("fr")
_TERMS = (Term(source="kaart", target="carte"),)
SOUND = st.text(max_size=20).filter(lambda text: not find_text_problem(text))
FORMULA = '=HYPERLINK("http://example.org","x")'

Write = Callable[..., bytes]
Read = Callable[[bytes, LanguageTag], TranslationFile]
BOTH = pytest.mark.parametrize(
    ("write", "read"),
    [
        pytest.param(write_translations_csv, read_translations_csv, id="csv"),
        pytest.param(write_translations_xlsx, read_translations_xlsx, id="xlsx"),
    ],
)


def texts_of(file: TranslationFile) -> list[tuple[str, str, str, str, TextState]]:
    return [(one.item, one.text_id, one.source, one.target, one.state) for one in file.units]


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in (("item", "tekst", "nl", "fr"), *rows):
        book.worksheets[0].append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def repack(data: bytes, name: str, content: bytes) -> bytes:
    """Put another file in a workbook."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return file.getvalue()


@BOTH
class TestRoundTrip:
    def test_gives_every_text_with_its_state(self, write: Write, read: Read) -> None:
        exchanged = an_item_in_every_state()

        file = read(write([exchanged], _FR, _TERMS), _FR)

        assert texts_of(file) == [
            (one.item, one.text_id, one.source, one.target, one.state)
            for one in list_units(exchanged)
        ]
        assert file.units[0].place == "2"

    def test_changes_nothing(self, write: Write, read: Read) -> None:
        exchanged = an_item_in_every_state()

        planned = plan_import(read(write([exchanged], _FR), _FR), {exchanged.item.code: exchanged})

        assert {one.verdict for one in planned} == {Verdict.KEPT}

    @settings(max_examples=25, deadline=None)
    @given(prompt=SOUND, target=SOUND)
    def test_keeps_any_text(self, write: Write, read: Read, prompt: str, target: str) -> None:
        exchanged: ExchangeItem = an_exchange_item(an_item(prompt=prompt), {PROMPT: target})

        unit = read(write([exchanged], _FR), _FR).units[0]

        assert (unit.source, unit.target) == (prompt, target)


class TestFormulas:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_are_disarmed_in_csv(self, start: str) -> None:
        exchanged = an_exchange_item(an_item(), {PROMPT: f"{start}1"})

        assert f";'{start}1;" in write_translations_csv([exchanged], _FR).decode()

    def test_are_texts_in_a_workbook(self) -> None:
        exchanged = an_exchange_item(an_item(), {PROMPT: FORMULA})

        book = load_workbook(BytesIO(write_translations_xlsx([exchanged], _FR)))

        cell = book.worksheets[0]["D2"]
        assert (cell.data_type, cell.value) == ("s", FORMULA)

    def test_that_come_in_are_the_text_that_was_typed(self) -> None:
        data = a_workbook(("MO-S-01", "prompt", "Wie?", FORMULA))

        assert read_translations_xlsx(data, _FR).units[0].target == FORMULA

    @settings(max_examples=100, deadline=None)
    @given(text=st.text(alphabet="=+-@'\ta", max_size=6))
    def test_come_back_as_they_went_out(self, text: str) -> None:
        assert rearm(disarm(text)) == text

    @pytest.mark.parametrize("text", ["'s avonds", "'", "''t"])
    def test_are_not_seen_in_an_apostrophe(self, text: str) -> None:
        assert rearm(disarm(text)) == text
        assert rearm("'s avonds") == "'s avonds"


class TestReading:
    def test_finds_columns_by_their_headings(self) -> None:
        data = b"fr,nl,tekst,item\r\nQui ?,Wie?,prompt,MO-S-01\r\n"

        assert texts_of(read_translations_csv(data, _FR)) == [
            ("MO-S-01", "prompt", "Wie?", "Qui ?", TextState.DRAFT)
        ]

    def test_passes_over_empty_rows_and_fills_short_ones(self) -> None:
        data = b"item;tekst;nl;fr\r\n\r\nMO-S-01;prompt;Wie?\r\n"

        [unit] = read_translations_csv(data, _FR).units

        assert (unit.place, unit.target) == ("3", "")

    def test_takes_numbers_for_their_text(self) -> None:
        data = a_workbook(("MO-S-01", "choice-a", "18", 18), ("MO-S-01", "choice-b", None, None))

        assert [unit.target for unit in read_translations_xlsx(data, _FR).units] == ["18", ""]

    def test_leaves_pictures_in_a_workbook_alone(self) -> None:
        data = repack(a_workbook(), "xl/media/x.bin", b"\0")

        assert read_translations_xlsx(data, _FR).units == ()

    def test_of_a_word_for_a_state_that_nobody_knows_says_nothing(self) -> None:
        data = b"item;tekst;nl;fr;toestand\nMO-S-01;prompt;Wie?;Qui ?;klaar\n"

        assert read_translations_csv(data, _FR).units[0].state is TextState.DRAFT

    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            pytest.param(b"", FileFault.COLUMNS, id="empty"),
            pytest.param(b"a;b\n", FileFault.COLUMNS, id="other columns"),
            pytest.param(b"item;tekst;nl;ar\n", FileFault.OTHER_LANGUAGE, id="other language"),
            pytest.param(b"\xff\xfe", FileFault.UNREADABLE, id="another encoding"),
            pytest.param(b'"' + b"x" * 200_000, FileFault.UNREADABLE, id="an endless cell"),
            pytest.param(b"x" * 1_000_001, FileFault.TOO_LARGE, id="too large"),
            pytest.param(b"x\n" * 20_001, FileFault.TOO_LARGE, id="too many rows"),
        ],
    )
    def test_refuses_other_text(self, data: bytes, fault: FileFault) -> None:
        with pytest.raises(FileRefused) as refusal:
            read_translations_csv(data, _FR)

        assert refusal.value.fault is fault

    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            pytest.param(b"no zip", FileFault.UNREADABLE, id="no zip"),
            pytest.param(b"x" * 1_000_001, FileFault.TOO_LARGE, id="too large"),
            pytest.param(
                repack(a_workbook(), "xl/media/x.bin", b"\0" * 40_000_000),
                FileFault.TOO_LARGE,
                id="zip bomb",
            ),
            pytest.param(
                repack(a_workbook(), "xl/workbook.xml", b"<!DOCTYPE x []><x/>"),
                FileFault.ENTITIES,
                id="entities",
            ),
            pytest.param(
                repack(a_workbook(), "xl/workbook.xml", "<!DOCTYPE x []><x/>".encode("utf-16")),
                FileFault.ENTITIES,
                id="entities in another encoding",
            ),
            pytest.param(
                repack(a_workbook(), "xl/workbook.xml", b"<x"), FileFault.UNREADABLE, id="no XML"
            ),
        ],
    )
    def test_refuses_other_packages(self, data: bytes, fault: FileFault) -> None:
        with pytest.raises(FileRefused) as refusal:
            read_translations_xlsx(data, _FR)

        assert refusal.value.fault is fault

    def test_refuses_a_package_of_very_many_files(self) -> None:
        file = BytesIO()
        with ZipFile(file, "w") as package:
            for number in range(201):
                package.writestr(f"{number}.bin", b"")

        with pytest.raises(FileRefused, match="too_large"):
            read_translations_xlsx(file.getvalue(), _FR)

    def test_refuses_more_rows_than_anybody_translates(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(spreadsheets, "MOST_UNITS", 1)

        with pytest.raises(FileRefused, match="too_large"):
            read_translations_xlsx(a_workbook(("MO-S-01", "prompt", "Wie?", "Qui ?")), _FR)


class TestGlossary:
    def test_is_read_as_it_was_written(self) -> None:
        terms = (
            Term(source="OCMW", target="OCMW", note="Een naam.\nBlijft zo."),
            Term(source="-10 %", target="=10 %"),
        )

        assert read_glossary(write_glossary(terms)) == terms

    def test_needs_no_notes_and_passes_over_empty_rows(self) -> None:
        data = b"term;vaste vertaling\nOCMW;CPAS\n;\n"

        assert read_glossary(data) == (Term(source="OCMW", target="CPAS"),)

    def test_refuses_other_columns(self) -> None:
        with pytest.raises(FileRefused, match="columns"):
            read_glossary(b"term;note\n")


class TestLexicon:
    def test_is_read_as_it_was_written(self) -> None:
        words = (("OCMW", "o c m w"), ("=Gent", "-gent"))

        assert read_lexicon(write_lexicon(words)) == (
            LexiconRow(line=2, word="OCMW", spoken="o c m w"),
            LexiconRow(line=3, word="=Gent", spoken="-gent"),
        )

    def test_passes_over_empty_rows_and_keeps_half_ones(self) -> None:
        data = b"woord;uitspraak\n;\nOCMW\n;vdab\n"

        assert read_lexicon(data) == (
            LexiconRow(line=3, word="OCMW", spoken=""),
            LexiconRow(line=4, word="", spoken="vdab"),
        )

    def test_refuses_other_columns(self) -> None:
        with pytest.raises(FileRefused, match="columns"):
            read_lexicon(b"woord;term\n")
