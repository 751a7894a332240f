"""The media library: files are checked, kept once by their content, and named for good."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from testplatform.db import hold_lock
from testplatform.intake import CheckedFile
from testplatform.media import MediaStore, media_type_of
from testplatform.models.items import MediaFile
from testplatform.services.audit import record_event
from testplatform.services.item_rights import Colleague

LONGEST_STEM = 60
SHORT_HASH = 12  # enough to recognise a file by


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of the library; `is_new` is False when the same content was there already."""

    file: MediaFile
    is_new: bool


def keep_file(
    session: Session,
    checked: CheckedFile,
    typed_name: str,
    *,
    store: MediaStore,
    colleague: Colleague | None,
    now: datetime,
) -> KeptFile:
    """Keep a checked file; the same content again gives the file that there is.

    Without a `colleague` a command keeps it.
    """
    hold_lock(session, "media library")
    sha256 = store.write(checked.data, checked.kind, checked.extension)
    existing = session.get(MediaFile, sha256)
    if existing is not None:
        return KeptFile(file=existing, is_new=False)
    file = MediaFile(
        sha256=sha256,
        name=_make_unique(session, clean_stem(typed_name), checked.extension),
        media_type=media_type_of(checked.kind, checked.extension),
        size_bytes=len(checked.data),
        duration_ms=checked.duration_ms,
        uploaded_by_id=None if colleague is None else colleague.staff_id,
        uploaded_at=now,
    )
    session.add(file)
    record_event(
        session,
        actor="command" if colleague is None else colleague.actor,
        action="media uploaded",
        subject=f"media:{sha256[:SHORT_HASH]}",
        now=now,
        details={"name": file.name},
    )
    session.flush()
    return KeptFile(file=file, is_new=True)


def clean_stem(typed_name: str) -> str:
    """The name of a file without its ending, in letters that every system takes."""
    name = re.split(r"[\\/]", typed_name)[-1]
    stem = name.rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].strip("-") or "bestand"


def _make_unique(session: Session, stem: str, extension: str) -> str:
    like = MediaFile.name.startswith(stem, autoescape=True)
    taken = set(session.scalars(sa.select(MediaFile.name).where(like)))
    number, name = 1, f"{stem}.{extension}"
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{extension}"
    return name
