"""What an author sees and does with a file of another system: upload, look, choose."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import func
from werkzeug.test import TestResponse

from itembank.lifecycle import ItemState
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.items import Item, ItemVersion, MediaFile
from tests.builders.item_versions import (
    ADMINISTRATOR,
    AUTHOR,
    NATIVE_REVIEWER,
    REVIEWER,
    TRANSLATOR,
    a_stored_version,
)
from tests.builders.items import an_item
from tests.builders.qti import a_qti_item, a_zip, an_old_item

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[[str], FlaskClient]
PAGE = "/staff/items/import/"
PACKAGE = a_zip(
    {
        "a.xml": a_qti_item(identifier="mo-imp-01"),
        "b.xml": a_qti_item(identifier="mo-imp-02"),
        "c.xml": a_qti_item(identifier="mo-imp-03", attributes="adaptive='true'"),
    }
)
BOMB = a_zip({"a.xml": b"<a>" + b" " * 20_000_000})
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


class Browser(FlaskClient):
    """A browser of one person: the context that the test holds must not remember the last one."""

    def open(self, *arguments: Any, **named: Any) -> TestResponse:
        g.pop("_login_user", None)
        return super().open(*arguments, **named)


class TestWhoMayImport:
    @pytest.mark.parametrize(
        ("email", "status"),
        [
            (AUTHOR, 200),
            (ADMINISTRATOR, 200),
            (REVIEWER, 403),
            (TRANSLATOR, 403),
            (NATIVE_REVIEWER, 403),
            ("toezichter@example.org", 403),
        ],
    )
    def test_is_who_writes_items(self, email: str, status: int, sign_in: SignIn) -> None:
        client = sign_in(email)

        assert client.get(PAGE).status_code == status
        assert ("Items inlezen" in client.get("/staff/items/").text) is (status == 200)

    def test_is_nobody_who_did_not_sign_in(self, client: FlaskClient) -> None:
        assert client.post(f"{PAGE}{'a' * 64}").status_code == 302

    def test_sees_no_file_of_somebody_else(self, author: FlaskClient, sign_in: SignIn) -> None:
        address = upload(author, PACKAGE).location

        assert sign_in(ADMINISTRATOR).get(address).status_code == 404


class TestTheUpload:
    def test_stores_nothing_in_the_bank(self, author: FlaskClient) -> None:
        before = count_items()

        page = author.get(upload(author, PACKAGE).location).text

        assert "QTI 3. Er is nog niets bewaard." in page
        assert count_items() == before

    @pytest.mark.parametrize(
        ("data", "name", "kind"),
        [
            (PACKAGE, "pakket.zip", "QTI 3"),
            (an_old_item().encode(), "oud.xml", "QTI 2"),
            (b"<quiz><question type='description'/></quiz>", "quiz.xml", "Moodle XML"),
            (b"::V1:: Wat is juist? {=dit ~dat ~niets}", "vragen.txt", "GIFT"),
            (b"type;prompt;key;a;b;c\nselect_one;Wat?;a;x;y;z\n", "items.csv", "tabel"),
        ],
    )
    def test_takes_every_kind(self, data: bytes, name: str, kind: str, author: FlaskClient) -> None:
        assert f"{name}, {kind}." in author.get(upload(author, data, name).location).text

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            pytest.param(b"MZ\x90\x00\xff", "Gebruik QTI, Moodle XML", id="a program"),
            pytest.param(b"", "Dit bestand is leeg.", id="nothing"),
            pytest.param(PACKAGE[:200], "Het pakket is beschadigd.", id="half a package"),
            pytest.param(BOMB, "keer zo groot wordt", id="a bomb"),
            pytest.param(ENTITIES, "Dat lezen we nooit.", id="entities"),
            pytest.param(b"<a><b></a>", "is geen geldige XML.", id="no XML"),
            pytest.param(a_zip({"../a.xml": "x"}), "erbuiten terechtkomen", id="a way out"),
            pytest.param(a_zip({"a.zip": PACKAGE}), "een ander pakket", id="a package inside"),
            pytest.param(a_zip({"a.txt": "x"}), "staat geen QTI-item", id="no item"),
        ],
    )
    def test_refuses_what_is_hostile_or_broken(
        self, data: bytes, sentence: str, author: FlaskClient
    ) -> None:
        before = count_items()

        page = author.get(upload(author, data).location).text

        assert sentence in page
        assert "Er is niets bewaard." in page
        assert count_items() == before

    def test_asks_for_a_file(self, author: FlaskClient) -> None:
        response = author.post(PAGE, follow_redirects=True)

        assert "Kies eerst een bestand." in response.text

    def test_refuses_half_a_gigabyte_before_it_is_read(self, author: FlaskClient) -> None:
        response = author.post(
            PAGE,
            content_type="multipart/form-data; boundary=x",
            environ_overrides={"CONTENT_LENGTH": str(500 * 1024 * 1024)},
        )

        assert response.status_code == 413
        assert "hoogstens 50 MB" in response.text


class TestThePreview:
    def test_says_what_becomes_of_each_item(self, author: FlaskClient) -> None:
        page = author.get(upload(author, PACKAGE).location).text

        assert chosen_in(page) == ["MO-IMP-01", "MO-IMP-02"]
        assert "Het item past zich aan de antwoorden aan." in page
        assert "meerkeuze, één juist" in page

    def test_folds_a_long_list_and_still_offers_all_of_it(self, author: FlaskClient) -> None:
        items = {f"{one}.xml": a_qti_item(identifier=f"mo-long-{one}") for one in range(101)}

        page = author.get(upload(author, a_zip(items)).location).text

        assert len(chosen_in(page)) == 101
        shown, _, folded = page.partition("<details")
        assert (len(chosen_in(shown)), len(chosen_in(folded))) == (100, 1)
        assert "<summary>Items 101 tot 101, over te nemen: 1</summary>" in folded

    def test_shows_a_short_list_whole(self, author: FlaskClient) -> None:
        page = author.get(upload(author, PACKAGE).location).text

        assert 'aria-label="Items 1 tot 3, over te nemen: 2"' in page
        assert "<details" not in page

    def test_names_codes_that_exist_before_anything_is_chosen(self, author: FlaskClient) -> None:
        store("MO-IMP-01")

        page = author.get(upload(author, PACKAGE).location).text

        assert chosen_in(page) == ["MO-IMP-02"]
        assert "Er is al een item met de code MO-IMP-01." in page

    @pytest.mark.parametrize(
        ("status", "chosen", "is_named"),
        [
            ("kept", ["MO-IMP-01", "MO-IMP-02"], False),
            ("refused", [], True),
            ("transformed", [], False),
            ("nonsense", ["MO-IMP-01", "MO-IMP-02"], True),
        ],
    )
    def test_is_filtered_by_what_happens(
        self, status: str, chosen: list[str], is_named: bool, author: FlaskClient
    ) -> None:
        address = upload(author, PACKAGE).location

        page = author.get(f"{address}?status={status}").text

        assert chosen_in(page) == chosen
        assert ("mo-imp-03" in page) is is_named

    def test_refuses_the_items_of_a_bad_medium(self, author: FlaskClient) -> None:
        table = a_zip(
            {
                "a.xml": a_qti_item(
                    body="<p><img src='a.png' alt='x'/></p>"
                    '<qti-extended-text-interaction response-identifier="RESPONSE"/>',
                    responses='<qti-response-declaration identifier="RESPONSE" '
                    'cardinality="single" base-type="string"/>',
                    processing="",
                ),
                "a.png": b"\x89PNG\r\n\x1a\n" + PACKAGE,
            }
        )

        page = author.get(upload(author, table).location).text

        assert chosen_in(page) == []
        assert "a.png: In dit bestand zit nog een ander bestand verborgen." in page

    @pytest.mark.parametrize("address", ["a" * 64, "..", "%00", "import"])
    def test_is_of_a_file_that_waits(self, address: str, author: FlaskClient) -> None:
        assert author.get(f"{PAGE}{address}").status_code == 404


class TestTheImport:
    def test_takes_exactly_what_was_chosen(self, author: FlaskClient) -> None:
        address = upload(author, PACKAGE).location

        response = take(author, address, "MO-IMP-02")

        assert "1 item is ingelezen." in author.get(response.location).text
        [version] = list_imported()
        assert (version.item.code, version.part) == ("MO-IMP-02", "praktisch")
        assert version.state is ItemState.DRAFT
        assert version.author is not None
        assert version.author.email == AUTHOR

    def test_happens_once(self, author: FlaskClient) -> None:
        address = upload(author, PACKAGE).location
        take(author, address, "MO-IMP-02")

        assert take(author, address, "MO-IMP-01").status_code == 404
        assert len(list_imported()) == 1

    def test_takes_nothing_when_one_code_exists_by_now(self, author: FlaskClient) -> None:
        address = upload(author, PACKAGE).location
        store("MO-IMP-02")

        response = take(author, address, "MO-IMP-01", "MO-IMP-02")

        assert "Deze codes bestaan al: MO-IMP-02." in author.get(response.location).text
        assert [version.item.code for version in list_imported()] == ["MO-IMP-02"]

    @pytest.mark.parametrize(
        ("codes", "destination"),
        [
            ((), "mo:praktisch"),
            (("MO-IMP-03",), "mo:praktisch"),
            (("MO-IMP-01", "MO-IMP-03"), "mo:praktisch"),
            (("MO-IMP-01",), ""),
            (("MO-IMP-01",), "mo:elders"),
        ],
    )
    def test_takes_nothing_that_cannot_be_chosen(
        self, codes: tuple[str, ...], destination: str, author: FlaskClient
    ) -> None:
        address = upload(author, PACKAGE).location

        response = take(author, address, *codes, destination=destination)

        assert "Duid items aan" in author.get(response.location).text
        assert list_imported() == []

    def test_keeps_the_media_of_what_was_taken(self, author: FlaskClient) -> None:
        body = (
            "<p><img src='een.svg' alt='een prent'/></p>"
            '<qti-extended-text-interaction response-identifier="RESPONSE"/>'
        )
        response = '<qti-response-declaration identifier="RESPONSE" cardinality="single" '
        package = a_zip(
            {
                "a.xml": a_qti_item(
                    identifier="mo-imp-01",
                    body=body,
                    responses=f'{response} base-type="string"/>',
                    processing="",
                ),
                "een.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
            }
        )

        take(author, upload(author, package).location, "MO-IMP-01")

        [version] = list_imported()
        assert version.document["stimulus"]["image"] == "een.svg"
        file = db.session.scalars(sa.select(MediaFile).where(MediaFile.name == "een.svg")).one()
        assert file.uploaded_by_id == version.author_id


class TestTheExport:
    def test_gives_a_published_form_back_as_a_package(self, sign_in: SignIn) -> None:
        administrator = sign_in(ADMINISTRATOR)

        data = administrator.post("/staff/administration/forms/1/export").data
        page = administrator.get(upload(administrator, data).location).text

        assert "QTI 3." in page
        assert page.count("Er is al een item met de code") == 43
        assert "testversie uitgevoerd als QTI 3" in (
            administrator.get("/staff/administration/audit").text
        )

    def test_is_for_administrators(self, author: FlaskClient) -> None:
        assert author.post("/staff/administration/forms/1/export").status_code == 403

    def test_is_of_a_form_that_exists(self, sign_in: SignIn) -> None:
        response = sign_in(ADMINISTRATOR).post("/staff/administration/forms/999/export")

        assert response.status_code == 404


def upload(client: FlaskClient, data: bytes, name: str = "pakket.zip") -> TestResponse:
    return client.post(
        PAGE, data={"file": (BytesIO(data), name)}, content_type="multipart/form-data"
    )


def take(
    client: FlaskClient, address: str, *codes: str, destination: str = "mo:praktisch"
) -> TestResponse:
    return client.post(address, data={"chosen": list(codes), "destination": destination})


def chosen_in(page: str) -> list[str]:
    """The codes that can be ticked, in the order of the page."""
    return re.findall(r'name="chosen"\s+value="([^"]+)"', page)


def list_imported() -> list[ItemVersion]:
    found = sa.select(ItemVersion).join(Item).where(Item.code.startswith("MO-IMP-"))
    return list(db.session.scalars(found.order_by(Item.code)))


def count_items() -> int:
    return db.session.scalar(sa.select(func.count(Item.id))) or 0


def store(code: str) -> None:
    with unit_of_work() as session:
        a_stored_version(session, an_item(code=code))


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A browser in which somebody has signed in."""

    def enter(email: str) -> FlaskClient:
        client = Browser(app, app.response_class)
        client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
        return client

    return enter


@pytest.fixture
def author(sign_in: SignIn) -> FlaskClient:
    return sign_in(AUTHOR)
