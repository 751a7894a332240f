"""What to say for signs, amounts, units and abbreviations: a file of words for each language.

A key that a language leaves out is a sign that its voice reads well by itself, or that nobody has
found the words for yet; then the sign stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType

from itembank.languages import get_language
from itembank.tables import read_toml
from scoring.documents import DocumentReader

NUMBER = "{number}"

_SIGNS = (
    "blank",
    "minus",
    "less",
    "greater",
    "half",
    "and_half",
    "times",
    "divided",
    "equals",
    "plus",
    "ampersand",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """An amount in euro, in sentences: `one` of 1 euro, `euros` of more, `cents` of both."""

    one: str
    euros: str
    cents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWords:
    """The words of one language.

    `half` is said for ½ alone, `and_half` after a number. `units` and `one_unit` (after the number
    1) say a number with its unit, which stands in them as `{number}`.
    """

    blank: str | None = None
    minus: str | None = None
    less: str | None = None
    greater: str | None = None
    half: str | None = None
    and_half: str | None = None
    times: str | None = None
    divided: str | None = None
    equals: str | None = None
    plus: str | None = None
    ampersand: str | None = None
    money: MoneyWords | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    one_unit: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@cache
def list_spoken_words() -> Mapping[str, SpokenWords]:
    """List the words by the tag of their language.

    Raises:
        DocumentNotUnderstood: with every problem of a file.
        UnknownLanguage: when a file is named after no course language.
    """
    return read_spoken_words(resources.files("itembank") / "spoken_words")


def read_spoken_words(folder: Traversable) -> Mapping[str, SpokenWords]:
    """Read the files of a folder, each named after the tag of its language.

    Raises:
        DocumentNotUnderstood: with every problem of a file.
        UnknownLanguage: when a file is named after no course language.
    """
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return MappingProxyType(
        {
            get_language(file.name.removesuffix(".toml")).tag: _read_words(read_toml(file))
            for file in files
        }
    )


def _read_words(document: object) -> SpokenWords:
    reader = DocumentReader(document)
    signs = {sign: reader.text(sign) for sign in _SIGNS if reader.has(sign)}
    words = SpokenWords(
        **signs,
        money=_read_money(reader) if reader.has("money") else None,
        units=_read_table(reader, "units", NUMBER),
        one_unit=_read_table(reader, "one_unit", NUMBER),
        abbreviations=_read_table(reader, "abbreviations"),
    )
    for unit in words.one_unit.keys() - words.units.keys():
        reader.report(f"one_unit.{unit}", "is not one of the units")
    for abbreviation in words.abbreviations:
        if abbreviation != abbreviation.lower():
            reader.report(f"abbreviations.{abbreviation}", "must be written small")
    reader.finish()
    return words


def _read_money(reader: DocumentReader) -> MoneyWords:
    table = reader.reader("money")
    return MoneyWords(
        one=table.text("one"),
        euros=_read_sentence(table, "euros", "{euros}"),
        cents=_read_sentence(table, "cents", "{euros}", "{cents}"),
    )


def _read_table(reader: DocumentReader, name: str, *places: str) -> Mapping[str, str]:
    if not reader.has(name):
        return {}
    table = reader.reader(name)
    return MappingProxyType({key: _read_sentence(table, key, *places) for key in table.names})


def _read_sentence(reader: DocumentReader, name: str, *places: str) -> str:
    text = reader.text(name)
    for place in places:
        if text.count(place) != 1:
            reader.report(name, f"must hold {place} once")
    return text
