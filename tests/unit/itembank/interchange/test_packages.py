"""Hostile and broken archives, made here for real, are refused with one clear sentence."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from itembank.interchange import packages
from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import check_size, is_zip, open_zip, package_of_files
from tests.builders.qti import a_zip


def refusal_of(data: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read_all(data)
    return caught.value.reason


def read_all(data: bytes) -> None:
    package = open_zip(data)
    for name in package.names:
        package.read(name)


def a_zip_entry(entry: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, content)
    return buffer.getvalue()


def a_symlink() -> bytes:
    entry = zipfile.ZipInfo("link.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return a_zip_entry(entry, b"/etc/passwd")


def an_encrypted_zip() -> bytes:
    data = bytearray(a_zip({"a.xml": "x"}))
    for record, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(record) + place
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def a_damaged_zip() -> bytes:
    data = bytearray(a_zip({"a.xml": "abcdefgh" * 20}))
    data[40] ^= 0xFF
    return bytes(data)


def a_lying_zip() -> bytes:
    data = bytearray(a_zip({"a.xml": "abcdefgh" * 20}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 9_999)
    return bytes(data)


def a_zip_with_duplicates() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "1")
        archive.writestr("A.XML", "2")
    return buffer.getvalue()


def a_bomb() -> bytes:
    return a_zip({"a.xml": b"\0" * (2 * packages.MEGABYTE)})


class TestOpenZip:
    @pytest.mark.parametrize(
        ("make", "reason"),
        [
            pytest.param(lambda: a_zip({"../a.xml": "x"}), "leads out of it", id="traversal"),
            pytest.param(lambda: a_zip({"/etc/a.xml": "x"}), "leads out of it", id="absolute"),
            pytest.param(lambda: a_zip({"C:/a.xml": "x"}), "leads out of it", id="drive"),
            pytest.param(lambda: a_zip({"a\x07.xml": "x"}), "not sound", id="control character"),
            pytest.param(lambda: a_zip({"a" * 600: "x"}), "not sound", id="long path"),
            pytest.param(a_symlink, "a link or a device", id="symbolic link"),
            pytest.param(an_encrypted_zip, "is encrypted", id="encrypted"),
            pytest.param(a_damaged_zip, "is damaged", id="damaged"),
            pytest.param(a_lying_zip, "is damaged", id="a size that lies"),
            pytest.param(lambda: b"PK\x03\x04 no more", "is damaged", id="cut off"),
            pytest.param(a_zip_with_duplicates, "has a.xml 2 times", id="duplicates"),
            pytest.param(lambda: a_zip({"b.zip": "x"}), "another archive", id="nested"),
            pytest.param(a_bomb, "expands more than 200 times", id="bomb"),
            pytest.param(lambda: b"", "is empty", id="empty"),
        ],
    )
    def test_refuses_what_is_not_safe(self, make: Callable[[], bytes], reason: str) -> None:
        assert reason in refusal_of(make())

    def test_refuses_too_many_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(packages, "MOST_ENTRIES", 2)

        assert "more than 2 files" in refusal_of(a_zip({str(n): "" for n in range(3)}))

    def test_refuses_a_file_that_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(packages, "LARGEST_ENTRY", 10)

        assert "a file of more than" in refusal_of(a_zip({"a": "x" * 11}))

    def test_refuses_too_much_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(packages, "LARGEST_UNPACKED", 10)

        assert "unpacks to more than" in refusal_of(a_zip({"a": "x" * 9, "b": "y" * 9}))

    def test_refuses_half_a_gigabyte_unread(self) -> None:
        class Huge(bytes):
            def __len__(self) -> int:
                return 500 * packages.MEGABYTE

        with pytest.raises(FileRefused, match="larger than 100 MB"):
            check_size(Huge(b"PK"))

    def test_gives_the_files_by_their_paths(self) -> None:
        package = open_zip(a_zip({"b/c.xml": "two", "a.xml": "one", "b/": ""}))

        assert {name: package.read(name) for name in package.names} == {
            "a.xml": b"one",
            "b/c.xml": b"two",
        }


class TestFind:
    @pytest.mark.parametrize(
        ("href", "path"),
        [
            pytest.param("c.png", "items/c.png", id="beside"),
            pytest.param("../m/a%20b.png", "m/a b.png", id="elsewhere"),
            pytest.param("../../../m/a b.png", None, id="outside"),
            pytest.param("https://example.org/c.png", None, id="on the web"),
            pytest.param("//example.org/c.png", None, id="on another server"),
            pytest.param("", None, id="nothing"),
        ],
    )
    def test_knows_only_files_of_the_package(self, href: str, path: str | None) -> None:
        package = package_of_files({"items/c.png": b"", "m/a b.png": b""})

        assert package.find(href, beside="items/one.xml") == path


def test_knows_a_zip_by_its_first_bytes() -> None:
    assert [is_zip(data) for data in (a_zip({}), a_zip({"a": ""}), b"<quiz/>")] == [
        True,
        True,
        False,
    ]
