"""True or false: a statement with the two choices "true" and "false"."""

from itembank.item_types.responses import parse_choices
from itembank.items import Item, ItemDraft
from itembank.readaloud import Segment, choice_segments
from itembank.translations import LocalisedItem
from scoring.codes import RuleId
from scoring.documents import Problem
from scoring.rules import ChoiceResponse, SelectOne


def list_problems(item: ItemDraft) -> tuple[Problem, ...]:
    """List what makes the item no sound "true or false"."""
    problems = []
    if [choice.id for choice in item.choices] != ["true", "false"]:
        problems.append(Problem(field="choices", message="must be true and false"))
    if len(item.key) != 1:
        problems.append(Problem(field="key", message="must be one choice"))
    if item.rule is not RuleId.SELECT_ONE:
        problems.append(Problem(field="rule", message="must be 1.1"))
    return tuple(problems)


def scoring_rule(item: Item) -> SelectOne:
    """Give rule 1.1 with the key of the item."""
    return SelectOne(correct=item.key)


def parse_response(item: Item, raw: object) -> ChoiceResponse:
    """Read a response of one choice or none."""
    return parse_choices(item, raw, at_most=1)


def segments(localised: LocalisedItem) -> tuple[Segment, ...]:
    """Read the statement aloud, then each choice."""
    return choice_segments(localised)
