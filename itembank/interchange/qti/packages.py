"""A QTI package, or one item, as a report of what each of its items becomes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from itembank.forms import Form
from itembank.interchange.errors import FileRefused, ItemRefused
from itembank.interchange.media_files import MediaShelf
from itembank.interchange.packages import Package
from itembank.interchange.qti.assessments import read_form
from itembank.interchange.qti.bodies import ItemBody, find_interaction_name, read_body_content
from itembank.interchange.qti.context import ItemContext
from itembank.interchange.qti.items import read_qti_item
from itembank.interchange.qti.localising import read_texts
from itembank.interchange.qti.manifests import Resource, find_manifest, list_resources
from itembank.interchange.qti.mapped import Document
from itembank.interchange.qti.versions import is_old, upgrade
from itembank.interchange.reports import FileKind, ImportDefaults, ImportedItem, ImportReport
from itembank.interchange.xml_documents import children, find_child, local_name, parse_xml
from itembank.item_documents import item_to_document
from itembank.items import Item, ItemCode
from itembank.languages import LanguageTag, UnknownLanguage
from itembank.translations import (
    Translation,
    TranslationNotValid,
    TranslationState,
    localise,
)

ITEM, TEST = "qti-assessment-item", "qti-assessment-test"


@dataclass(slots=True)
class _Reading:
    """A package while it is read."""

    package: Package
    defaults: ImportDefaults
    shelf: MediaShelf
    kind: FileKind = FileKind.QTI_3
    codes: dict[str, ItemCode] = field(default_factory=dict)

    def parse(self, path: str) -> etree._Element:
        root = parse_xml(self.package.read(path), path)
        if is_old(root):
            self.kind = FileKind.QTI_2
        return upgrade(root, path)


def read_qti_package(
    package: Package, *, file: str, defaults: ImportDefaults, only: str | None = None
) -> ImportReport:
    """Read every item of a package, or the `only` file that is one.

    Raises:
        FileRefused: when it has no item that can be found.
    """
    reading = _Reading(package=package, defaults=defaults, shelf=MediaShelf(package=package))
    if only is None:
        resources = _find_resources(reading)
    else:
        resources = [Resource(identifier=only, kind=_find_kind(only, reading), path=only)]
    sources = [one for one in resources if one.is_item and one.source is None]
    translated = [one for one in resources if one.is_item and one.source is not None]
    if not sources:
        raise FileRefused(f"{file}: has no QTI item")
    items = tuple(
        _read_item(one, [two for two in translated if two.source == one.identifier], reading)
        for one in sources
    )
    return ImportReport(
        file=file,
        kind=reading.kind,
        items=items,
        media=reading.shelf.files,
        form=_find_form(resources, reading),
    )


def _find_resources(reading: _Reading) -> list[Resource]:
    path = find_manifest(reading.package)
    if path is not None:
        manifest = parse_xml(reading.package.read(path), path)
        return list(list_resources(manifest, reading.package, path))
    roots = ((name, _find_root(name, reading)) for name in reading.package.names)
    return [
        Resource(identifier=name, kind="item" if root == ITEM else "test", path=name)
        for name, root in roots
        if root in (ITEM, TEST)
    ]


def _find_kind(name: str, reading: _Reading) -> str:
    return "item" if local_name(reading.parse(name)) == ITEM else "other"


def _find_root(name: str, reading: _Reading) -> str:
    if not name.lower().endswith(".xml"):
        return ""
    try:
        return local_name(reading.parse(name))
    except FileRefused:
        return ""


def _read_item(
    resource: Resource, translated: Sequence[Resource], reading: _Reading
) -> ImportedItem:
    identifier, interaction, language = resource.identifier, "unknown", resource.language
    try:
        root = reading.parse(resource.path)
        identifier = root.get("identifier") or identifier
        interaction = find_interaction_name(root)
        language = _language_of(root) or language
        read = read_qti_item(
            root,
            path=resource.path,
            shelf=reading.shelf,
            common=_common(identifier, reading),
            passages=_read_passages(root, resource.path, reading),
        )
    except (ItemRefused, FileRefused) as error:
        return ImportedItem(
            identifier=identifier, kind=interaction, reasons=(error.reason,), language=language
        )
    reading.codes[resource.path] = read.item.code
    notes = list(read.notes)
    translations = [
        translation
        for one in translated
        for translation in _read_translation(one, read.item, reading, notes)
    ]
    return ImportedItem(
        identifier=identifier,
        kind=read.item.item_type.value,
        reasons=tuple(notes),
        item=read.item,
        declared=read.declared,
        language=language,
        translations=tuple(translations),
    )


def _common(identifier: str, reading: _Reading) -> Document:
    code = re.sub(r"[^A-Z0-9]+", "-", identifier.upper()).strip("-") or "ITEM"
    taken = set(reading.codes.values())
    numbers = (code, *(f"{code}-{number}" for number in range(2, len(taken) + 3)))
    return {
        "code": next(one for one in numbers if one not in taken),
        "part": reading.defaults.part,
        "theme": reading.defaults.theme,
    }


def _language_of(root: etree._Element) -> str | None:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("language")


def _read_passages(root: etree._Element, path: str, reading: _Reading) -> list[ItemBody]:
    passages = []
    for one in children(root, "qti-assessment-stimulus-ref"):
        place = reading.package.find(one.get("href", ""), beside=path)
        if place is None:
            raise ItemRefused("names a text beside the question that is not there")
        body = find_child(reading.parse(place), "qti-stimulus-body")
        if body is None:
            raise ItemRefused("names a text beside the question that is none")
        context = ItemContext(
            path=place, shelf=reading.shelf, declared={}, processing=None, title=""
        )
        passages.append(read_body_content(body, context))
    return passages


def _read_translation(
    resource: Resource, item: Item, reading: _Reading, notes: list[str]
) -> Iterator[Translation]:
    """Read an item in another language; one that cannot be used is left out and said."""
    name = resource.language or resource.identifier
    try:
        root = reading.parse(resource.path)
        read = read_qti_item(
            root,
            path=resource.path,
            shelf=reading.shelf,
            common={"code": item.code, "part": item.part, "theme": item.theme},
        )
        yield _make_translation(root, read.item, item, name)
    except (ItemRefused, FileRefused, UnknownLanguage, TranslationNotValid) as error:
        notes.append(f"the translation {name} was left out: {error}")


def _make_translation(root: etree._Element, translated: Item, item: Item, tag: str) -> Translation:
    source, other = item_to_document(item), item_to_document(translated)
    body = find_child(root, "qti-item-body")
    state = "" if body is None else body.get("data-translation-state", "")
    known = [one for one in TranslationState if one.value == state]
    translation = Translation(
        language=LanguageTag(_language_of(root) or tag),
        state=known[0] if known else TranslationState.DRAFT,
        texts=read_texts(source, other),
    )
    localise(item, translation)
    return translation


def _find_form(resources: Iterable[Resource], reading: _Reading) -> Form | None:
    for one in resources:
        if one.is_test:
            root = reading.parse(one.path)
            if local_name(root) == TEST:
                return read_form(root, path=one.path, package=reading.package, codes=reading.codes)
    return None
