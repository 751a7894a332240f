"""Percentiles of measured times."""

import math
from collections.abc import Sequence

PERCENTILES = (50, 95, 99)


def summarise(seconds: Sequence[float]) -> dict[str, float | None]:
    """Nearest-rank percentiles and the longest, in milliseconds; null when nothing was measured."""
    ordered = sorted(seconds)
    figures = {f"p{percent}": _nearest_rank(ordered, percent) for percent in PERCENTILES}
    return {**figures, "max": _nearest_rank(ordered, 100)}


def _nearest_rank(ordered: Sequence[float], percent: int) -> float | None:
    if not ordered:
        return None
    rank = max(math.ceil(len(ordered) * percent / 100), 1)
    return round(ordered[rank - 1] * 1000, 2)
