"""Blueprints and the items that they choose from; a test states only what it is about."""

from collections.abc import Iterable, Sequence

from itembank.blueprints import Blueprint, PartPlan, Pool, PoolItem, Rule
from itembank.items import ItemCode, ItemType, Level
from scoring.codes import PartCode
from scoring.marks import Marks


def a_pool_item(
    code: str,
    *,
    part: str = "sokkel",
    theme: str = "where-to-find-information",
    level: Level | None = None,
    item_type: ItemType = ItemType.SELECT_ONE,
    enemies: Iterable[str] = (),
    exposure: int = 0,
    marks: Marks | None = 1,
) -> PoolItem:
    return PoolItem(
        code=ItemCode(code),
        part=PartCode(part),
        item_type=item_type,
        theme=theme,
        learning_environment=None,
        skill=None,
        level=level,
        enemies=frozenset(ItemCode(enemy) for enemy in enemies),
        exposure=exposure,
        marks=marks,
    )


def a_pool(*items: PoolItem) -> Pool:
    return {item.code: item for item in items}


def a_usual_pool() -> Pool:
    """Four sokkelvragen, two practical ones and one for practice: enough for `a_programme`."""
    return a_pool(
        *(a_pool_item(f"S-{number}") for number in range(1, 5)),
        *(a_pool_item(f"P-{number}", part="praktisch") for number in range(1, 3)),
        a_pool_item("X-1", part="oefening"),
    )


def a_part_plan(
    code: str = "sokkel",
    *,
    items: Iterable[str] = (),
    by_hand: Iterable[str] = (),
    rules: Sequence[Rule] = (),
) -> PartPlan:
    return PartPlan(
        code=PartCode(code),
        rules=tuple(rules),
        items=tuple(ItemCode(item) for item in items),
        by_hand=frozenset(ItemCode(item) for item in by_hand),
    )


def a_blueprint(
    *,
    sokkel: PartPlan | None = None,
    praktisch: PartPlan | None = None,
    practice: Iterable[str] = ("X-1",),
) -> Blueprint:
    """Build one for `a_programme`: two sokkelvragen, one practical question, one for practice."""
    return Blueprint(
        parts=(
            sokkel or a_part_plan(items=["S-1", "S-2"]),
            praktisch or a_part_plan("praktisch", items=["P-1"]),
        ),
        practice=tuple(ItemCode(item) for item in practice),
    )
