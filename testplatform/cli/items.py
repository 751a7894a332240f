"""`testplatform items …`: items from files of other systems."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext

from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import LARGEST_FILE, MEGABYTE, Package, package_of_files
from itembank.interchange.previews import find_neighbours, preview, preview_package
from itembank.interchange.reports import ImportDefaults, ImportedItem, ImportReport
from scoring.marks import marks_to_json

if TYPE_CHECKING:
    from testplatform.services.imported_media import CheckedImport

BAD_FILE = 2
MOST_FILES = 5_000
FILE = click.Path(exists=True, path_type=Path)


@click.group()
def items() -> None:
    """Items of the bank."""


@items.command("import")
@click.argument("file", type=FILE)
@click.option("--check", is_flag=True, help="Only say what would happen; needs no database.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--programme", default="mo", show_default=True)
@click.option("--part", default="import", show_default=True, help="Where the file names none.")
@click.option("--theme", default="import", show_default=True, help="Where the file names none.")
@click.pass_context
def import_command(
    context: click.Context,
    *,
    file: Path,
    check: bool,
    form: str,
    programme: str,
    part: str,
    theme: str,
) -> None:
    """Import the items of FILE as drafts, all that are not refused or none.

    FILE is a QTI 3 or QTI 2 package, a QTI item, Moodle XML, GIFT, xlsx or csv, known by its
    content; or a folder with the files of a QTI package.
    """
    try:
        report = read_file(file, ImportDefaults(part=part, theme=theme))
    except FileRefused as error:
        click.echo(f"testplatform items import: {file.name}: {error.reason}", err=True)
        sys.exit(BAD_FILE)
    checked = _check_media(report)
    if not check:
        with context.ensure_object(ScriptInfo).load_app().app_context():
            _store(checked, programme)
    records = [_record(one, with_marks=check) for one in checked.report.items]
    if form == "json":
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for record in records:
        words = (record[name] or "-" for name in ("identifier", "status", "type", "reason"))
        click.echo("  ".join(map(str, words)))


def read_file(file: Path, defaults: ImportDefaults) -> ImportReport:
    """Read a file of any kind, or a folder; of one item also the files beside it that it names.

    Raises:
        FileRefused: when it cannot be read.
    """
    if file.is_dir():
        return preview_package(_read_folder(file), file.name, defaults=defaults)
    if file.stat().st_size > LARGEST_FILE:
        raise FileRefused(f"the file is larger than {LARGEST_FILE // MEGABYTE} MB")
    data = file.read_bytes()
    beside = {name: (file.parent / name).read_bytes() for name in _list_beside(file, data)}
    return preview(data, file.name, defaults=defaults, beside=beside)


def _list_beside(file: Path, data: bytes) -> Iterator[str]:
    folder = file.parent.resolve()
    for name in find_neighbours(data):
        path = folder / name
        is_inside = path.resolve().is_relative_to(folder)
        if is_inside and path.is_file() and path.stat().st_size <= LARGEST_FILE:
            yield name


def _read_folder(folder: Path) -> Package:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    if len(paths) > MOST_FILES or sum(path.stat().st_size for path in paths) > LARGEST_FILE:
        raise FileRefused("the folder has too much in it")
    return package_of_files(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    )


def _record(one: ImportedItem, *, with_marks: bool) -> dict[str, object]:
    record: dict[str, object] = {
        "identifier": one.identifier,
        "status": one.status.value,
        "type": one.kind,
        "reason": one.reason or None,
        "code": None if one.item is None else one.item.code,
    }
    if with_marks:
        award, most = one.award, one.max_marks
        record["marks_for_correct_response"] = None if award is None else marks_to_json(award.marks)
        record["max_marks"] = None if most is None else marks_to_json(most)
    return record


def _check_media(report: ImportReport) -> "CheckedImport":
    from testplatform.services.imported_media import check_media

    return check_media(report)


def _store(checked: "CheckedImport", programme: str) -> None:
    from testplatform.clock import now_utc
    from testplatform.db import unit_of_work
    from testplatform.media import MediaStore
    from testplatform.services.importing import Destination, ItemCodeTaken, import_items

    config = current_app.extensions["testplatform_config"]
    try:
        with unit_of_work() as session:
            import_items(
                session,
                checked,
                destination=Destination(programme=programme),
                store=MediaStore(config.media_root),
                now=now_utc(),
            )
    except ItemCodeTaken as problem:
        raise click.ClickException(str(problem)) from problem


@items.command("export")
@click.option("--form", "code", required=True, help="The code of a published form.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(*, code: str, file: Path) -> None:
    """Write a published form to FILE as a QTI 3 package."""
    from itembank.interchange.qti.writing.packages import ItemNotWritable
    from testplatform.db import db
    from testplatform.services.exporting import FormNotFound, export_form

    config = current_app.extensions["testplatform_config"]
    try:
        data = export_form(db.session, code, config)
    except (FormNotFound, ItemNotWritable) as problem:
        raise click.ClickException(str(problem)) from problem
    file.write_bytes(data)
    click.echo(f"{file}: {len(data)} bytes")
