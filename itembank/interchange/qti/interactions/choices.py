"""Choice and hottext interactions: choosing one or several of what is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree

from itembank.bodies import Response
from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.declarations import ResponseVariable
from itembank.interchange.qti.mapped import Axis, Document, Mapped, Option, short_ids
from itembank.interchange.qti.values import Cardinality, collect
from itembank.interchange.xml_documents import children, descendants, local_name

ONE_CHOICE = "one choice at most can be made here"
FALSE_FIRST = "the choice that says yes or true stands first"
TWO_CHOICES = "two choices became those of a statement that is true or false"

_YES_WORDS = frozenset(
    (
        *("true", "yes", "correct", "right", "juist", "waar", "ja", "goed"),
        *("vrai", "oui", "richtig"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """What choosing in QTI is: the variable, our ids by its identifiers, and how many may be."""

    variable: ResponseVariable
    ids: Mapping[str, str]
    most: int

    @property
    def is_single(self) -> bool:
        return self.variable.cardinality is Cardinality.SINGLE or self.most == 1

    @property
    def key(self) -> list[str]:
        members = (str(one) for one in self.variable.correct_members)
        return [self.ids[one] for one in members if one in self.ids]

    def axes(self) -> tuple[Axis, ...]:
        name = self.variable.identifier
        if self.is_single:
            none = Option(raw=None, value=None)
            some = (Option(raw=id, value=one) for one, id in self.ids.items())
            return (Axis(variable=name, options=(none, *some)),)
        return tuple(
            Axis(
                variable=name,
                options=(Option(raw=None, value=None), Option(raw=id, value=one)),
            )
            for one, id in self.ids.items()
        )

    def right(self, axes: Sequence[Axis]) -> tuple[Option, ...] | None:
        key = self.key
        if not key or len(key) != len(self.variable.correct_members):
            return None
        return tuple(
            next((one for one in axis.options if one.raw in key), axis.options[0]) for axis in axes
        )

    def worth(self) -> dict[str, Fraction]:
        mapping = self.variable.mapping
        if mapping is None:
            return {}
        return {id: mapping.worth_of(one) for one, id in self.ids.items()}

    def to_mapped(self, item_type: str, fields: Document, keys: tuple[Document, ...]) -> Mapped:
        axes = self.axes()
        limit = {self.variable.identifier: self.most} if self.most and not self.is_single else {}
        return Mapped(
            item_type=item_type,
            fields=fields,
            keys=keys,
            axes=axes,
            join=_join,
            right=self.right(axes),
            most=limit,
        )


def map_choices(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a choice interaction to choices of which one or several are right."""
    found = children(element, "qti-simple-choice")
    chooser = read_chooser(element, found, context)
    choices: list[Document] = [
        {"id": chooser.ids[one.get("identifier", "")], **context.read_choice(one)} for one in found
    ]
    item_type = element.get("data-item-type") or _find_type(chooser, choices)
    if item_type == "true_false" and not element.get("data-item-type"):
        choices, chooser = _make_statement(choices, chooser, context)
    if item_type != "select_several" and not chooser.is_single:
        context.note(ONE_CHOICE)
        chooser = Chooser(variable=chooser.variable, ids=chooser.ids, most=1)
    found_keys = _single_keys(chooser) if chooser.is_single else _several_keys(chooser, context)
    keys = (*found_keys, *_value_keys(measure_worth(chooser, context)))
    return chooser.to_mapped(item_type, {"choices": choices}, keys)


def map_hottext(element: etree._Element, context: ItemContext) -> Mapped:
    """Map a hottext interaction: words of a text that can be chosen."""
    spans = descendants(element, "qti-hottext")
    chooser = read_chooser(element, spans, context)
    marks = {one.get("identifier", ""): f"h{number}" for number, one in enumerate(spans, start=1)}
    chooser = Chooser(variable=chooser.variable, ids=marks, most=chooser.most)

    def hook(one: etree._Element) -> str | None:
        if local_name(one) == "qti-prompt":
            return ""
        if local_name(one) != "qti-hottext":
            return None
        return f"{{{marks[one.get('identifier', '')]}}}"

    content = context.read(element, hook)
    if len(content.paragraphs) != len(content.pieces):
        raise ItemRefused("has an image or a recording where only text can be")
    fields: Document = {
        "text": "\n".join(content.paragraphs),
        "spans": [
            {"id": marks[one.get("identifier", "")], "text": context.read_line(one)}
            for one in spans
        ],
    }
    return chooser.to_mapped("hot_text", fields, plain_keys(chooser, context))


def read_chooser(
    element: etree._Element, found: Sequence[etree._Element], context: ItemContext
) -> Chooser:
    """Read what is chosen and how many may be.

    Raises:
        ItemRefused: when two choices have the same identifier.
    """
    ids = short_ids(one.get("identifier", "") for one in found)
    if len(ids) != len(found):
        raise ItemRefused("has two choices with the same identifier")
    variable = context.variable(element)
    usual = "1" if variable.cardinality is Cardinality.SINGLE else "0"
    most = read_whole_number(element.get("max-choices", usual))
    return Chooser(variable=variable, ids=ids, most=most)


def _find_type(chooser: Chooser, choices: Sequence[Document]) -> str:
    has_images = all("image" in one for one in choices)
    is_single = chooser.is_single or (
        len(chooser.variable.correct_members) == 1 and chooser.variable.mapping is None
    )
    if not is_single:
        return "select_several"
    if has_images:
        return "image_choice"
    return "true_false" if len(choices) == 2 else "select_one"


def _make_statement(
    choices: list[Document], chooser: Chooser, context: ItemContext
) -> tuple[list[Document], Chooser]:
    words = [str(one["text"]).strip(" .!").lower() for one in choices]
    if words[1] in _YES_WORDS:
        context.note(FALSE_FIRST)
        choices = choices[::-1]
    elif words[0] not in _YES_WORDS:
        context.note(TWO_CHOICES)
    renamed = dict(zip((str(one["id"]) for one in choices), ("true", "false"), strict=True))
    ids = {identifier: renamed[id] for identifier, id in chooser.ids.items()}
    renamed_choices = [one | {"id": renamed[str(one["id"])]} for one in choices]
    return renamed_choices, Chooser(variable=chooser.variable, ids=ids, most=chooser.most)


def _single_keys(chooser: Chooser) -> tuple[Document, ...]:
    worth = chooser.worth()
    named = ([id] for id in dict.fromkeys((*chooser.key, *chooser.ids.values())))
    plain: list[Document] = [{"key": key, "rule": "1.1"} for key in named]
    return (*plain[:1], *_value_keys(worth), *plain[1:])


def _several_keys(chooser: Chooser, context: ItemContext) -> tuple[Document, ...]:
    return (*plain_keys(chooser, context), *_value_keys(chooser.worth()), *_bounded_keys(chooser))


def plain_keys(chooser: Chooser, context: ItemContext) -> tuple[Document, ...]:
    """Give the keys to try without values: declared, mapped, and what the rules give marks for."""
    named = (chooser.key, _best(chooser.worth()), _best(measure_worth(chooser, context)))
    keys = [key for key in dict.fromkeys(tuple(sorted(one)) for one in named) if key]
    rules = ("1.1",) if chooser.is_single else ("1.2", "1.3")
    return tuple({"key": list(key), "rule": rule} for key in keys for rule in rules)


def _best(worth: Mapping[str, Fraction]) -> list[str]:
    return [id for id, value in worth.items() if value > 0]


def measure_worth(chooser: Chooser, context: ItemContext) -> dict[str, Fraction]:
    """Give what each choice by itself adds by the rules of the item, whatever they look like."""
    name, processing = chooser.variable.identifier, context.processing
    if processing is None:
        return {}
    is_single = chooser.variable.cardinality is Cardinality.SINGLE
    base = processing.score({})
    return {
        id: processing.score({name: one if is_single else collect([one])}) - base
        for one, id in chooser.ids.items()
    }


def _value_keys(worth: Mapping[str, Fraction]) -> tuple[Document, ...]:
    values = {id: str(value) for id, value in worth.items() if value}
    return ({"rule": "1.4", "values": values},) if values else ()


def _bounded_keys(chooser: Chooser) -> tuple[Document, ...]:
    mapping = chooser.variable.mapping
    if mapping is None:
        return ()
    bounds = {"lower": mapping.lower, "upper": mapping.upper}
    written = {name: _to_json(bound) for name, bound in bounds.items() if bound}
    return tuple(key | written for key in _value_keys(chooser.worth()) if written)


def _to_json(number: Fraction) -> object:
    return int(number) if number.denominator == 1 else str(number)


def _join(parts: Sequence[object]) -> Response:
    return {"chosen": [one for one in parts if one is not None]}


def read_whole_number(text: str) -> int:
    """Read a whole number of an attribute.

    Raises:
        ItemRefused: when it is none.
    """
    plain = text.strip().removesuffix("px")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 6:
        raise ItemRefused(f"has a number that is none: {text[:40]}")
    return int(plain)
