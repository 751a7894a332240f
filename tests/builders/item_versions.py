"""Stored items in a state of their life, and the people who work on them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from itembank.item_documents import item_to_document
from itembank.items import Item
from itembank.lifecycle import ItemState
from itembank.sheets import sheet_of_translation
from itembank.translations import Translation
from testplatform.models.items import ItemVersion
from testplatform.models.staff import Staff
from testplatform.services.item_rights import Colleague, colleague_of
from testplatform.services.item_steps import SeenVersion
from testplatform.services.item_versions import add_item, add_version, put_sheet
from tests.builders.items import an_item

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)

AUTHOR = "auteur@example.org"
REVIEWER = "nalezer@example.org"
TRANSLATOR = "vertaler@example.org"
NATIVE_REVIEWER = "moedertaal@example.org"
ADMINISTRATOR = "beheerder@example.org"


def a_colleague(session: Session, email: str = AUTHOR) -> Colleague:
    """Somebody of the demonstration staff."""
    return colleague_of(session.scalars(sa.select(Staff).where(Staff.email == email)).one())


def a_stored_version(
    session: Session,
    value: Item | None = None,
    *,
    state: ItemState = ItemState.DRAFT,
    author: str | None = AUTHOR,
    translations: Iterable[Translation] = (),
) -> ItemVersion:
    """The first version of an item, with its translations."""
    value = value or an_item(code="MO-T-01")
    author_id = None if author is None else a_colleague(session, author).staff_id
    item = add_item(session, value.code, programme="mo", now=NOW)
    version = add_version(session, item, value, state=state, author_id=author_id, now=NOW)
    for translation in translations:
        put_sheet(session, version, value, sheet_of_translation(value, translation), now=NOW)
    return version


def a_document(code: str = "MO-T-01", **changes: object) -> dict[str, object]:
    """The document of a sound item; `changes` are fields of it."""
    return {**item_to_document(an_item(code=code)), **changes}


def seen(*versions: ItemVersion) -> list[SeenVersion]:
    """Versions as somebody sees them now."""
    return [SeenVersion(version_id=one.id, edits=one.edits) for one in versions]
