import pytest

from itembank.blueprint_changes import (
    add_item,
    add_rule,
    move_item,
    remove_item,
    remove_rule,
    set_shuffling,
)
from itembank.blueprints import Rule
from itembank.items import ItemCode
from tests.builders.blueprints import a_blueprint, a_part_plan

_NEW = ItemCode("S-3")


class TestAddItem:
    def test_puts_it_last_and_chosen_by_hand(self) -> None:
        assert add_item(a_blueprint(), "sokkel", _NEW).part("sokkel") == a_part_plan(
            items=["S-1", "S-2", "S-3"], by_hand=["S-3"]
        )

    def test_to_practice_follows_no_rule(self) -> None:
        assert add_item(a_blueprint(), "oefening", _NEW).practice == ("X-1", "S-3")

    def test_that_is_there_changes_nothing(self) -> None:
        assert add_item(a_blueprint(), "praktisch", ItemCode("S-1")) == a_blueprint()


class TestRemoveItem:
    def test_forgets_that_it_was_chosen_by_hand(self) -> None:
        added = add_item(a_blueprint(), "sokkel", _NEW)

        assert remove_item(added, "sokkel", _NEW) == a_blueprint()

    def test_from_practice(self) -> None:
        assert remove_item(a_blueprint(), "oefening", ItemCode("X-1")).practice == ()

    def test_twice_is_once(self) -> None:
        assert remove_item(a_blueprint(), "sokkel", _NEW) == a_blueprint()


class TestMoveItem:
    @pytest.mark.parametrize(
        ("code", "step", "items"),
        [
            pytest.param("S-1", 1, ("S-2", "S-1"), id="down"),
            pytest.param("S-2", -1, ("S-2", "S-1"), id="up"),
            pytest.param("S-1", -1, ("S-1", "S-2"), id="up from the top"),
            pytest.param("S-2", 1, ("S-1", "S-2"), id="down from the bottom"),
            pytest.param("S-9", 1, ("S-1", "S-2"), id="what is not there"),
        ],
    )
    def test_within_its_part(self, code: str, step: int, items: tuple[str, ...]) -> None:
        moved = move_item(a_blueprint(), "sokkel", ItemCode(code), step)

        assert moved.part("sokkel").items == items


class TestSetShuffling:
    def test_says_what_is_shuffled(self) -> None:
        shuffled = set_shuffling(a_blueprint(), items=False, options=True)

        assert (shuffled.shuffles_items, shuffled.shuffles_options) == (False, True)


class TestRules:
    def test_are_added_and_taken_away(self) -> None:
        one, two = Rule(count=1), Rule(count=2)

        added = add_rule(add_rule(a_blueprint(), "sokkel", one), "sokkel", two)

        assert added.part("sokkel").rules == (one, two)
        assert remove_rule(added, "sokkel", 0).part("sokkel").rules == (two,)
        assert remove_rule(added, "sokkel", 9) == added
