"""Order interactions: all choices are put in one order."""

from collections.abc import Sequence
from itertools import permutations
from math import factorial

from lxml import etree

from itembank.bodies import Response
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.mapped import Axis, Document, Mapped, Need, Option, short_ids
from itembank.interchange.qti.values import Container
from itembank.interchange.xml_documents import children

MOST_ORDERS = 720
ROTATED = "the choices stand in another order, because they stood in the right one"


def map_order(element: etree._Element, context: ItemContext) -> Mapped:
    """Map an order interaction."""
    found = children(element, "qti-simple-choice")
    if {"max-choices", "min-choices"} & {str(name) for name in element.attrib}:
        raise ItemRefused("asks to choose some of the elements before they are put in order")
    ids = short_ids(one.get("identifier", "") for one in found)
    if len(ids) != len(found):
        raise ItemRefused("has two choices with the same identifier")
    variable = context.variable(element)
    choices: list[Document] = [
        {"id": ids[one.get("identifier", "")], **context.read_choice(one)} for one in found
    ]
    key = [ids[str(one)] for one in variable.correct_members if str(one) in ids]
    if key == [one["id"] for one in choices]:
        context.note(ROTATED)
        choices = [*choices[1:], choices[0]]
    axis = _make_axis(variable, ids)
    right = next((one for one in axis.options if one.raw == key), None)
    return Mapped(
        item_type="order",
        fields={"choices": choices},
        keys=tuple({"key": key, "rule": rule} for rule in ("1.5", "1.6")) if right else (),
        axes=(axis,),
        join=_join,
        right=(right,) if right else None,
    )


def _make_axis(variable: ResponseVariable, ids: dict[str, str]) -> Axis:
    if factorial(min(len(ids), 20)) <= MOST_ORDERS:
        orders = set(permutations(ids))
        need = Need.NOTHING
    else:
        orders = _some_orders(tuple(ids), tuple(map(str, variable.correct_members)))
        need = Need.WHOLE
    options = (
        Option(raw=[ids[one] for one in order], value=Container(members=order, is_ordered=True))
        for order in sorted(orders)
    )
    return Axis(
        variable=variable.identifier,
        options=(Option(raw=None, value=None), *options),
        need=need,
    )


def _some_orders(shown: tuple[str, ...], right: tuple[str, ...]) -> set[tuple[str, ...]]:
    known = [order for order in (shown, right) if sorted(order) == sorted(shown)]
    swapped = (
        (*order[:place], order[place + 1], order[place], *order[place + 2 :])
        for order in known
        for place in range(len(order) - 1)
    )
    return {*known, *swapped}


def _join(parts: Sequence[object]) -> Response:
    return {"order": parts[0] or []}
