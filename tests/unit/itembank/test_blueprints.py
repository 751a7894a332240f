from dataclasses import replace
from fractions import Fraction

import pytest

from itembank.blueprints import (
    Blueprint,
    Finding,
    Flaw,
    Pool,
    PoolItem,
    Rule,
    are_enemies,
    blueprint_from_document,
    blueprint_to_document,
    check_blueprint,
    empty_blueprint,
    sum_marks,
)
from itembank.items import Item, ItemCode, ItemType, LearningEnvironment, Level, Skill
from scoring.codes import PartCode
from scoring.documents import DocumentNotUnderstood
from scoring.marks import Marks
from tests.builders.blueprints import (
    a_blueprint,
    a_part_plan,
    a_pool,
    a_pool_item,
    a_usual_pool,
)
from tests.builders.items import (
    a_long_writing_item,
    a_programme,
    an_information_page,
    an_item,
)

_EVERY_FIELD = Rule(
    count=2,
    theme="health",
    learning_environment=LearningEnvironment.HEALTH,
    skill=Skill.READING,
    level=Level.A2,
    item_type=ItemType.SELECT_ONE,
    most_exposure=10,
)


def findings(blueprint: Blueprint, pool: Pool | None = None) -> list[tuple[str, Flaw]]:
    found = check_blueprint(blueprint, a_programme(), pool or a_usual_pool())
    return [(one.part, one.flaw) for one in found]


class TestCheckBlueprint:
    def test_lets_a_sound_one_through(self) -> None:
        rules = [Rule(count=2, theme="where-to-find-information")]

        assert findings(a_blueprint(sokkel=a_part_plan(items=["S-1", "S-2"], rules=rules))) == []

    @pytest.mark.parametrize(
        ("blueprint", "wanted"),
        [
            pytest.param(
                a_blueprint(sokkel=a_part_plan(items=["S-1"])),
                [("sokkel", Flaw.WRONG_NUMBER)],
                id="too few",
            ),
            pytest.param(
                a_blueprint(sokkel=a_part_plan(items=["S-1", "S-99"])),
                [("sokkel", Flaw.NOT_AVAILABLE)],
                id="an item that is not there",
            ),
            pytest.param(
                a_blueprint(practice=["P-2"]),
                [("oefening", Flaw.OTHER_PART)],
                id="an item of another part",
            ),
            pytest.param(
                a_blueprint(sokkel=a_part_plan(items=["S-1", "S-1"])),
                [("sokkel", Flaw.TWICE)],
                id="an item twice",
            ),
            pytest.param(
                a_blueprint(
                    sokkel=a_part_plan(items=["S-1", "S-2"], rules=[Rule(count=1, theme="health")])
                ),
                [("sokkel", Flaw.RULE_SHORT)],
                id="a rule that is not met",
            ),
        ],
    )
    def test_names_the_flaw(self, blueprint: Blueprint, wanted: list[tuple[str, Flaw]]) -> None:
        assert findings(blueprint) == wanted

    def test_names_enemies_once(self) -> None:
        pool = a_pool(*a_usual_pool().values(), a_pool_item("S-2", enemies=["S-1"]))

        found = check_blueprint(a_blueprint(), a_programme(), pool)

        enemies = (ItemCode("S-1"), ItemCode("S-2"))
        assert found == (Finding(part=a_part_plan().code, flaw=Flaw.ENEMIES, items=enemies),)

    def test_says_how_many_of_a_rule_there_are(self) -> None:
        rule = Rule(count=2, theme="health")
        pool = a_pool(*a_usual_pool().values(), a_pool_item("S-2", theme="health"))
        blueprint = a_blueprint(sokkel=a_part_plan(items=["S-1", "S-2"], rules=[rule]))

        found = check_blueprint(blueprint, a_programme(), pool)

        assert [(one.rule, one.found, one.wanted) for one in found] == [(rule, 1, 2)]


class TestMarks:
    def found(self, *items: PoolItem, wanted: Marks = 5) -> list[tuple[Flaw, Marks, Marks]]:
        pool = a_pool(*a_usual_pool().values(), *items)
        findings = check_blueprint(
            a_blueprint(), a_programme(), pool, marks={PartCode("sokkel"): wanted}
        )
        return [(one.flaw, one.found, one.wanted) for one in findings]

    def test_of_a_part_that_asks_so_many_are_summed(self) -> None:
        assert self.found(a_pool_item("S-1", marks=2), a_pool_item("S-2", marks=3)) == []

    @pytest.mark.parametrize("marks", [1, 3, Fraction(5, 2)])
    def test_that_are_too_few_or_too_many_are_told(self, marks: Marks) -> None:
        found = self.found(a_pool_item("S-1", marks=marks), a_pool_item("S-2", marks=3))

        assert found == [(Flaw.WRONG_MARKS, marks + 3, 5)]

    def test_cannot_be_given_by_people(self) -> None:
        found = self.found(a_pool_item("S-1", marks=None), a_pool_item("S-2", marks=5))

        assert [flaw for flaw, _, _ in found] == [Flaw.RATED]

    def test_do_not_matter_where_a_part_asks_none(self) -> None:
        pool = a_pool(*a_usual_pool().values(), a_pool_item("S-1", marks=None))

        assert check_blueprint(a_blueprint(), a_programme(), pool) == ()

    def test_of_an_item_that_is_not_there_are_none(self) -> None:
        assert sum_marks([ItemCode("S-1"), ItemCode("S-99")], a_usual_pool()) == 1

    @pytest.mark.parametrize(
        ("item", "marks"),
        [
            pytest.param(an_item(), 1, id="by a key"),
            pytest.param(an_information_page(), 0, id="by nobody"),
            pytest.param(a_long_writing_item(), None, id="by people"),
        ],
    )
    def test_of_an_item_are_the_most_that_its_key_gives(
        self, item: Item, marks: Marks | None
    ) -> None:
        assert PoolItem.of(item, exposure=3).marks == marks


class TestRule:
    @pytest.mark.parametrize(
        ("rule", "is_allowed"),
        [
            pytest.param(Rule(count=1), True, id="anything"),
            pytest.param(Rule(count=1, level=Level.A2), True, id="its level"),
            pytest.param(Rule(count=1, level=Level.B1), False, id="another level"),
            pytest.param(Rule(count=1, most_exposure=5), True, id="seen as often as it may"),
            pytest.param(Rule(count=1, most_exposure=4), False, id="seen too often"),
            pytest.param(
                Rule(count=1, level=Level.A2, theme="health"), False, id="only half of it"
            ),
        ],
    )
    def test_allows(self, rule: Rule, is_allowed: bool) -> None:
        assert rule.allows(a_pool_item("S-1", level=Level.A2, exposure=5)) is is_allowed


class TestAreEnemies:
    def test_whoever_says_so(self) -> None:
        pool = a_pool(a_pool_item("S-1", enemies=["S-2"]), a_pool_item("S-2"), a_pool_item("S-3"))
        one, two, three = pool

        assert are_enemies(one, two, pool)
        assert are_enemies(two, one, pool)
        assert not are_enemies(one, three, pool)


class TestBlueprint:
    def test_begins_empty_with_the_parts_of_the_programme(self) -> None:
        assert empty_blueprint(a_programme()) == Blueprint(
            parts=(a_part_plan("sokkel"), a_part_plan("praktisch"))
        )

    def test_gives_a_part_by_its_code(self) -> None:
        assert a_blueprint().part("praktisch") == a_part_plan("praktisch", items=["P-1"])


class TestBlueprintDocument:
    def test_is_read_as_it_was_written(self) -> None:
        blueprint = replace(
            a_blueprint(
                sokkel=a_part_plan(
                    items=["S-1", "S-2"], by_hand=["S-2"], rules=[_EVERY_FIELD, Rule(count=1)]
                )
            ),
            shuffles_options=True,
        )

        assert blueprint_from_document(blueprint_to_document(blueprint)) == blueprint

    def test_names_every_field_that_is_wrong(self) -> None:
        document = {
            "parts": [{"code": "sokkel", "rules": [{"count": 0}], "items": 1, "by_hand": []}],
            "practice": [],
            "stray": 1,
        }

        with pytest.raises(DocumentNotUnderstood) as refusal:
            blueprint_from_document(document)

        assert [problem.field for problem in refusal.value.problems] == [
            "parts[0].rules[0].count",
            "parts[0].items",
            "stray",
        ]
