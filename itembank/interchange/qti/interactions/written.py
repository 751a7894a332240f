"""Text-entry, extended-text, inline-choice and slider interactions: what is written or picked."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lxml import etree

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.mapped import Axis, Document, Mapped, Need, Option, short_ids
from itembank.interchange.qti.values import read_number, write_number
from itembank.interchange.xml_documents import children

GAP_RULES = ("1.9", "1.10")
LOOSE_TEXT = "spaces at the ends and signs that look alike do not count in a text"
FROM_SLIDER = "a slider became a number to write"

_SMALL = Fraction(1, 10_000)
_FRESH = "nothing-of-the-kind"


def map_gap_texts(
    interactions: Mapping[str, etree._Element], text: str, context: ItemContext
) -> Mapped:
    """Map text entries within a text to gaps to write in."""
    variables = {gap: context.variable(one) for gap, one in interactions.items()}
    if any(one.base_type.is_number for one in variables.values()):
        raise ItemRefused("has numbers to write within a text")
    context.note(LOOSE_TEXT)
    axes = tuple(_text_axis(interactions[gap], one, context) for gap, one in variables.items())
    choices = [_text_keys(interactions[gap], one) for gap, one in variables.items()]
    keys: list[Document] = [
        {
            "gaps": [
                {"id": gap, **one[min(number, len(one) - 1)]}
                for gap, one in zip(variables, choices, strict=True)
            ],
            "rule": rule,
        }
        for number in range(max(map(len, choices)))
        for rule in GAP_RULES
    ]
    names = tuple(variables)
    return Mapped(
        item_type="gap_text",
        fields={"text": text},
        keys=tuple(keys) if all(choices) else (),
        axes=axes,
        join=lambda parts: {"gaps": _filled(names, parts)},
        right=_rights(axes, tuple(variables.values())),
    )


def map_inline_choices(
    interactions: Mapping[str, etree._Element], text: str, context: ItemContext
) -> Mapped:
    """Map inline choices within a text to gaps with choices."""
    gaps: list[Document] = []
    axes: list[Axis] = []
    variables = [context.variable(one) for one in interactions.values()]
    for (gap, element), variable in zip(interactions.items(), variables, strict=True):
        found = children(element, "qti-inline-choice")
        ids = short_ids(one.get("identifier", "") for one in found)
        choices = [
            {"id": ids[one.get("identifier", "")], "text": context.read_line(one)} for one in found
        ]
        key = next((ids[str(one)] for one in _best_members(variable) if str(one) in ids), None)
        if key is None:
            raise ItemRefused("has a gap without a right choice")
        gaps.append({"id": gap, "choices": choices, "key": key})
        some = (Option(raw=id, value=one) for one, id in ids.items())
        options = (Option(raw=None, value=None), *some)
        axes.append(Axis(variable=variable.identifier, options=options))
    names = tuple(interactions)
    return Mapped(
        item_type="inline_choice",
        fields={"text": text, "gaps": gaps},
        keys=tuple({"rule": rule} for rule in GAP_RULES),
        axes=tuple(axes),
        join=lambda parts: {"gaps": _filled(names, parts)},
        right=_rights(axes, variables),
    )


def map_short_text(element: etree._Element, context: ItemContext) -> Mapped:
    """Map one entry, of a text or of a number."""
    variable = context.variable(element)
    if variable.base_type.is_number:
        return map_number(element, context)
    context.note(LOOSE_TEXT)
    axis = _text_axis(element, variable, context)
    return Mapped(
        item_type="short_text",
        fields={},
        keys=_text_keys(element, variable),
        axes=(axis,),
        join=lambda parts: {"text": parts[0] or ""},
        right=_rights((axis,), (variable,)),
    )


def map_number(element: etree._Element, context: ItemContext) -> Mapped:
    """Map the entry of a number."""
    variable = context.variable(element)
    named = [one for one in context.literals(variable) if isinstance(one, Fraction)]
    axis = _number_axis(variable, named, context)
    keys: tuple[Document, ...] = tuple(
        {"value": write_number(value), "tolerance": write_number(tolerance)}
        for value in dict.fromkeys((*_numbers(_best_members(variable)), *named))
        for tolerance in _tolerances(value, context)
    )
    unit = element.get("data-unit")
    return Mapped(
        item_type="number",
        fields={"unit": unit} if unit else {},
        keys=keys,
        axes=(axis,),
        join=lambda parts: {"text": parts[0] or ""},
        right=_rights((axis,), (variable,)),
    )


def map_slider(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a slider to a number."""
    context.note(FROM_SLIDER)
    return map_number(element, context)


def _text_axis(element: etree._Element, variable: ResponseVariable, context: ItemContext) -> Axis:
    """List texts to try; where our own package allows slips, QTI has no word for those near by."""
    allows_slips = "data-distance" in element.attrib
    named = variable.literals if allows_slips else context.literals(variable)
    texts = dict.fromkeys(
        form
        for one in named
        if isinstance(one, str) and one.strip()
        for form in (one, one.lower(), one.upper(), one.capitalize(), f"{one}x")
        if not (allows_slips and form.endswith("x"))
    )
    options = (Option(raw=one, value=one) for one in (*texts, _FRESH))
    return Axis(
        variable=variable.identifier,
        options=(Option(raw=None, value=None), *options),
        need=Need.EQUALITY,
    )


def _text_keys(element: etree._Element, variable: ResponseVariable) -> tuple[Document, ...]:
    lists = [[str(one) for one in variable.correct_members]]
    if variable.mapping is not None:
        lists.append([str(one.key) for one in variable.mapping.entries if one.worth > 0])
        lists.reverse()
    extra: Document = {"diacritics": element.get("data-diacritics", "true") == "true"}
    if element.get("data-distance", "").isdecimal():
        extra["distance"] = int(element.get("data-distance", "0"))
    return tuple(
        {"accepted": list(dict.fromkeys(accepted)), "case": case, **extra}
        for accepted in lists
        if accepted
        for case in (True, False)
    )


def _number_axis(
    variable: ResponseVariable, named: Sequence[Fraction], context: ItemContext
) -> Axis:
    sizes = {size for one in named for size in _tolerances(one, context)}
    edges = {one + sign * size for one in named for size in sizes for sign in (-1, 1)}
    around = {edge + sign * _SMALL for edge in edges for sign in (-1, 0, 1)}
    is_whole = variable.base_type.value == "integer"
    options = (
        Option(raw=write_number(one), value=one if one.denominator == 1 or not is_whole else None)
        for one in sorted(around)
        if write_number(one)
    )
    return Axis(
        variable=variable.identifier,
        options=(Option(raw=None, value=None), *options),
        need=Need.EQUALITY,
    )


def _tolerances(value: Fraction, context: ItemContext) -> tuple[Fraction, ...]:
    found = {Fraction(0): None}
    expressions = [] if context.processing is None else context.processing.list_expressions()
    for expression in expressions:
        for one in expression.attributes.get("tolerance", "").split():
            size = read_number(one)
            is_relative = expression.attributes.get("tolerance-mode") == "relative"
            found[abs(value) * size / 100 if is_relative else size] = None
    return tuple(found)


def _numbers(members: Sequence[object]) -> list[Fraction]:
    return [one for one in members if isinstance(one, Fraction)]


def _best_members(variable: ResponseVariable) -> tuple[object, ...]:
    mapping = variable.mapping
    if variable.correct_members or mapping is None or not mapping.entries:
        return variable.correct_members
    return (max(mapping.entries, key=lambda entry: entry.worth).key,)


def _rights(
    axes: Sequence[Axis], variables: Sequence[ResponseVariable]
) -> tuple[Option, ...] | None:
    found = []
    for axis, variable in zip(axes, variables, strict=True):
        option = next((one for one in axis.options[1:] if one.value == variable.correct), None)
        if option is None or variable.correct is None:
            return None
        found.append(option)
    return tuple(found)


def _filled(names: Sequence[str], parts: Sequence[object]) -> Document:
    return {name: part for name, part in zip(names, parts, strict=True) if part is not None}
