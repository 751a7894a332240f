"""What the bank writes as QTI, it reads back as the same values."""

from importlib.resources import files

import pytest

from itembank.banks import Bank, load_bank
from itembank.interchange.packages import open_zip
from itembank.interchange.previews import preview
from itembank.interchange.qti.writing.items import can_be_written, write_item
from itembank.interchange.qti.writing.packages import (
    ItemNotWritable,
    SpokenText,
    write_package,
)
from itembank.interchange.reports import ImportReport, ImportStatus
from itembank.item_documents import item_to_document
from itembank.items import Item
from tests.builders.items import a_form, an_item, an_item_of_each_type


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

    def test_keeps_the_form(self, bank: Bank, report: ImportReport) -> None:
        assert report.form == bank.form

    def test_awards_the_key_in_full(self, report: ImportReport) -> None:
        awards = [one.award for one in report.items]

        assert all(award and award.marks == award.out_of for award in awards)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(files("itembank") / "demo" / "mo-demo")


@pytest.fixture(scope="module")
def report(bank: Bank) -> ImportReport:
    return preview(written(bank), "mo-demo.zip")


class TestEveryType:
    @pytest.mark.parametrize(
        "item", [pytest.param(one, id=one.item_type.value) for one in an_item_of_each_type()]
    )
    def test_comes_back_as_it_was(self, item: Item) -> None:
        document = item_to_document(item)
        if not can_be_written(document):
            form = a_form(sokkel=(), praktisch=(), practice=(item.code,))
            with pytest.raises(ItemNotWritable, match=item.code):
                write_package(form, {item.code: item}, {}, {})
            return

        text = write_item(document, language="nl", direction="ltr", media="")

        files_of_item = {use.name: a_media_file(use.name) for use in item.list_media()}
        (found,) = preview(text.encode(), "item.xml", beside=files_of_item).items
        assert found.item == item, found.reason


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
        "vtt": b"WEBVTT",
    }[name.rpartition(".")[2]]
