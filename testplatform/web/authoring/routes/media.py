"""The media library: looking, uploading, and where a file is used."""

import tempfile
from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.intake import CheckedFile, FileRefused, check_file
from testplatform.media import MediaStore
from testplatform.models.items import MediaFile
from testplatform.repositories.media_files import MediaSearch
from testplatform.services.media_library import keep_file
from testplatform.web.access import Access, access
from testplatform.web.authoring.blueprint import blueprint
from testplatform.web.authoring.building.media import (
    TYPES,
    build_file_page,
    build_media_page,
)
from testplatform.web.authoring.people import current_colleague
from testplatform.web.authoring.wording import explain_refusal
from testplatform.web.staff.building import read_page_number

LARGEST_UPLOAD = 50 * 1024 * 1024
LONGEST_TEXT = 80


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let an upload be larger than a form, before anything reads the request."""
    if endpoint == "authoring.upload":
        request.max_content_length = LARGEST_UPLOAD


@blueprint.get("/media")
@access(Access.ITEM_BANK)
def media_library() -> ResponseReturnValue:
    """Look for files."""
    kind = request.args.get("kind", "")
    typed = request.args.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT]
    search = MediaSearch(text=typed or None, media_type=kind if kind in TYPES else None)
    page = build_media_page(db.session, search, current_colleague(), number=read_page_number())
    return render_template("authoring/media.html", page=page)


@blueprint.post("/media")
@access(Access.ITEM_BANK)
def upload() -> ResponseReturnValue:
    """Check a file and keep it; the same content again gives the file that there is."""
    colleague = current_colleague()
    if not colleague.may_write:
        abort(403)
    file = request.files.get("file")
    if file is None or not file.filename:
        flash("Kies eerst een bestand.", "error")
        return redirect(url_for("authoring.media_library"), code=303)
    try:
        checked = _check_upload()
    except FileRefused as refusal:
        flash(explain_refusal(refusal), "error")
        return redirect(url_for("authoring.media_library"), code=303)
    config: Config = current_app.extensions["testplatform_config"]
    with unit_of_work() as session:
        kept = keep_file(
            session,
            checked,
            file.filename,
            store=MediaStore(config.media_root),
            colleague=colleague,
            now=now_utc(),
        )
    said = "is bewaard" if kept.is_new else "stond al in de bibliotheek"
    flash(f"Het bestand {said} als {kept.file.name}.", "success")
    return redirect(url_for("authoring.media_file", sha256=kept.file.sha256), code=303)


@blueprint.get("/media/<string:sha256>")
@access(Access.ITEM_BANK)
def media_file(sha256: str) -> ResponseReturnValue:
    """One file and where it is used."""
    found = None if "\0" in sha256 else db.session.get(MediaFile, sha256)
    page = build_file_page(db.session, found or abort(404))
    return render_template("authoring/media_file.html", page=page)


def _check_upload() -> CheckedFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        request.files["file"].save(path)
        return check_file(path)
