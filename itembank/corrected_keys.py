"""An item with another key: what candidates saw stays exactly as it was."""

from collections.abc import Mapping

from itembank.bodies import Scoring
from itembank.errors import ItemBankError
from itembank.item_documents import item_from_document, item_to_document
from itembank.items import Item, ItemNotValid
from itembank.translations import localise
from scoring.documents import Problem


class KeyNotSound(ItemBankError):
    """A key cannot take the place of another; `problems` says why, field by field."""

    def __init__(self, code: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"item {code}: {'; '.join(str(problem) for problem in problems)}")
        self.code = code
        self.problems = problems


def correct_key(item: Item, fields: Mapping[str, object]) -> Item:
    """Give an item with other fields that decide the marks, such as {"key": ["b"]}.

    Raises:
        KeyNotSound: when the item is not one that a key scores, when the fields are not ones of
            it, when they say what they said already, or when they change what candidates saw.
    """
    if item.scoring is not Scoring.KEY:
        raise _refuse(item, "", "has no key")
    unknown = sorted(set(fields) - set(item.body.to_document()))
    if unknown or not fields:
        raise _refuse(item, ", ".join(unknown), "is not a field of the key of this item")
    try:
        corrected = item_from_document({**item_to_document(item), **fields})
    except ItemNotValid as error:
        raise KeyNotSound(item.code, error.problems) from error
    if _as_seen(corrected) != _as_seen(item):
        raise _refuse(item, ", ".join(sorted(fields)), "changes what candidates saw")
    if corrected == item:
        raise _refuse(item, ", ".join(sorted(fields)), "is the key already")
    return corrected


def read_short_key(text: str) -> dict[str, object]:
    """Read a key as people type it, "b" or "a, c": of an item whose key is a list of choices."""
    written = [part.strip() for part in text.split(",")]
    return {"key": [part for part in written if part]}


def _as_seen(item: Item) -> tuple[object, ...]:
    return localise(item, None), item.body.list_options()


def _refuse(item: Item, field: str, message: str) -> KeyNotSound:
    return KeyNotSound(item.code, (Problem(field=field, message=message),))
