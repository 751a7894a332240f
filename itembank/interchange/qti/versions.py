"""QTI 2.0, 2.1 and 2.2 as QTI 3: recognised by their names, converted by Citolab's converter."""

from lxml import etree
from qti_convert import upgrade_qti2_to_qti3

from itembank.interchange.errors import FileRefused
from itembank.interchange.xml_documents import local_name, parse_xml

_OLD_ROOTS = frozenset({"assessmentItem", "assessmentTest", "assessmentStimulus"})


def is_old(root: etree._Element) -> bool:
    """Tell whether a document is an item, test or stimulus of QTI 2."""
    return local_name(root) in _OLD_ROOTS


def upgrade(root: etree._Element, name: str) -> etree._Element:
    """Give a document of QTI 2 as one of QTI 3; another stays what it is.

    What the converter gets has been read safely and is written anew: it never sees the bytes from
    outside.

    Raises:
        FileRefused: when it cannot be converted.
    """
    if not is_old(root):
        return root
    try:
        converted = upgrade_qti2_to_qti3(etree.tostring(root, encoding="unicode"))
    except (ValueError, LookupError, AttributeError, etree.LxmlError) as error:
        raise FileRefused(f"{name}: cannot be converted from QTI 2: {error}") from error
    return parse_xml(converted.encode(), name)
