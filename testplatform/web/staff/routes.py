"""The way in for staff: each role to its own first page."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from scoring.explanations import date_in_dutch
from testplatform.web.access import Access, access, has_access
from testplatform.web.staff.building import build_frame, build_messages
from testplatform.web.staff.dates import format_instant
from testplatform.web.staff.people import is_administrator

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
blueprint.add_app_template_filter(format_instant, "instant")
blueprint.add_app_template_filter(date_in_dutch, "day")
blueprint.add_app_template_global(build_frame, "staff_frame")
blueprint.add_app_template_global(build_messages, "staff_messages")


@blueprint.get("/")
@access(Access.STAFF)
def home() -> ResponseReturnValue:
    """Send each role to the page where its day begins."""
    return redirect(url_for(_first_page()), code=303)


def _first_page() -> str:
    if is_administrator():
        return "administration.overview"
    if has_access(Access.INVIGILATOR):
        return "invigilator.sittings"
    if has_access(Access.CONSULTANT):
        return "advice.advices"
    if has_access(Access.ASSESSOR):
        return "marking.queue"
    if has_access(Access.TRANSLATION):
        return "translating.matrix"
    return "authoring.items" if has_access(Access.ITEM_BANK) else "judging.seats"
