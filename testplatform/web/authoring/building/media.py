"""The media library in words."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from itembank.media import MediaKind
from testplatform.media import extension_of, kind_of
from testplatform.models.items import MediaFile
from testplatform.repositories.media_files import (
    MediaSearch,
    count_media,
    list_media,
    list_uses,
)
from testplatform.services.item_rights import Colleague
from testplatform.web.authoring.pages.media import MediaCard, MediaFilePage, MediaPage
from testplatform.web.authoring.pages.versions import Fact
from testplatform.web.authoring.wording import MEDIA_KINDS
from testplatform.web.staff.building import ROWS_PER_PAGE, build_options, build_paging
from testplatform.web.staff.dates import NOTHING, format_instant
from testplatform.web.staff.pages import Link

TYPES = {"image": "afbeeldingen", "audio": "geluid", "video": "video", "text": "ondertitels"}


def build_media_page(
    session: Session, search: MediaSearch, colleague: Colleague, *, number: int
) -> MediaPage:
    asked: dict[str, Any] = {
        name: value
        for name, value in (("q", search.text), ("kind", search.media_type))
        if value is not None
    }
    paging = build_paging(
        count_media(session, search),
        number,
        lambda page: url_for("authoring.media_library", page=page, **asked),
    )
    files = list_media(session, search, limit=ROWS_PER_PAGE, offset=paging.offset)
    return MediaPage(
        text=search.text or "",
        kinds=build_options(TYPES, search.media_type),
        cards=tuple(_card(file) for file in files),
        paging=paging,
        may_upload=colleague.may_write,
        is_filtered=bool(asked),
        back=Link(label="Alle items", url=url_for("authoring.items")),
    )


def build_file_page(session: Session, file: MediaFile) -> MediaFilePage:
    urls = {kind: _url(file) if kind_of(file.media_type) is kind else None for kind in MediaKind}
    seconds = NOTHING if file.duration_ms is None else f"{file.duration_ms / 1000:.1f} s"
    facts = {
        "Soort": MEDIA_KINDS[kind_of(file.media_type)],
        "Type": file.media_type,
        "Grootte": write_size(file.size_bytes),
        "Duur": seconds.replace(".", ","),
        "Opgeladen": format_instant(file.uploaded_at),
        "Zegel van de inhoud": file.sha256,
    }
    return MediaFilePage(
        name=file.name,
        facts=tuple(Fact(label=label, text=text) for label, text in facts.items()),
        image_url=urls[MediaKind.IMAGE],
        sound_url=urls[MediaKind.AUDIO],
        video_url=urls[MediaKind.VIDEO],
        uses=tuple(
            Link(
                label=f"{version.item.code}, versie {version.version}",
                url=url_for("authoring.version", version_id=version.id),
            )
            for version in list_uses(session, file.name)
        ),
        back=Link(label="Mediabibliotheek", url=url_for("authoring.media_library")),
    )


def write_size(size: int) -> str:
    """Bytes as people read them."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def _card(file: MediaFile) -> MediaCard:
    kind = kind_of(file.media_type)
    return MediaCard(
        name=file.name,
        kind=MEDIA_KINDS[kind],
        size=write_size(file.size_bytes),
        url=url_for("authoring.media_file", sha256=file.sha256),
        image_url=_url(file) if kind is MediaKind.IMAGE else None,
        uploaded_at=file.uploaded_at,
    )


def _url(file: MediaFile) -> str:
    is_image = kind_of(file.media_type) is MediaKind.IMAGE
    endpoint = "media.image" if is_image else "media.material"
    return url_for(endpoint, sha256=file.sha256, extension=extension_of(file.name))
