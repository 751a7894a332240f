"""The judgements of an item as dots above a line from nothing to all; styles colour them."""

from collections import Counter
from fractions import Fraction

from testplatform.models.panels import JudgementScale
from testplatform.services.panels.results import ItemSpread
from testplatform.web.panels.pages import Dot, Strip
from testplatform.web.panels.wording import say_level

WIDTH = 220
EDGE = 10
RADIUS = 4
STEP = 2 * RADIUS + 1


def draw_strip(spread: ItemSpread, scale: JudgementScale) -> Strip:
    """Equal judgements are stacked, so that each is seen."""
    highest = max(Counter(spread.percents).values())
    axis = STEP * highest + RADIUS
    stacked: Counter[int] = Counter()
    dots = []
    for percent in spread.percents:
        stacked[percent] += 1
        dots.append(Dot(x=_x(percent, spread), y=axis - STEP * stacked[percent] + RADIUS))
    said = ", ".join(say_level(scale, Fraction(percent)) for percent in spread.percents)
    return Strip(
        description=f"Oordelen: {said}. Gemiddeld {say_level(scale, spread.mean)}.",
        width=WIDTH,
        height=axis + RADIUS,
        left=_x(0, spread),
        right=_x(spread.highest, spread),
        axis=axis,
        mean=_x(float(spread.mean), spread),
        dots=tuple(dots),
    )


def _x(said: float, spread: ItemSpread) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * said / spread.highest, 2)
