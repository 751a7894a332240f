"""The judgements of an item as dots above a line from 0 to 100 %; the stylesheet colours them."""

from collections import Counter

from testplatform.services.panels.results import ItemSpread
from testplatform.web.panels.pages import Dot, Strip
from testplatform.web.panels.wording import say_number

WIDTH = 220
EDGE = 10
RADIUS = 4
STEP = 2 * RADIUS + 1


def draw_strip(spread: ItemSpread) -> Strip:
    """Equal judgements are stacked, so that each is seen."""
    highest = max(Counter(spread.percents).values())
    axis = STEP * highest + RADIUS
    stacked: Counter[int] = Counter()
    dots = []
    for percent in spread.percents:
        stacked[percent] += 1
        dots.append(Dot(x=_x(percent), y=axis - STEP * stacked[percent] + RADIUS))
    said = ", ".join(f"{percent} %" for percent in spread.percents)
    return Strip(
        description=f"Oordelen: {said}. Gemiddeld {say_number(spread.mean, 1)} %.",
        width=WIDTH,
        height=axis + RADIUS,
        left=_x(0),
        right=_x(100),
        axis=axis,
        mean=_x(float(spread.mean)),
        dots=tuple(dots),
    )


def _x(percent: float) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * percent / 100, 2)
