"""What a figure shows, in the language of the candidate, for whoever does not see it.

Each shape is told by the same facts whether it is in a cell or an option, so that the name of the
right option is no other kind of sentence than that of a wrong one. Facts stand beside each other
with commas and are worded as nouns where words would have to agree. Nothing is called black: what
is filled has the colour of the text, which is light on a dark page.
"""

from collections.abc import Mapping, Sequence
from functools import reduce

from itembank.generators.drawing import ShapeCodes
from itembank.generators.figures import Position
from testplatform.catalogues import say as _


def name_figure(shapes: Sequence[ShapeCodes]) -> str:
    """Say what a figure shows, from the middle outwards.

    Shapes that look the same are said once, with all their places.
    """
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for kind, size, fill, turn, position in sorted(shapes, key=_is_around):
        places.setdefault((kind, size, fill, turn), []).append(position)
    return reduce(_join_shapes, (_name_shapes(look, where) for look, where in places.items()))


def _is_around(shape: ShapeCodes) -> bool:
    return shape[-1] != Position.CENTRE


def _name_shapes(look: tuple[str, str, str, str], positions: Sequence[str]) -> str:
    kind, size, fill, turn = look
    degrees = turn.removeprefix("turned-")
    facts = [_kinds()[kind], _sizes()[size], _fills()[fill]]
    if degrees != "0":
        facts.append(_("turned %(degrees)s degrees") % {"degrees": degrees})
    return reduce(_join_facts, [*facts, *(_positions()[position] for position in positions)])


def _join_facts(first: str, second: str) -> str:
    return _("%(first)s, %(second)s") % {"first": first, "second": second}


def _join_shapes(first: str, second: str) -> str:
    return _("%(first)s; %(second)s") % {"first": first, "second": second}


def _kinds() -> Mapping[str, str]:
    return {
        "circle": _("circle"),
        "square": _("square"),
        "triangle": _("triangle"),
        "arrow": _("arrow"),
        "cross": _("cross"),
        "star": _("star"),
        "half-disc": _("half circle"),
        "bar": _("bar"),
    }


def _sizes() -> Mapping[str, str]:
    return {"small": _("small"), "medium": _("medium size"), "large": _("large")}


def _fills() -> Mapping[str, str]:
    return {
        "empty": _("empty inside"),
        "grey": _("grey inside"),
        "black": _("filled"),
        "striped": _("striped inside"),
    }


def _positions() -> Mapping[str, str]:
    return {
        "top-left": _("top left"),
        "top": _("top"),
        "top-right": _("top right"),
        "left": _("left"),
        "centre": _("in the middle"),
        "right": _("right"),
        "bottom-left": _("bottom left"),
        "bottom": _("bottom"),
        "bottom-right": _("bottom right"),
    }
