"""The recording studio: who speaks, what is to be said, and every recording as it is made."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from testplatform.clock import now_utc
from testplatform.config import Config
from testplatform.db import db, unit_of_work
from testplatform.models.audio import Speaker
from testplatform.models.forms import Form
from testplatform.services.read_aloud.prompting import Shown, find_text, list_prompts, name_file
from testplatform.services.read_aloud.recording import (
    NotRecorded,
    make_take,
    say_text,
    take_recording,
)
from testplatform.services.read_aloud.speakers import (
    SpeakerRefused,
    add_speaker,
    may_record,
    withdraw_consent,
)
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.speech.takes import LARGEST_TAKE, TakeRefused
from testplatform.web.access import Access, access
from testplatform.web.api.reading import RequestUnreadable, read_piece
from testplatform.web.candidate.speech import audio_url
from testplatform.web.headers import MICROPHONE_ONLY
from testplatform.web.read_aloud.studio.building import (
    build_door_page,
    build_studio_page,
    list_recordable,
)
from testplatform.web.read_aloud.studio.forms import read_speaker, read_stated_ms
from testplatform.web.read_aloud.studio.wording import (
    CONSENT_ENDED,
    NO_ENGINE,
    RECORDING_FAULTS,
    SPEAKER_ADDED,
    SPEAKER_FAULTS,
    TAKE_FAULTS,
)
from testplatform.web.staff.building import read_member
from testplatform.web.staff.spreadsheets import answer_with_file, write_rows
from testplatform.web.translating.building.sections import current_translator

SHEET_HEADINGS = ("bestand", "tekst", "uitgesproken", "taal", "toestand")

blueprint = Blueprint("read_aloud_studio", __name__, url_prefix="/staff/read-aloud/studio")


@blueprint.url_value_preprocessor
def allow_takes(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a recording be larger than a form; one byte more, so that the refusal can say why."""
    if endpoint == "read_aloud_studio.take":
        request.max_content_length = LARGEST_TAKE + 1


@blueprint.get("/")
@access(Access.NATIVE_REVIEW)
def door() -> ResponseReturnValue:
    """Choose form, language and speaker."""
    page = build_door_page(
        db.session,
        current_translator(),
        now_utc(),
        chosen_speaker=request.args.get("speaker", type=int),
    )
    return render_template("read_aloud/studio/door.html", page=page)


@blueprint.get("/enter")
@access(Access.NATIVE_REVIEW)
def enter() -> ResponseReturnValue:
    """From the choices to the sheet."""
    form_id, language = request.args.get("form", type=int), request.args.get("language", "")
    if form_id is None or not language:
        return redirect(url_for("read_aloud_studio.door"))
    return redirect(
        url_for(
            "read_aloud_studio.studio",
            form_id=form_id,
            language=language,
            speaker=request.args.get("speaker", type=int),
        )
    )


@blueprint.post("/speakers")
@access(Access.NATIVE_REVIEW)
def add() -> ResponseReturnValue:
    """Write down a speaker with their consent."""
    sent, person = read_speaker(request.form), current_translator()
    try:
        with unit_of_work() as session:
            speaker_id = add_speaker(session, sent.to_command(), by=person, now=now_utc()).id
    except SpeakerRefused as refusal:
        page = build_door_page(
            db.session,
            person,
            now_utc(),
            sent=sent,
            problem=SPEAKER_FAULTS[refusal.fault],
        )
        return render_template("read_aloud/studio/door.html", page=page), 422
    flash(SPEAKER_ADDED, "success")
    return redirect(url_for("read_aloud_studio.door", speaker=speaker_id), code=303)


@blueprint.post("/speakers/<int:speaker_id>/withdraw")
@access(Access.NATIVE_REVIEW)
def withdraw(speaker_id: int) -> ResponseReturnValue:
    """End a consent."""
    if db.session.get(Speaker, speaker_id) is None:
        abort(404)
    try:
        with unit_of_work() as session:
            withdraw_consent(session, speaker_id, by=current_translator(), now=now_utc())
    except SpeakerRefused:
        abort(403)
    flash(CONSENT_ENDED, "success")
    return redirect(url_for("read_aloud_studio.door"), code=303)


@blueprint.get("/<int:form_id>/<string:language>")
@access(Access.NATIVE_REVIEW)
def studio(form_id: int, language: str) -> ResponseReturnValue:
    """The prompt sheet, one text at a time; the only staff page that may use the microphone."""
    page = build_studio_page(
        db.session,
        get_studio_form(form_id, language),
        language,
        find_own_speaker(),
        read_member(Shown, "show") or Shown.UNAPPROVED,
    )
    response: Response = make_response(render_template("read_aloud/studio/studio.html", page=page))
    response.headers["Permissions-Policy"] = MICROPHONE_ONLY
    return response


@blueprint.post("/<int:form_id>/<string:language>/takes")
@access(Access.NATIVE_REVIEW)
def take(form_id: int, language: str) -> ResponseReturnValue:
    """Take in one recording as it was made; what is answered is on disk."""
    get_studio_form(form_id, language)
    text = find_text(db.session, form_id, language, request.args.get("text", "")[:64])
    speaker_id = request.args.get("speaker", type=int)
    if text is None or speaker_id is None or db.session.get(Speaker, speaker_id) is None:
        abort(404)
    said, person = say_text(db.session, text, language), current_translator()
    stated_ms = read_stated_ms(request.args.get("ms", ""))
    db.session.rollback()  # nothing is held while the sound is worked on
    try:
        made = make_take(read_piece(), text, said, language, stated_ms=stated_ms)
        with unit_of_work() as session:
            asset = take_recording(
                session,
                current_config().media_root,
                made,
                speaker_id=speaker_id,
                by=person,
                now=now_utc(),
            )
            url = audio_url(asset.key)
    except TakeRefused as refusal:
        return jsonify({"sentence": TAKE_FAULTS[refusal.fault]}), 422
    except NotRecorded as refusal:
        return jsonify({"sentence": RECORDING_FAULTS[refusal.fault]}), 422
    except SpeakerRefused as refusal:
        return jsonify({"sentence": SPEAKER_FAULTS[refusal.fault]}), 422
    except RequestUnreadable:
        return jsonify({"sentence": "De opname is onderweg beschadigd."}), 400
    except (SpeechUnavailable, OSError):
        return jsonify({"sentence": NO_ENGINE}), 503
    return jsonify({"audio": url})


@blueprint.get("/<int:form_id>/<string:language>/sheet.csv")
@access(Access.NATIVE_REVIEW)
def sheet(form_id: int, language: str) -> ResponseReturnValue:
    """The texts as a table that names the file of each, for who records elsewhere."""
    get_studio_form(form_id, language)
    prompts = sorted(list_prompts(db.session, form_id, language), key=lambda one: one.number)
    rows = [
        (name_file(one, language), one.text, one.said, language, one.state.value) for one in prompts
    ]
    name = f"opnamelijst-{form_id}-{language}.csv"
    return answer_with_file(write_rows(SHEET_HEADINGS, rows), name)


def get_studio_form(form_id: int, language: str) -> Form:
    form = db.session.get(Form, form_id)
    if form is None or language not in list_recordable(db.session, form_id):
        abort(404)
    if not may_record(current_translator(), language):
        abort(403)
    return form


def find_own_speaker() -> Speaker | None:
    """The speaker of the address, when the person at the screen may record them."""
    speaker_id = request.args.get("speaker", type=int)
    speaker = None if speaker_id is None else db.session.get(Speaker, speaker_id)
    if speaker is None or speaker.consent_withdrawn_at is not None:
        return None
    return speaker if speaker.recorded_by_id == current_translator().staff_id else None


def current_config() -> Config:
    config: Config = current_app.extensions["testplatform_config"]
    return config
