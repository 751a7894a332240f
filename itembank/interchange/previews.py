"""What a file from outside would become, whatever it is: the one door to the readers."""

from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import Package, check_size, is_zip, open_zip, package_of_files
from itembank.interchange.qti.packages import read_qti_package
from itembank.interchange.reports import ImportDefaults, ImportReport
from itembank.interchange.xml_documents import local_name, parse_xml

_USUAL = ImportDefaults()


def preview(data: bytes, filename: str, *, defaults: ImportDefaults = _USUAL) -> ImportReport:
    """Read a file of any known kind, recognised by its content; nothing is stored.

    Raises:
        FileRefused: when it is of no known kind, broken, hostile or too large.
    """
    check_size(data)
    if is_zip(data):
        return preview_package(open_zip(data), filename, defaults=defaults)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return preview_package(package_of_files({filename: data}), filename, defaults=defaults)
    raise FileRefused("is of no known kind")


def preview_package(
    package: Package, filename: str, *, defaults: ImportDefaults = _USUAL
) -> ImportReport:
    return read_qti_package(package, file=filename, defaults=defaults)
