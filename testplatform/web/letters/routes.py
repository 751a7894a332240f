"""The letter to a candidate about the result of an attempt, to print."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from testplatform.clock import today_in_brussels
from testplatform.db import db
from testplatform.repositories.attempts import find_attempt
from testplatform.repositories.decisions import list_decisions
from testplatform.web.access import Access, access
from testplatform.web.letters.building import build_letter_page

blueprint = Blueprint("letters", __name__, url_prefix="/staff/administration/letters")


@blueprint.get("/<string:public_id>")
@access(Access.ADMINISTRATOR)
def letter(public_id: str) -> ResponseReturnValue:
    """The newest decision in plain words; `language` chooses another language."""
    attempt = find_attempt(db.session, public_id)
    decisions = [] if attempt is None else list_decisions(db.session, attempt.id)
    if attempt is None or not decisions:
        abort(404)
    page = build_letter_page(
        db.session,
        attempt,
        decisions[0],
        asked=request.args.get("language", ""),
        today=today_in_brussels(),
    )
    return render_template("letters/letter.html", page=page)
