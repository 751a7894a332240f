from fractions import Fraction
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank.assembly import NotEnoughItems, fill_blueprint, make_parallel
from itembank.blueprints import (
    Blueprint,
    PartPlan,
    Pool,
    PoolItem,
    Rule,
    check_blueprint,
    sum_marks,
)
from itembank.items import ItemType, Level
from itembank.programmes import get_programme
from scoring.codes import PartCode
from tests.builders.blueprints import (
    a_blueprint,
    a_part_plan,
    a_pool,
    a_pool_item,
    a_usual_pool,
)
from tests.builders.items import a_programme

_BARE = a_blueprint(sokkel=a_part_plan(), praktisch=a_part_plan("praktisch"))


def filled(blueprint: Blueprint = _BARE, pool: Pool | None = None, seed: str = "1") -> Blueprint:
    return fill_blueprint(blueprint, a_programme(), pool or a_usual_pool(), seed=seed)


class TestFillBlueprint:
    def test_makes_a_form_without_flaws(self) -> None:
        assert check_blueprint(filled(), a_programme(), a_usual_pool()) == ()

    def test_keeps_what_was_chosen_by_hand(self) -> None:
        by_hand = a_blueprint(sokkel=a_part_plan(items=["S-4", "S-1"], by_hand=["S-4"]))

        assert "S-4" in filled(by_hand).part("sokkel").items

    def test_takes_the_least_seen_first(self) -> None:
        pool = a_pool(
            *a_usual_pool().values(),
            a_pool_item("S-1", exposure=9),
            a_pool_item("S-3", exposure=9),
        )

        assert set(filled(pool=pool).part("sokkel").items) == {"S-2", "S-4"}

    def test_keeps_a_page_that_informs_beside_the_questions(self) -> None:
        page = a_pool_item("S-9", item_type=ItemType.INFORMATION)
        pool = a_pool(*a_usual_pool().values(), page)
        by_hand = a_blueprint(sokkel=a_part_plan(items=["S-9"], by_hand=["S-9"]))

        form = filled(by_hand, pool)

        assert len(form.part("sokkel").items) == 3
        assert check_blueprint(form, a_programme(), pool) == ()

    def test_chooses_no_page_that_informs_by_itself(self) -> None:
        pages = [a_pool_item(f"S-{n}", item_type=ItemType.INFORMATION) for n in range(10, 20)]

        form = filled(pool=a_pool(*a_usual_pool().values(), *pages))

        assert set(form.part("sokkel").items) <= {"S-1", "S-2", "S-3", "S-4"}

    def test_follows_its_rules(self) -> None:
        pool = a_pool(*a_usual_pool().values(), a_pool_item("S-3", level=Level.A2, exposure=50))
        rules = [Rule(count=1, level=Level.A2)]

        form = filled(a_blueprint(sokkel=a_part_plan(rules=rules)), pool)

        assert "S-3" in form.part("sokkel").items

    def test_finds_the_one_way_out_when_a_greedy_choice_would_not(self) -> None:
        """S-1 meets both rules and is the least seen, but only S-2 and S-3 together fit."""
        pool = a_pool(
            *a_usual_pool().values(),
            a_pool_item("S-1", level=Level.A2, theme="health", enemies=["S-2", "S-3", "S-4"]),
            a_pool_item("S-2", level=Level.A2, exposure=5),
            a_pool_item("S-3", theme="health", exposure=5),
        )
        rules = [Rule(count=1, level=Level.A2), Rule(count=1, theme="health")]

        form = filled(a_blueprint(sokkel=a_part_plan(rules=rules)), pool)

        assert set(form.part("sokkel").items) == {"S-2", "S-3"}

    def test_never_puts_enemies_of_two_parts_together(self) -> None:
        pool = a_pool(
            *a_usual_pool().values(),
            a_pool_item("P-1", part="praktisch", enemies=["S-1", "S-2", "S-3", "S-4"]),
        )

        assert filled(pool=pool).part("praktisch").items == ("P-2",)

    @pytest.mark.parametrize(
        ("blueprint", "pool"),
        [
            pytest.param(
                a_blueprint(sokkel=a_part_plan(rules=[Rule(count=1, level=Level.C1)])),
                a_usual_pool(),
                id="no item for a rule",
            ),
            pytest.param(_BARE, a_pool(a_pool_item("S-1")), id="too small a bank"),
            pytest.param(
                a_blueprint(
                    sokkel=a_part_plan(items=["S-1", "S-2", "S-3"], by_hand=["S-1", "S-2", "S-3"])
                ),
                a_usual_pool(),
                id="too many by hand",
            ),
        ],
    )
    def test_refuses(self, blueprint: Blueprint, pool: Pool) -> None:
        with pytest.raises(NotEnoughItems, match="part sokkel"):
            filled(blueprint, pool)

    def test_gives_up_instead_of_searching_for_ever(self) -> None:
        """Of ten pairs of enemies ten items go together, and the real test asks eleven."""
        pairs = [
            a_pool_item(f"S-{number}{side}", enemies=[f"S-{number}{'BA'['AB'.index(side)]}"])
            for number in range(10)
            for side in "AB"
        ]

        with pytest.raises(NotEnoughItems):
            fill_blueprint(_BARE, get_programme("mo"), a_pool(*pairs), seed="1")

    @given(st.text(max_size=5))
    def test_of_the_same_seed_is_the_same_form(self, seed: str) -> None:
        assert filled(seed=seed) == filled(seed=seed)


class TestMarks:
    """A part that must be out of so many marks."""

    WANTED: ClassVar = {PartCode("sokkel"): 5}

    def fill(self, *items: PoolItem, plan: PartPlan | None = None) -> tuple[str, ...]:
        pool = a_pool(*items, a_pool_item("P-1", part="praktisch"))
        bare = a_blueprint(
            sokkel=plan or a_part_plan(), praktisch=a_part_plan("praktisch"), practice=()
        )
        form = fill_blueprint(bare, a_programme(), pool, seed="1", marks=self.WANTED)
        return tuple(sorted(form.part("sokkel").items))

    def test_are_reached_by_the_items_that_are_chosen(self) -> None:
        pool = [
            a_pool_item(f"S-{number}", marks=marks) for number, marks in enumerate([4, 4, 3, 2])
        ]

        assert self.fill(*pool) == ("S-2", "S-3")

    def test_are_not_given_by_people(self) -> None:
        rated = [a_pool_item(f"S-{number}", marks=None) for number in range(9)]

        assert self.fill(
            *rated,
            a_pool_item("T-1", marks=Fraction(5, 2)),
            a_pool_item("T-2", marks=Fraction(5, 2)),
        ) == ("T-1", "T-2")

    def test_count_what_was_chosen_by_hand(self) -> None:
        pool = [
            a_pool_item(f"S-{number}", marks=marks) for number, marks in enumerate([1, 4, 2, 3])
        ]

        assert self.fill(*pool, plan=a_part_plan(items=["S-0"], by_hand=["S-0"])) == ("S-0", "S-1")

    def test_that_no_items_have_are_refused(self) -> None:
        with pytest.raises(NotEnoughItems) as refusal:
            self.fill(*(a_pool_item(f"S-{number}", marks=2) for number in range(4)))

        assert refusal.value.part == "sokkel"

    def test_are_reached_in_a_parallel_form_too(self) -> None:
        items = [a_pool_item(f"S-{number}", marks=number % 5) for number in range(1, 9)]
        pool = a_pool(*items, *(a_pool_item(f"P-{n}", part="praktisch") for n in range(2)))
        (form,) = make_parallel(
            a_blueprint(sokkel=a_part_plan(items=["S-1", "S-4"]), practice=()),
            a_programme(),
            pool,
            number=1,
            seed="1",
            marks=self.WANTED,
        )

        assert sum_marks(form.part("sokkel").items, pool) == 5
        assert not {"S-1", "S-4"} & set(form.part("sokkel").items)


class TestMakeParallel:
    def test_shares_no_item_while_there_are_others(self) -> None:
        (other,) = make_parallel(a_blueprint(), a_programme(), a_usual_pool(), number=1, seed="1")

        assert set(other.part("sokkel").items) == {"S-3", "S-4"}
        assert other.part("praktisch").items == ("P-2",)

    def test_shares_items_when_it_must(self) -> None:
        forms = make_parallel(a_blueprint(), a_programme(), a_usual_pool(), number=3, seed="1")

        assert all(check_blueprint(form, a_programme(), a_usual_pool()) == () for form in forms)
