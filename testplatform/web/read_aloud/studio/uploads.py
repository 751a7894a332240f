"""Recordings as files: chosen, looked at one by one, and taken in one go."""

import re
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.interchange.errors import FileRefused
from itembank.interchange.packages import Package
from itembank.languages import is_signed
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.models.audio import Speaker
from testplatform.services.import_files import ImportShelf
from testplatform.services.read_aloud.bulk import (
    check_files,
    match_files,
    name_for_text,
    open_takes,
    pack_files,
)
from testplatform.services.read_aloud.prompting import Prompt, find_text, list_prompts
from testplatform.services.read_aloud.recording import (
    NotRecorded,
    Recorded,
    TakeSource,
    make_take,
    take_recording,
)
from testplatform.services.read_aloud.signing import make_sign_take
from testplatform.services.read_aloud.speakers import SpeakerRefused
from testplatform.services.translating import Translator
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.speech.takes import TakeRefused
from testplatform.web.access import Access, access
from testplatform.web.importing.explanations import explain_file
from testplatform.web.read_aloud.studio.routes import (
    current_config,
    find_own_speaker,
    get_studio_form,
)
from testplatform.web.read_aloud.studio.upload_pages import build_preview_page, build_upload_page
from testplatform.web.read_aloud.studio.wording import (
    CHOOSE_SPEAKER,
    NO_ENGINE,
    RECORDING_FAULTS,
    SPEAKER_FAULTS,
    TAKE_FAULTS,
    tell_refused,
    tell_taken,
)
from testplatform.web.translating.building.sections import current_translator

LARGEST_UPLOAD = 50 * 1024 * 1024

TEXT_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
NamedTake = tuple[str, Recorded]

blueprint = Blueprint(
    "read_aloud_uploads",
    __name__,
    url_prefix="/staff/read-aloud/studio/<int:form_id>/<string:language>/uploads",
)


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let an upload be larger than a form, before anything reads the request."""
    if endpoint == "read_aloud_uploads.upload":
        request.max_content_length = LARGEST_UPLOAD


@blueprint.get("/")
@access(Access.NATIVE_REVIEW)
def choose(form_id: int, language: str) -> ResponseReturnValue:
    """Choose the files."""
    get_studio_form(form_id, language)
    speaker = find_own_speaker()
    if speaker is None:
        return _to_door()
    text_hash = _asked_text()
    text = None if text_hash is None else find_text(db.session, form_id, language, text_hash)
    page = build_upload_page(form_id, language, speaker, None if text is None else text_hash, text)
    return render_template("read_aloud/studio/upload.html", page=page)


@blueprint.post("/")
@access(Access.NATIVE_REVIEW)
def upload(form_id: int, language: str) -> ResponseReturnValue:
    """Keep the files until somebody took them; nothing is heard by anybody else."""
    get_studio_form(form_id, language)
    speaker = find_own_speaker()
    if speaker is None:
        return _to_door()
    sent = [(one.filename, one.read()) for one in request.files.getlist("files") if one.filename]
    text_hash = _asked_text()
    here = url_for(
        ".choose", form_id=form_id, language=language, speaker=speaker.id, text=text_hash
    )
    if not sent:
        flash("Kies eerst bestanden.", "error")
        return redirect(here, code=303)
    try:
        named = [(str(name), content) for name, content in sent]
        if text_hash is not None and len(named) == 1:
            [(name, content)] = named
            named = [(name_for_text(name, language, text_hash), content)]
        data = pack_files(named)
    except FileRefused as refusal:
        flash(explain_file(refusal), "error")
        return redirect(here, code=303)
    sha256 = _shelf().keep(data, f"opnames-{language}.zip")
    return redirect(
        url_for(".look", form_id=form_id, language=language, sha256=sha256, speaker=speaker.id),
        code=303,
    )


@blueprint.get("/<string:sha256>")
@access(Access.NATIVE_REVIEW)
def look(form_id: int, language: str, sha256: str) -> ResponseReturnValue:
    """Every file with its text, its length and what would become of it; nothing is stored."""
    get_studio_form(form_id, language)
    speaker, package = find_own_speaker(), _read(sha256)
    if speaker is None:
        return _to_door()
    prompts = list_prompts(db.session, form_id, language)
    try:
        checked = check_files(package, prompts, language)
    except SpeechUnavailable:
        flash(NO_ENGINE, "error")
        return _to_sheet(form_id, language, speaker)
    page = build_preview_page(form_id, language, speaker, sha256, checked)
    return render_template("read_aloud/studio/upload_preview.html", page=page)


@blueprint.post("/<string:sha256>")
@access(Access.NATIVE_REVIEW)
def take_all(form_id: int, language: str, sha256: str) -> ResponseReturnValue:
    """Take what was ticked; a file that the gate refuses after all is named, the others stay."""
    get_studio_form(form_id, language)
    speaker, package = find_own_speaker(), _read(sha256)
    if speaker is None:
        return _to_door()
    speaker_id, person = speaker.id, current_translator()
    chosen = frozenset(request.form.getlist("chosen"))
    prompts = list_prompts(db.session, form_id, language)
    wanted = [
        (one.name, one.prompt)
        for one in match_files(package.names, prompts, language)
        if one.prompt is not None and one.prompt.text_hash in chosen
    ]
    db.session.rollback()  # nothing is held while the sound is worked on
    try:
        takes, refusals = _make_takes(package, wanted, language)
        with unit_of_work() as session:
            kept, others = _keep_all(session, takes, speaker_id, person)
    except SpeakerRefused as refusal:
        kept, refusals, others = 0, [SPEAKER_FAULTS[refusal.fault]], []
    except (SpeechUnavailable, OSError):
        kept, refusals, others = 0, [NO_ENGINE], []
    for sentence in tell_refused([*refusals, *others]):
        flash(sentence, "error")
    if kept:
        _shelf().drop(sha256)
        flash(tell_taken(kept), "success")
    return redirect(
        url_for("read_aloud_studio.studio", form_id=form_id, language=language, speaker=speaker_id),
        code=303,
    )


def _asked_text() -> str | None:
    """The hash of the one text that files are chosen for, if the address names one."""
    asked = request.args.get("text", "")
    return asked if TEXT_HASH.fullmatch(asked) else None


def _make_takes(
    package: Package, wanted: list[tuple[str, Prompt]], language: str
) -> tuple[list[NamedTake], list[str]]:
    """The takes, and a sentence for each file that is none."""
    takes: list[NamedTake] = []
    refusals = []
    for name, prompt in wanted:
        try:
            data = package.read(name)
            takes.append((name, _make_take(data, prompt, language)))
        except TakeRefused as refusal:
            refusals.append(f"{name}: {TAKE_FAULTS[refusal.fault]}")
        except FileRefused as refusal:
            refusals.append(f"{name}: {explain_file(refusal)}")
    return takes, refusals


def _keep_all(
    session: Session, takes: list[NamedTake], speaker_id: int, person: Translator
) -> tuple[int, list[str]]:
    """How many were kept, and a sentence for each that was refused before anything was written."""
    refusals = []
    for name, take in takes:
        try:
            take_recording(
                session,
                current_config().media_root,
                take,
                speaker_id=speaker_id,
                by=person,
                now=now_utc(),
            )
        except NotRecorded as refusal:
            refusals.append(f"{name}: {RECORDING_FAULTS[refusal.fault]}")
    return len(takes) - len(refusals), refusals


def _make_take(data: bytes, prompt: Prompt, language: str) -> Recorded:
    if is_signed(language):
        return make_sign_take(data, prompt.text, language)
    return make_take(data, prompt.text, prompt.said, language, source=TakeSource.UPLOAD)


def _read(sha256: str) -> Package:
    file = _shelf().find(sha256)
    if file is None:
        abort(404)
    try:
        return open_takes(file.data)
    except FileRefused:
        abort(404)


def _shelf() -> ImportShelf:
    return ImportShelf(current_config().media_root, int(current_user.id))


def _to_door() -> ResponseReturnValue:
    flash(CHOOSE_SPEAKER, "error")
    return redirect(url_for("read_aloud_studio.door"), code=303)


def _to_sheet(form_id: int, language: str, speaker: Speaker) -> ResponseReturnValue:
    return redirect(
        url_for("read_aloud_studio.studio", form_id=form_id, language=language, speaker=speaker.id),
        code=303,
    )
