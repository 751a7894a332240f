"""The list of items as a file for a spreadsheet."""

from collections.abc import Iterable

from itembank.programmes import get_programme
from testplatform.repositories.item_lists import ItemSummary
from testplatform.web.authoring.wording import ITEM_STATES
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.spreadsheets import write_rows
from testplatform.web.staff.wording import ITEM_TYPES, SKILLS, describe_part

HEADINGS = (
    "code",
    "versie",
    "vraag",
    "testprogramma",
    "deel",
    "type",
    "thema",
    "vaardigheid",
    "niveau",
    "toestand",
    "volledige vertalingen",
    "laatste testversie",
    "gewijzigd",
)


def export_items(summaries: Iterable[ItemSummary]) -> bytes:
    """Everything of the list, without the keys."""
    return write_rows(HEADINGS, (_cells(summary) for summary in summaries))


def _cells(summary: ItemSummary) -> tuple[str, ...]:
    return (
        summary.code,
        str(summary.version),
        summary.prompt,
        get_programme(summary.programme).title,
        describe_part(summary.programme, summary.part),
        ITEM_TYPES.get(summary.item_type, summary.item_type.value),
        summary.theme,
        "" if summary.skill is None else SKILLS[summary.skill],
        summary.level or "",
        ITEM_STATES[summary.state].word,
        str(summary.whole_languages),
        summary.last_form or "",
        format_instant(summary.updated_at),
    )
