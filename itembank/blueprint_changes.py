"""Small changes to a blueprint, each giving another blueprint; twice the same changes no more."""

from collections.abc import Callable
from dataclasses import replace

from itembank.blueprints import Blueprint, PartPlan, Rule
from itembank.items import PRACTICE_PART, ItemCode

Codes = tuple[ItemCode, ...]


def add_item(blueprint: Blueprint, part: str, code: ItemCode) -> Blueprint:
    """Put an item at the end of a part, chosen by hand; one that is there already stays."""
    if code in blueprint.item_codes:
        return blueprint
    added = _change_codes(blueprint, part, lambda codes: (*codes, code))
    return _change_part(added, part, lambda plan: replace(plan, by_hand=plan.by_hand | {code}))


def remove_item(blueprint: Blueprint, part: str, code: ItemCode) -> Blueprint:
    """Take an item out of a part."""
    removed = _change_codes(
        blueprint, part, lambda codes: tuple(one for one in codes if one != code)
    )
    return _change_part(removed, part, lambda plan: replace(plan, by_hand=plan.by_hand - {code}))


def move_item(blueprint: Blueprint, part: str, code: ItemCode, step: int) -> Blueprint:
    """Move an item up (-1) or down (1) in its part; at either end it stays."""

    def move(codes: Codes) -> Codes:
        if code not in codes:
            return codes
        order = list(codes)
        place = order.index(code)
        target = min(max(place + step, 0), len(order) - 1)
        order.insert(target, order.pop(place))
        return tuple(order)

    return _change_codes(blueprint, part, move)


def add_rule(blueprint: Blueprint, part: str, rule: Rule) -> Blueprint:
    """Add a rule to a part."""
    return _change_part(blueprint, part, lambda plan: replace(plan, rules=(*plan.rules, rule)))


def remove_rule(blueprint: Blueprint, part: str, number: int) -> Blueprint:
    """Take the rule with that number (from 0) out of a part."""
    return _change_part(
        blueprint,
        part,
        lambda plan: replace(plan, rules=plan.rules[:number] + plan.rules[number + 1 :]),
    )


def set_shuffling(blueprint: Blueprint, *, items: bool, options: bool) -> Blueprint:
    """Say whether items and options come in an order of each attempt."""
    return replace(blueprint, shuffles_items=items, shuffles_options=options)


def _change_codes(blueprint: Blueprint, part: str, change: Callable[[Codes], Codes]) -> Blueprint:
    if part == PRACTICE_PART:
        return replace(blueprint, practice=change(blueprint.practice))
    return _change_part(blueprint, part, lambda plan: replace(plan, items=change(plan.items)))


def _change_part(
    blueprint: Blueprint, code: str, change: Callable[[PartPlan], PartPlan]
) -> Blueprint:
    return replace(
        blueprint,
        parts=tuple(change(part) if part.code == code else part for part in blueprint.parts),
    )
