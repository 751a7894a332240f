"""The difference between two documents of items: field by field, texts word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from itembank.differences import Change, Stretch, compare_words

WORDS = frozenset({"text", "prompt", "image_text", "transcript"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """A field that differs; the stretches are those of both texts in reading order."""

    path: str
    stretches: tuple[Stretch, ...]


def compare_documents(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[FieldDifference, ...]:
    """The fields that differ, in the order of the new document and then of the old one.

    Rows of a list are told apart by their id, so that a row that moves is not another row.
    """
    before, after = dict(_flatten(old, "")), dict(_flatten(new, ""))
    return tuple(
        FieldDifference(path=path, stretches=_compare(path, before.get(path), after.get(path)))
        for path in (*after, *(path for path in before if path not in after))
        if before.get(path) != after.get(path)
    )


def _compare(path: str, old: str | None, new: str | None) -> tuple[Stretch, ...]:
    if path.rpartition(".")[2] in WORDS and old is not None and new is not None:
        return compare_words(old, new)
    whole = ((Change.REMOVED, old), (Change.ADDED, new))
    return tuple(Stretch(change=change, text=text) for change, text in whole if text is not None)


def _flatten(value: object, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case Mapping():
            for name, inner in value.items():
                yield from _flatten(inner, f"{path}.{name}" if path else str(name))
        case list() if value and all(isinstance(row, Mapping) and "id" in row for row in value):
            yield path, ", ".join(str(row["id"]) for row in value)
            for row in value:
                yield from _flatten(row, f"{path}[{row['id']}]")
        case list():
            yield path, ", ".join(str(one) for one in value)
        case bool():
            yield path, "ja" if value else "nee"
        case _:
            yield path, str(value)
