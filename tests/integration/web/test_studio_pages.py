"""The recording studio over HTTP: speakers with consent, the sheet, and takes with real sound."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from testplatform.db import db, unit_of_work
from testplatform.demo import PASSWORD
from testplatform.models.audio import AudioAsset, AudioState, Speaker, SpokenForm
from testplatform.models.staff import Staff
from testplatform.repositories.forms import find_newest_form, get_form_plan, hash_text
from tests.builders.item_versions import ADMINISTRATOR, AUTHOR, NATIVE_REVIEWER, NOW, TRANSLATOR
from tests.builders.qti import a_zip
from tests.builders.takes import a_sound, a_video_file, a_voice, as_webm
from tests.integration.web.browser import Browser

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[[str], FlaskClient]
STUDIO = "/staff/read-aloud/studio/"
HAND_IN = "Ja, indienen"


class TestDoor:
    @pytest.mark.parametrize(
        ("email", "status"),
        [(ADMINISTRATOR, 200), (NATIVE_REVIEWER, 200), (AUTHOR, 403), (TRANSLATOR, 403)],
    )
    def test_is_open_to_native_reviewers_and_administrators(
        self, email: str, status: int, sign_in: SignIn
    ) -> None:
        assert sign_in(email).get(STUDIO).status_code == status

    def test_offers_a_reviewer_their_own_languages_only(self, sign_in: SignIn) -> None:
        client = sign_in(NATIVE_REVIEWER)

        page = client.get(STUDIO).text

        offered = set(re.findall(r'<option value="([a-z]{2,3})"', page))
        assert offered
        assert client.get(sheet_url("nl")).status_code == (200 if "nl" in offered else 403)

    def test_writes_a_consent_down(self, sign_in: SignIn) -> None:
        client = sign_in(ADMINISTRATOR)

        page = client.get(add_speaker(client).location).text

        assert "De toestemming is genoteerd." in page
        assert "Selam" in page
        assert "alleen voor tests op dit platform" in page

    def test_keeps_nothing_without_consent_but_what_was_typed(self, sign_in: SignIn) -> None:
        response = add_speaker(sign_in(ADMINISTRATOR), consent="")

        assert response.status_code == 422
        assert "Er is niets bewaard." in response.text
        assert 'value="Selam"' in response.text
        assert list_speakers() == []

    def test_ends_a_consent(self, sign_in: SignIn) -> None:
        client = sign_in(ADMINISTRATOR)
        add_speaker(client)
        [speaker] = list_speakers()

        response = client.post(f"{STUDIO}speakers/{speaker.id}/withdraw")

        page = client.get(response.location).text
        assert "De toestemming is ingetrokken." in page
        assert "ingetrokken:" in page
        assert client.get(sheet_url("ti", speaker.id)).text.count("data-booth") == 0

    def test_ends_no_consent_that_somebody_else_wrote_down(self, sign_in: SignIn) -> None:
        add_speaker(sign_in(ADMINISTRATOR))
        [speaker] = list_speakers()

        response = sign_in(NATIVE_REVIEWER).post(f"{STUDIO}speakers/{speaker.id}/withdraw")

        assert response.status_code == 403

    def test_leads_to_the_sheet(self, sign_in: SignIn) -> None:
        response = sign_in(ADMINISTRATOR).get(f"{STUDIO}enter?form={form_id()}&language=ti")

        assert response.location == sheet_url("ti")


class TestSheet:
    def test_shows_texts_in_their_language_with_what_is_said_beside(self, sign_in: SignIn) -> None:
        client = sign_in(ADMINISTRATOR)
        text = get_form_plan(db.session, form_id()).segments_in("ar")[0].text
        with unit_of_work() as session:
            author_id = session.scalars(sa.select(Staff.id).limit(1)).one()
            session.add(
                SpokenForm(
                    language="ar",
                    text_hash=hash_text(text),
                    text=text,
                    spoken="ثلاثة",
                    author_id=author_id,
                    updated_at=NOW,
                )
            )

        page = client.get(sheet_url("ar")).text

        assert 'dir="rtl"' in page
        assert "nog niet opgenomen" in page
        assert re.search(r"Zeg: <bdi[^>]*>ثلاثة</bdi>", page)

    def test_alone_may_use_the_microphone(self, sign_in: SignIn) -> None:
        client = sign_in(ADMINISTRATOR)

        policies = [client.get(url).headers["Permissions-Policy"] for url in (sheet_url(), STUDIO)]

        assert ["microphone=(self)" in one for one in policies] == [True, False]

    @pytest.mark.parametrize("language", ["xx", "zu"])
    def test_is_of_a_language_of_the_form(self, language: str, sign_in: SignIn) -> None:
        assert sign_in(ADMINISTRATOR).get(sheet_url(language)).status_code == 404

    def test_names_a_file_for_every_text(self, sign_in: SignIn) -> None:
        response = sign_in(ADMINISTRATOR).get(f"{sheet_url('ti')}/sheet.csv")

        rows = response.data.decode("utf-8-sig").splitlines()
        assert rows[0] == "bestand;tekst;uitgesproken;taal;toestand"
        assert rows[1].startswith("001-ti-")


class TestTake:
    def test_is_kept_and_shown(self, studio: "Studio") -> None:
        response = studio.send(as_webm(a_voice(studio.text)))

        [asset] = studio.list_assets()
        assert response.get_json() == {"audio": f"/media/audio/{asset.key}.webm"}
        assert (asset.state, asset.text, asset.speaker_id) == (
            AudioState.MADE,
            studio.text,
            studio.speaker_id,
        )
        page = studio.client.get(f"{sheet_url('nl', studio.speaker_id)}").text
        assert "opgenomen, wacht op nalezing" in page
        with studio.client.get(response.get_json()["audio"]) as sound:
            assert sound.mimetype == "audio/webm"

    def test_that_is_silent_is_refused_with_a_sentence(self, studio: "Studio") -> None:
        response = studio.send(a_sound("anullsrc", 2))

        assert response.status_code == 422
        assert response.get_json()["sentence"].startswith("Er is niets te horen.")
        assert studio.list_assets() == []

    def test_that_was_damaged_on_the_way_is_not_taken(self, studio: "Studio") -> None:
        response = studio.send(a_voice(studio.text), sha256="0" * 64)

        assert response.status_code == 400
        assert studio.list_assets() == []

    def test_that_is_too_large_is_refused(self, studio: "Studio") -> None:
        assert studio.send(b"RIFF" + b"\0" * 5_400_000).status_code == 413

    def test_of_a_text_that_is_not_in_the_form_is_refused(self, studio: "Studio") -> None:
        response = studio.send(a_voice(studio.text), text_hash="0" * 64)

        assert response.status_code == 404

    def test_in_the_name_of_somebody_elses_speaker_is_refused(
        self, studio: "Studio", sign_in: SignIn
    ) -> None:
        add_speaker(sign_in(NATIVE_REVIEWER))
        studio.speaker_id = list_speakers()[-1].id

        response = studio.send(a_voice(studio.text))

        assert response.status_code == 422
        assert "door iemand anders genoteerd" in response.get_json()["sentence"]
        assert studio.list_assets() == []


class TestUpload:
    def test_shows_what_becomes_of_every_file_and_stores_nothing(self, studio: "Studio") -> None:
        page = studio.look(
            {
                studio.file_name("wav"): a_voice(studio.text),
                "000-nl-000000000000.wav": a_voice(),
                f"000-ti-{studio.text_hash[:12]}.wav": a_voice(),
                "vakantie.wav": a_voice(),
                "__MACOSX/._x.wav": b"x",
            }
        )

        assert studio.text in page
        assert "kan overgenomen worden" in page
        assert "tekst staat niet in deze testversie" in page
        assert "is van een andere taal" in page
        assert "naam staat niet in de lijst" in page
        assert "MACOSX" not in page
        assert page.count('name="chosen"') == 1
        assert studio.list_assets() == []

    def test_says_what_the_gate_will_refuse(self, studio: "Studio") -> None:
        page = studio.look({studio.file_name("mp3"): b"ID3" + b"\0" * 900})

        assert "Dit is geen geluid dat we kennen" in page
        assert 'name="chosen"' not in page

    def test_takes_signs_on_video(self, studio: "Studio", tmp_path: Path) -> None:
        video = a_video_file(tmp_path / "clip.mp4")
        archive = a_zip({f"007-vgt-{studio.text_hash[:12]}.mp4": video})
        address = studio.upload({}, archive=archive, language="vgt").location
        assert "kan overgenomen worden" in studio.client.get(address).text

        response = studio.client.post(address, data={"chosen": studio.text_hash})

        page = studio.client.get(response.location).text
        [asset] = studio.list_assets()
        assert (asset.language, asset.media_type) == ("vgt", "video/mp4")
        assert "<video" in page
        assert "autoplay" not in page
        assert "data-booth" not in page
        for extension, media_type in (
            ("mp4", "video/mp4"),
            ("jpg", "image/jpeg"),
            ("vtt", "text/vtt"),
        ):
            with studio.client.get(f"/media/clips/{asset.key}.{extension}") as file:
                assert (file.status_code, file.mimetype) == (200, media_type)
        assert studio.client.get(f"/media/clips/{asset.key}.webm").status_code == 404
        studio.client.post("/staff/sign-out")
        assert studio.client.get(f"/media/clips/{asset.key}.mp4").status_code == 404

    def test_takes_no_text_twice(self, studio: "Studio") -> None:
        voice = a_voice(studio.text)

        page = studio.look({studio.file_name("wav"): voice, studio.file_name("mp3"): voice})

        assert page.count("er zijn verschillende bestanden voor deze tekst") == 2

    def test_takes_what_was_ticked(self, studio: "Studio") -> None:
        address = studio.upload({studio.file_name("wav"): a_voice(studio.text)}).location

        response = studio.client.post(address, data={"chosen": studio.text_hash})

        page = studio.client.get(response.location).text
        assert "1 opname is bewaard en wacht op nalezing." in page
        [asset] = studio.list_assets()
        assert (asset.engine, asset.text_hash) == ("upload", studio.text_hash)
        assert studio.client.get(address).status_code == 404

    def test_takes_a_button_of_the_screens_by_its_name(self, studio: "Studio") -> None:
        of_the_form = studio.text
        studio.text, studio.text_hash = HAND_IN, hash_text(HAND_IN)
        shown = studio.client.get(f"{sheet_url('nl', studio.speaker_id)}&show=screens").text
        assert "Schermtekst: knop, uitleg of melding, in elke test" in shown
        assert of_the_form not in shown

        address = studio.upload({studio.file_name("wav"): a_voice(HAND_IN)}).location
        studio.client.post(address, data={"chosen": studio.text_hash})

        [asset] = studio.list_assets()
        assert (asset.text, asset.is_public) == (HAND_IN, True)
        studio.client.post("/staff/sign-out")
        with studio.client.get(f"/media/audio/{asset.key}.webm") as file:
            assert file.status_code == 200

    def test_takes_one_file_of_any_name_for_one_text(self, studio: "Studio") -> None:
        place = f"{sheet_url('nl')}/uploads/?speaker={studio.speaker_id}&text={studio.text_hash}"
        assert f"uploads/?speaker={studio.speaker_id}&amp;text={studio.text_hash}" in (
            studio.client.get(sheet_url("nl", studio.speaker_id)).text
        )
        assert studio.text in studio.client.get(place).text

        response = studio.client.post(
            place,
            data={"files": (BytesIO(a_voice(studio.text)), "Opname 3 (2).wav")},
            content_type="multipart/form-data",
        )

        page = studio.client.get(response.location).text
        assert studio.text in page
        assert "kan overgenomen worden" in page

    def test_names_the_file_whose_sound_is_of_another_text(self, studio: "Studio") -> None:
        voice = a_voice(studio.text)
        studio.send(voice)
        other = next(
            one
            for one in get_form_plan(db.session, form_id()).segments_in("nl")
            if one.text != studio.text and abs(len(one.text) - len(studio.text)) < 8
        )
        name = f"008-nl-{other.text_hash[:12]}.wav"
        address = studio.upload({name: voice}).location

        response = studio.client.post(address, data={"chosen": other.text_hash})

        page = studio.client.get(response.location).text
        assert f"{name}: Precies deze opname is al bewaard bij een andere tekst" in page
        assert [one.text for one in studio.list_assets()] == [studio.text]

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            pytest.param(a_zip({"a.wav": b" " * 20_000_000}), "keer zo groot wordt", id="a bomb"),
            pytest.param(a_zip({"../a.wav": "x"}), "erbuiten terechtkomen", id="a way out"),
            pytest.param(a_zip({"a.wav": "x"})[:60], "beschadigd", id="half a zip"),
            pytest.param(
                a_zip({f"{number}.wav": "x" for number in range(41)}),
                "meer dan 40 bestanden",
                id="too many",
            ),
        ],
    )
    def test_refuses_what_is_hostile(self, data: bytes, sentence: str, studio: "Studio") -> None:
        response = studio.upload({}, archive=data)

        assert sentence in studio.client.get(response.location).text

    def test_asks_for_files_and_for_a_speaker(self, studio: "Studio") -> None:
        empty = studio.upload({}, archive=None)
        assert "Kies eerst bestanden." in studio.client.get(empty.location).text

        nobody = studio.client.get(f"{sheet_url('nl')}/uploads/")
        assert "Kies een spreker" in studio.client.get(nobody.location).text


class Studio:
    """An administrator beside a speaker, with the first longer text of the sheet before them."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        add_speaker(client)
        self.speaker_id = list_speakers()[-1].id
        segments = get_form_plan(db.session, form_id()).segments_in("nl")
        segment = next(one for one in segments if 30 < len(one.text) < 80)
        self.text, self.text_hash = segment.text, segment.text_hash

    def send(
        self, data: bytes, *, text_hash: str | None = None, sha256: str | None = None
    ) -> TestResponse:
        return self.client.post(
            f"{sheet_url('nl')}/takes",
            query_string={
                "speaker": self.speaker_id,
                "text": text_hash or self.text_hash,
                "sha256": sha256 or hashlib.sha256(data).hexdigest(),
                "ms": "1000",
            },
            data=data,
            content_type="audio/webm",
        )

    def file_name(self, ending: str) -> str:
        return f"007-nl-{self.text_hash[:12]}.{ending}"

    def upload(
        self, files: dict[str, bytes], *, archive: bytes | None = None, language: str = "nl"
    ) -> TestResponse:
        sent = [(BytesIO(archive or a_zip(files)), "opnames.zip")] if archive or files else []
        return self.client.post(
            f"{sheet_url(language)}/uploads/?speaker={self.speaker_id}",
            data={"files": sent},
            content_type="multipart/form-data",
        )

    def look(self, files: dict[str, bytes]) -> str:
        return self.client.get(self.upload(files).location).text

    def list_assets(self) -> list[AudioAsset]:
        db.session.rollback()
        return list(db.session.scalars(sa.select(AudioAsset).where(AudioAsset.speaker_id > 0)))


def form_id() -> int:
    form = find_newest_form(db.session, "mo")
    assert form is not None
    return form.id


def sheet_url(language: str = "ti", speaker_id: int | None = None) -> str:
    speaker = "" if speaker_id is None else f"?speaker={speaker_id}"
    return f"{STUDIO}{form_id()}/{language}{speaker}"


def add_speaker(client: FlaskClient, **changes: str) -> TestResponse:
    sent = {
        "name": "Selam",
        "terms": "voice-tests-1",
        "consent": "yes",
        "consented_on": "2026-01-10",
    }
    return client.post(f"{STUDIO}speakers", data={**sent, **changes})


def list_speakers() -> list[Speaker]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Speaker).order_by(Speaker.id)))


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A browser in which somebody has signed in."""

    def enter(email: str) -> FlaskClient:
        client = Browser(app, app.response_class)
        client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
        return client

    return enter


@pytest.fixture
def studio(sign_in: SignIn) -> Studio:
    return Studio(sign_in(ADMINISTRATOR))
