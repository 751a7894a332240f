"""Media of imported items in the store: by their content, under names that never change."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.config import Config
from testplatform.media import MediaStore
from testplatform.models.items import MediaFile
from testplatform.services.importing import KeepMedia


class MediaNotKept(Exception):
    """A media file of an item cannot be stored; nothing was imported."""


def media_keeper(session: Session, config: Config, now: datetime) -> KeepMedia:
    """Give what keeps a media file; the interchange has read what is in it before."""
    store = MediaStore(config.media_root)

    def keep(name: str, data: bytes) -> None:
        if not name.endswith(".svg"):
            raise MediaNotKept(f"{name}: only SVG images can be kept yet")
        sha256 = store.write_image(data)
        known = session.scalars(sa.select(MediaFile).where(MediaFile.name == name)).one_or_none()
        if known is not None and known.sha256 != sha256:
            raise MediaNotKept(f"{name}: there is another file of that name")
        if known is None and session.get(MediaFile, sha256) is None:
            session.add(
                MediaFile(
                    sha256=sha256,
                    name=name,
                    media_type="image/svg+xml",
                    size_bytes=len(data),
                    uploaded_at=now,
                )
            )

    return keep
