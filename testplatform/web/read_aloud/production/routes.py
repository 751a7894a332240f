"""Production of read-aloud: make the voices of a form, see how far they are, release languages."""

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from itembank.languages import get_language
from testplatform.clock import now_utc, today_in_brussels
from testplatform.db import after_commit, db, unit_of_work
from testplatform.interface_speech import request_interface_speech
from testplatform.models.forms import Form
from testplatform.services.read_aloud.offering import list_form_languages
from testplatform.services.read_aloud.production import (
    Requested,
    cancel_wanted,
    list_progress,
    request_production,
    try_again,
)
from testplatform.services.read_aloud.releasing import (
    AlreadyReleased,
    NotAllApproved,
    ReleaseUnexplained,
    release_language,
    withdraw_release,
)
from testplatform.speech.synthesis import SpeechUnavailable
from testplatform.tasks import wake
from testplatform.tasks.audio import build_wanted
from testplatform.web.access import Access, access
from testplatform.web.read_aloud.production.building import (
    build_forms_page,
    build_production_page,
)
from testplatform.web.read_aloud.production.forms import ReleaseForm
from testplatform.web.read_aloud.production.matrix import build_matrix_page, export_matrix
from testplatform.web.read_aloud.production.releases import build_release_page
from testplatform.web.read_aloud.production.wording import (
    ALREADY_RELEASED,
    ENGINE_MISSING,
    INTERFACE_MISSING,
    NO_CHOICE,
    UNEXPLAINED,
    describe_lacking,
)
from testplatform.web.staff.people import current_actor
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("read_aloud_production", __name__, url_prefix="/staff/read-aloud")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def forms() -> ResponseReturnValue:
    """Every form beside every language."""
    page = build_forms_page(db.session)
    return render_template("read_aloud/production/forms.html", page=page)


@blueprint.get("/forms/<int:form_id>")
@access(Access.ADMINISTRATOR)
def form(form_id: int) -> ResponseReturnValue:
    """How far the voices of one form are."""
    page = build_production_page(db.session, _get_form(form_id), now_utc())
    return render_template("read_aloud/production/form.html", page=page)


@blueprint.post("/forms/<int:form_id>/produce")
@access(Access.ADMINISTRATOR)
def produce(form_id: int) -> ResponseReturnValue:
    """Ask for everything that is missing or has changed, in every language."""
    _get_form(form_id)
    with unit_of_work() as session:
        requested = request_production(session, form_id, actor=current_actor(), now=now_utc())
        number = requested.number + _request_screens(session, form_id)
        after_commit(session, lambda: wake(build_wanted))
    _tell_requested(requested, number)
    return _to_form(form_id)


@blueprint.post("/forms/<int:form_id>/stop")
@access(Access.ADMINISTRATOR)
def stop(form_id: int) -> ResponseReturnValue:
    """Call off what nobody is making yet."""
    _get_form(form_id)
    with unit_of_work() as session:
        number = cancel_wanted(session, form_id, actor=current_actor(), now=now_utc())
    flash(f"Stopgezet: {number} teksten worden niet meer gemaakt.", "success")
    return _to_form(form_id)


@blueprint.post("/forms/<int:form_id>/retry")
@access(Access.ADMINISTRATOR)
def retry(form_id: int) -> ResponseReturnValue:
    """Try one text again, or everything of the form that was refused or failed."""
    _get_form(form_id)
    with unit_of_work() as session:
        number = try_again(session, _list_keys(session, form_id))
        after_commit(session, lambda: wake(build_wanted))
    flash(f"Opnieuw geprobeerd: {number} teksten.", "success")
    return _to_form(form_id)


@blueprint.get("/forms/<int:form_id>/items")
@access(Access.ADMINISTRATOR)
def matrix(form_id: int) -> ResponseReturnValue:
    """The items of a form beside its languages."""
    page = build_matrix_page(db.session, _get_form(form_id))
    return render_template("read_aloud/production/matrix.html", page=page)


@blueprint.get("/forms/<int:form_id>/items.csv")
@access(Access.ADMINISTRATOR)
def matrix_file(form_id: int) -> ResponseReturnValue:
    """What the same filters show, as a file."""
    found = _get_form(form_id)
    data = export_matrix(db.session, found)
    day = today_in_brussels().isoformat()
    return answer_with_file(data, f"voorlezen-{found.code}-{found.version}-{day}.csv")


@blueprint.get("/forms/<int:form_id>/languages/<string:language>/release")
@access(Access.ADMINISTRATOR)
def release(form_id: int, language: str) -> ResponseReturnValue:
    """The release of one language of an exam."""
    page = build_release_page(db.session, _get_exam(form_id, language), language)
    return render_template("read_aloud/production/release.html", page=page)


@blueprint.post("/forms/<int:form_id>/languages/<string:language>/release")
@access(Access.ADMINISTRATOR)
def give_release(form_id: int, language: str) -> ResponseReturnValue:
    """Release a language with read-aloud, or without and say why."""
    _get_exam(form_id, language)
    asked = ReleaseForm()
    if not asked.validate_on_submit():
        errors = [str(one) for found in asked.errors.values() for one in found]
        return _show_release(form_id, language, asked, errors[0] if errors else NO_CHOICE)
    try:
        with unit_of_work() as session:
            release_language(
                session,
                form_id,
                language,
                has_read_aloud=asked.has_read_aloud,
                comment=asked.reason,
                actor_id=current_user.id,
                now=now_utc(),
            )
    except NotAllApproved as refusal:
        problem = f"Niet vrijgegeven met voorlezen. {describe_lacking(refusal.coverage)}"
        return _show_release(form_id, language, asked, problem)
    except ReleaseUnexplained:
        return _show_release(form_id, language, asked, UNEXPLAINED)
    except AlreadyReleased:
        return _show_release(form_id, language, asked, ALREADY_RELEASED)
    how = "met" if asked.has_read_aloud else "zonder"
    flash(f"{get_language(language).dutch_name} is vrijgegeven {how} voorlezen.", "success")
    return _to_form(form_id)


@blueprint.post("/forms/<int:form_id>/languages/<string:language>/withdraw")
@access(Access.ADMINISTRATOR)
def withdraw(form_id: int, language: str) -> ResponseReturnValue:
    """Take a release back; who was checked in goes on."""
    _get_exam(form_id, language)
    with unit_of_work() as session:
        withdraw_release(session, form_id, language, actor_id=current_user.id, now=now_utc())
    name = get_language(language).dutch_name
    flash(f"De vrijgave van {name} is ingetrokken. Wie ingecheckt is, gaat door.", "success")
    return _to_form(form_id)


def _get_form(form_id: int) -> Form:
    found = db.session.get(Form, form_id)
    if found is None:
        abort(404)
    return found


def _get_exam(form_id: int, language: str) -> Form:
    """A form whose languages are released, with the texts of this one; anything else is no page."""
    found = _get_form(form_id)
    if not found.stakes.needs_release:
        abort(404)
    if language not in list_form_languages(db.session, form_id):
        abort(404)
    return found


def _request_screens(session: Session, form_id: int) -> int:
    """The sentences of the screens, without which the questions would stand alone."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        return request_interface_speech(app, session, session.get_one(Form, form_id), now=now_utc())
    except SpeechUnavailable:
        flash(INTERFACE_MISSING, "error")
        return 0


def _tell_requested(requested: Requested, number: int) -> None:
    if requested.unavailable:
        names = ", ".join(get_language(tag).dutch_name for tag in requested.unavailable)
        flash(ENGINE_MISSING.format(languages=names), "error")
    if number:
        flash(f"Gevraagd: {number} teksten worden gemaakt.", "success")
    elif not requested.unavailable:
        flash("Er is niets nieuws te maken: alles is al gevraagd of gemaakt.", "info")


def _list_keys(session: Session, form_id: int) -> list[str]:
    """The asset that a button names when it is one of the form, or else all of the form's."""
    now = now_utc()
    keys = [
        one.key
        for tag in list_form_languages(session, form_id)
        for one in list_progress(session, form_id, tag, now=now)
        if one.key is not None
    ]
    asked = request.form.get("key")
    return keys if asked is None else [key for key in keys if key == asked]


def _show_release(
    form_id: int, language: str, asked: ReleaseForm, problem: str
) -> ResponseReturnValue:
    found = _get_exam(form_id, language)
    page = build_release_page(db.session, found, language, asked, problem=problem)
    return render_template("read_aloud/production/release.html", page=page), 422


def _to_form(form_id: int) -> ResponseReturnValue:
    return redirect(url_for("read_aloud_production.form", form_id=form_id), code=303)
