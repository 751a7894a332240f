"""The routing of NIVO as it is in force, with how many went along each way."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from scoring.programmes.nivo import NIVO
from scoring.routing import routing_in_force
from testplatform.clock import today_in_brussels
from testplatform.db import db
from testplatform.repositories.cut_scores import list_tables
from testplatform.repositories.decisions import list_newest_documents
from testplatform.web.access import Access, access
from testplatform.web.routings.drawing import build_graph
from testplatform.web.routings.pages import RoutingPage
from testplatform.web.routings.traffic import count_traffic

blueprint = Blueprint("routings", __name__, url_prefix="/staff/administration/routing")


@blueprint.get("/")
@access(Access.ADMINISTRATOR)
def nivo() -> ResponseReturnValue:
    """The graph, drawn and as tables."""
    routings = list_tables(db.session, NIVO).routings
    routing = routing_in_force(routings, programme=NIVO, on=today_in_brussels())
    documents = list_newest_documents(db.session, NIVO)
    traffic = count_traffic(documents, routing)
    page = RoutingPage(
        code=routing.code,
        version=routing.version,
        effective_from=routing.effective_from,
        is_assumed=routing.assumed,
        decided=_say_decided(len(documents)),
        graphs=tuple(build_graph(routing, track, traffic) for track, _start in routing.starts),
    )
    return render_template("routings/nivo.html", page=page)


def _say_decided(number: int) -> str:
    if not number:
        return "Er is nog over geen enkele NIVO-afname beslist. Daarom staat overal 0."
    return f"Geteld over {number} NIVO-afnames waarover beslist is."
