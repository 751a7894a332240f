from collections import Counter

import pytest

from itembank.generators.aspects import Aspect
from itembank.generators.attributes import Attribute, read_values
from itembank.generators.chance import Chance
from itembank.generators.difficulty import OptionPlan
from itembank.generators.options import draw_axis, draw_options
from itembank.generators.rules import Alternation, Constant, Rotation


def an_aspect(
    attribute: Attribute = Attribute.CORE_TURN,
    *,
    key: int = 4,
    changes: bool = True,
    earlier: tuple[int, ...] = (),
    later: tuple[int, ...] = (),
    others: tuple[int, ...] = (),
) -> Aspect:
    return Aspect(
        attribute=attribute,
        rule=Rotation(step=1) if changes else Constant(),
        changes=changes,
        cells=(key,),
        asked_at=0,
        earlier=earlier,
        later=later,
        others=others,
    )


def an_arrow(*changing: Aspect) -> list[Aspect]:
    """A large empty arrow of which only the turn and the size could be wrong."""
    still = {
        Attribute.CORE_KIND: an_aspect(Attribute.CORE_KIND, key=3, changes=False),
        Attribute.CORE_SIZE: an_aspect(Attribute.CORE_SIZE, key=2, changes=False, others=(1,)),
        Attribute.CORE_FILL: an_aspect(Attribute.CORE_FILL, key=0, changes=False),
        Attribute.CORE_TURN: an_aspect(Attribute.CORE_TURN, key=4, changes=False),
    }
    return list((still | {aspect.attribute: aspect for aspect in changing}).values())


TURN = an_aspect(earlier=(3, 2), later=(5, 6), others=(0, 1, 2, 3, 5, 6, 7))
FILL = an_aspect(Attribute.CORE_FILL, key=0, earlier=(1,), others=(1, 2, 3))
KIND = an_aspect(Attribute.CORE_KIND, key=3, earlier=(2,), others=(2, 6))


class TestDrawOptions:
    @pytest.mark.parametrize(
        ("aspects", "plans"),
        [
            pytest.param(
                an_arrow(TURN), {OptionPlan.ONE_ATTRIBUTE, OptionPlan.TWO_ATTRIBUTES}, id="one"
            ),
            pytest.param(
                an_arrow(TURN, FILL),
                {OptionPlan.TWO_ATTRIBUTES, OptionPlan.THREE_ATTRIBUTES},
                id="two",
            ),
            pytest.param(an_arrow(TURN, FILL, KIND), {OptionPlan.THREE_ATTRIBUTES}, id="three"),
        ],
    )
    def test_shows_each_value_equally_often(
        self, aspects: list[Aspect], plans: set[OptionPlan]
    ) -> None:
        drawn = [draw_options(Chance(f"{number}"), aspects) for number in range(40)]

        sets = [option_set for option_set in drawn if option_set is not None]
        assert {option_set.plan for option_set in sets} == plans
        for option_set in sets:
            values = [read_values(option.figure) for option in option_set.options]
            for attribute in Attribute:
                counts = Counter(
                    value[attribute] for value in values if value and attribute in value
                )
                assert len(set(counts.values())) <= 1

    def test_has_the_key_at_each_place(self) -> None:
        keys = {
            option_set.key
            for number in range(60)
            if (option_set := draw_options(Chance(f"{number}"), an_arrow(TURN, FILL)))
        }

        assert keys == set("abcdef")

    def test_gives_none_when_there_are_not_six_different_figures(self) -> None:
        aspects = an_arrow(an_aspect(Attribute.CORE_FILL, key=0, others=(1,)))

        assert draw_options(Chance(""), aspects) is None


class TestDrawAxis:
    def test_puts_the_key_first_in_the_middle_and_last_equally_often(self) -> None:
        axes = [draw_axis(Chance(f"{number}"), TURN, length=3) for number in range(900)]

        ranks = Counter(sorted(axis).index(TURN.key) for axis in axes)

        assert all(axis[0] == TURN.key for axis in axes)
        assert all(250 < ranks[rank] < 350 for rank in range(3))

    def test_takes_what_there_is_when_the_way_is_too_short(self) -> None:
        assert draw_axis(Chance(""), FILL, length=3) == (0, 1, 2)

    def test_does_not_always_repeat_the_last_cell(self) -> None:
        wrong = {draw_axis(Chance(f"{number}"), TURN, length=2)[1] for number in range(60)}

        assert wrong == {3, 2, 5}


def test_an_aspect_knows_its_key() -> None:
    aspect = Aspect(
        attribute=Attribute.CORE_FILL,
        rule=Alternation(period=2),
        changes=True,
        cells=(1, 2, 1, 2, 1, 2),
        asked_at=5,
    )

    assert aspect.key == 2
