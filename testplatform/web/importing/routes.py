"""Upload a file, look at what it would become, and take what was chosen."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from itembank.interchange.errors import FileRefused
from itembank.interchange.previews import preview
from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.media import MediaStore
from testplatform.services.import_files import ImportShelf, WaitingFile
from testplatform.services.imported_media import CheckedImport, check_media
from testplatform.services.importing import ItemCodeTaken, import_items
from testplatform.web.access import Access, access
from testplatform.web.authoring.people import current_colleague
from testplatform.web.importing.building import (
    PreviewSearch,
    build_preview_page,
    build_upload_page,
    find_destination,
)
from testplatform.web.importing.explanations import explain_file
from testplatform.web.importing.wording import RowStatus, tell_taken
from testplatform.web.staff.building import read_member

LARGEST_UPLOAD = 50 * 1024 * 1024

blueprint = Blueprint("importing", __name__, url_prefix="/staff/items/import")


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let an upload be larger than a form, before anything reads the request."""
    if endpoint == "importing.upload":
        request.max_content_length = LARGEST_UPLOAD


@blueprint.errorhandler(FileRefused)
def refuse_file(refusal: FileRefused) -> ResponseReturnValue:
    flash(explain_file(refusal), "error")
    return _to_upload()


@blueprint.get("/")
@access(Access.AUTHOR)
def choose_file() -> ResponseReturnValue:
    """Choose a file."""
    return render_template("importing/upload.html", page=build_upload_page())


@blueprint.post("/")
@access(Access.AUTHOR)
def upload() -> ResponseReturnValue:
    """Keep a file that can be read until its items are chosen; nothing goes into the bank."""
    file = request.files.get("file")
    if file is None or not file.filename:
        flash("Kies eerst een bestand.", "error")
        return _to_upload()
    data = file.read()
    preview(data, file.filename)
    sha256 = _shelf().keep(data, file.filename)
    return _to_preview(sha256)


@blueprint.get("/<string:sha256>")
@access(Access.AUTHOR)
def preview_file(sha256: str) -> ResponseReturnValue:
    """What each item of a file would become; nothing is stored."""
    checked = _read(_shelf().find(sha256) or abort(404))
    search = PreviewSearch(sha256=sha256, status=read_member(RowStatus, "status"))
    page = build_preview_page(db.session, checked, search)
    return render_template("importing/preview.html", page=page)


@blueprint.post("/<string:sha256>")
@access(Access.AUTHOR)
def take(sha256: str) -> ResponseReturnValue:
    """Import exactly the chosen items as drafts of who chose them, or nothing at all."""
    shelf = _shelf()
    checked = _read(shelf.find(sha256) or abort(404))
    chosen = frozenset(request.form.getlist("chosen"))
    destination = find_destination(request.form.get("destination", ""))
    known = {one.item.code for one in checked.report.items if one.item is not None}
    if not chosen or not chosen <= known or destination is None:
        flash("Duid items aan die overgenomen kunnen worden, en kies een deel.", "error")
        return _to_preview(sha256)
    try:
        with unit_of_work() as session:
            drafts = import_items(
                session,
                checked,
                chosen,
                destination=destination,
                store=MediaStore(_config().media_root),
                colleague=current_colleague(),
                now=now_utc(),
            )
            number = len(drafts.versions)
    except ItemCodeTaken as refusal:
        flash(tell_taken(refusal.codes), "error")
        return _to_preview(sha256)
    shelf.drop(sha256)
    flash("1 item is ingelezen." if number == 1 else f"{number} items zijn ingelezen.", "success")
    return redirect(url_for("authoring.items", state="draft", sort="-updated"), code=303)


def _config() -> Config:
    config: Config = current_app.extensions["testplatform_config"]
    return config


def _shelf() -> ImportShelf:
    return ImportShelf(_config().media_root, current_colleague().staff_id)


def _read(file: WaitingFile) -> CheckedImport:
    """Read a file anew: what a browser says of it counts for nothing."""
    return check_media(preview(file.data, file.name))


def _to_upload() -> ResponseReturnValue:
    return redirect(url_for("importing.choose_file"), code=303)


def _to_preview(sha256: str) -> ResponseReturnValue:
    return redirect(url_for("importing.preview_file", sha256=sha256), code=303)
