"""A form with its items, translations, media and spoken texts as a QTI 3 package."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from itembank.errors import ItemBankError
from itembank.forms import Form, Translations
from itembank.interchange.qti.localising import translate
from itembank.interchange.qti.writing.items import NAMESPACE, find_obstacle, write_item
from itembank.interchange.qti.writing.markup import Document, tag
from itembank.item_documents import item_to_document
from itembank.items import PRACTICE_PART, Item, ItemCode
from itembank.languages import get_language
from itembank.translations import SOURCE_LANGUAGE, Translation

_PACKAGING = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_METADATA = "http://ltsc.ieee.org/xsd/LOM"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SPOKEN = frozenset({"p", "qti-prompt", "qti-simple-choice", "qti-simple-associable-choice"})


class ItemNotWritable(ItemBankError):
    """QTI has no way to hold something of an item."""

    def __init__(self, code: str, obstacle: str) -> None:
        super().__init__(f"{code}: QTI cannot hold {obstacle}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenText:
    """The recording of one text in one language."""

    language: str
    text: str
    name: str
    media_type: str = "audio/webm"


@dataclass(slots=True)
class _Writer:
    files: dict[str, bytes] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)


def write_package(
    form: Form,
    items: Mapping[ItemCode, Item],
    translations: Translations,
    media: Mapping[str, bytes],
    spoken: Mapping[SpokenText, bytes] | None = None,
) -> bytes:
    """Write a form as a zip archive that is the same for the same content.

    Raises:
        ItemNotWritable: for an item that QTI cannot hold.
    """
    writer = _Writer()
    recordings = spoken or {}
    for code in form.item_codes:
        item = items[code]
        document = item_to_document(item)
        obstacle = find_obstacle(document)
        if obstacle is not None:
            raise ItemNotWritable(code, obstacle)
        _add_item(writer, document, SOURCE_LANGUAGE, None, recordings)
        for by_item in translations.values():
            if code in by_item:
                _add_item(writer, document, by_item[code].language, by_item[code], recordings)
    _add_test(writer, form)
    writer.files |= {f"media/{name}": data for name, data in media.items()}
    writer.files |= {f"audio/{one.name}": data for one, data in recordings.items()}
    writer.files["imsmanifest.xml"] = _write_manifest(form, writer.resources)
    return _write_zip(writer.files)


def _add_item(
    writer: _Writer,
    document: Document,
    language: str,
    translation: Translation | None,
    recordings: Mapping[SpokenText, bytes],
) -> None:
    code = str(document["code"])
    said = document if translation is None else translate(dict(document), translation.texts)
    state = None if translation is None else translation.state.value
    text = write_item(
        said,
        language=language,
        direction=get_language(language).direction.value,
        media="../../media/",
        state=state,
    )
    spoken = [one for one in recordings if one.language == language]
    path = f"items/{language}/{code}.xml"
    writer.files[path] = _add_catalogue(text.encode(), spoken)
    identifier = code if translation is None else f"{code}-{language}"
    relation = "" if translation is None else _relation(code)
    general = tag("lom:general", tag("lom:language", language))
    metadata = tag("metadata", tag("lom:lom", general + relation))
    writer.resources.append(
        tag(
            "resource",
            metadata + tag("file", href=path),
            identifier=identifier,
            type="imsqti_item_xmlv3p0",
            href=path,
        )
    )


def _relation(code: str) -> str:
    kind = tag("lom:kind", tag("lom:source", "LOMv1.0") + tag("lom:value", "isversionof"))
    entry = tag("lom:resource", tag("lom:identifier", tag("lom:entry", code)))
    return tag("lom:relation", kind + entry)


def _add_catalogue(text: bytes, spoken: list[SpokenText]) -> bytes:
    """Name the recording of each text that is spoken, in a catalogue behind the body."""
    root = etree.fromstring(text)
    by_text = {one.text: one for one in spoken}
    cards: list[str] = []
    for element in root.iter():
        name = etree.QName(element).localname
        one = by_text.get(element.text or "") if name in _SPOKEN else None
        if one is not None:
            catalogue = f"spoken-{len(cards) + 1}"
            element.set("data-catalog-idref", catalogue)
            element.set("data-spoken", "true")
            cards.append(_write_card(catalogue, one))
    if cards:
        info = etree.fromstring(tag("qti-catalog-info", "".join(cards), xmlns=NAMESPACE))
        body = next(one for one in root if etree.QName(one).localname == "qti-item-body")
        body.addnext(info)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _write_card(catalogue: str, one: SpokenText) -> str:
    href = tag("qti-file-href", f"../../audio/{one.name}", mime_type=one.media_type)
    entry = tag("qti-card-entry", href, xml_lang=None).replace(
        "<qti-card-entry", f'<qti-card-entry xml:lang="{one.language}"', 1
    )
    return tag("qti-catalog", tag("qti-card", entry, support="spoken"), id=catalogue)


def _add_test(writer: _Writer, form: Form) -> None:
    parts = [(PRACTICE_PART, form.practice), *((part.code, part.items) for part in form.parts)]
    sections = "".join(
        tag(
            "qti-assessment-section",
            "".join(
                tag(
                    "qti-assessment-item-ref",
                    identifier=item,
                    href=f"../items/{SOURCE_LANGUAGE}/{item}.xml",
                )
                for item in items
            ),
            identifier=code,
            title=code,
            visible="true",
        )
        for code, items in parts
        if items
    )
    test = tag(
        "qti-assessment-test",
        tag(
            "qti-test-part",
            sections,
            identifier="test",
            navigation_mode="nonlinear",
            submission_mode="simultaneous",
            data_programme=form.programme,
        ),
        xmlns=NAMESPACE,
        identifier=form.code,
        title=form.title,
        tool_name="testplatform",
        tool_version=form.version,
    )
    path = f"tests/{form.code}.xml"
    writer.files[path] = f'<?xml version="1.0" encoding="UTF-8"?>\n{test}'.encode()
    writer.resources.append(
        tag(
            "resource",
            tag("file", href=path),
            identifier=f"test-{form.code}",
            type="imsqti_test_xmlv3p0",
            href=path,
        )
    )


def _write_manifest(form: Form, resources: list[str]) -> bytes:
    metadata = tag("metadata", tag("schema", "QTI Package") + tag("schemaversion", "3.0.0"))
    manifest = tag(
        "manifest",
        metadata + tag("organizations") + tag("resources", "".join(resources)),
        xmlns=_PACKAGING,
        identifier=f"package-{form.code}",
    ).replace("<manifest", f'<manifest xmlns:lom="{_METADATA}"', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{manifest}'.encode()


def _write_zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
