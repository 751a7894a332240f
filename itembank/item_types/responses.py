"""Reading of raw responses that choose among choices."""

from itembank.errors import ItemBankError
from itembank.items import Item, ItemCode
from scoring.codes import ChoiceId
from scoring.documents import DocumentNotUnderstood, DocumentReader
from scoring.rules import ChoiceResponse


class ResponseNotUnderstood(ItemBankError):
    """A raw response is not one to this item."""

    def __init__(self, item: ItemCode, *, reason: str) -> None:
        super().__init__(f"response to {item}: {reason}")
        self.item = item
        self.reason = reason


def parse_choices(item: Item, raw: object, *, at_most: int) -> ChoiceResponse:
    """Read {"chosen": [...]} strictly; the order of the choices is of no importance.

    Raises:
        ResponseNotUnderstood: with the reason.
    """
    reader = DocumentReader(raw)
    named = reader.texts("chosen")
    try:
        reader.finish()
    except DocumentNotUnderstood as error:
        raise ResponseNotUnderstood(item.code, reason=str(error)) from error
    chosen = frozenset(ChoiceId(choice) for choice in named)
    if chosen - {choice.id for choice in item.choices}:
        raise ResponseNotUnderstood(item.code, reason="chosen: names an unknown choice")
    if len(chosen) > at_most:
        raise ResponseNotUnderstood(item.code, reason=f"chosen: names more than {at_most}")
    return ChoiceResponse(chosen=chosen)
