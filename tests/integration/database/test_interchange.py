"""Items come in as drafts, all or none, and a published form goes out whole."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportStatus
from itembank.lifecycle import ItemState
from itembank.media import MediaKind
from scoring.codes import PartCode
from testplatform.config import Config
from testplatform.errors import ItemNotTheirs
from testplatform.intake import measure_file
from testplatform.media import MediaStore
from testplatform.models.audit import AuditRecord
from testplatform.models.forms import Form
from testplatform.models.items import Item, ItemVersion, MediaFile
from testplatform.services.exporting import FormNotFound, export_form, hand_out_version
from testplatform.services.imported_media import CheckedImport, check_media
from testplatform.services.importing import (
    Destination,
    ImportedDrafts,
    ItemCodeTaken,
    import_items,
    list_taken_codes,
)
from testplatform.services.item_rights import Colleague
from tests.builders.item_versions import REVIEWER, a_colleague
from tests.builders.qti import a_choice_interaction, a_qti_item, a_zip

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
IMAGE = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>"


def an_import(*identifiers: str, image: str = "new.svg", content: bytes = IMAGE) -> CheckedImport:
    body = f"<p><img src='{image}' alt='een prent'/></p>{a_choice_interaction()}"
    files: dict[str, bytes | str] = {
        f"{one}.xml": a_qti_item(identifier=one, body=body) for one in identifiers
    }
    return check_media(preview(a_zip({**files, image: content}), "package.zip"))


def a_png(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, format="PNG")
    return file.getvalue()


def a_moving_picture() -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(file, format="WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


def a_film(content: bytes) -> CheckedImport:
    body = (
        "<p><video src='film.webm'><source src='film.webm' type='video/webm'/></video></p>"
        f"{a_choice_interaction()}"
    )
    item = a_qti_item(identifier="a", body=body)
    return check_media(preview(a_zip({"a.xml": item, "film.webm": content}), "package.zip"))


def with_recordings(sound: bytes, film: bytes) -> CheckedImport:
    asked = a_choice_interaction()
    items = {
        "a.xml": a_qti_item(identifier="a", body=f"<p><audio src='sound.wav'/></p>{asked}"),
        "b.xml": a_qti_item(identifier="b", body=f"<p><video src='film.webm'/></p>{asked}"),
    }
    package = a_zip({**items, "sound.wav": sound, "film.webm": film})
    return check_media(preview(package, "package.zip"))


def a_recording(path: Path, source: str, *coded: str) -> bytes:
    make = ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", source, "-t", "1", *coded]
    subprocess.run([*make, path], check=True, timeout=60)
    return path.read_bytes()


def take(
    session: Session,
    config: Config,
    checked: CheckedImport,
    chosen: set[str] | None = None,
    *,
    colleague: Colleague | None = None,
    part: str | None = None,
) -> ImportedDrafts:
    return import_items(
        session,
        checked,
        chosen,
        destination=Destination(programme="mo", part=None if part is None else PartCode(part)),
        store=MediaStore(config.media_root),
        colleague=colleague,
        now=NOW,
    )


class TestImportItems:
    def test_adds_the_chosen_items_as_drafts(self, session: Session, config: Config) -> None:
        drafts = take(session, config, an_import("a", "b"), {"B"})

        assert [(one.item.code, one.state) for one in drafts.versions] == [("B", ItemState.DRAFT)]
        assert session.scalars(sa.select(MediaFile).where(MediaFile.name == "new.svg")).one()

    def test_makes_them_drafts_of_who_chose_them(self, session: Session, config: Config) -> None:
        colleague = a_colleague(session)

        [version] = take(session, config, an_import("a"), colleague=colleague).versions

        assert version.author_id == colleague.staff_id
        record = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action == "item imported")
        ).one()
        assert (record.actor, record.subject) == (colleague.actor, f"item:{version.item_id}")
        assert record.details == {"code": "A", "version": 1}

    def test_refuses_who_does_not_write(self, session: Session, config: Config) -> None:
        with pytest.raises(ItemNotTheirs):
            take(session, config, an_import("a"), colleague=a_colleague(session, REVIEWER))

    def test_adds_none_when_one_is_there(self, session: Session, config: Config) -> None:
        take(session, config, an_import("b"))
        before = session.scalar(sa.select(sa.func.count()).select_from(ItemVersion))

        with pytest.raises(ItemCodeTaken, match="B"):
            take(session, config, an_import("a", "b"))

        assert session.scalar(sa.select(sa.func.count()).select_from(ItemVersion)) == before
        assert session.scalars(sa.select(Item).where(Item.code == "A")).one_or_none() is None

    def test_finds_the_codes_that_exist_among_many(self, session: Session, config: Config) -> None:
        take(session, config, an_import("a", "b"))

        asked = ["B", *(f"NOT-{number}" for number in range(1_100)), "A"]

        assert list_taken_codes(session, asked) == ("A", "B")

    @pytest.mark.parametrize(
        ("own_part", "comes_in"), [("praktisch", "praktisch"), ("elders", "sokkel")]
    )
    def test_puts_an_item_in_the_part_when_it_names_none(
        self, own_part: str, comes_in: str, session: Session, config: Config
    ) -> None:
        table = f"type;part;prompt;key;a;b;c\nselect_one;{own_part};Wat is juist?;a;dit;dat;niets\n"
        checked = check_media(preview(table.encode(), "items.csv"))

        [version] = take(session, config, checked, part="sokkel").versions

        assert (version.part, version.document["part"]) == (comes_in, comes_in)

    def test_names_media_as_the_library_does(self, session: Session, config: Config) -> None:
        take(session, config, an_import("a", image="foto.png", content=a_png("red")))
        other = an_import("b", image="foto.png", content=a_png("blue"))
        again = an_import("c", image="anders.png", content=a_png("red"))

        [second] = take(session, config, other).versions
        [third] = take(session, config, again).versions

        assert second.document["stimulus"]["image"] == "foto-2.png"
        assert third.document["stimulus"]["image"] == "foto.png"


class TestRecordings:
    def test_come_in_whole_with_how_long_they_last(
        self, session: Session, config: Config, tmp_path: Path
    ) -> None:
        checked = with_recordings(
            a_recording(tmp_path / "sound.wav", "sine=frequency=440", "-c:a", "pcm_s16le"),
            a_recording(tmp_path / "film.webm", "testsrc2=size=64x48:rate=10", "-c:v", "libvpx"),
        )

        drafts = take(session, config, checked)

        material = [one.document["stimulus"] for one in drafts.versions]
        files = {one.name: one for one in session.scalars(sa.select(MediaFile))}
        sound, film = files[material[0]["audio"]], files[material[1]["video"]]
        assert (sound.media_type, sound.duration_ms) == ("audio/wav", 1000)
        assert (film.media_type, film.duration_ms) == ("video/webm", 1000)
        store = MediaStore(config.media_root)
        heard = store.path_of(sound.sha256, MediaKind.AUDIO, "wav")
        seen = store.path_of(film.sha256, MediaKind.VIDEO, "webm")
        assert heard.read_bytes() == checked.media["sound.wav"].data
        assert seen.read_bytes() == checked.media["film.webm"].data
        assert (measure_file(heard), measure_file(seen)) == (1000, 1000)


class TestCheckMedia:
    @pytest.mark.parametrize(
        ("image", "content", "reason"),
        [
            ("moving.webp", a_moving_picture(), "moving"),
            ("hidden.png", a_png("red") + a_zip({"a.html": "x"}), "more_than_one"),
        ],
        ids=["a moving picture", "an archive behind a picture"],
    )
    def test_refuses_the_items_of_a_refused_file(
        self, image: str, content: bytes, reason: str
    ) -> None:
        [one] = an_import("a", image=image, content=content).report.items

        assert one.status is ImportStatus.REFUSED
        assert one.reason == f"has a file that the media library refuses ({reason}): {image}"

    def test_refuses_an_item_whose_file_did_not_come_along(self) -> None:
        checked = an_import("a", image="foto.png", content=a_png("red"))

        [one] = check_media(replace(checked.report, media={})).report.items

        assert one.reason == "names a file that is not there: foto.png"

    def test_refuses_sound_in_the_place_of_a_video(self, tmp_path: Path) -> None:
        sound = tmp_path / "sound.webm"
        sine = "sine=frequency=440:duration=0.2"
        make = ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", sine, "-c:a", "libopus"]
        subprocess.run([*make, sound], check=True, timeout=60)
        checked = a_film(sound.read_bytes())

        assert [one.reason for one in checked.report.items] == [
            "has a file that is not video: film.webm"
        ]

    def test_keeps_what_the_library_would_keep(self) -> None:
        checked = an_import("a", image="foto.png", content=a_png("red"))

        assert [one.status for one in checked.report.items] == [ImportStatus.KEPT]
        assert checked.media["foto.png"].extension == "png"


class TestExportForm:
    def test_writes_the_whole_form(self, app: Flask, session: Session, config: Config) -> None:
        report = preview(export_form(session, "mo-demo", config), "mo-demo.zip")

        assert len(report.items) == 43
        assert all(one.award and one.award.marks == one.award.out_of for one in report.items)
        assert report.form is not None
        assert report.form.code == "mo-demo"
        assert {len(one.translations) for one in report.items} == {5}

    def test_leaves_a_trace_when_somebody_gets_it(
        self, app: Flask, session: Session, config: Config
    ) -> None:
        form = session.scalars(sa.select(Form).where(Form.code == "mo-demo")).one()

        hand_out_version(session, form, config, actor="staff:1", now=NOW)

        record = session.scalars(
            sa.select(AuditRecord).where(AuditRecord.action == "form exported")
        ).one()
        assert record.details == {"code": "mo-demo", "version": form.version}

    def test_refuses_an_unknown_form(self, session: Session, config: Config) -> None:
        with pytest.raises(FormNotFound, match="nowhere"):
            export_form(session, "nowhere", config)
