"""What an author typed and did not save: it is kept when the draft closes, and shown otherwise."""

import json
from typing import Any

import html5lib
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from itembank.item_documents import item_to_document
from itembank.items import ItemType
from itembank.lifecycle import ItemState
from testplatform.db import db, unit_of_work
from testplatform.models.items import ItemVersion
from testplatform.services.item_editing import begin_version
from tests.builders.item_versions import NOW, REVIEWER, a_colleague, a_stored_version
from tests.builders.items import an_item, an_item_of_each_type
from tests.integration.web.test_item_pages import (
    SignIn,
    a_form,
    address,
    author,
    document_of,
    fields_of,
    sign_in,
    state_of,
    store_of_type,
)

__all__ = ["author", "sign_in"]  # fixtures

pytestmark = pytest.mark.usefixtures("session")

TYPED = "Waar is de nieuwe bakker?"
CLOSED = "Dit item is geen concept meer"


class TestADraftThatWasClosed:
    @pytest.mark.parametrize("state", [ItemState.IN_REVIEW, ItemState.APPROVED])
    def test_keeps_the_text_and_offers_to_copy_it(
        self, state: ItemState, author: FlaskClient
    ) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, state)

        response = author.post(address(version_id, "edit"), data=fields)

        assert response.status_code == 409
        assert CLOSED in response.text
        assert f'value="{TYPED}"' in response.text
        assert json.loads(text_to_copy(response))["prompt"] == TYPED
        assert "druk hier dan opnieuw op Bewaren" in response.text
        assert document_of(version_id)["prompt"] != TYPED

    def test_is_saved_when_it_is_a_draft_again(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.IN_REVIEW)
        author.post(address(version_id, "edit"), data=fields)
        close(version_id, ItemState.DRAFT)

        author.post(address(version_id, "edit"), data=fields)

        assert document_of(version_id)["prompt"] == TYPED

    def test_keeps_what_was_typed_as_a_document(self, author: FlaskClient) -> None:
        version_id, _ = begin_to_write(author)
        source = json.dumps({**document_of(version_id), "prompt": TYPED})
        close(version_id, ItemState.IN_REVIEW)

        response = author.post(
            address(version_id, "edit"), data={"edits": "0", "do": "save", "source": source}
        )

        assert text_to_copy(response) == source

    def test_says_so_to_what_saves_by_itself(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.IN_REVIEW)

        response = author.post(address(version_id, "draft"), data=fields)

        assert (response.status_code, response.json) == (409, {"closed": True})

    def test_begins_the_next_version_of_what_was_published(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.PUBLISHED)
        page = author.post(address(version_id, "edit"), data=fields).text

        response = author.post(address(version_id, "next-with"), data=fields)

        assert "Begin versie 2 met deze tekst" in page
        assert response.status_code == 303
        newest = find_newest(version_id)
        assert (newest.version, newest.state) == (2, ItemState.DRAFT)
        assert newest.document["prompt"] == TYPED
        assert document_of(version_id)["prompt"] != TYPED

    def test_begins_nothing_with_a_text_that_is_not_sound(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.PUBLISHED)

        response = author.post(
            address(version_id, "next-with"), data={**fields, "theme": "NIET GOED"}
        )

        assert response.status_code == 422
        assert f'value="{TYPED}"' in response.text
        assert find_newest(version_id).id == version_id

    def test_begins_nothing_with_what_is_no_document(self, author: FlaskClient) -> None:
        version_id, _ = begin_to_write(author)
        close(version_id, ItemState.PUBLISHED)

        response = author.post(address(version_id, "next-with"), data={"source": "{"})

        assert response.status_code == 422
        assert find_newest(version_id).id == version_id

    def test_begins_no_version_of_what_is_in_review(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.IN_REVIEW)

        response = author.post(address(version_id, "next-with"), data=fields)

        assert response.status_code == 409
        assert CLOSED in response.text

    def test_is_compared_with_the_draft_that_somebody_else_began(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)
        close(version_id, ItemState.PUBLISHED)
        with unit_of_work() as session:
            newest_id = begin_version(
                session, version_id, colleague=a_colleague(session), now=NOW
            ).id
        page = author.post(address(version_id, "edit"), data=fields).text

        compared = author.post(address(newest_id, "edit"), data={**fields, "do": "compare"})

        assert "Vergelijk met het concept van versie 2" in page
        assert f'formaction="{address(newest_id, "edit")}"' in page
        assert "<ins>" in compared.text
        assert f'value="{TYPED}"' in compared.text
        assert "data-draft-url" not in compared.text
        assert document_of(newest_id)["prompt"] != TYPED

    def test_is_not_for_who_does_not_write(self, sign_in: SignIn) -> None:
        with unit_of_work() as session:
            version_id = a_stored_version(session, state=ItemState.PUBLISHED).id

        response = sign_in(REVIEWER).post(address(version_id, "next-with"), data=a_form())

        assert response.status_code == 403


class TestTheOtherWayOfWriting:
    def test_a_document_has_what_was_typed_in_the_form(self, author: FlaskClient) -> None:
        version_id, fields = begin_to_write(author)

        response = author.post(address(version_id, "edit"), data={**fields, "do": "document"})

        assert response.status_code == 200
        assert json.loads(source_of(response))["prompt"] == TYPED
        assert "data-unsaved" in response.text
        assert document_of(version_id)["prompt"] != TYPED

    def test_the_form_has_what_was_typed_in_the_document(self, author: FlaskClient) -> None:
        version_id, _ = begin_to_write(author)
        source = json.dumps({**document_of(version_id), "prompt": TYPED})

        response = author.post(
            address(version_id, "edit"), data={"edits": "0", "do": "form", "source": source}
        )

        assert f'value="{TYPED}"' in response.text
        assert "data-unsaved" in response.text
        assert document_of(version_id)["prompt"] != TYPED

    @pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: item.item_type)
    def test_there_and_back_is_the_same_in_every_type(self, item: Any, author: FlaskClient) -> None:
        version_id = store_of_type(item.item_type)
        before = document_of(version_id)
        fields = {**fields_of(author, version_id), "do": "document"}
        source = source_of(author.post(address(version_id, "edit"), data=fields))
        data = {"edits": "0", "source": source}
        page = author.post(address(version_id, "edit"), data={**data, "do": "form"})

        author.post(address(version_id, "edit"), data=data)

        assert page.status_code == 200
        assert document_of(version_id) == before

    def test_a_new_item_keeps_its_code(self, author: FlaskClient) -> None:
        there = author.post("/staff/items/new/select_one", data=a_form(do="document"))
        back = author.post(
            "/staff/items/new/select_one",
            data={"programme": "mo", "source": source_of(there), "do": "form"},
        )

        assert 'value="MO-T-07"' in back.text
        assert "data-unsaved" in back.text

    @pytest.mark.parametrize(
        ("source", "sentence"),
        [
            pytest.param("{", "Dit is geen geldige JSON", id="no JSON"),
            pytest.param('{"choices": 5}', "vraag: Vul dit in.", id="not sound"),
            pytest.param(
                json.dumps(
                    item_to_document(
                        next(
                            item
                            for item in an_item_of_each_type()
                            if item.item_type is ItemType.MATCH_PAIRS
                        )
                    )
                ),
                "Niet alles van dit document past in het formulier",
                id="of another type",
            ),
        ],
    )
    def test_a_document_that_fits_in_no_form_stays(
        self, source: str, sentence: str, author: FlaskClient
    ) -> None:
        response = author.post("/staff/items/new/select_one", data={"source": source, "do": "form"})

        assert response.status_code == 422
        assert sentence in response.text
        assert source_of(response) == source

    def test_a_form_that_says_no_document_stays(self, author: FlaskClient) -> None:
        fields = {"questions[0].id": "q1", "questions[0].body": "{", "prompt": TYPED}

        response = author.post("/staff/items/new/stimulus_group", data={**fields, "do": "document"})

        assert response.status_code == 422
        assert f'value="{TYPED}"' in response.text

    def test_what_is_a_document_already_is_shown_again(self, author: FlaskClient) -> None:
        response = author.post(
            "/staff/items/new/select_one", data={"source": "{}", "do": "document"}
        )

        assert source_of(response) == "{}"


def begin_to_write(author: FlaskClient) -> tuple[int, dict[str, Any]]:
    """A draft, and what a browser with another question in its form would send."""
    with unit_of_work() as session:
        version_id = a_stored_version(session, an_item(code="MO-T-01")).id
    return version_id, {**fields_of(author, version_id), "prompt": TYPED}


def close(version_id: int, state: ItemState) -> None:
    """Somebody else takes a step."""
    with unit_of_work() as session:
        session.get_one(ItemVersion, version_id).state = state
    assert state_of(version_id) is state


def find_newest(version_id: int) -> ItemVersion:
    item_id = db.session.get_one(ItemVersion, version_id).item_id
    newest = sa.select(ItemVersion).where(ItemVersion.item_id == item_id, ItemVersion.is_newest)
    return db.session.scalars(newest).one()


def source_of(response: TestResponse) -> str:
    return _text_of(response, "field-source")


def text_to_copy(response: TestResponse) -> str:
    return _text_of(response, "kept-text")


def _text_of(response: TestResponse, element_id: str) -> str:
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    found = page.find(f".//textarea[@id='{element_id}']")
    assert found is not None
    return found.text or ""
