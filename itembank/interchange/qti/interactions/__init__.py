"""One module per group of interactions: each gives a body without key and what can be answered."""

from collections.abc import Callable, Mapping

from lxml import etree

from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.interactions.choices import map_choices, map_hottext
from itembank.interchange.qti.interactions.images import map_hotspot, map_select_point
from itembank.interchange.qti.interactions.orders import map_order
from itembank.interchange.qti.interactions.pairs import map_gap_match, map_match
from itembank.interchange.qti.interactions.written import map_short_text, map_slider
from itembank.interchange.qti.mapped import Mapped

__all__ = ["MAPPERS"]

MAPPERS: Mapping[str, Callable[[etree._Element, ItemContext], Mapped]] = {
    "qti-choice-interaction": map_choices,
    "qti-hottext-interaction": map_hottext,
    "qti-hotspot-interaction": map_hotspot,
    "qti-select-point-interaction": map_select_point,
    "qti-order-interaction": map_order,
    "qti-match-interaction": map_match,
    "qti-gap-match-interaction": map_gap_match,
    "qti-extended-text-interaction": map_short_text,
    "qti-slider-interaction": map_slider,
}
