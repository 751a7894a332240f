"""The six options of an item: wrong ones that are plausible, and none that stands out.

Were each wrong option the key with one thing changed, the key would be what they all resemble,
and could be found without the item. So the options are a whole pattern of which the key is any
corner: two attributes with three and two values, or three attributes with two values without one
pair of opposite corners. Each value is then shown equally often, and each option has as many
others that differ from it in one attribute as any other has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from itembank.generators.aspects import Aspect
from itembank.generators.attributes import Attribute, build_figure
from itembank.generators.chance import Chance
from itembank.generators.difficulty import OptionPlan
from itembank.generators.figures import Figure
from scoring.codes import ChoiceId

_MOST_PLAUSIBLE = 3

OPTION_IDS = tuple(ChoiceId(letter) for letter in "abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One figure that can be chosen."""

    id: ChoiceId
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSet:
    """The options in their drawn order, which of them is right, and how they were made."""

    options: tuple[Option, ...]
    key: ChoiceId
    plan: OptionPlan


def draw_options(chance: Chance, aspects: Sequence[Aspect]) -> OptionSet | None:
    """Draw six options; None when this try did not give six different ones."""
    plan, axes = _draw_axes(chance, aspects)
    corners = _draw_corners(chance, axes)
    key = {aspect.attribute: aspect.key for aspect in aspects}
    figures = [build_figure(key | corner) for corner in corners]
    if len(set(figures)) != len(OPTION_IDS):
        return None
    order = chance.shuffle(figures)
    return OptionSet(
        options=tuple(
            Option(id=id, figure=figure) for id, figure in zip(OPTION_IDS, order, strict=True)
        ),
        key=OPTION_IDS[order.index(figures[0])],
        plan=plan,
    )


_Axis = tuple[Attribute, tuple[int, ...]]


def _draw_axes(chance: Chance, aspects: Sequence[Aspect]) -> tuple[OptionPlan, list[_Axis]]:
    changing = chance.shuffle([aspect for aspect in aspects if aspect.changes])
    still = chance.shuffle([aspect for aspect in aspects if not aspect.changes and aspect.others])
    if len(changing) >= 3 or (len(changing) == 2 and still and chance.happens(one_in=2)):
        chosen = (*changing, *still)[:3]
        return OptionPlan.THREE_ATTRIBUTES, _build_axes(chance, chosen, (2, 2, 2))
    if len(changing) == 1 and len(changing[0].others) >= 5 and chance.happens(one_in=2):
        return OptionPlan.ONE_ATTRIBUTE, _build_axes(chance, changing, (6,))
    return OptionPlan.TWO_ATTRIBUTES, _build_axes(chance, (*changing, *still)[:2], (3, 2))


def _build_axes(chance: Chance, aspects: Sequence[Aspect], lengths: Sequence[int]) -> list[_Axis]:
    return [
        (aspect.attribute, draw_axis(chance, aspect, length=length))
        for aspect, length in zip(aspects, lengths, strict=False)
    ]


def draw_axis(chance: Chance, aspect: Aspect, *, length: int) -> tuple[int, ...]:
    """Draw values for one attribute, the key's first.

    One wrong value is any of the most plausible: were it always that of the last cell, the option
    that is least like the last cell would be right. Two are neighbours on the way of the rule,
    the key being the first, the middle or the last of the three equally often: were it always in
    the middle, no rule would be needed to find it. More are any.
    """
    wrong = _list_wrong(aspect)
    if length == 2:
        return (aspect.key, *chance.pick_several(wrong[:_MOST_PLAUSIBLE], 1))
    if length > 3:
        return (aspect.key, *chance.pick_several(wrong, length - 1))
    way = (*reversed(aspect.earlier), aspect.key, *aspect.later)
    at = len(aspect.earlier)
    windows = [way[start : start + length] for start in range(max(0, at - 2), at + 1)]
    whole = [window for window in windows if len(set(window)) == length]
    if len(whole) == length:
        return (aspect.key, *(value for value in chance.pick(whole) if value != aspect.key))
    return (aspect.key, *wrong[: length - 1])


def _list_wrong(aspect: Aspect) -> tuple[int, ...]:
    wrong = (*aspect.earlier, *aspect.later, *aspect.others)
    return tuple(dict.fromkeys(value for value in wrong if value != aspect.key))


def _draw_corners(chance: Chance, axes: Sequence[_Axis]) -> list[dict[Attribute, int]]:
    """Give the corners of the pattern, the key first."""
    names = [attribute for attribute, _ in axes]
    corners = list(product(*(values for _, values in axes)))
    if len(axes) == 3:
        near = chance.pick((1, 2, 4))
        pair = (near, 7 - near)
        corners = [corner for number, corner in enumerate(corners) if number not in pair]
    return [dict(zip(names, corner, strict=True)) for corner in corners]
