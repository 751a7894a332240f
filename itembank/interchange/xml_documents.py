"""Reading of XML from outside: no DTD, no entities, no network, within limits."""

import re
from xml.parsers import expat

from lxml import etree

from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import MEGABYTE

LARGEST_XML = 20 * MEGABYTE
MOST_ELEMENTS = 200_000
DEEPEST = 100


class _Guard:
    """Listens to a first reading that expands nothing, and stops it at the first danger."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0
        self._elements = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise FileRefused(f"{self._name}: declares a document type (DTD) or entities")

    def _begin(self, *_element: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST:
            raise FileRefused(f"{self._name}: is nested more than {DEEPEST} deep")
        if self._elements > MOST_ELEMENTS:
            raise FileRefused(f"{self._name}: has more than {MOST_ELEMENTS} elements")

    def _end(self, _element: object) -> None:
        self._depth -= 1


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Read an XML document from outside and give its root.

    Raises:
        FileRefused: when it is too large, not well-formed, or declares a DTD or entities.
    """
    if len(data) > LARGEST_XML:
        raise FileRefused(f"{name}: is larger than {LARGEST_XML // MEGABYTE} MB")
    try:
        _Guard(name).parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileRefused(f"{name}: is no well-formed XML: {error}") from error
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused(f"{name}: is no well-formed XML: {error}") from error


def local_name(element: etree._Element) -> str:
    """Give the name of an element without its namespace; a comment has none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """List the child elements of these names, or all; whatever their namespace."""
    return [
        child
        for child in element
        if isinstance(child.tag, str) and (not names or local_name(child) in names)
    ]


def find_child(element: etree._Element, name: str) -> etree._Element | None:
    """Give the first child of this name, or None."""
    return next(iter(children(element, name)), None)


def descendants(element: etree._Element, *names: str) -> list[etree._Element]:
    """List the elements of these names below an element, in document order."""
    return [
        one
        for one in element.iterdescendants()
        if isinstance(one.tag, str) and local_name(one) in names
    ]


def text_of(element: etree._Element) -> str:
    """Give all text in an element with white space as a reader sees it."""
    return tidy("".join(map(str, element.itertext())))


def tidy(text: str) -> str:
    """Collapse white space as HTML does; a space that does not break stays what it is."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()
