"""What native reviewers, and those who only look, see and do with voices and words."""

import re
from io import BytesIO

import html5lib
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from testplatform.config import Config
from testplatform.db import unit_of_work
from testplatform.models.audio import AudioAsset, AudioReview, AudioState, LexiconEntry, SpokenForm
from testplatform.services.read_aloud import requesting
from testplatform.speech.synthesis import SpeechSynthesiser, SpeechUnavailable
from testplatform.web.read_aloud.reviewing.building import list_pieces
from testplatform.web.read_aloud.reviewing.pages import TextPiece
from tests.builders.read_aloud import (
    FIRST_REVIEWER,
    OTHER_QUESTION,
    QUESTION,
    a_form_to_hear,
    a_recording,
    key_of,
)
from tests.integration.web.test_translation_pages import ROLES, TRANSLATOR, sign_in

REVIEW = "/staff/read-aloud/review"
LEXICON = "/staff/read-aloud/lexicon"
SPOKEN_FORMS = "/staff/read-aloud/spoken-forms"


@pytest.fixture
def form_id(config: Config, session: Session) -> int:
    return a_form_to_hear(config.media_root)


@pytest.fixture
def key(session: Session, form_id: int) -> str:
    return key_of(session, OTHER_QUESTION)


@pytest.fixture
def reviewer(client: FlaskClient) -> FlaskClient:
    return sign_in(client, FIRST_REVIEWER)


def post_verdict(client: FlaskClient, form_id: int, key: str, **fields: str) -> TestResponse:
    sent = {"sha256": key[::-1], **fields}
    return client.post(f"{REVIEW}/{form_id}/nl/{key}", data=sent)


def confirm(client: FlaskClient, page: TestResponse, place: str) -> TestResponse:
    """Press the button of the page that shows what a change touches."""
    document = html5lib.parse(page.text, namespaceHTMLElements=False)
    fields = {
        field.get("name", ""): field.get("value", "")
        for field in document.iterfind(".//main//input[@type='hidden']")
    }
    return client.post(place, data=fields)


def miss_engine(language: str, engine: str, name: str) -> SpeechSynthesiser:
    raise SpeechUnavailable(engine, "is not installed")


def state_of(session: Session, key: str) -> AudioState:
    session.rollback()
    return session.get_one(AudioAsset, key, populate_existing=True).state


class TestWho:
    @pytest.mark.parametrize(
        ("path", "allowed"),
        [
            (f"{REVIEW}/", {"native reviewer", "administrator"}),
            (f"{LEXICON}/", {"native reviewer", "administrator", "translator"}),
            (f"{SPOKEN_FORMS}/", {"native reviewer", "administrator", "translator"}),
        ],
    )
    def test_may_see_what(self, client: FlaskClient, path: str, allowed: set[str]) -> None:
        seen = set()
        for role, email in ROLES.items():
            sign_in(client, email)
            if client.get(path).status_code == 200:
                seen.add(role)
            client.post("/staff/sign-out")

        assert seen == allowed

    def test_an_administrator_listens_and_does_not_judge(
        self, client: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        sign_in(client, "beheerder@example.org")

        page = client.get(f"{REVIEW}/{form_id}/nl?show=all&at={key}")
        answer = post_verdict(client, form_id, key, verdict="approve")

        assert f"/media/audio/{key}.webm" in page.text
        assert "data-approve" not in page.text
        assert (answer.status_code, session.scalars(sa.select(AudioReview)).all()) == (422, [])


class TestReview:
    def test_shows_what_is_needed_to_judge(
        self, reviewer: FlaskClient, form_id: int, key: str
    ) -> None:
        page = reviewer.get(f"{REVIEW}/{form_id}/nl?at={key}").text

        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
        assert "SMALL-S-2, Vraag" in text
        assert "machine espeak-ng nl" in text
        assert "GPL-3.0-or-later" in text
        assert "0 van 2 goedkeuringen" in text
        assert 'preload="none"' in page
        assert "autoplay" not in page

    def test_approving_goes_on_to_what_waits(
        self, reviewer: FlaskClient, session: Session, form_id: int
    ) -> None:
        seen = []
        page = reviewer.get(f"{REVIEW}/{form_id}/nl")
        while "data-approve" in page.text:
            (key,) = set(re.findall(r"/media/audio/([0-9a-f]{64})", page.text))
            seen.append(key)
            page = reviewer.get(post_verdict(reviewer, form_id, key, verdict="approve").location)

        assert "Hier is niets te beluisteren" in page.text
        assert len(seen) == len(set(seen)) == len(session.scalars(sa.select(AudioReview)).all())

    def test_refuses_what_was_not_heard(
        self, reviewer: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        answer = post_verdict(reviewer, form_id, key, verdict="approve", sha256="0" * 64)

        assert answer.status_code == 422
        assert "gewijzigd sinds u het hoorde" in answer.text
        assert session.scalars(sa.select(AudioReview)).all() == []

    def test_refuses_their_own_recording(self, reviewer: FlaskClient, form_id: int) -> None:
        own = a_recording(QUESTION, recorded_by=FIRST_REVIEWER)

        assert "zelf opgenomen" in reviewer.get(f"{REVIEW}/{form_id}/nl?at={own}").text
        assert post_verdict(reviewer, form_id, own, verdict="approve").status_code == 422

    def test_a_rejection_without_a_reason_is_refused(
        self, reviewer: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        for fields in ({}, {"kind": "x"}, {"kind": "other"}, {"word": "a", "spoken": "b"}):
            answer = post_verdict(reviewer, form_id, key, verdict="reject", **fields)
            assert (answer.status_code, "Kies wat er mis is" in answer.text) == (422, True)

        assert state_of(session, key) is AudioState.MADE

    def test_a_rejection_is_taken_back(
        self, reviewer: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        post_verdict(reviewer, form_id, key, verdict="reject", kind="noise", note="brom")
        page = reviewer.get(f"{REVIEW}/{form_id}/nl?show=rejected").text
        assert "Ruis of lawaai: brom" in page
        assert state_of(session, key) is AudioState.REJECTED

        post_verdict(reviewer, form_id, key, verdict="withdraw")

        assert state_of(session, key) is AudioState.MADE

    def test_a_rejection_with_a_word_is_one_step(
        self, reviewer: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        fields = {
            "verdict": "reject",
            "kind": "pronunciation",
            "word": "VREG",
            "spoken": "veereeg",
        }
        page = post_verdict(reviewer, form_id, key, **fields)
        assert "Dit raakt 1 tekst" in page.text
        assert state_of(session, key) is AudioState.MADE

        confirm(reviewer, page, f"{REVIEW}/{form_id}/nl/{key}")

        assert state_of(session, key) is AudioState.STALE
        assert session.scalars(sa.select(AudioReview.reason)).all() == ["pronunciation"]
        assert state_of(session, key_of(session, OTHER_QUESTION)) is AudioState.WANTED

    def test_a_word_that_stands_elsewhere_is_refused(
        self, reviewer: FlaskClient, session: Session, form_id: int, key: str
    ) -> None:
        fields = {"kind": "pronunciation", "word": "Hasselt", "spoken": "asselt"}
        answer = post_verdict(reviewer, form_id, key, verdict="reject", **fields)

        assert (answer.status_code, "het woord staat er niet zo in" in answer.text) == (422, True)
        assert state_of(session, key) is AudioState.MADE
        assert session.scalars(sa.select(LexiconEntry)).all() == []

    def test_a_word_without_its_pronunciation_is_refused(
        self, reviewer: FlaskClient, form_id: int, key: str
    ) -> None:
        answer = post_verdict(
            reviewer, form_id, key, verdict="reject", kind="pronunciation", word="VREG"
        )

        assert (answer.status_code, "Vul het woord" in answer.text) == (422, True)

    def test_without_the_engine_nothing_is_kept(
        self,
        reviewer: FlaskClient,
        session: Session,
        form_id: int,
        key: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        fields = {"verdict": "reject", "kind": "pronunciation", "text_spoken": "Wat doet de?"}
        page = post_verdict(reviewer, form_id, key, **fields)

        with monkeypatch.context() as without:
            without.setattr(requesting, "open_voice", miss_engine)
            answer = confirm(reviewer, page, f"{REVIEW}/{form_id}/nl/{key}")

        assert (answer.status_code, "werkt nu niet" in answer.text) == (422, True)
        assert state_of(session, key) is AudioState.MADE
        assert session.scalars(sa.select(SpokenForm)).all() == []

    @pytest.mark.parametrize(
        "path", ["999/nl", "{form}/xx", "{form}/fr", "{form}/nl/" + "0" * 64, "{form}/nl/a%00b"]
    )
    def test_what_does_not_exist_is_not_found(
        self, reviewer: FlaskClient, form_id: int, path: str
    ) -> None:
        address = f"{REVIEW}/{path.format(form=form_id)}"
        ask = reviewer.post if path.count("/") == 2 else reviewer.get

        assert ask(address, data={"verdict": "approve"}).status_code == 404

    def test_another_verdict_is_a_bad_request(
        self, reviewer: FlaskClient, form_id: int, key: str
    ) -> None:
        assert post_verdict(reviewer, form_id, key, verdict="perhaps").status_code == 400


class TestPieces:
    @pytest.mark.parametrize(
        ("marks", "pieces"),
        [
            pytest.param(None, ((None, "Ja. Nee!"),), id="nobody knows"),
            pytest.param(
                [[0, 3, 5, 9], [4, 8, 10, 12]], ((5, "Ja."), (None, " "), (10, "Nee!")), id="both"
            ),
            pytest.param([[4, 8, 10, 12]], ((None, "Ja. "), (10, "Nee!")), id="the second"),
        ],
    )
    def test_make_up_the_text(
        self, marks: list[list[int]] | None, pieces: tuple[tuple[int | None, str], ...]
    ) -> None:
        found = list_pieces("Ja. Nee!", marks)

        assert tuple((one.from_ms, one.text) for one in found) == pieces
        assert "".join(one.text for one in found) == "Ja. Nee!"
        assert all(isinstance(one, TextPiece) for one in found)


class TestLexicon:
    @pytest.fixture
    def translator(self, client: FlaskClient, form_id: int) -> FlaskClient:
        return sign_in(client, TRANSLATOR)

    def add(self, client: FlaskClient, word: str, spoken: str, **fields: str) -> TestResponse:
        sent = {"word": word, "spoken": spoken, **fields}
        return client.post(f"{LEXICON}/nl/words", data=sent)

    def test_a_word_is_shown_first_and_kept_then(
        self, translator: FlaskClient, session: Session, key: str
    ) -> None:
        page = self.add(translator, "VREG", "veereeg")
        assert "Wat doet de veereeg?" in page.text
        assert session.scalars(sa.select(LexiconEntry)).all() == []

        answer = confirm(translator, page, f"{LEXICON}/nl/lexicon/confirm")

        shown = translator.get(answer.location).text
        assert "1 tekst wordt opnieuw gemaakt" in shown
        assert 'value="veereeg"' in shown
        assert state_of(session, key) is AudioState.STALE

    def test_is_searched_changed_and_emptied(
        self, translator: FlaskClient, session: Session
    ) -> None:
        self.add(translator, "zzz", "zet")
        self.add(translator, "yyy", "ij")

        assert 'value="zzz"' not in translator.get(f"{LEXICON}/?language=nl&q=IJ").text
        self.add(translator, "xxx", "iks", was="zzz")
        self.add(translator, "yyy", "", was="yyy", then="remove")

        session.rollback()
        assert session.scalars(sa.select(LexiconEntry.word)).all() == ["xxx"]

    def test_goes_out_and_comes_back(self, translator: FlaskClient, session: Session) -> None:
        self.add(translator, "zzz", "=zet")
        data = translator.get(f"{LEXICON}/nl/words.csv").data
        changed = data.replace(b"'=zet", b"zeet") + b"vvv;vee\r\n"

        self.upload(translator, changed)

        session.rollback()
        rows = session.execute(sa.select(LexiconEntry.word, LexiconEntry.spoken)).all()
        assert {(row.word, row.spoken) for row in rows} == {("zzz", "zeet"), ("vvv", "vee")}

    def upload(self, client: FlaskClient, data: bytes) -> TestResponse:
        return client.post(f"{LEXICON}/nl/words", data={"file": (BytesIO(data), "w.csv")})

    @pytest.mark.parametrize(
        ("data", "sentences"),
        [
            (
                b"woord;uitspraak\na;b\nc;\nA;d\n",
                ("Rij 3 (‘c’): vul het woord en de uitspraak in.", "Rij 4 (‘A’): dit woord"),
            ),
            (b"word;spoken\na;b\n", ("ontbreken de kolommen",)),
            (b"\xff\xfe", ("niet te lezen",)),
        ],
    )
    def test_says_what_is_wrong_with_a_file_row_by_row(
        self, translator: FlaskClient, session: Session, data: bytes, sentences: tuple[str, ...]
    ) -> None:
        answer = self.upload(translator, data)

        assert answer.status_code == 422
        assert all(sentence in answer.text for sentence in sentences)
        assert session.scalars(sa.select(LexiconEntry)).all() == []

    def test_what_was_shown_to_somebody_else_is_refused(
        self, translator: FlaskClient, session: Session
    ) -> None:
        page = self.add(translator, "VREG", "veereeg")
        translator.post("/staff/sign-out")
        sign_in(translator, FIRST_REVIEWER)

        assert confirm(translator, page, f"{LEXICON}/nl/lexicon/confirm").status_code == 400

    def test_of_a_language_that_is_not_theirs(
        self, translator: FlaskClient, session: Session
    ) -> None:
        with unit_of_work() as work:
            work.execute(sa.text("DELETE FROM staff_languages WHERE language = 'nl'"))

        assert "U kunt deze lijst bekijken" in translator.get(f"{LEXICON}/?language=nl").text
        assert self.add(translator, "VREG", "veereeg").status_code == 403


class TestSpokenForms:
    def test_a_text_is_found_and_said_otherwise(
        self, reviewer: FlaskClient, session: Session, key: str
    ) -> None:
        assert OTHER_QUESTION in reviewer.get(f"{SPOKEN_FORMS}/?language=nl&q=vreg").text
        sent = {"text": OTHER_QUESTION, "spoken": "Wat doet de huis?"}
        page = reviewer.post(f"{SPOKEN_FORMS}/nl", data=sent)
        answer = confirm(reviewer, page, f"{LEXICON}/nl/spoken-forms/confirm")

        shown = reviewer.get(answer.location).text
        assert "Wat doet de huis?" in shown
        assert "geen geluid om te beluisteren" in shown
        assert state_of(session, key) is AudioState.STALE

    def test_goes_away_again(self, reviewer: FlaskClient, session: Session, key: str) -> None:
        sent = {"text": OTHER_QUESTION, "spoken": "Wat doet de huis?"}
        page = reviewer.post(f"{SPOKEN_FORMS}/nl", data=sent)
        confirm(reviewer, page, f"{LEXICON}/nl/spoken-forms/confirm")

        page = reviewer.post(f"{SPOKEN_FORMS}/nl", data={**sent, "then": "remove"})
        confirm(reviewer, page, f"{LEXICON}/nl/spoken-forms/confirm")

        assert state_of(session, key) is AudioState.MADE
        assert "heeft een gesproken vorm" in reviewer.get(f"{SPOKEN_FORMS}/?language=nl").text

    def test_that_says_nothing_is_refused(self, reviewer: FlaskClient, form_id: int) -> None:
        answer = reviewer.post(f"{SPOKEN_FORMS}/nl", data={"text": QUESTION, "spoken": "…"})

        assert (answer.status_code, "niets uit te spreken" in answer.text) == (422, True)
