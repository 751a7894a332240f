from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.glossaries import Term
from itembank.interchange import xliff
from itembank.interchange.exchanges import (
    ExchangeItem,
    FileFault,
    FileRefused,
    Verdict,
    list_units,
    plan_import,
)
from itembank.interchange.xliff import read_xliff, write_xliff
from itembank.items import Item
from itembank.languages import LanguageTag, get_language
from itembank.texts import PROMPT, TextId, find_text_problem
from itembank.translating import TextState
from itembank.translations import TranslationState
from tests.builders.items import an_item
from tests.builders.translations import (
    CLOZE,
    a_gapped_item,
    a_sheet,
    a_sheet_text,
    an_exchange_item,
)
from tests.unit.itembank.interchange.xliff_structure import list_faults

_FR = LanguageTag("fr")
_GAPPED = "Je {g1} une carte\nauprès de la {g2}."
SOUND = st.text(max_size=30).filter(lambda text: not find_text_problem(text))


def an_item_in_every_state() -> ExchangeItem:
    """Build an item with a text missing, outdated, draft, translated and reviewed."""
    item = a_gapped_item()
    sheet = a_sheet(item, {})
    texts = {
        TextId(name): a_sheet_text(item, name, text, state=state)
        for name, text, state in (
            (CLOZE, _GAPPED, TranslationState.OUTDATED),
            ("choice-a", "la boulangerie", TranslationState.DRAFT),
            ("choice-b", "la commune", TranslationState.TRANSLATED),
            ("choice-c", "les voisins", TranslationState.REVIEWED),
        )
    }
    return ExchangeItem(
        item=item,
        sheet=type(sheet)(language=sheet.language, texts=texts),
        version=3,
        context=("sokkelvragen", "Dit item staat in 1 testversie."),
    )


def write(items: Iterable[ExchangeItem], terms: tuple[Term, ...] = ()) -> bytes:
    return write_xliff(items, get_language("fr"), terms)


def a_file(
    unit: str, *, version: str = "2.1", languages: str = 'srcLang="nl" trgLang="fr"'
) -> bytes:
    """Write a file of one unit as somebody else's tool might."""
    return (
        f'<?xml version="1.0"?><xliff xmlns="{xliff.NAMESPACE}" version="{version}" {languages}>'
        f'<file id="MO-S-01"><unit id="prompt">{unit}</unit></file></xliff>'
    ).encode()


def a_segment(target: str, *, source: str = "Wie?", attributes: str = "") -> str:
    return f"<segment {attributes}><source>{source}</source><target>{target}</target></segment>"


class TestWriting:
    def test_keeps_to_the_structure_of_the_standard(self) -> None:
        terms = (Term(source="kaart", target="carte", note="nooit plan"),)

        assert list_faults(write([an_item_in_every_state()], terms)) == []

    def test_of_two_items_keeps_to_it_too(self) -> None:
        items = [an_exchange_item(an_item(code=code)) for code in ("MO-S-01", "MO-S-02")]

        assert list_faults(write(items)) == []

    def test_protects_gaps_as_inline_elements(self) -> None:
        text = write([an_item_in_every_state()]).decode()

        assert (
            'Je <ph id="g1" dataRef="data-g1" disp="{g1}" canCopy="no" canDelete="no"/> une'
        ) in text

    def test_says_the_direction_of_the_target(self) -> None:
        text = write_xliff([an_exchange_item(an_item())], get_language("ar")).decode()

        assert 'trgLang="ar"' in text
        assert 'trgDir="rtl"' in text

    def test_tells_a_translator_of_context_and_terms(self) -> None:
        terms = (Term(source="kaart", target="carte", note="nooit plan"),)

        text = write([an_item_in_every_state()], terms).decode()

        assert '<note category="context">sokkelvragen</note>' in text
        assert text.count('<note category="glossary">kaart = carte (nooit plan)</note>') == 1


class TestRoundTrip:
    def test_gives_every_text_with_its_state(self) -> None:
        exchanged = an_item_in_every_state()

        file = read_xliff(write([exchanged]), _FR)

        assert file.units == list_units(exchanged)

    def test_changes_nothing(self) -> None:
        exchanged = an_item_in_every_state()
        file = read_xliff(write([exchanged]), _FR)

        planned = plan_import(file, {exchanged.item.code: exchanged})

        assert {one.verdict for one in planned} == {Verdict.KEPT}

    @settings(max_examples=100, deadline=None)
    @given(prompt=SOUND, target=SOUND)
    def test_keeps_any_text(self, prompt: str, target: str) -> None:
        item: Item = an_item(prompt=prompt)
        exchanged = an_exchange_item(item, {PROMPT: target})

        unit = read_xliff(write([exchanged]), _FR).units[0]

        assert (unit.source, unit.target) == (prompt, target)

    def test_numbers_a_gap_that_stands_there_twice(self) -> None:
        exchanged = an_exchange_item(a_gapped_item(), {CLOZE: "{g1} et {g1} {g2}"})
        data = write([exchanged])

        assert list_faults(data) == []
        assert read_xliff(data, _FR).units[1].target == "{g1} et {g1} {g2}"


class TestReading:
    def test_joins_the_segments_of_a_unit(self) -> None:
        unit = (
            a_segment("Qui ?", attributes='state="reviewed"')
            + "<ignorable><source> </source></ignorable>"
            + a_segment("Où ?", source="Waar?", attributes='state="translated"')
        )

        [read] = read_xliff(a_file(unit), _FR).units

        assert (read.source, read.target) == ("Wie? Waar?", "Qui ? Où ?")
        assert read.state is TextState.TRANSLATED

    def test_takes_marked_words_for_words(self) -> None:
        target = 'Q<mrk id="m1" type="term">u<sm id="m2"/>i</mrk><em startRef="m2"/> ?'

        [read] = read_xliff(a_file(a_segment(target)), _FR).units

        assert read.target == "Qui ?"

    def test_of_a_final_text_counts_it_as_reviewed(self) -> None:
        [read] = read_xliff(a_file(a_segment("Qui ?", attributes='state="final"')), _FR).units

        assert read.state is TextState.REVIEWED

    def test_of_a_segment_without_target_is_missing(self) -> None:
        unit = "<segment><source>Wie?</source></segment>"

        [read] = read_xliff(a_file(unit), _FR).units

        assert (read.target, read.state) == ("", TextState.MISSING)

    def test_of_a_unit_without_segments_is_missing(self) -> None:
        [read] = read_xliff(a_file(""), _FR).units

        assert read.state is TextState.MISSING

    @pytest.mark.parametrize(
        ("data", "fault"),
        [
            pytest.param(b"", FileFault.UNREADABLE, id="empty"),
            pytest.param(b"PK\x03\x04", FileFault.UNREADABLE, id="a zip"),
            pytest.param(b"<html/>", FileFault.UNREADABLE, id="another document"),
            pytest.param(a_file("", version="1.2"), FileFault.UNREADABLE, id="XLIFF 1.2"),
            pytest.param(
                a_file("", languages='srcLang="nl" trgLang="ar"'),
                FileFault.OTHER_LANGUAGE,
                id="another language",
            ),
            pytest.param(
                a_file(a_segment("x", attributes='state="done"')),
                FileFault.UNREADABLE,
                id="unknown state",
            ),
            pytest.param(
                a_file(a_segment('<ph id="1"/>')), FileFault.UNREADABLE, id="gap without a name"
            ),
            pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', FileFault.ENTITIES, id="entities"),
            pytest.param(
                b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', FileFault.ENTITIES, id="DTD"
            ),
            pytest.param(b"<x/>" + b" " * 1_000_000, FileFault.TOO_LARGE, id="too large"),
        ],
    )
    def test_refuses_what_is_not_safe_or_not_for_us(self, data: bytes, fault: FileFault) -> None:
        with pytest.raises(FileRefused) as refusal:
            read_xliff(data, _FR)

        assert refusal.value.fault is fault

    def test_lets_no_entity_hide_in_another_encoding(self) -> None:
        declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'

        with pytest.raises(FileRefused):
            read_xliff(declared.encode("utf-16"), _FR)

    def test_refuses_more_texts_than_anybody_translates(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(xliff, "MOST_UNITS", 0)

        with pytest.raises(FileRefused, match="too_large"):
            read_xliff(a_file(a_segment("Qui ?")), _FR)
