"""Items as they come out of a simple file format, before the bank judges them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from itembank.interchange.reports import ImportDefaults, ImportedItem
from itembank.item_documents import read_item

Document = dict[str, object]


@dataclass(slots=True)
class ItemFields:
    """One item as a file has it: the fields of its document, what changed, or why it is refused."""

    identifier: str
    kind: str
    fields: Document = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refusal: str | None = None
    place: str = ""


def judge_all(found: Iterable[ItemFields], defaults: ImportDefaults) -> tuple[ImportedItem, ...]:
    """Let the bank judge items; each gets a code of its own."""
    taken: set[str] = set()
    return tuple(_judge(one, defaults, taken) for one in found)


def make_code(identifier: str, taken: set[str]) -> str:
    """Make a code of the bank of an identifier, different from those taken, and take it."""
    plain = re.sub(r"[^A-Z0-9]+", "-", identifier.upper()).strip("-")[:60].strip("-") or "ITEM"
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}-{number}"
    taken.add(code)
    return code


def _judge(one: ItemFields, defaults: ImportDefaults, taken: set[str]) -> ImportedItem:
    if one.refusal is not None:
        return ImportedItem(identifier=one.identifier, kind=one.kind, reasons=(one.refusal,))
    common: Document = {"part": defaults.part, "theme": defaults.theme}
    code = one.fields.get("code")
    if code in taken:
        reason = f"{one.place}code: an item before it has the same"
        return ImportedItem(identifier=one.identifier, kind=one.kind, reasons=(reason,))
    if code:
        taken.add(str(code))
    else:
        code = make_code(one.identifier, taken)
    draft, problems = read_item({**common, **one.fields, "code": code})
    if problems:
        reasons = tuple(f"{one.place}{problem}" for problem in problems)
        return ImportedItem(identifier=one.identifier, kind=one.kind, reasons=reasons)
    item = draft.to_item()
    return ImportedItem(
        identifier=one.identifier,
        kind=item.item_type.value,
        reasons=tuple(dict.fromkeys(one.notes)),
        item=item,
        declared=item.body.correct_response(),
    )
