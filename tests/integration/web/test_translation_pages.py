"""What translators, native reviewers and those who only look see and do."""

import csv
import re
from io import BytesIO, StringIO

import html5lib
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from itembank.interchange.translation_spreadsheets import BYTE_ORDER_MARK
from itembank.lifecycle import ItemState
from itembank.texts import PROMPT
from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.audit import AuditRecord
from testplatform.models.forms import Form, FormTranslation
from testplatform.models.items import (
    GlossaryTerm,
    Item,
    ItemComment,
    ItemTranslation,
    ItemVersion,
)
from testplatform.models.languages import Language
from testplatform.models.staff import Staff
from testplatform.services.carrying_over import refresh_sheets
from testplatform.services.item_versions import add_item, add_version, put_sheet, set_content
from tests.builders.items import an_item
from tests.builders.translations import a_sheet
from tests.integration.database.test_translating import NOW

pytestmark = pytest.mark.usefixtures("session")

TRANSLATOR = "vertaler@example.org"
NATIVE_REVIEWER = "moedertaal@example.org"
AUTHOR = "auteur@example.org"
ROLES = {
    "invigilator": "toezichter@example.org",
    "author": AUTHOR,
    "reviewer": "nalezer@example.org",
    "translator": TRANSLATOR,
    "native reviewer": NATIVE_REVIEWER,
    "administrator": "beheerder@example.org",
}


def sign_in(client: FlaskClient, email: str) -> FlaskClient:
    response = client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    assert response.status_code == 302
    return client


@pytest.fixture
def translator(client: FlaskClient) -> FlaskClient:
    return sign_in(client, TRANSLATOR)


@pytest.fixture
def reviewer(client: FlaskClient) -> FlaskClient:
    return sign_in(client, NATIVE_REVIEWER)


@pytest.fixture
def version_id() -> int:
    """An item of which the prompt is in Arabic, and nothing else."""
    return an_item_version()


def an_item_version(code: str = "MO-A-01", *, state: ItemState = ItemState.APPROVED) -> int:
    item = an_item(code=code)
    with unit_of_work() as session:
        row = add_item(session, code, programme="mo", now=NOW)
        version = add_version(session, row, item, state=state, author_id=None, now=NOW)
        sheet = a_sheet(item, {PROMPT: "أين؟"}, language="ar")
        put_sheet(session, version, item, sheet, now=NOW)
        return version.id


def a_form_of(client: FlaskClient, version_id: int, **fields: object) -> dict[str, object]:
    """What the workbench sends for the page as it is now, with these fields typed."""
    page = client.get(f"/staff/translations/items/{version_id}/ar").text
    document = html5lib.parse(page, namespaceHTMLElements=False)
    sent: dict[str, object] = {
        field.get("name", ""): field.get("value", "")
        for field in document.iterfind(".//form[@class='workbench']//input[@type='hidden']")
    }
    for field in document.iterfind(".//textarea"):
        sent[field.get("name", "")] = (field.text or "").removeprefix("\n")
    return {**sent, **{name.replace("_", "-"): value for name, value in fields.items()}}


def save(client: FlaskClient, version_id: int, data: dict[str, object]) -> TestResponse:
    return client.post(f"/staff/translations/items/{version_id}/ar", data=data)


def stored(version_id: int) -> ItemTranslation:
    db.session.expire_all()
    return db.session.scalars(
        sa.select(ItemTranslation).where(
            ItemTranslation.item_version_id == version_id, ItemTranslation.language == "ar"
        )
    ).one()


class TestAccess:
    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("get", "", "author reviewer translator native+reviewer administrator"),
            ("get", "matrix.csv", "author reviewer translator native+reviewer administrator"),
            ("get", "items/1/ar", "author reviewer translator native+reviewer administrator"),
            (
                "get",
                "items/1/ar/preview",
                "author reviewer translator native+reviewer administrator",
            ),
            ("get", "glossary", "author reviewer translator native+reviewer administrator"),
            ("get", "exchange", "author reviewer translator native+reviewer administrator"),
            ("post", "glossary/ar/terms", "translator native+reviewer administrator"),
            ("post", "glossary/ar/import", "translator native+reviewer administrator"),
            ("post", "exchange/ar/preview", "translator native+reviewer administrator"),
        ],
    )
    def test_is_for_these_roles(
        self, client: FlaskClient, method: str, path: str, allowed: str
    ) -> None:
        admitted = set()
        for role, email in ROLES.items():
            sign_in(client, email)
            if getattr(client, method)(f"/staff/translations/{path}").status_code != 403:
                admitted.add(role.replace(" ", "+"))
            client.post("/staff/sign-out")

        assert admitted == set(allowed.split())

    def test_begins_for_a_translator_at_the_matrix(self, translator: FlaskClient) -> None:
        page = translator.get("/staff/", follow_redirects=True)

        assert page.request.path == "/staff/translations/"
        assert '<a href="/staff/translations/" aria-current="page">Vertalingen</a>' in page.text
        assert "Afnamesessies" not in page.text

    def test_of_a_translator_without_the_language_is_refused_in_words(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        data = a_form_of(translator, version_id, text_prompt="أين ذلك؟")
        speaks_only("fr")

        page = translator.get(f"/staff/translations/items/{version_id}/ar").text
        response = save(translator, version_id, data)

        assert "deze taal staat niet bij uw talen" in page
        assert 'name="text-prompt"' not in page
        assert response.status_code == 403
        assert "U mag in deze taal niet vertalen of nalezen." in response.text
        assert stored(version_id).edits == 0

    def test_lets_an_author_look_and_remark(self, client: FlaskClient, version_id: int) -> None:
        author = sign_in(client, AUTHOR)

        data = a_form_of(author, version_id, comment_prompt="Is dit beleefd genoeg?")
        response = save(author, version_id, data)

        assert response.status_code == 303
        assert db.session.scalars(sa.select(ItemComment.body)).one() == "Is dit beleefd genoeg?"


class TestMatrix:
    def test_says_in_words_what_the_signs_show(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        page = translator.get("/staff/translations/").text

        assert f"/staff/translations/items/{version_id}/ar" in page
        assert "MO-A-01, Arabisch: 1 vertaald, 3 ontbreekt" in page
        assert "MO-A-01, Pashto: 4 ontbreekt" in page

    def test_has_the_languages_of_the_test_first_and_all_on_demand(
        self, translator: FlaskClient
    ) -> None:
        columns = re.compile(r'class="matrix-language"')

        assert len(columns.findall(translator.get("/staff/translations/").text)) == 26
        assert len(columns.findall(translator.get("/staff/translations/?language=all").text)) == 38
        assert len(columns.findall(translator.get("/staff/translations/?language=ur").text)) == 1

    def test_keeps_what_is_asked(self, translator: FlaskClient, version_id: int) -> None:
        form_id = db.session.scalars(sa.select(Form.id)).one()

        def rows(query: str) -> set[str]:
            page = translator.get(f"/staff/translations/?{query}").text
            return set(re.findall(r'class="text-nowrap">([A-Z0-9-]+) ', page))

        assert "MO-A-01" in rows("programme=mo&part=sokkel")
        assert rows("language=ar&state=missing") == {"MO-A-01"}
        assert rows("language=ar&state=translated") == {"MO-A-01"}
        assert "MO-A-01" not in rows(f"form={form_id}")
        assert rows("part=nergens") == set()

    def test_asks_the_same_number_of_queries_for_any_number_of_items(
        self, translator: FlaskClient
    ) -> None:
        an_item_version()
        for_few = count_queries(translator, "/staff/translations/")
        for number in range(2, 12):
            an_item_version(f"MO-A-{number:02}")
        for_many = count_queries(translator, "/staff/translations/")

        assert for_many == for_few

    def test_leaves_retired_items_out(self, translator: FlaskClient) -> None:
        an_item_version(state=ItemState.RETIRED)

        assert "MO-A-01" not in translator.get("/staff/translations/").text

    def test_goes_along_as_a_file(self, translator: FlaskClient, version_id: int) -> None:
        response = translator.get("/staff/translations/matrix.csv?language=ar&state=missing")

        text = response.get_data(as_text=True).removeprefix(BYTE_ORDER_MARK)
        heading, row = list(csv.reader(StringIO(text), delimiter=";"))
        assert heading[4:] == ["ontbreekt", "verouderd", "concept", "vertaald", "nagelezen"]
        assert row == ["MO-A-01", "1", "sokkelvragen", "Arabisch", "3", "0", "0", "1", "0"]


class TestWorkbench:
    def test_writes_the_target_in_its_own_direction(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        for language, direction in (("ar", "rtl"), ("ps", "rtl"), ("ur", "rtl"), ("fr", "ltr")):
            page = translator.get(f"/staff/translations/items/{version_id}/{language}").text
            field = re.search(r'<textarea[^>]*id="text-prompt"[^>]*>', page)
            assert field is not None
            assert f'lang="{language}"' in field[0]
            assert f'dir="{direction}"' in field[0]

    def test_saves_and_goes_to_the_next_item_with_work(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        other = an_item_version("MO-A-02")
        data = a_form_of(translator, version_id, text_choice_a="الخباز", then="next")

        response = save(translator, version_id, data)

        assert response.location == f"/staff/translations/items/{other}/ar"
        row = stored(version_id)
        assert (row.translated, row.missing) == (2, 2)
        assert row.document["texts"]["choice-a"]["by"] == staff_id(TRANSLATOR)

    def test_gives_back_what_cannot_be_kept(self, translator: FlaskClient, version_id: int) -> None:
        data = a_form_of(
            translator, version_id, text_choice_a="een\ntwee", comment_choice_b="Moet dit?"
        )

        response = save(translator, version_id, data)

        assert response.status_code == 422
        assert "Deze tekst moet één alinea zijn" in response.text
        assert "een\ntwee</textarea>" in response.text
        assert "Moet dit?</textarea>" in response.text
        assert stored(version_id).edits == 0

    def test_never_overwrites_what_somebody_else_wrote(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        mine = a_form_of(translator, version_id, text_choice_a="mijn tekst")
        theirs = a_form_of(translator, version_id, text_prompt="hun vraag")
        save(translator, version_id, theirs)

        response = save(translator, version_id, mine)

        assert response.status_code == 409
        assert "Iemand anders heeft dit item intussen gewijzigd." in response.text
        assert "mijn tekst</textarea>" in response.text
        assert "hun vraag</textarea>" in response.text
        assert stored(version_id).document["texts"]["prompt"]["text"] == "hun vraag"

    def test_shows_both_when_two_wrote_the_same_text(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        mine = a_form_of(translator, version_id, text_prompt="mijn vraag")
        save(translator, version_id, a_form_of(translator, version_id, text_prompt="hun vraag"))

        response = save(translator, version_id, mine)

        assert "mijn vraag</textarea>" in response.text
        assert re.search(r"Dit staat er nu:\s*<bdi[^>]*>hun vraag</bdi>", response.text)

    def test_shows_which_words_of_the_source_changed(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        change_source(version_id, "Waar vraagt u een nieuwe pas?")

        page = translator.get(f"/staff/translations/items/{version_id}/ar").text

        assert "<del>identiteitskaart</del><ins>pas</ins>" in page
        assert "De vorige brontekst" in page

    def test_confirms_an_outdated_text_as_it_is(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        change_source(version_id, "Waar vraagt u een nieuwe pas?")

        save(translator, version_id, a_form_of(translator, version_id, confirm="prompt"))

        row = stored(version_id)
        assert (row.outdated, row.translated) == (0, 1)
        assert "source" not in row.document["texts"]["prompt"]

    def test_warns_of_a_fixed_term_and_does_not_block(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        add_term(translator, source="bakker", target="الخباز")
        data = a_form_of(translator, version_id, text_choice_a="المحل")

        page = translator.get(f"/staff/translations/items/{version_id}/ar").text
        response = save(translator, version_id, data)
        after = translator.get(response.location).text

        assert "bakker =" in page
        assert response.status_code == 303
        assert "de vaste vertaling ontbreekt in Keuze a: bakker = الخباز" in after

    def test_refuses_a_retired_item(self, translator: FlaskClient) -> None:
        version_id = an_item_version(state=ItemState.RETIRED)

        page = translator.get(f"/staff/translations/items/{version_id}/ar").text
        response = save(
            translator,
            version_id,
            {**a_form_of(translator, version_id), "text-prompt": "x", "seen-prompt": ""},
        )

        assert "uit gebruik en wordt niet meer vertaald" in page
        assert response.status_code == 409

    @pytest.mark.parametrize("language", ["nl", "xx", "vgt"])
    def test_is_of_no_other_language(
        self, translator: FlaskClient, version_id: int, language: str
    ) -> None:
        path = f"/staff/translations/items/{version_id}/{language}"

        assert translator.get(path).status_code == 404

    def test_of_no_item_is_not_there(self, translator: FlaskClient) -> None:
        assert translator.get("/staff/translations/items/99999/ar").status_code == 404

    def test_says_that_a_source_is_not_ready(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        with unit_of_work() as session:
            version = session.get_one(ItemVersion, version_id)
            version.document = {**version.document, "prompt": ""}

        response = translator.get(f"/staff/translations/items/{version_id}/ar")

        assert response.status_code == 409
        assert "nog niet in orde" in response.text

    def test_changes_no_published_form(self, translator: FlaskClient) -> None:
        before = frozen_documents()
        version_id = db.session.scalars(
            sa.select(ItemVersion.id).join(Item).order_by(Item.code)
        ).first()
        assert version_id is not None

        save(translator, version_id, a_form_of(translator, version_id, text_prompt="أخرى؟"))

        assert stored(version_id).edits == 1
        assert frozen_documents() == before


class TestReviewing:
    def test_is_offered_for_the_texts_of_somebody_else(
        self, reviewer: FlaskClient, version_id: int
    ) -> None:
        save(reviewer, version_id, a_form_of(reviewer, version_id, text_choice_a="الخباز"))

        page = reviewer.get(f"/staff/translations/items/{version_id}/ar").text

        assert re.findall(r'name="review"\s+value="([^"]+)"', page) == ["prompt"]

    def test_marks_a_text(self, reviewer: FlaskClient, version_id: int) -> None:
        save(reviewer, version_id, a_form_of(reviewer, version_id, review="prompt"))

        assert stored(version_id).reviewed == 1

    def test_is_refused_for_a_text_of_ones_own(
        self, reviewer: FlaskClient, version_id: int
    ) -> None:
        data = a_form_of(reviewer, version_id, text_choice_a="الخباز", review="choice-a")

        response = save(reviewer, version_id, data)

        assert response.status_code == 422
        assert "moet iemand anders nalezen" in response.text

    def test_is_not_for_a_translator(self, translator: FlaskClient, version_id: int) -> None:
        data = a_form_of(translator, version_id, review="prompt")

        assert save(translator, version_id, data).status_code == 403


class TestPreview:
    def test_shows_the_translation_and_the_source_where_it_is_missing(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        page = translator.get(f"/staff/translations/items/{version_id}/ar/preview").text

        assert '<html lang="ar" dir="rtl">' in page
        assert "أين؟" in page
        assert "de bakker" in page
        assert "hier in het Nederlands: Keuze a, Keuze b, Keuze c" in page

    def test_does_not_convey_the_key(self, translator: FlaskClient, version_id: int) -> None:
        page = translator.get(f"/staff/translations/items/{version_id}/ar/preview").text

        assert not re.search(r"\schecked\b", page)
        assert not re.search(r'"?key"?\s*[:=]', page)


class TestGlossary:
    def test_adds_changes_and_removes(self, translator: FlaskClient) -> None:
        add_term(translator, source="OCMW", target="OCMW", note="naam")
        number = db.session.scalars(sa.select(GlossaryTerm.id)).one()

        translator.post(
            f"/staff/translations/glossary/terms/{number}",
            data={"source": "OCMW", "target": "CPAS", "note": ""},
        )
        page = translator.get("/staff/translations/glossary?language=ar").text
        translator.post(f"/staff/translations/glossary/terms/{number}/remove")

        assert 'value="CPAS"' in page
        assert db.session.scalars(sa.select(GlossaryTerm.id)).all() == []
        assert [
            record.action
            for record in db.session.scalars(
                sa.select(AuditRecord).order_by(AuditRecord.position.desc()).limit(3)
            )
        ] == ["term removed", "term saved", "term saved"]

    @pytest.mark.parametrize(
        ("target", "sentence"),
        [
            pytest.param("", "Vul de term en de vaste vertaling in", id="empty"),
            pytest.param("CPAS", "heeft al een vaste vertaling", id="twice"),
        ],
    )
    def test_says_what_is_wrong(self, translator: FlaskClient, target: str, sentence: str) -> None:
        add_term(translator, source="OCMW", target="OCMW")

        response = add_term(translator, source="ocmw", target=target)

        assert sentence in translator.get(response.location).text

    def test_goes_out_and_comes_back(self, translator: FlaskClient) -> None:
        add_term(translator, source="OCMW", target="=1+1")
        file = translator.get("/staff/translations/glossary/ar/terms.csv").data
        assert "OCMW;'=1+1;" in file.decode()

        response = send(translator, "glossary/ar/import", "termen.csv", file)

        assert "0 termen toegevoegd of gewijzigd." in translator.get(response.location).text

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            pytest.param(b"x;y\n", "ontbreken kolommen", id="other columns"),
            pytest.param(
                b"term;vaste vertaling\nOCMW;\n", "Er is niets bewaard.", id="half a term"
            ),
        ],
    )
    def test_refuses_another_file(
        self, translator: FlaskClient, data: bytes, sentence: str
    ) -> None:
        response = send(translator, "glossary/ar/import", "termen.csv", data)

        assert sentence in translator.get(response.location).text

    def test_of_another_language_is_only_for_looking(self, translator: FlaskClient) -> None:
        speaks_only("fr")

        page = translator.get("/staff/translations/glossary?language=ar").text

        assert "maar niet wijzigen" in page
        assert add_term(translator, source="a", target="b").status_code == 403


class TestExchange:
    @pytest.mark.parametrize("ending", ["xlf", "xlsx", "csv"])
    def test_round_trip_changes_nothing(
        self, translator: FlaskClient, version_id: int, ending: str
    ) -> None:
        file = fetch(translator, ending)

        page = send(translator, "exchange/ar/preview", f"terug.{ending}", file).text

        assert "0 wijzigen en\n    0 worden geweigerd" in page
        assert "Er is niets te bewaren." in page

    def test_shows_first_and_writes_what_was_chosen(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        text = fetch(translator, "csv").decode()
        text = text.replace(
            "MO-A-01;choice-a;de bakker;;ontbreekt", "MO-A-01;choice-a;de bakker;الخباز;"
        ).replace("MO-A-01;choice-b;de gemeente;;", "MO-A-01;choice-b;het gemeentehuis;البلدية;")

        page = send(translator, "exchange/ar/preview", "terug.csv", text.encode()).text
        before = stored(version_id).edits
        response = translator.post(
            "/staff/translations/exchange/ar/import",
            data={"payload": payload_of(page), "chosen": ["0"]},
        )

        assert "de brontekst is gewijzigd sinds het bestand werd gemaakt" in page
        assert "wordt vertaald" in page
        assert before == 0
        assert "1 teksten bewaard." in translator.get(response.location).text
        assert stored(version_id).document["texts"]["choice-a"]["text"] == "الخباز"
        assert "choice-b" not in stored(version_id).document["texts"]

    def test_says_what_changed_since_the_preview(
        self, translator: FlaskClient, version_id: int
    ) -> None:
        text = fetch(translator, "csv").decode().replace(";أين؟;", ";أين ذلك؟;")
        page = send(translator, "exchange/ar/preview", "terug.csv", text.encode()).text
        save(translator, version_id, a_form_of(translator, version_id, text_prompt="من؟"))

        response = translator.post(
            "/staff/translations/exchange/ar/import",
            data={"payload": payload_of(page), "chosen": ["0"]},
        )

        assert "1 teksten waren intussen gewijzigd" in translator.get(response.location).text
        assert stored(version_id).document["texts"]["prompt"]["text"] == "من؟"

    def test_takes_no_payload_that_we_did_not_write(self, translator: FlaskClient) -> None:
        response = translator.post(
            "/staff/translations/exchange/ar/import", data={"payload": "x.y", "chosen": ["0"]}
        )

        assert response.status_code == 400

    @pytest.mark.parametrize(
        ("name", "data", "sentence"),
        [
            pytest.param("a.pdf", b"%PDF", "Dit bestand is niet te lezen.", id="other kind"),
            pytest.param("", b"", "Dit bestand is niet te lezen.", id="no file"),
            pytest.param(
                "a.xlf", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "entiteiten", id="entities"
            ),
        ],
    )
    def test_refuses_other_files_in_words(
        self, translator: FlaskClient, name: str, data: bytes, sentence: str
    ) -> None:
        response = send(translator, "exchange/ar/preview", name, data)

        assert response.status_code == 422
        assert sentence in response.text

    def test_is_not_for_somebody_elses_language(self, translator: FlaskClient) -> None:
        file = fetch(translator, "xlf")
        speaks_only("fr")

        assert send(translator, "exchange/ar/preview", "a.xlf", file).status_code == 403
        assert (
            "kunt voor deze taal geen bestanden inlezen"
            in translator.get("/staff/translations/exchange?language=ar").text
        )

    def test_has_no_other_kinds(self, translator: FlaskClient) -> None:
        path = "/staff/translations/exchange/ar/translations.pdf"

        assert translator.get(path).status_code == 404


def fetch(client: FlaskClient, ending: str) -> bytes:
    return client.get(f"/staff/translations/exchange/ar/translations.{ending}").data


def send(client: FlaskClient, path: str, name: str, data: bytes) -> TestResponse:
    return client.post(f"/staff/translations/{path}", data={"file": (BytesIO(data), name)})


def payload_of(page: str) -> str:
    found = re.search(r'name="payload" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def add_term(client: FlaskClient, **term: str) -> TestResponse:
    return client.post("/staff/translations/glossary/ar/terms", data=term)


def speaks_only(tag: str) -> None:
    with unit_of_work() as session:
        somebody = session.scalars(sa.select(Staff).where(Staff.email == TRANSLATOR)).one()
        somebody.languages = [session.get_one(Language, tag)]


def staff_id(email: str) -> int:
    return db.session.scalars(sa.select(Staff.id).where(Staff.email == email)).one()


def change_source(version_id: int, prompt: str) -> None:
    """Let an author change the words of a draft."""
    before, after = an_item(code="MO-A-01"), an_item(code="MO-A-01", prompt=prompt)
    with unit_of_work() as session:
        version = session.get_one(ItemVersion, version_id)
        set_content(version, after, now=NOW)
        refresh_sheets(session, version, before, after, NOW)


def frozen_documents() -> list[tuple[int, str, str]]:
    db.session.expire_all()
    rows = db.session.execute(
        sa.select(
            FormTranslation.form_id,
            FormTranslation.language,
            sa.cast(FormTranslation.__table__.c.document, sa.Text),
        ).order_by(FormTranslation.form_id, FormTranslation.language)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def count_queries(client: FlaskClient, address: str) -> int:
    """How many statements the database gets for a page that was seen before."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    client.get(address)
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        client.get(address)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)
