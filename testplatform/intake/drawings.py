"""SVG drawings: only elements and attributes that draw, and nothing from outside the file."""

import re
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from itembank.media import MediaKind
from testplatform.intake.files import CheckedFile, FileRefused, Refusal

SVG = "http://www.w3.org/2000/svg"
MOST_ELEMENTS = 5_000
DEEPEST = 40
LONGEST_ATTRIBUTE = 100_000
# Without `use`, `image`, `style`, `script`, `foreignObject`, `a`, animation and filters.
_ELEMENTS = """
circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline
radialGradient rect stop svg text title tspan
"""
_ATTRIBUTES = """
clip-path clip-rule clipPathUnits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule
font-family font-size font-style font-weight fx fy gradientTransform gradientUnits height id
letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask
maskContentUnits maskUnits offset opacity orient pathLength patternContentUnits patternTransform
patternUnits points preserveAspectRatio r refX refY rotate rx ry spreadMethod stop-color
stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
stroke-miterlimit stroke-opacity stroke-width text-anchor textLength transform vector-effect version
viewBox width x x1 x2 y y1 y2
"""
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)", re.ASCII)
_REFERENCE = re.compile(r"url\s*\(|:\s*//|data:|javascript:|\\", re.IGNORECASE)


def check_drawing(data: bytes) -> CheckedFile:
    """Read a drawing strictly and write it anew: comments and instructions stay behind.

    Raises:
        FileRefused: naming the element or attribute that is not allowed.
    """
    root = _parse(data)
    if root.tag != f"{{{SVG}}}svg":
        raise FileRefused(Refusal.UNKNOWN)
    level = [root]
    seen = 0
    for _ in range(DEEPEST):
        seen += len(level)
        if seen > MOST_ELEMENTS:
            raise FileRefused(Refusal.TOO_LARGE)
        for element in level:
            _check_element(element)
        level = [child for element in level for child in element]
    if level:
        raise FileRefused(Refusal.NOT_ALLOWED, "nesting")
    register_namespace("", SVG)
    return CheckedFile(data=tostring(root, encoding="utf-8"), kind=MediaKind.IMAGE, extension="svg")


def _parse(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileRefused(Refusal.NOT_ALLOWED, "DOCTYPE") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileRefused(Refusal.DAMAGED) from error
    return root


def _check_element(element: Element) -> None:
    namespace, _, name = str(element.tag).rpartition("}")
    if namespace != f"{{{SVG}" or name not in ELEMENTS:
        raise FileRefused(Refusal.NOT_ALLOWED, name[:40])
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES or len(value) > LONGEST_ATTRIBUTE:
            raise FileRefused(Refusal.NOT_ALLOWED, attribute.rpartition("}")[2][:40])
        if _REFERENCE.search(_LOCAL_URL.sub("", value)):
            raise FileRefused(Refusal.NOT_ALLOWED, attribute)
