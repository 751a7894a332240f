"""Choosing items for a form by the rules of its blueprint: the least seen first, no two enemies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from itembank.blueprints import (
    NO_MARKS,
    Blueprint,
    PartPlan,
    Pool,
    PoolItem,
    Rule,
    are_enemies,
    count_questions,
    sum_marks,
)
from itembank.errors import ItemBankError
from itembank.items import ItemCode
from itembank.programmes import Programme
from itembank.shuffling import shuffle
from scoring.codes import PartCode
from scoring.marks import Marks

# Enough for every real bank; a search that goes on is looking for what is not there.
MOST_STEPS = 5_000


class NotEnoughItems(ItemBankError):
    """The bank has no set of items that fits the blueprint."""

    def __init__(self, part: PartCode) -> None:
        super().__init__(f"no items of the bank fit the blueprint of part {part}")
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needed:
    """How many questions a part asks; and the marks it must be out of, where that is fixed."""

    number: int
    marks: Marks | None


@dataclass(slots=True, kw_only=True)
class _Search:
    """One part being filled; `steps` is how often a choice may still be tried."""

    pool: Pool
    needed: _Needed
    rules: tuple[Rule, ...]
    order: Sequence[PoolItem]
    taken: frozenset[ItemCode]
    steps: int = MOST_STEPS

    def fill(self, chosen: tuple[ItemCode, ...]) -> tuple[ItemCode, ...] | None:
        """Add items until the part is full and every rule is met; None when that cannot be."""
        questions = count_questions(chosen, self.pool)
        if questions >= self.needed.number:
            return chosen if questions == self.needed.number and self._is_right(chosen) else None
        for code in self._list_candidates(chosen):
            if self.steps == 0:
                return None
            self.steps -= 1
            filled = self.fill((*chosen, code))
            if filled is not None:
                return filled
        return None

    def _is_right(self, chosen: tuple[ItemCode, ...]) -> bool:
        has_its_marks = self.needed.marks in (None, sum_marks(chosen, self.pool))
        return has_its_marks and self._find_urgent_rule(chosen) is None

    def _list_candidates(self, chosen: tuple[ItemCode, ...]) -> Iterator[ItemCode]:
        rule = self._find_urgent_rule(chosen)
        for item in self.order:
            if rule is not None and not rule.allows(item):
                continue
            if not self._leaves_room(item, chosen):
                continue
            if item.code in self.taken or item.code in chosen:
                continue
            present = (*self.taken, *chosen)
            if not any(are_enemies(item.code, other, self.pool) for other in present):
                yield item.code

    def _leaves_room(self, item: PoolItem, chosen: tuple[ItemCode, ...]) -> bool:
        """Whether the marks of a part that must be out of so many allow one more item."""
        if self.needed.marks is None:
            return True
        return (
            item.marks is not None
            and item.marks + sum_marks(chosen, self.pool) <= self.needed.marks
        )

    def _find_urgent_rule(self, chosen: tuple[ItemCode, ...]) -> Rule | None:
        """The unmet rule that the fewest items of the bank can meet."""
        unmet = [
            rule
            for rule in self.rules
            if sum(code in self.pool and rule.allows(self.pool[code]) for code in chosen)
            < rule.count
        ]
        return min(unmet, key=self._count_supply, default=None)

    def _count_supply(self, rule: Rule) -> int:
        return sum(rule.allows(item) for item in self.order)


def fill_blueprint(
    blueprint: Blueprint,
    programme: Programme,
    pool: Pool,
    *,
    seed: str,
    avoid: frozenset[ItemCode] = frozenset(),
    marks: Mapping[PartCode, Marks] = NO_MARKS,
) -> Blueprint:
    """Keep what was chosen by hand and choose the rest by rule, part by part.

    Items in `avoid` come last, then those that more attempts have seen; the seed decides between
    equals. Practice items stay as they are. A part in `marks` comes to be out of so many, all by
    a key.

    Raises:
        NotEnoughItems: naming the first part for which the bank has no fitting set.
    """
    numbers = {part.code: part.items for part in programme.parts}
    by_hand = {code for part in blueprint.parts for code in part.items if code in part.by_hand}
    taken = frozenset(blueprint.practice) | by_hand
    parts = []
    for part in blueprint.parts:
        needed = _Needed(number=numbers[part.code], marks=marks.get(part.code))
        filled = _fill_part(part, needed, pool, taken=taken, seed=seed, avoid=avoid)
        taken |= frozenset(filled.items)
        parts.append(filled)
    return replace(blueprint, parts=tuple(parts))


def make_parallel(
    blueprint: Blueprint,
    programme: Programme,
    pool: Pool,
    *,
    number: int,
    seed: str,
    marks: Mapping[PartCode, Marks] = NO_MARKS,
) -> tuple[Blueprint, ...]:
    """Make more forms from one blueprint that share as few items as the bank allows.

    Raises:
        NotEnoughItems: when even with shared items a form cannot be filled.
    """
    used = frozenset(code for part in blueprint.parts for code in part.items)
    bare = replace(
        blueprint,
        parts=tuple(replace(part, items=(), by_hand=frozenset()) for part in blueprint.parts),
    )
    forms: list[Blueprint] = []
    for turn in range(number):
        turn_seed = f"{seed}/{turn}"
        form = fill_blueprint(bare, programme, pool, seed=turn_seed, avoid=used, marks=marks)
        used |= frozenset(code for part in form.parts for code in part.items)
        forms.append(form)
    return tuple(forms)


def _fill_part(
    part: PartPlan,
    needed: _Needed,
    pool: Pool,
    *,
    taken: frozenset[ItemCode],
    seed: str,
    avoid: frozenset[ItemCode],
) -> PartPlan:
    kept = tuple(code for code in part.items if code in part.by_hand)
    search = _Search(
        pool=pool,
        needed=needed,
        rules=part.rules,
        order=_put_in_order(part.code, pool, seed=seed, avoid=avoid),
        taken=taken - frozenset(kept),
    )
    chosen = search.fill(kept)
    if chosen is None:
        raise NotEnoughItems(part.code)
    return replace(part, items=chosen)


def _put_in_order(
    part: PartCode, pool: Pool, *, seed: str, avoid: frozenset[ItemCode]
) -> list[PoolItem]:
    codes = [item.code for item in pool.values() if item.part == part and item.is_question]
    place = {code: rank for rank, code in enumerate(shuffle(codes, seed=seed, label=part))}
    return sorted(
        (pool[code] for code in codes),
        key=lambda item: (item.code in avoid, item.exposure, place[item.code]),
    )
