"""Small forms of a few items, published: for tests that need a type the demo form does not ask."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from itembank.banks import Bank
from itembank.forms import Stakes, Translations
from itembank.items import PRACTICE_PART, Item, ItemCode
from scoring.codes import PartCode
from testplatform.media import MediaStore
from testplatform.models.forms import Form
from testplatform.services.publishing import publish_bank
from tests.builders.items import a_form, an_item

# After the demo form, so that new attempts are made with this one.
PUBLISHED_AT = datetime(2026, 2, 2, 8, 0, tzinfo=UTC)


def publish_items(
    session: Session,
    items: Sequence[Item],
    *,
    media_root: Path,
    media: Mapping[str, bytes] | None = None,
    stakes: Stakes = Stakes.PRACTICE,
    translations: Translations | None = None,
    now: datetime = PUBLISHED_AT,
) -> Form:
    """Publish a form that asks these items in its first part and one other in its second."""
    folder = media_root / "of-the-bank"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (media or {}).items():
        (folder / name).write_bytes(data)
    sokkel = [
        replace(item, code=ItemCode(f"SMALL-S-{number}"), part=PartCode("sokkel"))
        for number, item in enumerate(items, start=1)
    ]
    praktisch = an_item(code="SMALL-P-1", part="praktisch", prompt="Waar koopt u brood?")
    practice = an_item(code="SMALL-X-1", part=PRACTICE_PART, prompt="Waar woont u?")
    bank = Bank(
        items={item.code: item for item in (*sokkel, praktisch, practice)},
        translations=translations or {},
        form=a_form(
            sokkel=[item.code for item in sokkel],
            praktisch=["SMALL-P-1"],
            practice=["SMALL-X-1"],
            stakes=stakes,
        ),
        media=tuple(media or ()),
    )
    return publish_bank(session, bank, folder, MediaStore(media_root), now=now)
