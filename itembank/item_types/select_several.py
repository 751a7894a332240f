"""Select several: three or more choices, of which more than one is right but not all."""

from itembank.item_types.responses import parse_choices
from itembank.items import Item, ItemDraft
from itembank.readaloud import Segment, choice_segments
from itembank.translations import LocalisedItem
from scoring.codes import RuleId
from scoring.documents import Problem
from scoring.rules import ChoiceResponse, SelectAllThatApply, SelectExactly


def list_problems(item: ItemDraft) -> tuple[Problem, ...]:
    """List what makes the item no sound "select several"."""
    problems = []
    if len(item.choices) < 3:
        problems.append(Problem(field="choices", message="must be three or more"))
    if not 2 <= len(item.key) < len(item.choices):
        problems.append(Problem(field="key", message="must be two or more choices, but not all"))
    if item.rule not in (RuleId.SELECT_EXACTLY, RuleId.SELECT_ALL_THAT_APPLY):
        problems.append(Problem(field="rule", message="must be 1.2 or 1.3"))
    return tuple(problems)


def scoring_rule(item: Item) -> SelectExactly | SelectAllThatApply:
    """Give rule 1.2 or 1.3 with the key of the item."""
    if item.rule is RuleId.SELECT_ALL_THAT_APPLY:
        return SelectAllThatApply(correct=item.key)
    return SelectExactly(correct=item.key)


def parse_response(item: Item, raw: object) -> ChoiceResponse:
    """Read a response of any number of choices: how many to choose is the prompt's to say."""
    return parse_choices(item, raw, at_most=len(item.choices))


def segments(localised: LocalisedItem) -> tuple[Segment, ...]:
    """Read the prompt aloud, then each choice."""
    return choice_segments(localised)
