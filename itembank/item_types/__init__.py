"""One module per item type; these functions send an item to the module of its type.

An item type decides what a sound item is, which scoring rule its key gives, how a raw response
is read, and what is read aloud.
"""

from typing import assert_never

from itembank.item_types import select_one, select_several, true_false
from itembank.item_types.responses import ResponseNotUnderstood
from itembank.items import Item, ItemDraft, ItemNotValid, ItemType
from itembank.readaloud import Segment
from itembank.translations import LocalisedItem
from scoring.documents import Problem
from scoring.rules import ChoiceResponse, ChoiceRule

__all__ = [
    "ResponseNotUnderstood",
    "check",
    "list_problems",
    "parse_response",
    "scoring_rule",
    "segments",
]


def list_problems(item: ItemDraft) -> tuple[Problem, ...]:
    """List what the type of the item does not allow."""
    match item.item_type:
        case ItemType.SELECT_ONE:
            return select_one.list_problems(item)
        case ItemType.TRUE_FALSE:
            return true_false.list_problems(item)
        case ItemType.SELECT_SEVERAL:
            return select_several.list_problems(item)
        case _:  # pragma: no cover
            assert_never(item.item_type)


def check(item: Item) -> None:
    """Refuse an item that its type does not allow.

    Raises:
        ItemNotValid: with every problem.
    """
    problems = list_problems(item)
    if problems:
        raise ItemNotValid(item.code, problems)


def scoring_rule(item: Item) -> ChoiceRule:
    """Give the scoring rule of the item, filled with its key.

    Raises:
        ItemNotValid: when the type does not allow the item.
    """
    check(item)
    match item.item_type:
        case ItemType.SELECT_ONE:
            return select_one.scoring_rule(item)
        case ItemType.TRUE_FALSE:
            return true_false.scoring_rule(item)
        case ItemType.SELECT_SEVERAL:
            return select_several.scoring_rule(item)
        case _:  # pragma: no cover
            assert_never(item.item_type)


def parse_response(item: Item, raw: object) -> ChoiceResponse:
    """Read a raw response, {"chosen": ["a", ...]}; an empty list takes an answer back.

    Raises:
        ResponseNotUnderstood: for any other shape, an unknown choice, a choice named twice or
            more choices than the type allows.
    """
    match item.item_type:
        case ItemType.SELECT_ONE:
            return select_one.parse_response(item, raw)
        case ItemType.TRUE_FALSE:
            return true_false.parse_response(item, raw)
        case ItemType.SELECT_SEVERAL:
            return select_several.parse_response(item, raw)
        case _:  # pragma: no cover
            assert_never(item.item_type)


def segments(localised: LocalisedItem) -> tuple[Segment, ...]:
    """Cut a localised item into what is read aloud, in the order of reading."""
    match localised.item_type:
        case ItemType.SELECT_ONE:
            return select_one.segments(localised)
        case ItemType.TRUE_FALSE:
            return true_false.segments(localised)
        case ItemType.SELECT_SEVERAL:
            return select_several.segments(localised)
        case _:  # pragma: no cover
            assert_never(localised.item_type)
