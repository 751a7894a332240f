"""The candidate's pages: language, code, identity, sound, practice, test, done."""

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from testplatform.catalogues import use_language
from testplatform.clock import now_utc
from testplatform.db import db, unit_of_work
from testplatform.errors import CodeUnknown, CodeUsed
from testplatform.extensions import limiter
from testplatform.models.attempts import Attempt, AttemptState
from testplatform.screens import spoken_texts
from testplatform.services.access_codes import read_code
from testplatform.services.attempts import enter_code
from testplatform.web.access import Access, access
from testplatform.web.candidate import building
from testplatform.web.candidate.devices import (
    SittingPass,
    hand_out_pass,
    read_device,
    remember_device,
    take_pass_back,
)
from testplatform.web.candidate.figure_names import name_figure
from testplatform.web.candidate.passes import get_attempt_of_any_pass, get_attempt_of_pass
from testplatform.web.compression import compress, send_compressed
from testplatform.web.headers import MICROPHONE_ONLY

blueprint = Blueprint("candidate", __name__)
blueprint.add_app_template_filter(name_figure, "figure_name")

WRONG_CODES_PER_MINUTE = "30 per minute;200 per hour"


def _is_wrong_code(_response: Response) -> bool:
    """Whether this request tried a code that opens nothing; a sitting that waits is no guess."""
    return bool(g.get("code_was_wrong"))


@blueprint.get("/")
@access(Access.PUBLIC)
def start() -> ResponseReturnValue:
    """Choose a language by its own name or by ear; with one language there is nothing to choose."""
    return render_template("candidate/start.html", page=building.build_start_page(db.session))


@blueprint.route("/start/<string:language>", methods=["GET", "POST"])
@access(Access.PUBLIC)
@limiter.limit(WRONG_CODES_PER_MINUTE, methods=["POST"], deduct_when=_is_wrong_code)
def code(language: str) -> ResponseReturnValue:
    """Take the code; the right one gives this device the lease of its attempt."""
    if language not in building.list_interface_languages(db.session):
        raise NotFound
    use_language(language)
    if request.method == "GET":
        return _code_page(language)
    typed = request.form.get("code", "")[:40]
    read = read_code(typed)
    if read is None:
        return _code_page(language, typed, error=spoken_texts.code_unreadable()), 422
    device = read_device(request)
    try:
        with unit_of_work() as session:
            secret_key = str(current_app.secret_key)
            lease = enter_code(session, read, device=device, secret_key=secret_key, now=now_utc())
            sitting_pass = SittingPass(attempt_id=lease.attempt_id, fence=lease.fence)
    except CodeUnknown:
        g.code_was_wrong = True
        return _code_page(language, typed, error=spoken_texts.unknown_code()), 422
    except CodeUsed:
        g.code_was_wrong = True
        return _code_page(language, typed, error=spoken_texts.used_code()), 409
    response = make_response(redirect(url_for("candidate.confirm"), code=303))
    remember_device(response, device)
    hand_out_pass(response, sitting_pass)
    return response


def _code_page(language: str, typed: str = "", *, error: str | None = None) -> str:
    page = building.build_code_page(db.session, language, typed, error)
    return render_template("candidate/code.html", page=page)


@blueprint.route("/sitting/confirm", methods=["GET", "POST"])
@access(Access.CANDIDATE)
def confirm() -> ResponseReturnValue:
    """Ask whether this is the right person before anything of theirs is shown."""
    attempt = get_attempt_of_pass()
    if elsewhere := _further(attempt):
        return elsewhere
    if request.method == "GET":
        page = building.build_confirm_page(db.session, attempt)
        return render_template("candidate/confirm.html", page=page)
    if request.form.get("answer") == "yes":
        return redirect(url_for("candidate.sound"), code=303)
    response = make_response(
        render_template(
            "candidate/problem.html", page=building.build_not_me_page(db.session, attempt)
        )
    )
    take_pass_back(response)
    return response


@blueprint.route("/sitting/sound", methods=["GET", "POST"])
@access(Access.CANDIDATE)
def sound() -> ResponseReturnValue:
    """Try the headphones."""
    attempt = get_attempt_of_pass()
    if elsewhere := _further(attempt):
        return elsewhere
    if request.form.get("answer") == "heard":
        return redirect(url_for("candidate.practice"), code=303)
    page = building.build_sound_page(db.session, attempt, is_help_shown=request.method == "POST")
    return render_template("candidate/sound.html", page=page)


@blueprint.route("/sitting/practice", methods=["GET", "POST"])
@access(Access.CANDIDATE)
def practice() -> ResponseReturnValue:
    """Try one question; nothing of it is kept."""
    attempt = get_attempt_of_pass()
    if elsewhere := _further(attempt):
        return elsewhere
    if request.method == "POST":
        return redirect(url_for("candidate.test"), code=303)
    page = building.build_practice_page(db.session, attempt)
    return render_template("candidate/practice.html", page=page)


@blueprint.get("/sitting/test")
@access(Access.CANDIDATE)
def test() -> ResponseReturnValue:
    """The shell of the player; what it shows is fetched, never embedded.

    A device that was shut out gets it too: only the player can still hand over what it holds.
    """
    attempt = get_attempt_of_any_pass()
    page = building.build_test_page(db.session, attempt)
    shell = render_template("candidate/test.html", page=page)
    response = send_compressed(compress(shell.encode()), "text/html")
    response.headers["Permissions-Policy"] = MICROPHONE_ONLY
    return response


@blueprint.get("/sitting/done")
@access(Access.CANDIDATE)
def done() -> ResponseReturnValue:
    """Say that everything has arrived."""
    attempt = get_attempt_of_pass()
    if attempt.state in (AttemptState.READY, AttemptState.IN_PROGRESS):
        return redirect(url_for("candidate.test"), code=303)
    page = building.build_done_page(db.session, attempt)
    return render_template("candidate/done.html", page=page)


@blueprint.post("/sitting/leave")
@access(Access.PUBLIC)
def leave() -> ResponseReturnValue:
    """Drop the pass; the next candidate starts at the languages."""
    response = make_response(redirect(url_for("candidate.start"), code=303))
    take_pass_back(response)
    return response


def _further(attempt: Attempt) -> ResponseReturnValue | None:
    """Where somebody belongs who went back to a page before the test."""
    if attempt.state is AttemptState.READY:
        return None
    target = "test" if attempt.state is AttemptState.IN_PROGRESS else "done"
    return redirect(url_for(f"candidate.{target}"), code=303)
