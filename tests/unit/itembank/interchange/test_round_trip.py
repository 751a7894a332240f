"""What the bank writes as QTI, it reads back as the same values."""

import re
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import pytest

from itembank.banks import Bank, load_bank
from itembank.forms import Stakes
from itembank.interchange.packages import open_zip
from itembank.interchange.previews import preview
from itembank.interchange.qti.writing.items import write_item
from itembank.interchange.qti.writing.packages import (
    ItemNotWritable,
    SpokenText,
    write_package,
)
from itembank.interchange.reports import ImportedItem, ImportReport, ImportStatus
from itembank.item_documents import item_to_document, read_item
from itembank.items import Item, ItemType
from itembank.languages import LanguageTag
from itembank.stimuli import Stimulus
from scoring.codes import RuleId
from scoring.marks import Marks
from tests.builders.items import (
    a_categorise_body,
    a_choice,
    a_figure_matrix_item,
    a_figure_series_item,
    a_form,
    a_gap_choice_item,
    a_gap_text_item,
    a_hot_text_item,
    a_hotspot_item,
    a_long_writing_item,
    a_match_pairs_body,
    a_number_item,
    a_question,
    a_select_several_item,
    a_stimulus_group,
    an_information_page,
    an_inline_choice_item,
    an_item,
    an_item_of_each_type,
    an_order_body,
)


def written(bank: Bank) -> bytes:
    folder = files("itembank") / "demo" / "mo-demo" / "media"
    media = {name: (folder / name).read_bytes() for name in bank.media}
    return write_package(bank.form, bank.items, bank.translations, media)


class TestDemoBank:
    def test_keeps_every_item(self, bank: Bank, report: ImportReport) -> None:
        items = {one.item.code: one.item for one in report.items if one.item}

        assert items == {code: bank.items[code] for code in bank.form.item_codes}
        assert {one.status for one in report.items} == {ImportStatus.KEPT}

    def test_keeps_every_translation(self, bank: Bank, report: ImportReport) -> None:
        found = {
            (one.language, imported.identifier): one
            for imported in report.items
            for one in imported.translations
        }

        assert found == {
            (language, code): by_item[code]
            for language, by_item in bank.translations.items()
            for code in bank.form.item_codes
        }

    def test_keeps_the_form_and_takes_it_in_earnest(self, bank: Bank, report: ImportReport) -> None:
        assert report.form == replace(bank.form, stakes=Stakes.HIGH)

    def test_awards_the_key_in_full(self, report: ImportReport) -> None:
        awards = [one.award for one in report.items]

        assert all(award and award.marks == award.out_of for award in awards)


@pytest.fixture(scope="module")
def bank() -> Bank:
    whole = load_bank(files("itembank") / "demo" / "mo-demo")
    return whole.narrowed_to(("ar", "fr", "ti"))  # a language more shows nothing more


@pytest.fixture(scope="module")
def report(bank: Bank) -> ImportReport:
    return preview(written(bank), "mo-demo.zip")


EXACTLY, EACH = RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY
FIGURES = (ItemType.FIGURE_SERIES, ItemType.FIGURE_MATRIX)
UNSCORED = (ItemType.LONG_WRITING, ItemType.SPEAKING, ItemType.INFORMATION)
NEVER_IN_GROUPS = (*FIGURES, *UNSCORED, ItemType.STIMULUS_GROUP, ItemType.LISTENING)


def with_values(values: dict[str, str], *, several: bool = False, **bounds: object) -> Item:
    """Build choices that are worth marks of their own."""
    document = item_to_document(a_select_several_item() if several else an_item())
    del document["key"]
    draft, _problems = read_item({**document, "rule": "1.4", "values": values, **bounds})
    return draft.to_item()


def an_order_of(rule: RuleId) -> Item:
    return an_item(item_type=ItemType.ORDER, body=an_order_body(rule=rule))


def write_alone(item: Item) -> str:
    return write_item(item_to_document(item), language="nl", direction="ltr", media="")


def read_back(item: Item) -> ImportedItem:
    text = write_alone(item)
    beside = {use.name: a_media_file(use.name) for use in item.list_media()}
    (found,) = preview(text.encode(), "item.xml", beside=beside).items
    return found


class TestIdentifiers:
    def test_of_words_are_never_those_of_gaps(self) -> None:
        words = tuple(a_choice(id) for id in ("g1", "g2", "g3"))
        item = a_gap_choice_item(choices=words, key={"g1": "g2", "g2": "g3"})

        xml = write_alone(item)

        assert set(re.findall(r'<qti-gap-text identifier="([^"]+)', xml)) == {
            "w-g1",
            "w-g2",
            "w-g3",
        }
        assert set(re.findall(r'<qti-gap identifier="([^"]+)', xml)) == {"g1", "g2"}
        assert read_back(item).item == item

    def test_of_an_empty_gap_are_not_mapped(self) -> None:
        xml = write_alone(a_gap_text_item(rule=RuleId.EACH_GAP))

        given = '<qti-is-null><qti-variable identifier="RESPONSE-g1"/></qti-is-null>'
        assert f"<qti-not>{given}</qti-not>" in xml


class TestEveryType:
    @pytest.mark.parametrize(
        "item",
        [
            pytest.param(one, id=one.item_type.value)
            for one in an_item_of_each_type()
            if one.item_type not in FIGURES
        ],
    )
    def test_comes_back_as_it_was(self, item: Item) -> None:
        found = read_back(item)

        assert found.item == item, found.reason

    @pytest.mark.parametrize(
        "item",
        [
            pytest.param(one, id=one.item_type.value)
            for one in an_item_of_each_type()
            if one.item_type not in NEVER_IN_GROUPS
        ],
    )
    def test_comes_back_as_a_question_of_a_group(self, item: Item) -> None:
        first = a_question("q1", item_type=item.item_type, prompt="Eerst?", body=item.body)
        second = a_question("q2", item_type=item.item_type, prompt="Dan?", body=item.body)
        group = a_stimulus_group(first, second)

        found = read_back(group)

        assert found.item == group, found.reason


class TestEveryRule:
    @pytest.mark.parametrize(
        "item",
        [
            pytest.param(a_hotspot_item(key="ab", rule=EXACTLY), id="all areas"),
            pytest.param(a_hotspot_item(key="ab", rule=EACH), id="each area"),
            pytest.param(a_hot_text_item(key=("h1", "h2"), rule=EACH), id="each span"),
            pytest.param(a_select_several_item(rule=EACH), id="each choice"),
            pytest.param(with_values({"a": "1/2", "b": "2"}), id="values of one"),
            pytest.param(
                with_values({"a": "1", "b": "-1/2", "c": "1"}, several=True, lower="1/2"),
                id="values of several",
            ),
            pytest.param(
                with_values({"a": "1", "b": "1", "c": "1"}, several=True, upper="3/2"),
                id="values up to a limit",
            ),
            pytest.param(an_order_of(RuleId.ORDER_NEIGHBOURS), id="neighbours"),
            pytest.param(
                an_item(
                    item_type=ItemType.MATCH_PAIRS,
                    body=a_match_pairs_body(rule=RuleId.EACH_PAIR, reuse=True, key="ax bx"),
                ),
                id="each pair",
            ),
            pytest.param(
                an_item(
                    item_type=ItemType.CATEGORISE, body=a_categorise_body(rule=RuleId.EACH_PAIR)
                ),
                id="each in its category",
            ),
            pytest.param(a_gap_choice_item(rule=RuleId.ALL_GAPS), id="all gaps of words"),
            pytest.param(
                a_gap_choice_item(reuse=True, key={"g1": "a", "g2": "a"}), id="a word used again"
            ),
            pytest.param(a_gap_text_item(rule=RuleId.EACH_GAP), id="each gap to write in"),
            pytest.param(an_inline_choice_item(rule=RuleId.EACH_GAP), id="each gap to choose in"),
            pytest.param(a_number_item(tolerance="0.5", unit=None), id="about a number"),
            pytest.param(a_long_writing_item(max_marks=Fraction(5, 2)), id="half marks"),
        ],
    )
    def test_comes_back_as_it_was(self, item: Item) -> None:
        found = read_back(item)

        assert found.item == item, found.reason


class TestPackage:
    def test_holds_a_group_that_nobody_translated(self) -> None:
        item = a_stimulus_group()
        form = a_form(sokkel=(), praktisch=(), practice=(item.code,))

        data = write_package(form, {item.code: item}, {LanguageTag("fr"): {}}, {})

        (found,) = preview(data, "package.zip").items
        assert (found.item, found.translations) == (item, ())

    @pytest.mark.parametrize(
        ("item", "most"),
        [
            pytest.param(a_long_writing_item(max_marks=Fraction(5, 2)), Fraction(5, 2), id="half"),
            pytest.param(a_long_writing_item(max_marks=20), 20, id="whole"),
            pytest.param(an_information_page(), None, id="none"),
        ],
    )
    def test_says_the_most_marks_of_what_no_key_scores(
        self, item: Item, most: Marks | None
    ) -> None:
        assert read_back(item).max_marks == most


class TestMaterial:
    @pytest.mark.parametrize(
        "stimulus",
        [
            pytest.param(Stimulus(text="Een.\nTwee."), id="paragraphs"),
            pytest.param(
                Stimulus(text="Kijk.", image="a.png", image_text="een bus"), id="an image"
            ),
            pytest.param(Stimulus(video="a.mp4", captions="a.vtt"), id="a video with captions"),
            pytest.param(Stimulus(audio="a.mp3", transcript="Dag.", plays=2), id="a sound"),
        ],
    )
    def test_comes_back_as_it_was(self, stimulus: Stimulus) -> None:
        item = an_item(stimulus=stimulus)

        found = read_back(item)

        assert found.item == item, found.reason


class TestNotWritable:
    @pytest.mark.parametrize(
        ("item", "obstacle"),
        [
            pytest.param(a_figure_series_item(), "items of the type figure_series", id="series"),
            pytest.param(a_figure_matrix_item(), "items of the type figure_matrix", id="matrix"),
            pytest.param(with_values({"a": "1/3", "b": "1"}), "such as a third", id="a third"),
        ],
    )
    def test_says_what_qti_cannot_hold(self, item: Item, obstacle: str) -> None:
        form = a_form(sokkel=(), praktisch=(), practice=(item.code,))

        with pytest.raises(ItemNotWritable, match=f"{item.code}: QTI cannot hold .*{obstacle}"):
            write_package(form, {item.code: item}, {}, {})


class TestSpokenTexts:
    def test_names_the_recording_of_each_text_in_a_catalogue(self) -> None:
        item = an_item()
        spoken = SpokenText(language="nl", text=item.prompt, name="prompt.webm")
        form = a_form(sokkel=(), praktisch=(), practice=(item.code,))

        data = write_package(form, {item.code: item}, {}, {}, {spoken: b"sound"})

        package = open_zip(data)
        text = package.read(f"items/nl/{item.code}.xml").decode()
        assert package.read("audio/prompt.webm") == b"sound"
        assert 'support="spoken"' in text
        assert "../../audio/prompt.webm" in text
        assert preview(data, "spoken.zip").items[0].item == item


def a_media_file(name: str) -> bytes:
    return {
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "png": b"\x89PNG\r\n\x1a\n",
        "jpg": b"\xff\xd8\xff",
        "webm": b"\x1a\x45\xdf\xa3",
        "mp3": b"ID3",
        "mp4": b"\0\0\0\x18ftypisom",
        "vtt": b"WEBVTT",
    }[name.rpartition(".")[2]]
