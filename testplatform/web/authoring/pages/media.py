"""The media library."""

from dataclasses import dataclass
from datetime import datetime

from testplatform.web.authoring.pages.versions import Fact
from testplatform.web.staff.pages import Link, Option, Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCard:
    """One file; `image_url` is None for what is not seen."""

    name: str
    kind: str
    size: str
    url: str
    image_url: str | None
    uploaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaPage:
    """What a search in the library found."""

    text: str
    kinds: tuple[Option, ...]
    cards: tuple[MediaCard, ...]
    paging: Paging
    may_upload: bool
    is_filtered: bool
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFilePage:
    """One file and where it is used."""

    name: str
    facts: tuple[Fact, ...]
    image_url: str | None
    sound_url: str | None
    video_url: str | None
    uses: tuple[Link, ...]
    back: Link
