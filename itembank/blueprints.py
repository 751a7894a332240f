"""Blueprints: what a form must ask, which items were chosen for it, and what is still wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from itembank.items import (
    PRACTICE_PART,
    Item,
    ItemCode,
    ItemType,
    LearningEnvironment,
    Level,
    Skill,
)
from itembank.programmes import Programme
from scoring.codes import PartCode
from scoring.documents import DocumentNotUnderstood, DocumentReader
from scoring.marks import Marks

Member = TypeVar("Member", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolItem:
    """What a blueprint asks of an item that can be chosen; `exposure` counts attempts with it.

    `marks` is the most that its key gives; None where people rate it.
    """

    code: ItemCode
    part: PartCode
    item_type: ItemType
    theme: str
    learning_environment: LearningEnvironment | None
    skill: Skill | None
    level: Level | None
    enemies: frozenset[ItemCode]
    exposure: int
    marks: Marks | None

    @classmethod
    def of(cls, item: Item, *, exposure: int) -> "PoolItem":
        """Give what a blueprint asks of an item."""
        return cls(
            code=item.code,
            part=item.part,
            item_type=item.item_type,
            theme=item.theme,
            learning_environment=item.learning_environment,
            skill=item.skill,
            level=item.level,
            enemies=frozenset(item.enemies),
            exposure=exposure,
            marks=item.most_marks,
        )

    @property
    def is_question(self) -> bool:
        """Whether it counts for the number of a part; a page that only informs does not."""
        return self.item_type is not ItemType.INFORMATION


Pool = Mapping[ItemCode, PoolItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """At least so many items of a part are like this; None allows anything.

    `most_exposure` leaves out items that more attempts have seen.
    """

    count: int
    theme: str | None = None
    learning_environment: LearningEnvironment | None = None
    skill: Skill | None = None
    level: Level | None = None
    item_type: ItemType | None = None
    most_exposure: int | None = None

    def allows(self, item: PoolItem) -> bool:
        """Whether an item counts for this rule."""
        wanted = (
            (self.theme, item.theme),
            (self.learning_environment, item.learning_environment),
            (self.skill, item.skill),
            (self.level, item.level),
            (self.item_type, item.item_type),
        )
        return all(asked is None or asked == has for asked, has in wanted) and (
            self.most_exposure is None or item.exposure <= self.most_exposure
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """The rules of one part, and the items chosen for it in their order; some by hand."""

    code: PartCode
    rules: tuple[Rule, ...] = ()
    items: tuple[ItemCode, ...] = ()
    by_hand: frozenset[ItemCode] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A form in the making. Practice items do not count and follow no rule."""

    parts: tuple[PartPlan, ...]
    practice: tuple[ItemCode, ...] = ()
    shuffles_items: bool = False
    shuffles_options: bool = False

    @property
    def item_codes(self) -> tuple[ItemCode, ...]:
        """Every chosen item, those for practice first."""
        return self.practice + tuple(code for part in self.parts for code in part.items)

    def part(self, code: str) -> PartPlan:
        """Give the plan of a part; KeyError when there is none."""
        return {part.code: part for part in self.parts}[PartCode(code)]


class Flaw(StrEnum):
    """What can be wrong with a blueprint."""

    NOT_AVAILABLE = "not_available"  # not in the bank, or never approved
    OTHER_PART = "other_part"
    TWICE = "twice"
    ENEMIES = "enemies"
    WRONG_NUMBER = "wrong_number"
    WRONG_MARKS = "wrong_marks"
    RATED = "rated"  # by people, where the next test waits for the marks
    RULE_SHORT = "rule_short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in one part: the items it is about, and how many there are and should be.

    `found` and `wanted` count items, or marks where the flaw is about those.
    """

    part: PartCode
    flaw: Flaw
    items: tuple[ItemCode, ...] = ()
    rule: Rule | None = None
    found: Marks = 0
    wanted: Marks = 0


def empty_blueprint(programme: Programme) -> Blueprint:
    """Give the blueprint with the parts of a programme and nothing chosen."""
    return Blueprint(parts=tuple(PartPlan(code=part.code) for part in programme.parts))


NO_MARKS: Mapping[PartCode, Marks] = MappingProxyType({})


def check_blueprint(
    blueprint: Blueprint,
    programme: Programme,
    pool: Pool,
    *,
    marks: Mapping[PartCode, Marks] = NO_MARKS,
) -> tuple[Finding, ...]:
    """List everything that keeps the form from being published, part by part.

    A part in `marks` must be out of so many, all by a key (`itembank.placing.list_sat_marks`).
    """
    return tuple(_list_findings(blueprint, programme, pool, marks))


def _list_findings(
    blueprint: Blueprint, programme: Programme, pool: Pool, marks: Mapping[PartCode, Marks]
) -> Iterator[Finding]:
    numbers = {part.code: part.items for part in programme.parts}
    yield from _list_item_findings(PRACTICE_PART, blueprint.practice, pool)
    for part in blueprint.parts:
        yield from _list_item_findings(part.code, part.items, pool)
        wanted = numbers[part.code]
        found = count_questions(part.items, pool)
        if found != wanted:
            yield Finding(part=part.code, flaw=Flaw.WRONG_NUMBER, found=found, wanted=wanted)
        if part.code in marks:
            yield from _list_marks_findings(part, pool, marks[part.code])
        yield from _list_rule_findings(part, pool)
    yield from _list_form_findings(blueprint, pool)


def count_questions(codes: Sequence[ItemCode], pool: Pool) -> int:
    """Count the items that ask something; one that is not available counts too."""
    return sum(code not in pool or pool[code].is_question for code in codes)


def sum_marks(codes: Iterable[ItemCode], pool: Pool) -> Marks:
    """Add what the keys of items give at most; what people rate or what is not there adds none."""
    return sum((pool[code].marks or 0) for code in codes if code in pool)


def _list_marks_findings(part: PartPlan, pool: Pool, wanted: Marks) -> Iterator[Finding]:
    for code in part.items:
        if code in pool and pool[code].marks is None:
            yield Finding(part=part.code, flaw=Flaw.RATED, items=(code,))
    found = sum_marks(part.items, pool)
    if found != wanted:
        yield Finding(part=part.code, flaw=Flaw.WRONG_MARKS, found=found, wanted=wanted)


def _list_item_findings(
    part: PartCode, codes: tuple[ItemCode, ...], pool: Pool
) -> Iterator[Finding]:
    for code in codes:
        if code not in pool:
            yield Finding(part=part, flaw=Flaw.NOT_AVAILABLE, items=(code,))
        elif pool[code].part != part:
            yield Finding(part=part, flaw=Flaw.OTHER_PART, items=(code,))


def _list_rule_findings(part: PartPlan, pool: Pool) -> Iterator[Finding]:
    for rule in part.rules:
        found = sum(code in pool and rule.allows(pool[code]) for code in part.items)
        if found < rule.count:
            yield Finding(
                part=part.code, flaw=Flaw.RULE_SHORT, rule=rule, found=found, wanted=rule.count
            )


def _list_form_findings(blueprint: Blueprint, pool: Pool) -> Iterator[Finding]:
    places = {code: part.code for part in blueprint.parts for code in part.items}
    for code, times in Counter(blueprint.item_codes).items():
        if times > 1:
            yield Finding(part=places.get(code, PRACTICE_PART), flaw=Flaw.TWICE, items=(code,))
    for pair in list_enemies(tuple(places), pool):
        yield Finding(part=places[pair[0]], flaw=Flaw.ENEMIES, items=pair)


def list_enemies(codes: tuple[ItemCode, ...], pool: Pool) -> list[tuple[ItemCode, ItemCode]]:
    """List the pairs that must not stand in one form; it is enough that one of them says so."""
    return [
        (one, other)
        for position, one in enumerate(codes)
        for other in codes[position + 1 :]
        if are_enemies(one, other, pool)
    ]


def are_enemies(one: ItemCode, other: ItemCode, pool: Pool) -> bool:
    """Whether either of two items names the other as its enemy."""
    return (one in pool and other in pool[one].enemies) or (
        other in pool and one in pool[other].enemies
    )


def blueprint_to_document(blueprint: Blueprint) -> dict[str, object]:
    """Write a blueprint for storage."""
    return {
        "parts": [
            {
                "code": part.code,
                "rules": [_rule_to_document(rule) for rule in part.rules],
                "items": list(part.items),
                "by_hand": sorted(part.by_hand),
            }
            for part in blueprint.parts
        ],
        "practice": list(blueprint.practice),
        "shuffles_items": blueprint.shuffles_items,
        "shuffles_options": blueprint.shuffles_options,
    }


def blueprint_from_document(document: object) -> Blueprint:
    """Read what `blueprint_to_document` wrote.

    Raises:
        DocumentNotUnderstood: with every problem and its field.
    """
    reader = DocumentReader(document)
    blueprint = Blueprint(
        parts=tuple(
            _read_part(reader, row, f"parts[{number}]")
            for number, row in enumerate(reader.rows("parts"))
        ),
        practice=_read_codes(reader, "practice"),
        shuffles_items=reader.flag("shuffles_items", default=False),
        shuffles_options=reader.flag("shuffles_options", default=False),
    )
    reader.finish()
    return blueprint


def _read_part(outer: DocumentReader, row: object, at: str) -> PartPlan:
    reader = DocumentReader(row, at=at)
    rules = reader.table_rows("rules")
    part = PartPlan(
        code=PartCode(reader.text("code")),
        rules=tuple(
            _read_rule(reader, rule, f"{at}.rules[{number}]") for number, rule in enumerate(rules)
        ),
        items=_read_codes(reader, "items"),
        by_hand=frozenset(_read_codes(reader, "by_hand")),
    )
    _adopt(outer, reader)
    return part


def _read_rule(outer: DocumentReader, row: object, at: str) -> Rule:
    reader = DocumentReader(row, at=at)
    rule = Rule(
        count=reader.whole_number("count", minimum=1),
        theme=reader.text("theme") if reader.has("theme") else None,
        learning_environment=_optional(reader, "learning_environment", LearningEnvironment),
        skill=_optional(reader, "skill", Skill),
        level=_optional(reader, "level", Level),
        item_type=_optional(reader, "item_type", ItemType),
        most_exposure=reader.whole_number("most_exposure") if reader.has("most_exposure") else None,
    )
    _adopt(outer, reader)
    return rule


def _optional(reader: DocumentReader, name: str, members: type[Member]) -> Member | None:
    return reader.member(name, members) if reader.has(name) else None


def _read_codes(reader: DocumentReader, name: str) -> tuple[ItemCode, ...]:
    return tuple(ItemCode(code) for code in reader.texts(name))


def _adopt(outer: DocumentReader, inner: DocumentReader) -> None:
    try:
        inner.finish()
    except DocumentNotUnderstood as error:
        outer.adopt(error.problems)


def _rule_to_document(rule: Rule) -> dict[str, object]:
    fields: dict[str, object] = {
        "count": rule.count,
        "theme": rule.theme,
        "learning_environment": rule.learning_environment and rule.learning_environment.value,
        "skill": rule.skill and rule.skill.value,
        "level": rule.level and rule.level.value,
        "item_type": rule.item_type and rule.item_type.value,
        "most_exposure": rule.most_exposure,
    }
    return {name: value for name, value in fields.items() if value is not None}
