"""A QTI test as a form: its sections are the parts."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from itembank.forms import Form, FormCode, FormPart
from itembank.interchange.packages import Package
from itembank.interchange.xml_documents import children, local_name
from itembank.items import PRACTICE_PART, ItemCode
from scoring.codes import PartCode, ProgrammeCode


def read_form(
    root: etree._Element, *, path: str, package: Package, codes: Mapping[str, ItemCode]
) -> Form | None:
    """Read a test; `codes` are the items by their paths. None when it asks what was refused.

    A section within a section belongs to the part that it stands in.
    """
    sections = [
        section
        for part in children(root, "qti-test-part")
        for section in children(part, "qti-assessment-section")
    ]
    parts: dict[PartCode, tuple[ItemCode, ...]] = {}
    for section in sections:
        items = tuple(_list_items(section, path, package, codes))
        if None in items:
            return None
        code = PartCode(_slug(section.get("identifier", "")))
        parts[code] = parts.get(code, ()) + tuple(one for one in items if one is not None)
    practice = parts.pop(PRACTICE_PART, ())
    return Form(
        code=FormCode(_slug(root.get("identifier", ""))),
        version=_read_version(root),
        programme=ProgrammeCode(_read_programme(root)),
        title=root.get("title", ""),
        parts=tuple(FormPart(code=code, items=items) for code, items in parts.items() if items),
        practice=practice,
    )


def _list_items(
    section: etree._Element, path: str, package: Package, codes: Mapping[str, ItemCode]
) -> Iterator[ItemCode | None]:
    for one in section.iterdescendants():
        if local_name(one) == "qti-assessment-item-ref":
            place = package.find(one.get("href", ""), beside=path)
            yield None if place is None else codes.get(place)


def _read_programme(root: etree._Element) -> str:
    parts = children(root, "qti-test-part")
    return parts[0].get("data-programme", "") if parts else ""


def _read_version(root: etree._Element) -> int:
    version = root.get("tool-version", "1")
    return int(version) if version.isdecimal() and len(version) < 6 else 1


def _slug(identifier: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", identifier.lower()).strip("-") or "part"
