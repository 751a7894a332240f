"""Translations as XLIFF 2.1 (OASIS Standard, 13 February 2018): one `file` per item, one `unit` per
text.

A gap is a protected inline element `ph`. What comes back is read without entities, DTDs or the
network; tools may have cut units into segments or marked words in them.
"""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from itembank.glossaries import Term, list_term_uses
from itembank.interchange.exchanges import (
    MOST_BYTES,
    MOST_UNITS,
    ExchangeItem,
    ExchangeUnit,
    FileFault,
    FileRefused,
    TranslationFile,
    describe_terms,
    list_units,
    replace_noncharacters,
    tidy,
)
from itembank.items import ItemCode
from itembank.languages import Language, LanguageTag
from itembank.texts import TextId, list_gaps, split_cloze
from itembank.translating import TextState
from itembank.translations import SOURCE_LANGUAGE

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
VERSION = "2.1"
READABLE_VERSIONS = ("2.0", "2.1")
SUB_STATE = "testplatform"

_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {
    TextState.MISSING: "initial",
    TextState.OUTDATED: "initial",
    TextState.DRAFT: "initial",
    TextState.TRANSLATED: "translated",
    TextState.REVIEWED: "reviewed",
}
_READ_STATES = {
    "initial": TextState.DRAFT,
    "translated": TextState.TRANSLATED,
    "reviewed": TextState.REVIEWED,
    "final": TextState.REVIEWED,
}
_LEAST_FINISHED = tuple(TextState)
_MARKERS = ("mrk", "pc")  # what stands in them is text
_SIGNS = ("sm", "em")


def write_xliff(
    items: Iterable[ExchangeItem], language: Language, terms: Sequence[Term] = ()
) -> bytes:
    """Write items for translators of a language; terms stand as notes beside the texts they are
    in.
    """
    namespaces = {None: NAMESPACE}
    root = etree.Element(_name("xliff"), nsmap=namespaces)  # type: ignore[arg-type]  # the stubs know no default namespace
    root.set("version", VERSION)
    root.set("srcLang", SOURCE_LANGUAGE)
    root.set("trgLang", language.tag)
    for exchanged in items:
        file = _add(root, "file", id=exchanged.item.code)
        file.set("original", f"{exchanged.item.code}/{exchanged.version}")
        file.set("trgDir", language.direction.value)
        _add_notes(file, "context", exchanged.context)
        for unit in list_units(exchanged):
            _add_unit(file, unit, terms)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def read_xliff(data: bytes, language: LanguageTag) -> TranslationFile:
    """Read what came back for a language.

    Raises:
        FileRefused: when it is not XLIFF 2 from Dutch into that language, or not safe to read.
    """
    root = _parse(data)
    if root.tag != _name("xliff") or root.get("version") not in READABLE_VERSIONS:
        raise FileRefused(FileFault.UNREADABLE)
    if (root.get("srcLang"), root.get("trgLang")) != (SOURCE_LANGUAGE, language):
        raise FileRefused(FileFault.OTHER_LANGUAGE)
    units = tuple(
        _read_unit(file, unit)
        for file in root.iterchildren(_name("file"))
        for unit in file.iter(_name("unit"))
    )
    if len(units) > MOST_UNITS:
        raise FileRefused(FileFault.TOO_LARGE)
    return TranslationFile(language=language, units=units, is_change_done=False)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _name(tag), attributes)


def _add_notes(parent: etree._Element, category: str, notes: Sequence[str]) -> None:
    if not notes:
        return
    group = _add(parent, "notes")
    for note in notes:
        _add(group, "note", category=category).text = replace_noncharacters(note)


def _add_unit(file: etree._Element, unit: ExchangeUnit, terms: Sequence[Term]) -> None:
    element = _add(file, "unit", id=unit.text_id)
    element.set(f"{{{_XML}}}space", "preserve")
    uses = list_term_uses(terms, unit.source, unit.target)
    _add_notes(element, "glossary", describe_terms(use.term for use in uses))
    gaps = sorted({*list_gaps(unit.source), *list_gaps(unit.target)})
    if gaps:
        originals = _add(element, "originalData")
        for gap in gaps:
            _add(originals, "data", id=_data_id(gap)).text = f"{{{gap}}}"
    segment = _add(element, "segment", state=_STATES[unit.state])
    if unit.state in (TextState.OUTDATED, TextState.DRAFT):
        segment.set("subState", f"{SUB_STATE}:{unit.state.value}")
    _fill(_add(segment, "source"), unit.source)
    if unit.target:
        _fill(_add(segment, "target"), unit.target)


def _data_id(gap: str) -> str:
    return f"data-{gap}"


def _fill(element: etree._Element, text: str) -> None:
    """Write a text with its gaps as elements; a gap that stands there twice has a number."""
    times: dict[str, int] = {}
    element.text = ""
    last: etree._Element | None = None
    for number, paragraph in enumerate(split_cloze(replace_noncharacters(text))):
        last = _append_words(element, last, "\n" if number else "")
        for words, gap in paragraph:
            last = _append_words(element, last, words)
            if gap is not None:
                times[gap] = times.get(gap, 0) + 1
                last = _add_gap(element, gap, times[gap])


def _append_words(
    element: etree._Element, last: etree._Element | None, words: str
) -> etree._Element | None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = (last.tail or "") + words
    return last


def _add_gap(element: etree._Element, gap: str, time: int) -> etree._Element:
    placeholder = _add(element, "ph", id=gap if time == 1 else f"{gap}.{time}")
    placeholder.set("dataRef", _data_id(gap))
    placeholder.set("disp", f"{{{gap}}}")
    placeholder.set("canCopy", "no")
    placeholder.set("canDelete", "no")
    return placeholder


def _parse(data: bytes) -> etree._Element:
    """Parse as UTF-8 whatever the file declares, so that no DTD hides in another encoding."""
    if len(data) > MOST_BYTES:
        raise FileRefused(FileFault.TOO_LARGE)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FileRefused(FileFault.ENTITIES)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused(FileFault.UNREADABLE) from error


def _read_unit(file: etree._Element, unit: etree._Element) -> ExchangeUnit:
    item, text_id = file.get("id", ""), unit.get("id", "")
    originals = {
        data.get("id", ""): "".join(map(str, data.itertext())) for data in unit.iter(_name("data"))
    }
    source, target = "", ""
    states = []
    for part in unit.iterchildren(_name("segment"), _name("ignorable")):
        original = _read_words(part.find(_name("source")), originals)
        translated = part.find(_name("target"))
        is_between = part.tag == _name("ignorable") and translated is None
        source += original
        target += original if is_between else _read_words(translated, originals)
        if part.tag == _name("segment"):
            states.append(_read_state(part, translated is not None))
    return ExchangeUnit(
        place=f"{item}/{text_id}",
        item=ItemCode(item),
        text_id=TextId(text_id),
        source=tidy(source),
        target=tidy(target),
        state=min(states, key=_LEAST_FINISHED.index, default=TextState.MISSING),
    )


def _read_state(segment: etree._Element, has_target: bool) -> TextState:
    if not has_target:
        return TextState.MISSING
    state = _READ_STATES.get(segment.get("state", "initial"))
    if state is None:
        raise FileRefused(FileFault.UNREADABLE)
    was_outdated = segment.get("subState") == f"{SUB_STATE}:{TextState.OUTDATED.value}"
    return TextState.OUTDATED if state is TextState.DRAFT and was_outdated else state


def _read_words(element: etree._Element | None, originals: dict[str, str]) -> str:
    return "" if element is None else "".join(_list_words(element, originals))


def _list_words(element: etree._Element, originals: dict[str, str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _list_inline(child, originals)
        yield child.tail or ""


def _list_inline(child: etree._Element, originals: dict[str, str]) -> Iterator[str]:
    """The words of an inline element: a gap, what is marked, or nothing for a mere sign."""
    tag = etree.QName(child).localname
    if tag == "ph" and child.get("dataRef", "") in originals:
        yield originals[child.get("dataRef", "")]
    elif tag in _MARKERS:
        yield from _list_words(child, originals)
    elif tag not in _SIGNS:
        raise FileRefused(FileFault.UNREADABLE)
