"""What XLIFF 2.1 asks of a file, as far as ours uses it (core, chapters 4.2 to 4.4, and its
constraints); says what is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

NAMESPACE = "{urn:oasis:names:tc:xliff:document:2.0}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NMTOKEN = re.compile(r"[\w.:-]+")
STATES = ("initial", "translated", "reviewed", "final")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An element: its children in their order with the fewest and most times, and attributes."""

    children: tuple[tuple[str, int, int | None], ...] = ()
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    has_text: bool = False
    inline: frozenset[str] = frozenset()


RULES = {
    "xliff": Rule(
        children=(("file", 1, None),),
        required=frozenset({"version", "srcLang"}),
        optional=frozenset({"trgLang", SPACE}),
    ),
    "file": Rule(
        children=(("notes", 0, 1), ("unit", 1, None)),
        required=frozenset({"id"}),
        optional=frozenset({"canResegment", "original", "translate", "srcDir", "trgDir", SPACE}),
    ),
    "notes": Rule(children=(("note", 1, None),)),
    "note": Rule(optional=frozenset({"id", "appliesTo", "category", "priority"}), has_text=True),
    "unit": Rule(
        children=(("notes", 0, 1), ("originalData", 0, 1), ("segment", 1, None)),
        required=frozenset({"id"}),
        optional=frozenset(
            {"name", "canResegment", "translate", "srcDir", "trgDir", "type", SPACE}
        ),
    ),
    "originalData": Rule(children=(("data", 1, None),)),
    "data": Rule(required=frozenset({"id"}), optional=frozenset({"dir", SPACE}), has_text=True),
    "segment": Rule(
        children=(("source", 1, 1), ("target", 0, 1)),
        optional=frozenset({"id", "canResegment", "state", "subState"}),
    ),
    "source": Rule(has_text=True, inline=frozenset({"ph"})),
    "target": Rule(has_text=True, inline=frozenset({"ph"})),
    "ph": Rule(
        required=frozenset({"id"}),
        optional=frozenset(
            {"canCopy", "canDelete", "canReorder", "disp", "equiv", "dataRef", "type"}
        ),
    ),
}


def list_faults(data: bytes) -> list[str]:
    """List what keeps a file from being XLIFF 2.1."""
    root = etree.fromstring(data)
    faults = list(_list_element_faults(root))
    if root.tag != f"{NAMESPACE}xliff" or root.get("version") != "2.1":
        faults.append("is not xliff 2.1")
    faults += _list_twice("file", [file.get("id") for file in root])
    for file in root.iter(f"{NAMESPACE}file"):
        faults += _list_twice("unit", [unit.get("id") for unit in file.iter(f"{NAMESPACE}unit")])
    for unit in root.iter(f"{NAMESPACE}unit"):
        faults += _list_unit_faults(unit, bool(root.get("trgLang")))
    return faults


def _list_element_faults(element: etree._Element) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    rule = RULES.get(name)
    if rule is None:
        yield f"{name} is no element that we write"
        return
    attributes = set(element.attrib)
    if not rule.required <= attributes <= rule.required | rule.optional:
        yield f"{name} has attributes {sorted(attributes)}"
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    if text.strip() and not rule.has_text:
        yield f"{name} has text"
    if not rule.inline:
        yield from _list_order_faults(element, name, rule)
    for child in element:
        if rule.inline and child.tag.removeprefix(NAMESPACE) not in rule.inline:
            yield f"{name} holds {child.tag}"
        yield from _list_element_faults(child)


def _list_order_faults(element: etree._Element, name: str, rule: Rule) -> Iterator[str]:
    found = [child.tag.removeprefix(NAMESPACE) for child in element]
    order = [child for child, _, _ in rule.children]
    if any(child not in order for child in found):
        yield f"{name} holds {found}"
        return
    if sorted(found, key=order.index) != found:
        yield f"{name} has its elements in another order"
    for child, fewest, most in rule.children:
        if found.count(child) < fewest or (most is not None and found.count(child) > most):
            yield f"{name} has {found.count(child)} times {child}"


def _list_unit_faults(unit: etree._Element, has_target_language: bool) -> Iterator[str]:
    data = {one.get("id") for one in unit.iter(f"{NAMESPACE}data")}
    for segment in unit.iter(f"{NAMESPACE}segment"):
        yield from _list_segment_faults(segment, has_target_language)
    for one in unit.iter(f"{NAMESPACE}ph"):
        if one.get("dataRef") not in data:
            yield f"dataRef {one.get('dataRef')} names no data"


def _list_segment_faults(segment: etree._Element, has_target_language: bool) -> Iterator[str]:
    state, has_target = segment.get("state"), segment.find(f"{NAMESPACE}target") is not None
    if state not in (None, *STATES):
        yield f"state {state}"
    if "subState" in segment.attrib and (state is None or ":" not in segment.get("subState", "")):
        yield "subState needs a state and a prefix"
    if not has_target and state not in (None, "initial"):
        yield "a state beyond initial needs a target"
    if has_target and not has_target_language:
        yield "a target needs trgLang"
    for side in segment:
        yield from _list_twice("ph", [one.get("id") for one in side])


def _list_twice(what: str, ids: list[str | None]) -> Iterator[str]:
    if len(set(ids)) != len(ids):
        yield f"two of {what} have one id"
    for one in ids:
        if not NMTOKEN.fullmatch(one or ""):
            yield f"{what} has id {one}"
