"""The texts of an item within its document, found without knowing the item types.

A text is found by changing one value of the document at a time and looking which text of the item
that the bank reads from it has changed.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from itembank.interchange.errors import ItemRefused
from itembank.interchange.qti.mapped import Document
from itembank.item_documents import read_item
from itembank.texts import TextId, list_gaps

Path = tuple[str | int, ...]
_MARK = "#"


def locate_texts(document: Document) -> dict[TextId, Path]:
    """Give where each text of an item stands in its document."""
    found: dict[TextId, Path] = {}
    for path, text in _list_texts(document, ()):
        gaps = "".join(f"{{{gap}}}" for gap in list_gaps(text))
        changed = deepcopy(document)
        put_text(changed, path, f"{_MARK}{gaps}")
        draft, _problems = read_item(changed)
        named = (one.id for one in draft.list_texts() if one.text == f"{_MARK}{gaps}")
        found |= dict.fromkeys(named, path)
    return found


def translate(document: Document, texts: Mapping[TextId, str]) -> Document:
    """Give the document with the texts of a translation."""
    changed = deepcopy(document)
    for text_id, path in locate_texts(document).items():
        put_text(changed, path, texts[text_id])
    return changed


def read_texts(document: Document, translated: Document) -> dict[TextId, str]:
    """Give the texts of a translated document by the names that they have in the source.

    Raises:
        ItemRefused: when a text is not there.
    """
    texts: dict[TextId, str] = {}
    for text_id, path in locate_texts(document).items():
        text = get_value(translated, path)
        if not isinstance(text, str):
            raise ItemRefused(f"has no text {text_id}")
        texts[text_id] = text
    return texts


def get_value(document: object, path: Path) -> object:
    """Give what stands at a place; None when there is no such place."""
    value = document
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def put_text(document: Document, path: Path, text: str) -> None:
    """Put a text at a place that the document has."""
    holder = get_value(document, path[:-1])
    holder[path[-1]] = text  # type: ignore[index]  # the place is one of the document


def _list_texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _list_texts(inner, (*path, str(name)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _list_texts(inner, (*path, number))
