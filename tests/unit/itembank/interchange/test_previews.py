"""Files of every kind, sound or not, become a report or one typed error."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank.interchange import spreadsheets
from itembank.interchange.errors import FileRefused
from itembank.interchange.previews import preview
from itembank.interchange.reports import FileKind, ImportedItem, ImportStatus
from itembank.interchange.spreadsheets import has_a_row, write_csv, write_workbook
from itembank.items import ItemCode
from itembank.stimuli import Stimulus
from tests.builders.items import a_choice, a_true_false_item, an_item
from tests.builders.qti import a_qti_item, a_zip, an_old_item

GIFT = """// a comment
$CATEGORY: rekenen

::Som:: Hoeveel is 2 + 2? {=4 ~3 ~5 #helaas}

::Zon:: De zon is warm. {T}

::Stuk:: Wat {=a ~b} en {=c ~d}?
"""
MOODLE = """<quiz><question type="category"><category><text>x</text></category></question>
<question type="multichoice"><name><text>Som</text></name>
<questiontext format="html"><text><![CDATA[<p>Hoeveel is <b>2 + 2</b>?</p>]]></text></questiontext>
<defaultgrade>1.0</defaultgrade><single>true</single>
<answer fraction="100"><text>4</text></answer><answer fraction="0"><text>3</text></answer>
<answer fraction="0"><text>5</text></answer></question>
<question type="truefalse"><name><text>Zon</text></name>
<questiontext><text>De zon is warm.</text></questiontext><defaultgrade>2</defaultgrade>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
</question>
<question type="calculated"><name><text>Formule</text></name></question></quiz>"""
TABLE = """code,type,prompt,key,a,b,c
X-1,select_one,Wat?,b,een,twee,drie
X-2,select_one,Wat?,z,een,twee,drie
"""


def read(text: str) -> tuple[ImportedItem, ...]:
    return preview(text.encode(), "file").items


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "kind", "statuses"),
        [
            pytest.param(GIFT, FileKind.GIFT, ["transformed", "kept", "refused"], id="gift"),
            pytest.param(
                MOODLE,
                FileKind.MOODLE_XML,
                ["transformed", "transformed", "refused"],
                id="moodle",
            ),
            pytest.param(TABLE, FileKind.SPREADSHEET, ["kept", "refused"], id="table"),
        ],
    )
    def test_are_known_by_their_content(
        self, text: str, kind: FileKind, statuses: list[str]
    ) -> None:
        report = preview(text.encode(), "file")

        assert report.kind is kind
        assert [one.status.value for one in report.items] == statuses
        assert sum(report.count(status) for status in ImportStatus) == len(statuses)

    @pytest.mark.parametrize("text", [GIFT, MOODLE, TABLE])
    def test_award_the_key_in_full(self, text: str) -> None:
        awards = [one.award for one in read(text) if one.item]

        assert all(award and award.marks == award.out_of for award in awards)

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            pytest.param(b"", "is empty", id="nothing"),
            pytest.param(b"\xff\xfe\xfa\x00", "of no known kind", id="no text"),
            pytest.param(b"hello", "no column", id="no table"),
            pytest.param(b"<html/>", "no QTI item", id="another XML"),
            pytest.param(a_zip({"a.txt": "x"}), "no QTI item", id="another zip"),
        ],
    )
    def test_refuse_what_is_none_of_them(self, data: bytes, reason: str) -> None:
        with pytest.raises(FileRefused, match=reason):
            preview(data, "file")


class TestTables:
    @pytest.mark.parametrize("write", [write_csv, write_workbook])
    def test_come_back_as_they_were(self, write: Callable[..., str | bytes]) -> None:
        risky = [a_choice("a", text="=1+1"), a_choice("b", text="+32"), a_choice("c", text="'@x")]
        items = [
            an_item(stimulus=Stimulus(text="Lees dit.")),
            replace(a_true_false_item(), code=ItemCode("MO-S-02")),
            an_item(code="MO-S-03", choices=risky),
        ]

        data = write(items)

        report = preview(data.encode() if isinstance(data, str) else data, "table")
        assert [(one.item, one.reason) for one in report.items] == [(item, "") for item in items]
        assert all(map(has_a_row, items))

    def test_hold_no_cell_that_a_program_would_compute(self) -> None:
        risky = [
            a_choice(id, text=text) for id, text in zip("abc", ("=1", "-2", "@x"), strict=True)
        ]

        text = write_csv([an_item(choices=risky)])

        assert "'=1,'-2,'@x" in text

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            pytest.param(b'type,prompt,key,a,b\n"x"y,,,,', "the table cannot be read", id="csv"),
            pytest.param(
                a_zip({"xl/workbook.xml": "<a/>", "xl/media/a.png": b"\x89PNG"}),
                "the workbook cannot be read",
                id="workbook",
            ),
        ],
    )
    def test_are_refused_when_broken(self, data: bytes, reason: str) -> None:
        with pytest.raises(FileRefused, match=reason):
            preview(data, "table")

    def test_have_a_limit_of_rows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreadsheets, "MOST_ROWS", 1)

        with pytest.raises(FileRefused, match="more than 1 rows"):
            read(TABLE)

    def test_refuse_a_code_that_stands_there_twice(self) -> None:
        row = "select_one,MO-T-01,Wat is juist?,a,dit,dat,niets"

        report = preview(f"type,code,prompt,key,a,b,c\n{row}\n{row}".encode(), "table.csv")

        assert [one.reason for one in report.items] == [
            "",
            "row 3: code: an item before it has the same",
        ]


SOUND = [
    a_qti_item().encode(),
    an_old_item().encode(),
    MOODLE.encode(),
    GIFT.encode(),
    TABLE.encode(),
    a_zip({"item.xml": a_qti_item()}),
]


@settings(max_examples=100, deadline=2000)
@given(sound=st.sampled_from(SOUND), seed=st.integers(0, 2**32), cuts=st.integers(1, 8))
def test_mutated_files_raise_nothing_but_the_typed_error(
    sound: bytes, seed: int, cuts: int
) -> None:
    random = Random(seed)
    data = bytearray(sound)
    for _ in range(cuts):
        at, size = random.randrange(len(data)), random.randrange(1, 12)
        taken = random.randrange(len(data))
        data[at : at + size] = data[taken : taken + random.randrange(12)] or b"<"

    items: tuple[ImportedItem, ...] = ()
    with suppress(FileRefused):
        items = preview(bytes(data), "mutated").items

    assert all(one.item or one.reason for one in items)
