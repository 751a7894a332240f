"""The file before its import: each item with its status, its reasons and where it can go."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from itembank.interchange.reports import ImportedItem
from itembank.items import PRACTICE_PART, ItemType
from itembank.programmes import list_programmes
from scoring.codes import PartCode
from testplatform.services.imported_media import CheckedImport
from testplatform.services.importing import Destination, list_taken_codes
from testplatform.web.importing.explanations import explain_reason
from testplatform.web.importing.pages import ImportRow, PreviewPage, RowBlock, UploadPage
from testplatform.web.importing.wording import FILE_KINDS, KINDS, STATUSES, TAKEN, RowStatus
from testplatform.web.staff.building import build_options
from testplatform.web.staff.pages import Count, Link
from testplatform.web.staff.wording import ITEM_TYPES, describe_part

ACCEPTED = ".zip,.xml,.gift,.txt,.xlsx,.csv"
LONGEST_SHOWN = 120
ROWS_PER_BLOCK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSearch:
    """Which file somebody looks at, and which of its items."""

    sha256: str
    status: RowStatus | None = None


def build_upload_page() -> UploadPage:
    return UploadPage(
        accept=ACCEPTED, back=Link(label="Alle items", url=url_for("authoring.items"))
    )


def build_preview_page(
    session: Session, checked: CheckedImport, search: PreviewSearch
) -> PreviewPage:
    report = checked.report
    codes = {one.item.code for one in report.items if one.item is not None}
    taken = set(list_taken_codes(session, codes))
    judged = [(_status_of(one, taken), one) for one in report.items]
    shown = [pair for pair in judged if search.status in (None, pair[0])]
    return PreviewPage(
        file_name=report.file,
        kind=FILE_KINDS[report.kind],
        counts=tuple(_count([status for status, _one in judged], search.sha256)),
        statuses=build_options(
            {status: badge.word for status, badge in STATUSES.items()}, search.status
        ),
        destinations=build_options(_list_destinations(), None),
        blocks=tuple(build_blocks([_row(status, one) for status, one in shown])),
        is_long=len(shown) > ROWS_PER_BLOCK,
        takeable=sum(status.can_be_taken for status, _one in shown),
        is_filtered=search.status is not None,
        import_url=url_for("importing.take", sha256=search.sha256),
        all_url=url_for("importing.preview_file", sha256=search.sha256),
        back=Link(label="Een ander bestand kiezen", url=url_for("importing.choose_file")),
    )


def build_blocks(rows: Sequence[ImportRow]) -> Iterator[RowBlock]:
    """The rows in blocks, each with how many of it can be taken."""
    for start in range(0, len(rows), ROWS_PER_BLOCK):
        held = tuple(rows[start : start + ROWS_PER_BLOCK])
        takeable = sum(row.code is not None for row in held)
        yield RowBlock(
            title=f"Items {start + 1} tot {start + len(held)}, over te nemen: {takeable}",
            rows=held,
            is_first=start == 0,
        )


def find_destination(value: str) -> Destination | None:
    """The programme and part that a choice names."""
    if value not in _list_destinations():
        return None
    programme, _, part = value.partition(":")
    return Destination(programme=programme, part=PartCode(part))


def _list_destinations() -> dict[str, str]:
    return {
        f"{programme.code}:{part}": f"{programme.title}: {describe_part(programme.code, part)}"
        for programme in list_programmes()
        for part in (*(part.code for part in programme.parts), PRACTICE_PART)
    }


def _status_of(one: ImportedItem, taken: Collection[str]) -> RowStatus:
    if one.item is not None and one.item.code in taken:
        return RowStatus.TAKEN
    return RowStatus(one.status.value)


def _count(statuses: list[RowStatus], sha256: str) -> list[Count]:
    return [
        Count(
            badge=badge,
            number=statuses.count(status),
            url=url_for("importing.preview_file", sha256=sha256, status=status.value),
        )
        for status, badge in STATUSES.items()
    ]


def _row(status: RowStatus, one: ImportedItem) -> ImportRow:
    reasons = [explain_reason(reason) for reason in one.reasons]
    if status is RowStatus.TAKEN and one.item is not None:
        reasons.insert(0, TAKEN.format(code=one.item.code))
    prompt = "" if one.item is None else one.item.prompt
    is_long = len(prompt) > LONGEST_SHOWN
    return ImportRow(
        identifier=one.identifier[:LONGEST_SHOWN],
        item_type=_name_type(one.kind),
        prompt=f"{prompt[:LONGEST_SHOWN].rstrip()} …" if is_long else prompt,
        badge=STATUSES[status],
        reasons=tuple(reasons),
        code=one.item.code if one.item is not None and status.can_be_taken else None,
    )


def _name_type(kind: str) -> str:
    """The type in Dutch; what only the file knows goes by its own name."""
    known = next((ITEM_TYPES[one] for one in ItemType if one.value == kind), None)
    return known or KINDS.get(kind, kind[:LONGEST_SHOWN])
