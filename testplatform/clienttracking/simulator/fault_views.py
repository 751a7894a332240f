"""The page and the address where faults are armed; only from the machine itself."""

from ipaddress import ip_address

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from testplatform.clienttracking.documents import DocumentUnreadable, read_json
from testplatform.clienttracking.fields import (
    FieldReader,
    member_of,
    number_between,
    optional_field,
)
from testplatform.clienttracking.simulator.faults import (
    MOST_SECONDS,
    MOST_TIMES,
    Fault,
    FaultKind,
    FaultTarget,
    arm_fault,
    list_armed_faults,
)
from testplatform.clienttracking.simulator.forms import FaultForm
from testplatform.clienttracking.simulator.pages import build_fault_page
from testplatform.clienttracking.simulator.surroundings import current_store

blueprint = Blueprint("faults", __name__, url_prefix="/faults")


@blueprint.before_request
def check_caller_is_here() -> None:
    """Refuse callers from elsewhere: a fault is a way to stop the system."""
    try:
        is_here = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        abort(403)


@blueprint.get("")
def show() -> str:
    return _render(FaultForm())


@blueprint.post("")
def arm() -> ResponseReturnValue:
    """Arm a fault from JSON: `{"kind", "times", "seconds", "only_on"}`."""
    if request.mimetype != "application/json":
        abort(415)
    try:
        fault, faulty = _read_fault(read_json(request.get_data()))
    except DocumentUnreadable as error:
        return jsonify({"problems": {"": error.problem}}), 400
    if faulty:
        return jsonify({"problems": faulty}), 422
    with current_store().writing() as connection:
        arm_fault(connection, fault)
        armed = list_armed_faults(connection)
    return jsonify({"faults": [each.to_document() for each in armed]})


@blueprint.post("/from-page")
def arm_from_page() -> ResponseReturnValue:
    form = FaultForm()
    if not form.validate_on_submit():
        return _render(form), 422
    with current_store().writing() as connection:
        arm_fault(connection, form.to_fault())
    flash("De storing is ingesteld.")
    return redirect(url_for("faults.show"), code=303)


def _render(form: FaultForm) -> str:
    with current_store().reading() as connection:
        page = build_fault_page(list_armed_faults(connection))
    return render_template("simulator/faults.html", page=page, form=form)


def _read_fault(document: object) -> tuple[Fault, dict[str, str]]:
    fields = FieldReader(document)
    fault = Fault(
        kind=fields.read("kind", member_of(FaultKind), FaultKind.SLOW),
        times=fields.read("times", number_between(0, MOST_TIMES), 0),
        seconds=fields.read_if_given("seconds", number_between(0, MOST_SECONDS), 0),
        only_on=fields.read_if_given("only_on", optional_field(member_of(FaultTarget)), None),
    )
    fields.refuse_unknown_fields()
    return fault, fields.problems
