"""The file of how read-aloud was used in a form."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from testplatform.db import db
from testplatform.models.forms import Form
from testplatform.web.access import Access, access
from testplatform.web.read_aloud.use.exports import export_use
from testplatform.web.staff.spreadsheets import answer_with_file

blueprint = Blueprint("read_aloud_use", __name__, url_prefix="/staff/read-aloud")


@blueprint.get("/forms/<int:form_id>/use.csv")
@access(Access.ADMINISTRATOR)
def export(form_id: int) -> ResponseReturnValue:
    """How often each text of a form was heard, and in how many attempts."""
    form = db.session.get(Form, form_id)
    if form is None:
        abort(404)
    name = f"voorlezen-{form.code}-{form.version}.csv"
    return answer_with_file(export_use(db.session, form.id), name)
