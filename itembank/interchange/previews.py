"""What a file from outside would become, whatever it is: the one door to the readers."""

from collections.abc import Mapping

from itembank.interchange.errors import FileRefused
from itembank.interchange.gift import looks_like_gift, read_gift
from itembank.interchange.moodle_xml import is_moodle, read_moodle
from itembank.interchange.packages import Package, check_size, is_zip, open_zip, package_of_files
from itembank.interchange.qti.packages import read_qti_package
from itembank.interchange.reports import ImportDefaults, ImportReport
from itembank.interchange.spreadsheets import is_workbook, read_csv, read_workbook
from itembank.interchange.xml_documents import parse_xml

_USUAL = ImportDefaults()
_NAMING = ("src", "data", "href", "primary-path")


def preview(
    data: bytes,
    filename: str,
    *,
    defaults: ImportDefaults = _USUAL,
    beside: Mapping[str, bytes] | None = None,
) -> ImportReport:
    """Read a file of any known kind, recognised by its content; nothing is stored.

    `beside` are files that a single item may name.

    Raises:
        FileRefused: when it is of no known kind, broken, hostile or too large.
    """
    check_size(data)
    if is_zip(data):
        package = open_zip(data)
        if is_workbook(package):
            return read_workbook(package, data, file=filename, defaults=defaults)
        return preview_package(package, filename, defaults=defaults)
    if not _is_xml(data):
        return _preview_text(data, filename, defaults)
    root = parse_xml(data, filename)
    if is_moodle(root):
        return read_moodle(root, file=filename, defaults=defaults)
    files = package_of_files({**(beside or {}), filename: data})
    return read_qti_package(files, file=filename, defaults=defaults, only=filename)


def preview_package(
    package: Package, filename: str, *, defaults: ImportDefaults = _USUAL
) -> ImportReport:
    """Read the files of a QTI package.

    Raises:
        FileRefused: when there is no item in it.
    """
    return read_qti_package(package, file=filename, defaults=defaults)


def find_neighbours(data: bytes) -> tuple[str, ...]:
    """List the files that a single item names, by their paths beside it; none for other files."""
    if not _is_xml(data):
        return ()
    try:
        root = parse_xml(data, "the file")
    except FileRefused:
        return ()
    named = (element.get(name, "") for element in root.iter() for name in _NAMING)
    return tuple(dict.fromkeys(one for one in named if one and ":" not in one and "#" not in one))


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _preview_text(data: bytes, filename: str, defaults: ImportDefaults) -> ImportReport:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("the file is of no known kind, or not in UTF-8") from error
    if looks_like_gift(text):
        return read_gift(text, file=filename, defaults=defaults)
    return read_csv(text, file=filename, defaults=defaults)
