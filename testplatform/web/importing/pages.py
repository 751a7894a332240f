"""What somebody sees of a file before anything of it is stored."""

from dataclasses import dataclass

from testplatform.web.staff.pages import Badge, Count, Link, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPage:
    """Where a file is chosen."""

    accept: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One item of the file; without a `code` it cannot be taken."""

    identifier: str
    item_type: str
    prompt: str
    badge: Badge
    reasons: tuple[str, ...]
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowBlock:
    """Some rows under a title; of a long file only the first block stands open."""

    title: str
    rows: tuple[ImportRow, ...]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """Every item of the file with what would become of it."""

    file_name: str
    kind: str
    counts: tuple[Count, ...]
    statuses: tuple[Option, ...]
    destinations: tuple[Option, ...]
    blocks: tuple[RowBlock, ...]
    takeable: int
    is_long: bool
    is_filtered: bool
    import_url: str
    all_url: str
    back: Link
