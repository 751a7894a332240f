"""What authors and reviewers see and do: the list, the editor, the life of a version, media."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import html5lib
import pytest
import sqlalchemy as sa
from flask import Flask, g
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from itembank.item_documents import item_to_document
from itembank.items import ItemCode, ItemType
from itembank.lifecycle import ItemState
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.items import Item, ItemComment, ItemVersion, MediaFile, SavedView
from testplatform.web.authoring.editors import EDITORS
from testplatform.web.authoring.editors.common import list_groups
from testplatform.web.authoring.editors.sources import read_json
from tests.builders.item_versions import (
    ADMINISTRATOR,
    AUTHOR,
    NATIVE_REVIEWER,
    NOW,
    REVIEWER,
    TRANSLATOR,
    a_stored_version,
)
from tests.builders.items import a_translation, an_item, an_item_of_each_type
from tests.integration.web.test_staff_pages import count_queries

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[[str], FlaskClient]
INVIGILATOR = "toezichter@example.org"
EVERYBODY = (AUTHOR, REVIEWER, TRANSLATOR, NATIVE_REVIEWER, ADMINISTRATOR)


class Browser(FlaskClient):
    """A browser of one person: the context that the test holds must not remember the last one."""

    def open(self, *arguments: Any, **named: Any) -> TestResponse:
        g.pop("_login_user", None)
        return super().open(*arguments, **named)


class TestTheList:
    def test_shows_the_newest_version_of_each_item(self, author: FlaskClient) -> None:
        newest = db.session.scalar(sa.select(sa.func.count(Item.id)))

        page = author.get("/staff/items/").text

        assert f"{newest} items" in page
        assert "MO-S-01</a>" in page

    @pytest.mark.parametrize("email", EVERYBODY)
    def test_is_for_everybody_who_works_on_items(self, email: str, sign_in: SignIn) -> None:
        assert sign_in(email).get("/staff/items/").status_code == 200

    def test_is_not_for_invigilators(self, sign_in: SignIn) -> None:
        assert sign_in(INVIGILATOR).get("/staff/items/").status_code == 403

    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ("q=wasbeer", True),
            ("q=WASBEER+mo-t", True),
            ("q=100%25", False),
            ("state=draft", True),
            ("state=published", False),
            ("programme=mo&part=sokkel&type=select_one", True),
            ("type=image_choice", False),
            ("part=praktisch", False),
            ("theme=where-to", True),
            ("theme=afval", False),
            ("skill=reading", False),
            ("level=A1", False),
            ("language=fr&coverage=complete", True),
            ("language=fr&coverage=lacking", False),
            ("language=tr&coverage=lacking", True),
            ("form=never", True),
            ("form=recently", False),
            ("form=long_ago", False),
            ("sort=code", True),
            ("sort=-nonsense&state=nonsense&type=%00", True),
        ],
    )
    def test_finds_what_is_looked_for(
        self, query: str, is_found: bool, author: FlaskClient
    ) -> None:
        store(prompt="Waar vindt u een wasbeer?", translations=[a_translation()])

        page = author.get(
            f"/staff/items/?{query}&q=mo-t" if "q=" not in query else f"/staff/items/?{query}"
        ).text

        assert ("MO-T-01</a>" in page) is is_found

    def test_asks_the_same_number_of_queries_for_any_number_of_items(
        self, author: FlaskClient
    ) -> None:
        store(code="MO-T-01")
        for_one = count_queries(author, "/staff/items/?q=mo-t")
        for number in range(2, 12):
            store(code=f"MO-T-{number:02}", translations=[a_translation()])

        assert count_queries(author, "/staff/items/?q=mo-t") == for_one

    def test_says_what_to_do_when_nothing_is_found(self, author: FlaskClient) -> None:
        assert "Geen item voldoet hieraan." in author.get("/staff/items/?q=onvindbaar").text

    def test_exports_what_is_found_without_formulas(self, author: FlaskClient) -> None:
        store(prompt="=1+1?")

        rows = author.get("/staff/items/export.csv?q=mo-t").text.splitlines()

        assert len(rows) == 2
        assert ";'=1+1?;" in rows[1]

    def test_keeps_a_search_for_one_person(self, author: FlaskClient, sign_in: SignIn) -> None:
        data = {"name": "Mijn concepten", "query": "state=draft&page=9&next=//elders"}
        author.post("/staff/items/views", data=data)

        [view] = db.session.scalars(sa.select(SavedView))
        assert view.query == "state=draft"
        assert "Mijn concepten" in author.get("/staff/items/").text
        assert "Mijn concepten" not in sign_in(REVIEWER).get("/staff/items/").text

        sign_in(REVIEWER).post(f"/staff/items/views/{view.id}/remove")
        assert db.session.scalar(sa.select(sa.func.count(SavedView.id))) == 1
        author.post(f"/staff/items/views/{view.id}/remove")
        assert db.session.scalar(sa.select(sa.func.count(SavedView.id))) == 0


class TestManyAtOnce:
    def test_are_shown_before_anything_happens(self, author: FlaskClient) -> None:
        draft, retired = store(code="MO-T-01"), store(code="MO-T-02", state=ItemState.RETIRED)
        data: Any = {"seen": [f"{draft}:0", f"{retired}:0"], "event": "submit"}

        page = author.post("/staff/items/steps/plan", data=data).text

        assert "Dit gebeurt (1)" in page
        assert "dat kan niet vanuit deze toestand" in page
        assert state_of(draft) is ItemState.DRAFT

    def test_are_taken_together(self, author: FlaskClient) -> None:
        first, second = store(code="MO-T-01"), store(code="MO-T-02")
        data: Any = {"seen": [f"{first}:0", f"{second}:0"], "event": "submit", "query": "q=mo-t"}

        response = author.post("/staff/items/steps", data=data)

        assert response.location == "/staff/items/?q=mo-t"
        assert {state_of(first), state_of(second)} == {ItemState.IN_REVIEW}

    @pytest.mark.parametrize("seen", ["", "1", "x:y", "99999999999:0", "1:²"])
    def test_of_nonsense_are_none(self, seen: str, author: FlaskClient) -> None:
        response = author.post("/staff/items/steps/plan", data={"seen": seen, "event": "submit"})

        assert response.status_code == 303


class TestTheEditor:
    @pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: item.item_type)
    def test_writes_every_type_as_it_was(self, item: Any, author: FlaskClient) -> None:
        """A form that is opened and saved as it stands changes nothing."""
        version_id = store_of_type(item.item_type)
        before = document_of(version_id)

        response = author.post(address(version_id, "edit"), data=fields_of(author, version_id))

        assert response.status_code == 303, response.text
        assert document_of(version_id) == before

    def test_makes_an_item(self, author: FlaskClient) -> None:
        response = author.post("/staff/items/new/select_one", data=a_form())

        assert response.status_code == 303
        [version] = db.session.scalars(
            sa.select(ItemVersion).join(Item).where(Item.code == "MO-T-07")
        )
        assert version.document["key"] == ["b"]
        assert version.document["stimulus"] == {"text": "Een.\nTwee."}

    def test_names_what_is_wrong_at_the_field_and_saves_nothing(self, author: FlaskClient) -> None:
        response = author.post(
            "/staff/items/new/select_one",
            data=a_form(prompt="", theme="Fout Thema", **{"choices[1].text": "", "key": ""}),
        )

        assert response.status_code == 422
        assert 'id="field-prompt-problem">Vul dit in.' in response.text
        assert "Gebruik kleine letters en streepjes" in response.text
        assert 'href="#field-choices-1-text"' in response.text
        assert db.session.scalar(sa.select(Item.id).where(Item.code == "MO-T-07")) is None

    @pytest.mark.parametrize(
        ("item_type", "name", "typed", "place", "sentence"),
        [
            ("order", "choices[0].place", "2", "choices-problems", "Noem elk antwoord één keer."),
            ("match_pairs", "left[0].partner", "", "left-problems", "Kies bij elk element"),
            ("categorise", "choices[0].partner", "", "choices-problems", "Kies bij elk element"),
            ("gap_text", "gaps[0].accepted", "", "gaps-0-accepted-problem", "Vul dit in."),
            ("gap_choice", "gaps[0].partner", "", "gaps-problems", "sleutel, g1: Vul dit in."),
            ("inline_choice", "gaps[0].key", "z", "gaps-0-key-problem", "geen van de woorden"),
            ("number", "value", "3,5", "value-problem", "Hier hoort een getal, zoals 3.5."),
            ("short_text", "distance", "-1", "distance-problem", "Hier hoort een geheel getal."),
            ("hot_text", "text", "Ik ga.", "text-problem", "er elk één keer in"),
            ("hotspot", "areas[0].coords", "1, x", "areas-0-coords-problem", "een geheel getal"),
            ("long_writing", "max_marks", "½", "max_marks-problem", "zoals 17/2"),
            ("information", "text", "", "text-problem", "Vul dit in."),
            ("speaking", "takes", "", "takes-problem", "Vul dit in."),
            ("figure_series", "figures.seed", "x", "figures-seed-problem", "een geheel getal"),
            ("listening", "questions[0].body", "{", "questions-0-body-problem", "kijk regel 1 na"),
        ],
    )
    def test_names_what_is_wrong_in_every_type(
        self,
        item_type: str,
        name: str,
        typed: str,
        place: str,
        sentence: str,
        author: FlaskClient,
    ) -> None:
        version_id = store_of_type(ItemType(item_type))
        fields = {**fields_of(author, version_id), name: typed}

        response = author.post(address(version_id, "edit"), data=fields)

        assert response.status_code == 422
        told = html5lib.parse(response.text, namespaceHTMLElements=False).find(
            f".//*[@id='field-{place.replace('_', '-')}']"
        )
        assert told is not None
        assert sentence in "".join(told.itertext())

    def test_draws_figures_of_another_number(self, author: FlaskClient) -> None:
        version_id = store_of_type(ItemType.FIGURE_SERIES)
        fields = {**fields_of(author, version_id), "figures.seed": "77"}

        author.post(address(version_id, "edit"), data=fields)

        assert document_of(version_id)["figures"]["seed"] == 77

    def test_leaves_out_what_no_database_keeps(self, author: FlaskClient) -> None:
        data = a_form(**{"stimulus.transcript": "a\0b", "choices[0].id": "a\0"})
        author.post("/staff/items/new/select_one", data=data)

        document = db.session.scalars(
            sa.select(ItemVersion.document).join(Item).where(Item.code == "MO-T-07")
        ).one()
        assert document["stimulus"]["transcript"] == "ab"

    def test_keeps_what_was_typed_when_it_is_wrong(self, author: FlaskClient) -> None:
        page = author.post("/staff/items/new/select_one", data=a_form(theme="FOUT")).text

        assert 'value="Waar is de bakker?"' in page

    @pytest.mark.parametrize(
        ("action", "ids"),
        [
            ("add:choices", ["a", "b", "c", "d"]),
            ("remove:choices:0", ["b", "c"]),
            ("up:choices:1", ["b", "a", "c"]),
            ("down:choices:1", ["a", "c", "b"]),
            ("down:choices:2", ["a", "b", "c"]),
            ("remove:choices:99", ["a", "b", "c"]),
        ],
    )
    def test_changes_a_list_without_saving(
        self, action: str, ids: list[str], author: FlaskClient
    ) -> None:
        page = author.post("/staff/items/new/select_one", data=a_form(do=action)).text

        assert re.findall(r'name="choices\[\d\]\.id" value="(\w)"', page) == ids
        assert db.session.scalar(sa.select(Item.id).where(Item.code == "MO-T-07")) is None

    def test_shows_the_second_of_two_editors_the_difference_and_keeps_their_text(
        self, author: FlaskClient, sign_in: SignIn
    ) -> None:
        version_id = store()
        first, second = fields_of(author, version_id), fields_of(author, version_id)
        author.post(address(version_id, "edit"), data={**first, "prompt": "De eerste?"})

        response = sign_in(ADMINISTRATOR).post(
            address(version_id, "edit"), data={**second, "prompt": "De tweede?"}
        )

        assert response.status_code == 409
        assert 'value="De tweede?"' in response.text
        assert re.search(r"<del>.*?eerste", response.text, re.S)
        assert document_of(version_id)["prompt"] == "De eerste?"

    def test_saves_a_sound_draft_by_itself(self, author: FlaskClient) -> None:
        version_id = store()
        fields = fields_of(author, version_id)

        saved = author.post(address(version_id, "draft"), data={**fields, "prompt": "Nieuw?"})
        unsound = author.post(
            address(version_id, "draft"), data={**fields, "prompt": "", "edits": "1"}
        )
        late = author.post(address(version_id, "draft"), data={**fields, "prompt": "Laat?"})

        assert (saved.status_code, saved.json) == (200, {"edits": 1})
        assert (unsound.status_code, unsound.json) == (422, {"problems": 1})
        assert (late.status_code, late.json) == (409, {"conflict": True})
        assert document_of(version_id)["prompt"] == "Nieuw?"

    @pytest.mark.parametrize("email", [REVIEWER, TRANSLATOR, NATIVE_REVIEWER])
    def test_is_not_for_who_does_not_write(self, email: str, sign_in: SignIn) -> None:
        version_id = store()
        client = sign_in(email)

        answers = [
            client.get(address(version_id, "edit")),
            client.post(address(version_id, "edit"), data=a_form()),
            client.post(address(version_id, "draft"), data=a_form()),
            client.get("/staff/items/new"),
            client.post("/staff/items/new/select_one", data=a_form()),
        ]

        assert {answer.status_code for answer in answers} == {403}

    def test_copies_an_item_without_its_code(self, author: FlaskClient) -> None:
        version_id = store(prompt="Waar vindt u een wasbeer?")

        page = author.get(f"/staff/items/new/select_one?from={version_id}").text

        assert 'value="Waar vindt u een wasbeer?"' in page
        assert 'value="MO-T-01"' not in page

    def test_previews_what_is_typed_without_the_key(self, author: FlaskClient) -> None:
        response = author.post("/staff/items/preview", data=a_form(direction="rtl"))

        assert "Waar is de bakker?" in response.text
        assert 'dir="rtl"' in response.text
        assert not re.search(r"\schecked\b", response.text)
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]

    def test_says_what_a_preview_still_needs(self, author: FlaskClient) -> None:
        page = author.post("/staff/items/preview", data=a_form(prompt="")).text

        assert "vraag: Vul dit in." in page


class TestWritingADocument:
    """Every type can be written as JSON."""

    @pytest.mark.parametrize("item", an_item_of_each_type(), ids=lambda item: item.item_type)
    def test_is_offered_for_every_type(self, item: Any, author: FlaskClient) -> None:
        version_id = store_of_type(item.item_type)
        before = document_of(version_id)
        fields = fields_of(author, version_id, path="edit?as=document")

        response = author.post(address(version_id, "edit"), data=fields)

        assert json.loads(fields["source"][0]) == {"read_aloud": "all", **before}
        assert response.status_code == 303, response.text
        assert document_of(version_id) == before

    @pytest.mark.parametrize("item_type", ItemType)
    def test_begins_with_the_type(self, item_type: ItemType, author: FlaskClient) -> None:
        page = author.get(f"/staff/items/new/{item_type}?as=document").text

        assert 'name="source"' in page
        assert f"/staff/items/new/{item_type}" in page

    def test_makes_an_item(self, author: FlaskClient) -> None:
        source = db_json(item_to_document(an_item(code="MO-T-08")))

        response = author.post(
            "/staff/items/new/select_one", data={"programme": "mo", "source": source}
        )

        assert response.status_code == 303, response.text

    @pytest.mark.parametrize(
        ("source", "sentence"),
        [
            pytest.param("{", "Dit is geen geldige JSON: kijk regel 1 na.", id="half a document"),
            pytest.param("[]", "Hier hoort een tabel met velden.", id="a list"),
            pytest.param('{"code": NaN}', "Dit is geen geldige JSON.", id="no number"),
            pytest.param('{"code": "\\ud800"}', "Dit is geen geldige JSON.", id="half a letter"),
            pytest.param('{"code": "\\u0000"}', "Dit is geen geldige JSON.", id="a NUL"),
            pytest.param("[" * 5_000, "Dit is geen geldige JSON", id="very deep"),
            pytest.param('{"a": 1, "a": 2}', "Dit is geen geldige JSON.", id="a name twice"),
            pytest.param('{"code": "MO-T-08"}', "vraag: Vul dit in.", id="fields that lack"),
        ],
    )
    def test_says_what_is_wrong(self, source: str, sentence: str, author: FlaskClient) -> None:
        response = author.post("/staff/items/new/select_one", data={"source": source})

        assert response.status_code == 422
        assert sentence in response.text


class TestAVersion:
    def test_shows_its_texts_its_key_and_its_steps(self, author: FlaskClient) -> None:
        page = author.get(address(store())).text

        assert "<strong>de gemeente</strong>" in page
        assert 'value="submit"' in page
        assert 'value="approve"' not in page

    def test_tells_an_author_why_they_do_not_approve(self, sign_in: SignIn) -> None:
        version_id = store(state=ItemState.IN_REVIEW, author=REVIEWER)

        page = sign_in(REVIEWER).get(address(version_id)).text

        assert "iemand anders keurt ze goed" in page

    def test_takes_a_step_and_tells_its_history(self, sign_in: SignIn) -> None:
        version_id = store(state=ItemState.IN_REVIEW)
        data = {"event": "send_back", "edits": "0", "comment": "Te moeilijk."}

        page = (
            sign_in(REVIEWER)
            .post(address(version_id, "steps"), data=data, follow_redirects=True)
            .text
        )

        assert "Het item is teruggestuurd." in page
        assert "Te moeilijk." in page
        assert state_of(version_id) is ItemState.DRAFT

    def test_refuses_a_step_with_the_reason(self, sign_in: SignIn) -> None:
        version_id = store(state=ItemState.IN_REVIEW)
        data = {"event": "send_back", "edits": "0"}

        page = (
            sign_in(REVIEWER)
            .post(address(version_id, "steps"), data=data, follow_redirects=True)
            .text
        )

        assert "Er is niets gewijzigd: zeg erbij waarom." in page

    def test_begins_the_next_version_and_shows_what_it_says_otherwise(
        self, author: FlaskClient
    ) -> None:
        old_id = store(state=ItemState.PUBLISHED)

        response = author.post(address(old_id, "next"))
        new_id = int(response.location.split("/")[-2])
        fields = fields_of(author, new_id)
        author.post(address(new_id, "edit"), data={**fields, "prompt": "Waar vraagt u een pas?"})
        page = author.get(address(new_id, "difference?old=1&new=2")).text

        assert re.search(r"<del>.*?nieuwe identiteitskaart", page, re.S)
        assert re.search(r"<ins>.*?pas", page, re.S)

    def test_has_remarks_that_are_settled_and_opened_again(self, author: FlaskClient) -> None:
        version_id = store()
        author.post(address(version_id, "comments"), data={"body": "Te lang.", "text_id": "prompt"})
        [remark] = db.session.scalars(sa.select(ItemComment))

        author.post(f"/staff/items/comments/{remark.id}/settle")
        settled = author.get(address(version_id)).text
        author.post(f"/staff/items/comments/{remark.id}/reopen")

        assert "afgehandeld" in settled
        assert "over vraag" in settled
        assert "Afhandelen" in author.get(address(version_id)).text

    @pytest.mark.parametrize(("query", "has_key"), [("", False), ("?key=1", True)])
    def test_prints_its_key_for_colleagues_alone(
        self, query: str, has_key: bool, author: FlaskClient
    ) -> None:
        page = author.get(address(store(), f"print{query}")).text

        assert ("Sleutel, niet voor kandidaten" in page) is has_key

    def test_is_previewed_in_a_language_that_it_has(self, author: FlaskClient) -> None:
        version_id = store(translations=[a_translation()])

        french = author.get(address(version_id, "preview?language=fr"))

        assert 'lang="fr"' in french.text
        assert author.get(address(version_id, "preview?language=tr")).status_code == 404

    @pytest.mark.parametrize("path", ["", "/edit", "/preview", "/print", "/difference"])
    def test_that_does_not_exist_is_not_found(self, path: str, author: FlaskClient) -> None:
        assert author.get(f"/staff/items/versions/99999999999{path}").status_code == 404


class TestTheMediaLibrary:
    def test_keeps_a_file_once_under_a_safe_name(self, author: FlaskClient) -> None:
        first = upload(author, a_png(), "../Foto van Mij.PNG")
        again = upload(author, a_png(), "anders.png")
        other = upload(author, a_png("blue"), "foto-van-mij.png")

        assert first.location == again.location != other.location
        names = db.session.scalars(
            sa.select(MediaFile.name).where(MediaFile.name.startswith("foto")).order_by("name")
        ).all()
        assert names == ["foto-van-mij-2.png", "foto-van-mij.png"]

    def test_tells_where_a_file_is_used(self, author: FlaskClient) -> None:
        sha256 = db.session.scalars(
            sa.select(MediaFile.sha256).where(MediaFile.name == "bus.svg")
        ).one()

        page = author.get(f"/staff/items/media/{sha256}").text

        assert re.search(r"MO-[\w-]+, versie 1</a>", page)

    def test_refuses_what_is_no_medium_with_a_clear_message(self, author: FlaskClient) -> None:
        response = upload(author, b"MZ\x90\x00", "plaatje.png", follow_redirects=True)

        assert "Dit is geen bestand dat we kennen." in response.text
        assert "Er is niets bewaard." in response.text

    def test_refuses_half_a_gigabyte_before_it_is_read(self, author: FlaskClient) -> None:
        response = author.post(
            "/staff/items/media",
            content_type="multipart/form-data; boundary=x",
            environ_overrides={"CONTENT_LENGTH": str(500 * 1024 * 1024)},
        )

        assert response.status_code == 413
        assert "hoogstens 50 MB" in response.text

    def test_takes_files_larger_than_a_form(self, author: FlaskClient) -> None:
        response = upload(author, b"\x00" * 2_000_000, "groot.png", follow_redirects=True)

        assert response.status_code == 200

    def test_takes_nothing_of_who_does_not_write(self, sign_in: SignIn) -> None:
        assert upload(sign_in(TRANSLATOR), a_png(), "a.png").status_code == 403


class TestDescriptions:
    @pytest.mark.parametrize("item_type", EDITORS)
    def test_have_a_path_once(self, item_type: ItemType) -> None:
        groups = list_groups(EDITORS[item_type], "mo")
        paths = [part.path for group in groups for part in group.parts]

        assert len(set(paths)) == len(paths)


def store(
    *,
    code: str = "MO-T-01",
    prompt: str = "Waar vraagt u een nieuwe identiteitskaart?",
    **wishes: Any,
) -> int:
    with unit_of_work() as session:
        return a_stored_version(session, an_item(code=code, prompt=prompt), **wishes).id


def store_of_type(item_type: ItemType) -> int:
    """An item with media that are in the library: images of the demonstration, and its sound."""
    item = next(one for one in an_item_of_each_type() if one.item_type is item_type)
    body = item.body
    if item_type is ItemType.IMAGE_CHOICE:
        names = ("bus.svg", "train.svg", "bicycle.svg")
        choices = zip(body.choices, names, strict=True)  # type: ignore[attr-defined]
        body = replace(body, choices=tuple(replace(c, image=n) for c, n in choices))  # type: ignore[type-var]
    with unit_of_work() as session:
        if item.stimulus is not None and item.stimulus.audio is not None:
            session.add(a_sound(item.stimulus.audio))
        return a_stored_version(session, replace(item, code=ItemCode("MO-T-01"), body=body)).id


def a_sound(name: str) -> MediaFile:
    """A sound of the library, as its row."""
    return MediaFile(
        sha256="5" * 64,
        name=name,
        media_type="audio/webm",
        size_bytes=4_096,
        duration_ms=3_000,
        uploaded_at=NOW,
    )


def address(version_id: int, path: str = "") -> str:
    return f"/staff/items/versions/{version_id}" + (f"/{path}" if path else "")


def a_form(**changes: str) -> dict[str, str]:
    """What a browser sends of a sound "select one"."""
    texts = {f"choices[{n}].text": text for n, text in enumerate(("hier", "daar", "nergens"))}
    ids = {f"choices[{n}].id": id for n, id in enumerate("abc")}
    return {
        "type": "select_one",
        "programme": "mo",
        "code": "MO-T-07",
        "prompt": "Waar is de bakker?",
        "part": "sokkel",
        "theme": "brood",
        "read_aloud": "all",
        "key": "b",
        "stimulus.text": "Een.\r\n\r\n Twee.",
        **texts,
        **ids,
        **changes,
    }


def fields_of(client: FlaskClient, version_id: int, *, path: str = "edit") -> dict[str, Any]:
    """What a browser would send of the edit form as it stands."""
    page = html5lib.parse(client.get(address(version_id, path)).text, namespaceHTMLElements=False)
    form = page.find(".//form[@data-module='item-editor']")
    fields: dict[str, Any] = {}
    for one in form.iter("input"):
        if one.get("type") in ("radio", "checkbox") and one.get("checked") is None:
            continue
        fields.setdefault(one.get("name"), []).append(one.get("value", ""))
    for one in form.iter("textarea"):
        fields[one.get("name")] = [one.text or ""]
    for one in form.iter("select"):
        chosen = next((o for o in one.iter("option") if o.get("selected") is not None), None)
        fields[one.get("name")] = [(chosen if chosen is not None else one[0]).get("value")]
    return fields


def document_of(version_id: int) -> dict[str, Any]:
    version = db.session.get_one(ItemVersion, version_id, populate_existing=True)
    return dict(version.document)


def state_of(version_id: int) -> ItemState:
    return db.session.get_one(ItemVersion, version_id, populate_existing=True).state


def db_json(document: object) -> str:
    text = json.dumps(document)
    assert read_json(text) == document
    return text


def a_png(colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, format="PNG")
    return file.getvalue()


def upload(
    client: FlaskClient, data: bytes, name: str, *, follow_redirects: bool = False
) -> TestResponse:
    return client.post(
        "/staff/items/media",
        data={"file": (BytesIO(data), name)},
        content_type="multipart/form-data",
        follow_redirects=follow_redirects,
    )


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
