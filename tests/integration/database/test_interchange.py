"""Items come in as drafts, all or none, and a published form goes out whole."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from itembank.interchange.previews import preview
from itembank.interchange.reports import ImportReport
from itembank.lifecycle import ItemState
from testplatform.config import Config
from testplatform.models.items import Item, ItemVersion, MediaFile
from testplatform.services.exporting import FormNotFound, export_form
from testplatform.services.imported_media import MediaNotKept, media_keeper
from testplatform.services.importing import ItemCodeTaken, import_items
from tests.builders.qti import a_choice_interaction, a_qti_item, a_zip

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
IMAGE = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def a_report(*identifiers: str, image: str = "new.svg") -> ImportReport:
    body = f"<p><img src='{image}' alt='een prent'/></p>{a_choice_interaction()}"
    files: dict[str, bytes | str] = {
        f"{one}.xml": a_qti_item(identifier=one, body=body) for one in identifiers
    }
    content = IMAGE if image.endswith(".svg") else b"\x89PNG\r\n\x1a\n"
    return preview(a_zip({**files, image: content}), "package.zip")


class TestImportItems:
    def test_adds_the_chosen_items_as_drafts(self, session: Session, config: Config) -> None:
        keep = media_keeper(session, config, NOW)

        drafts = import_items(
            session, a_report("a", "b"), {"B"}, programme="mo", keep_media=keep, now=NOW
        )

        assert [(one.item.code, one.state) for one in drafts.versions] == [("B", ItemState.DRAFT)]
        assert session.scalars(sa.select(MediaFile).where(MediaFile.name == "new.svg")).one()

    def test_adds_none_when_one_is_there(self, session: Session, config: Config) -> None:
        keep = media_keeper(session, config, NOW)
        import_items(session, a_report("b"), programme="mo", keep_media=keep, now=NOW)
        before = session.scalar(sa.select(sa.func.count()).select_from(ItemVersion))

        with pytest.raises(ItemCodeTaken, match="B"):
            import_items(session, a_report("a", "b"), programme="mo", keep_media=keep, now=NOW)

        assert session.scalar(sa.select(sa.func.count()).select_from(ItemVersion)) == before
        assert session.scalars(sa.select(Item).where(Item.code == "A")).one_or_none() is None

    def test_keeps_no_media_that_the_store_cannot_serve(
        self, session: Session, config: Config
    ) -> None:
        keep = media_keeper(session, config, NOW)

        with pytest.raises(MediaNotKept, match=r"new\.png"):
            import_items(
                session, a_report("a", image="new.png"), programme="mo", keep_media=keep, now=NOW
            )


class TestExportForm:
    def test_writes_the_whole_form(self, app: Flask, session: Session, config: Config) -> None:
        report = preview(export_form(session, "mo-demo", config), "mo-demo.zip")

        assert len(report.items) == 43
        assert all(one.award and one.award.marks == one.award.out_of for one in report.items)
        assert report.form is not None
        assert report.form.code == "mo-demo"
        assert {len(one.translations) for one in report.items} == {5}

    def test_refuses_an_unknown_form(self, session: Session, config: Config) -> None:
        with pytest.raises(FormNotFound, match="nowhere"):
            export_form(session, "nowhere", config)
