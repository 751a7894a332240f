"""Match and gap-match interactions: what belongs to what, in a table or in the gaps of a text."""

from collections.abc import Sequence

from lxml import etree

from itembank.bodies import Response
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.interactions.choices import read_whole_number
from itembank.interchange.qti.mapped import Axis, Document, Mapped, Option, short_ids
from itembank.interchange.qti.values import Pair
from itembank.interchange.xml_documents import children, descendants, local_name

SWAPPED = "the two lists changed sides"

PAIR_RULES = ("1.7", "1.8")
GAP_RULES = ("1.9", "1.10")


def map_match(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a match interaction: every element of one list gets one of the other."""
    sets = children(element, "qti-simple-match-set")
    if len(sets) != 2:
        raise ItemRefused("has not two lists to match")
    left, right = (children(one, "qti-simple-associable-choice") for one in sets)
    is_swapped = _most_of(left) != 1 and _most_of(right) == 1
    if is_swapped:
        context.note(SWAPPED)
        left, right = right, left
    if _most_of(left) != 1:
        raise ItemRefused("lets an element have several partners")
    return _map_lists(element, context, left, right, is_swapped=is_swapped)


def _map_lists(
    element: etree._Element,
    context: ItemContext,
    left: Sequence[etree._Element],
    right: Sequence[etree._Element],
    *,
    is_swapped: bool,
) -> Mapped:
    variable = context.variable(element)
    lefts, rights = _ids(left), _ids(right)
    if "data-item-type" in element.attrib:
        lefts, rights = _own_ids(left), _own_ids(right)
    may_reuse = _may_reuse(right, len(left))
    item_type = element.get("data-item-type") or ("categorise" if may_reuse else "match_pairs")
    names = {"categorise": ("choices", "categories")}.get(item_type, ("left", "right"))
    sides = (
        [{"id": ids[_identifier(one)], **context.read_choice(one)} for one in found]
        for found, ids in ((left, lefts), (right, rights))
    )
    fields: Document = dict(zip(names, sides, strict=True))
    if item_type == "match_pairs":
        fields["reuse"] = may_reuse

    def value(one: str, other: str) -> Pair:
        return (other, one) if is_swapped else (one, other)

    axes = tuple(
        Axis(
            variable=variable.identifier,
            options=(
                Option(raw=None, value=None),
                *(
                    Option(raw=(lefts[one], rights[other]), value=value(one, other))
                    for other in rights
                ),
            ),
        )
        for one in lefts
    )
    return Mapped(
        item_type=item_type,
        fields=fields,
        keys=_keys(variable, axes, PAIR_RULES),
        axes=axes,
        join=lambda parts: {"pairs": _table(parts)},
        right=_find_right(variable, axes),
        most=_limit(element, "max-associations", variable, len(axes)),
    )


def map_gap_match(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a gap-match interaction: words to put in the gaps of a text."""
    if children(element, "qti-gap-img"):
        raise ItemRefused("asks to lay images in the gaps of a text")
    words, gaps = children(element, "qti-gap-text"), descendants(element, "qti-gap")
    names = {_identifier(gap): f"g{number}" for number, gap in enumerate(gaps, start=1)}
    ids = _own_ids(words) if "data-item-type" in element.attrib else _ids(words)
    variable = context.variable(element)

    def hook(one: etree._Element) -> str | None:
        if local_name(one) in ("qti-gap-text", "qti-prompt"):
            return ""
        return f"{{{names[_identifier(one)]}}}" if local_name(one) == "qti-gap" else None

    content = context.read(element, hook)
    if len(content.paragraphs) != len(content.pieces):
        raise ItemRefused("has an image or a recording where only text can be")
    axes = tuple(
        Axis(
            variable=variable.identifier,
            options=(
                Option(raw=None, value=None),
                *(Option(raw=(names[gap], ids[word]), value=(word, gap)) for word in ids),
            ),
        )
        for gap in names
    )
    return Mapped(
        item_type="gap_choice",
        fields={
            "text": "\n".join(content.paragraphs),
            "choices": [
                {"id": ids[_identifier(one)], "text": context.read_line(one)} for one in words
            ],
            "reuse": _may_reuse(words, len(gaps)),
        },
        keys=_keys(variable, axes, GAP_RULES),
        axes=axes,
        join=lambda parts: {"gaps": _table(parts)},
        right=_find_right(variable, axes),
        most=_limit(element, "max-associations", variable, len(axes)),
    )


def _ids(found: Sequence[etree._Element]) -> dict[str, str]:
    ids = short_ids(map(_identifier, found))
    if len(ids) != len(found):
        raise ItemRefused("has two choices with the same identifier")
    return ids


def _own_ids(found: Sequence[etree._Element]) -> dict[str, str]:
    """Take the side off the identifiers of our own packages: "l-a" is a, and so is "w-a"."""
    return {_identifier(one): _identifier(one).partition("-")[2] for one in found}


def _identifier(element: etree._Element) -> str:
    return element.get("identifier", "")


def _most_of(found: Sequence[etree._Element]) -> int:
    """How many partners each may have; 0 for any number, -1 when they differ."""
    limits = {read_whole_number(one.get("match-max", "1")) for one in found}
    return limits.pop() if len(limits) == 1 else -1


def _may_reuse(found: Sequence[etree._Element], places: int) -> bool:
    limits = {read_whole_number(one.get("match-max", "1")) for one in found}
    if limits <= {1}:
        return False
    if all(limit == 0 or limit >= places for limit in limits):
        return True
    raise ItemRefused("limits how often a choice may be used to a number that is not one")


def _limit(
    element: etree._Element, name: str, variable: ResponseVariable, places: int
) -> dict[str, int]:
    most = read_whole_number(element.get(name, "0"))
    return {variable.identifier: most} if 0 < most < places else {}


def _find_right(variable: ResponseVariable, axes: Sequence[Axis]) -> tuple[Option, ...] | None:
    wanted = set(variable.correct_members)
    found = tuple(
        next((one for one in axis.options[1:] if one.value in wanted), axis.options[0])
        for axis in axes
    )
    return found if wanted and {one.value for one in found} - {None} == wanted else None


def _keys(
    variable: ResponseVariable, axes: Sequence[Axis], rules: Sequence[str]
) -> tuple[Document, ...]:
    declared = _find_right(variable, axes)
    mapping = variable.mapping
    mapped = (
        None
        if mapping is None
        else tuple(max(axis.options[1:], key=lambda one: mapping.total(one.value)) for axis in axes)
    )
    tables = [_table([one.raw for one in chosen]) for chosen in (declared, mapped) if chosen]
    return tuple({"key": table, "rule": rule} for table in tables for rule in rules)


def _table(parts: Sequence[object]) -> Response:
    return {str(part[0]): part[1] for part in parts if isinstance(part, tuple)}
