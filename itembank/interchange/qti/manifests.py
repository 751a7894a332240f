"""The manifest of a QTI package: its items, tests and stimuli, and which are translations."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from itembank.interchange.packages import Package
from itembank.interchange.xml_documents import children, descendants, text_of

MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One resource; `source` is the resource that it is a translation of."""

    identifier: str
    kind: str
    path: str
    language: str | None = None
    source: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether it is an item."""
        return "item" in self.kind

    @property
    def is_test(self) -> bool:
        """Whether it is a test."""
        return "test" in self.kind or "assessment" in self.kind


def find_manifest(package: Package) -> str | None:
    """Give the path of the manifest that stands highest, or None."""
    found = [name for name in package.names if name.rpartition("/")[2] == MANIFEST]
    return min(found, key=lambda name: (name.count("/"), name)) if found else None


def list_resources(manifest: etree._Element, package: Package, path: str) -> Iterator[Resource]:
    """List the resources of QTI that the package has, in their order."""
    for one in descendants(manifest, "resource"):
        kind = one.get("type", "").lower()
        place = package.find(one.get("href", ""), beside=path)
        if "qti" not in kind or place is None:
            continue
        yield Resource(
            identifier=one.get("identifier", ""),
            kind=kind,
            path=place,
            language=_read_language(one),
            source=_read_source(one),
        )


def _read_language(resource: etree._Element) -> str | None:
    for general in descendants(resource, "general"):
        for language in children(general, "language"):
            return text_of(language) or None
    return None


def _read_source(resource: etree._Element) -> str | None:
    for relation in descendants(resource, "relation"):
        kinds = [
            text_of(one) for kind in children(relation, "kind") for one in children(kind, "value")
        ]
        if kinds == ["isversionof"]:
            return next((text_of(one) for one in descendants(relation, "entry")), None)
    return None
